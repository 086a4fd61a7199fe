"""Providers, their users, employers and what employers and payroll administrations keep."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from invaller.apis.loket import files
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.rows import Row
from invaller.apis.loket.seed.planting import Body, Garden
from invaller.apis.loket.seed.reading import data, identify

_LOGO = b64encode(files.png(46, 125, 50)).decode()

NETHERLANDS = {"key": 530}

_LISTS = {
    "contract_codes": ("contract-code", "code"),
    "distribution_units": ("distribution-unit", "code"),
    "education_types": ("education-type", "code"),
    "education_further_indications": ("education-further-indication", "code"),
}
_NAMES = {
    "benefit_in_kind_types": "benefit-in-kind-type",
    "custom_fields": "custom-field",
    "modules": "module",
}
_NO_DEVIATION = {"deviations": None}


def plant_employers(garden: Garden) -> None:
    """Plant providers and employers with their lists, administrations and users."""
    whole = data("employers")
    for provider in whole["providers"]:
        row = garden.plant("provider", provider["key"], {"name": provider["name"]})
        picture = {"version": identify("picture", row.id), "mimeType": files.PNG, "data": _LOGO}
        garden.plant("picture", "", picture, parent=row.id, identifier=row.id)
    for employer in whole["employers"]:
        row = _employer(garden, employer)
        _lists(garden, row, employer, whole)
        for administration in employer["administrations"]:
            _administration(garden, row, administration, employer)
        _holidays_and_leave_types(garden, row, employer["key"])
    for user in whole["users"]:
        _user(garden, user)


def address(parts: list[Any]) -> Body:
    """An address in the Netherlands: street, number, postal code, city and province."""
    street, number, postal_code, city, *province = parts
    return {
        "street": street,
        "houseNumber": number,
        "postalCode": postal_code,
        "city": city,
        "country": NETHERLANDS,
        **({"province": {"key": province[0]}} if province else {}),
    }


def _employer(garden: Garden, employer: Body) -> Row:
    identifier = identify("employer", employer["key"])
    body = {
        "companyName": employer["name"],
        "employerNumber": employer["number"],
        "chamberOfCommerceNumber": employer["chamber"],
        "address": address(employer["address"]),
        "branch": {"key": employer["branch"]},
        "legalForm": {"key": employer["legal"]},
        "sbi": {"key": employer["sbi"]},
        "contact": {"name": "Personeelszaken", "phoneNumber": "0301234567"},
        "contactInformation": {"phoneNumber": "0301234567"},
        "providerSettings": {"groupCode": 1, "administrationNumber": str(employer["number"])},
    }
    parent = identify("provider", employer["provider"])
    return garden.plant("employer", employer["key"], body, parent=parent, employer=identifier)


def _lists(garden: Garden, row: Row, employer: Body, whole: Body) -> None:
    key, below = employer["key"], {"parent": row.id, "employer": row.id}
    for number, name in enumerate(employer["departments"], 1):
        garden.plant(
            "department", f"{key}/{name}", {"code": number * 10, "description": name}, **below
        )
    for name in employer["functions"]:
        identifier = identify("function", f"{key}/{name}")
        garden.plant("function", f"{key}/{name}", {"key": identifier, "description": name}, **below)
    for section, (resource, member) in _LISTS.items():
        for code, description in whole[section]:
            body = {member: code, "description": description}
            garden.plant(resource, f"{key}/{code}", body, **below)
    for section, resource in _NAMES.items():
        for name in whole[section]:
            garden.plant(resource, f"{key}/{name}", {"description": name}, **below)


def _administration(garden: Garden, row: Row, own: Body, employer: Body) -> None:
    body = {
        "name": own["name"],
        "description": own["name"],
        "clientNumber": own["client"],
        "groupCode": 1,
        "address": address(employer["address"]),
        "cao": {"key": own["cao"]},
        "loonmodel": {"key": own["model"]},
        "payrollPeriodType": {"key": own["period"]},
        "payrollTaxesNumber": own["tax"],
        "startDate": "Y-8-01-01",
    }
    below = {"parent": row.id, "employer": row.id}
    garden.plant("payroll-administration", own["key"], body, **below)
    if employer["key"] == "zonnehof":
        other = {
            "name": "Vrijwilligers Zonnehof",
            "description": "Niet verloond",
            "clientNumber": 184900,
            "startDate": "Y-8-01-01",
            "endDate": None,
        }
        garden.plant("non-payroll-administration", own["key"], other, **below)


def _holidays_and_leave_types(garden: Garden, row: Row, key: str) -> None:
    below = {"parent": row.id, "employer": row.id}
    for field, resource in (("leaveType", "leave-type"), ("nationalHoliday", "national-holiday")):
        for option in generic_options(resource, field) or ():
            body = {field: {"key": option["key"]}, **_NO_DEVIATION}
            garden.plant(resource, f"{key}/{option['key']}", body, **below)


def _user(garden: Garden, user: Body) -> None:
    employer = identify("employer", user["employer"])
    body = {
        "accessStatus": {"key": 3},
        "loginMethod": {"key": 1},
        "userName": user["mail"],
        "userSpecifiedRole": {"key": user["role"]},
        "contactInformation": {"emailAddress": user["mail"]},
        "personalDetails": {
            "initials": user["initials"],
            "firstName": user["first"],
            "prefix": user["prefix"] or None,
            "lastName": user["last"],
        },
        "dateTimeCreation": "T-400 09:00",
    }
    garden.plant("employer-user", user["key"], body, parent=employer, employer=employer)
