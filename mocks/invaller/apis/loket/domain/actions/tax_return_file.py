"""Employees in a payroll tax return (XML of the Belastingdienst), as concept employees.

Source: Loket API V2, patchImportConceptEmployeesByPayrollAdministrationId (2022 or later); names
of elements after the Gegevensspecificaties aangifte loonheffingen of the Belastingdienst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as Xml

Body = dict[str, Any]

_ROOT = "Loonaangifte"
_FIRST_YEAR = 2022
_NAMESPACE = re.compile(r"\{.*/(\d{4})/\d{2}\}")
_RELATIONS = ("InkomstenverhoudingInitieel", "InkomstenverhoudingNormaal")
_NETHERLANDS = {"key": 530}
_GENDERS: Mapping[str, int] = {"1": 1, "2": 2}


class NoTaxReturn(ValueError):
    """A file is no payroll tax return of a year that can be imported."""


def employees_in(content: bytes) -> list[Body | None]:
    """The data of each income relationship, None for one without a name, in order.

    Raises NoTaxReturn.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NoTaxReturn("the file declares a document type")
    try:
        root = Xml.fromstring(content)  # noqa: S314 - it has no declarations, so no entities
    except Xml.ParseError as error:
        raise NoTaxReturn(f"the file is no XML: {error}") from error
    year = _NAMESPACE.match(root.tag)
    if _name(root) != _ROOT or year is None or int(year[1]) < _FIRST_YEAR:
        raise NoTaxReturn(f"the file is no payroll tax return of {_FIRST_YEAR} or later")
    return [_employee(one) for one in root.iter() if _name(one) in _RELATIONS]


def _employee(relation: Xml.Element) -> Body | None:
    told = dict(_texts(relation))
    if "SignNm" not in told:
        return None
    details = {
        "lastName": told["SignNm"][:25],
        "prefix": told.get("Voorv"),
        "initials": _initials(told.get("Voorl")),
        "dateOfBirth": told.get("Gebdat"),
        "gender": _option(_GENDERS.get(told.get("Gesl", ""))),
    }
    number = told.get("PersNr", "")
    return {
        "employeeData": {
            "personalDetails": details,
            "address": _address(told),
            "employeeNumber": int(number) if number.isdigit() else None,
        },
        "employmentData": {"startDate": told.get("DatAanv")},
        "citizenServiceNumber": told.get("SofiNr"),
    }


def _address(told: Mapping[str, str]) -> Body | None:
    if "Str" not in told:
        return None
    number = told.get("HuisNr", "")
    return {
        "street": told["Str"][:24],
        "houseNumber": int(number) if number.isdigit() else None,
        "houseNumberAddition": told.get("HuisNrToev"),
        "postalCode": told.get("Postcd"),
        "city": told.get("Woonpl", "")[:24] or None,
        "country": _NETHERLANDS,
    }


def _texts(relation: Xml.Element) -> Iterator[tuple[str, str]]:
    """Name and text of every element with a text, the last of a name counting."""
    for element in relation.iter():
        text = (element.text or "").strip()
        if text:
            yield _name(element), text


def _name(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _initials(text: str | None) -> str | None:
    return None if text is None else "".join(f"{one}." for one in text if one.isalpha())[:6]


def _option(key: int | None) -> Body | None:
    return None if key is None else {"key": key}
