"""Lookups in registers outside Loket: small tables in their place (options/registers.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.aow_date import aow_date
from invaller.apis.loket.option_lists import generic_options, register
from invaller.apis.loket.problems import broken_rule, not_found
from invaller.apis.loket.rows import Rows
from invaller.apis.loket.views.common import View, detailed, record, seen_by_user
from invaller.kernel.calls import Answer, Call

_PERCENTAGES = {545: 8.0, 546: 2.0}
"""Percentage of each base for calculation (assumed)."""

_DUTCH = re.compile(r"[1-9][0-9]{3}[A-Z]{2}", re.ASCII)
_NETHERLANDS = {"key": 530}


def _address(call: Call, operation: OperationOf) -> Answer:
    """Street and city of a postal code and house number; 404 for one that is not in the table."""
    code = "".join(str(call.parameters["postalCode"]).split()).upper()
    number = int(call.parameters["houseNumber"])
    if not _DUTCH.fullmatch(code):
        raise broken_rule(
            call,
            "[postalCode] has an invalid value",
            ("postalCode",),
            rule="loket.address.dutch-only",
            found=code,
            expected="four digits and two letters",
        )
    for one in register("addresses"):
        if one["postalCode"] == code and one["first"] <= number <= one["last"]:
            body = {
                **one,
                "postalCode": f"{code[:4]} {code[4:]}",
                "houseNumber": number,
                "province": {"key": one["province"]},
                "coordinates": {"latitude": one["latitude"], "longitude": one["longitude"]},
            }
            return detailed(call, operation, body)
    raise not_found(call, "address", f"{code} {number}")


def _car(call: Call, operation: OperationOf) -> Answer:
    plate = _bare(call.parameters["licensePlateNumber"])
    for one in register("cars"):
        if one["plate"] == plate:
            body = {
                "licensePlateNumber": str(call.parameters["licensePlateNumber"]),
                "additionalTaxLiabilityGroup": {"key": one["group"]},
                "dateOfFirstAdmission": one["admitted"],
                "valueForTaxPurposes": one["value"],
            }
            return detailed(call, operation, body)
    raise not_found(call, "car", plate)


def _bare(plate: Any) -> str:
    """A licence plate without dashes and spaces, in capitals."""
    return "".join(character for character in str(plate) if character.isalnum()).upper()


def _company(call: Call, operation: OperationOf) -> Answer:
    number = str(call.parameters["chamberOfCommerceNumber"])
    for one in register("companies"):
        if one["number"] == number:
            body = {
                **one,
                "legalForm": {"key": one["legal"]},
                "sbi": {"key": one["sbi"]},
                "address": {**one, "country": _NETHERLANDS},
            }
            return detailed(call, operation, body)
    raise not_found(call, "company", number)


def _aow(call: Call, operation: OperationOf) -> Answer:
    born = date.fromisoformat(str(call.parameters["dateOfBirth"]))
    return detailed(call, operation, {"aowDate": aow_date(born).isoformat()})


def _functions(call: Call, operation: OperationOf) -> Answer:
    names = register("functions")
    return wire.listing(call, operation, [{"functionName": name} for name in names])


def _labour_agreement(call: Call, operation: OperationOf) -> Answer:
    """What a wage projection after a collective labour agreement begins with."""
    agreement = record(call, "wage-projection", "collectiveLaborAgreementId")
    bases = [
        {
            "key": base["key"],
            "description": base["value"],
            "percentage": _PERCENTAGES[base["key"]],
            "baseType": {"key": at},
            "resultPayrollComponent": {"key": 81 + at},
        }
        for at, base in enumerate(generic_options("base-for-calculation", "base") or (), 1)
    ]
    employments = seen_by_user(call, Rows(call.workspace).of_parent("employment", None)[:1])
    body = {
        "collectiveLaborAgreement": {
            "name": agreement.body["name"],
            "baseForCalculation": bases,
            "employments": [{"id": row.id} for row in employments],
            "nextYear": {
                "available": False,
                "status": {"key": 2},
                "year": wire.today(call).year + 1,
            },
        }
    }
    return detailed(call, operation, body)


LOOKUPS: Mapping[str, View] = {
    "GetAdditionalTaxliabilityByLicensePlateNumber": _car,
    "GetAddressByPostalCodeAndHouseNumber": _address,
    "GetAowDateByDateOfBirth": _aow,
    "GetClaDataForWageProjectionByCollectiveLaborAgreementId": _labour_agreement,
    "GetCompanyInformationByChamberOfCommerceNumber": _company,
    "GetDataNewBusinessFunctions": _functions,
}
"""By operationId."""
