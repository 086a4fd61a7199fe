"""The person of a dimona, as the RSZ wants to be told who it is.

Sources: facts: prisma_fields.json, NewDimona; Dimona WS REST v2, 5.1.1.1.
"""

import re
from collections.abc import Mapping
from typing import Any

from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.kernel.numbers import ssin
from invaller.kernel.numbers.digits import whole_number

GENDERS = {"M": "0", "F": "1"}
"""Codes that clients of Dimona send (facts: dimona C2 row 12)."""

BELGIUM = "00150"
"""The country where none is sent (facts: prisma_fields.json, conventions)."""

UNKNOWN_MUNICIPALITY = 99999
"""NIS code that clients send when they only know a name (facts: dimona A6)."""

_YEAR_ONLY = re.compile(r"([0-9]{4})0000", re.ASCII)


def person(sent: Mapping[str, Any], inss: str | None) -> dict[str, Any]:
    """The worker of a declaration: by INSS as sent, else that of the worker, else by data.

    inss: of the worker, if the worker exists and has one. An INSS of 0 is none (assumed).
    Raises Refused (INVALID) for a date of birth that does not exist.
    """
    own = whole_number(sent.get("INSS"))
    number = ssin.normalised(own) if own else inss
    return {"ssin": number} if number else identification(sent)


def identification(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The personal data by which the RSZ may find who has no INSS, without empty members."""
    street = sent.get("Street")
    address = {
        "street": street,
        "houseNumber": sent.get("HouseNumber"),
        "boxNumber": sent.get("PostBox"),
        "postCode": sent.get("ZIPCode"),
        "municipality": _municipality(sent.get("City")),
        "country": _country(sent, "Country") if street else None,
    }
    birthplace = sent.get("Birthplace")
    return _present(
        {
            "familyName": sent.get("Name"),
            "givenName": sent.get("Firstname"),
            "birthDate": _birth(sent),
            "placeOfBirth": birthplace,
            "countryOfBirth": _country(sent, "BirthplaceCountry") if birthplace else None,
            "nationality": _country(sent, "Nationality") if sent.get("Name") else None,
            "gender": GENDERS.get(sent.get("Sex", "")),
            "address": _present(address),
        }
    )


def _birth(sent: Mapping[str, Any]) -> str | None:
    """The date of birth; month and day may be 00 when they are unknown."""
    text = sent.get("Birthdate")
    if text is None:
        return None
    year_only = _YEAR_ONLY.fullmatch(text)
    return f"{year_only[1]}-00-00" if year_only else day_of(sent, "Birthdate").isoformat()


def _country(sent: Mapping[str, Any], member: str) -> int | None:
    return whole_number(sent.get(member) or BELGIUM)


def _municipality(name: str | None) -> dict[str, Any] | None:
    return {"code": UNKNOWN_MUNICIPALITY, "name": name} if name else None


def _present(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in (None, "", {})}
