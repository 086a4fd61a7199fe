"""Records in the forms of their versions: kept in the newest, shown and taken in either.

Source: facts: loket/notes.md, 4 (payment information SEPA). Versions that only add fields
need nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from invaller.apis.loket.domain.forms import Field

Body = dict[str, Any]

_SEPA = "payment-information-sepa"
_BENEFICIARY: Mapping[str, str] = {"nameBeneficiary": "name", "cityBeneficiary": "city"}
"""Fields of the first version by their name in the beneficiary of the next."""


_CONCEPT, _DATA = "concept-employee", "employeeData"
_MINIMIZED = ("address", "contactInformation", "iban", "personalDetails")
"""Members of a minimized concept employee, which lie in a block of the whole one."""


def in_version(resource: str, form: Field, body: Mapping[str, Any]) -> Body:
    """A kept body with the fields of another form of it beside its own."""
    if _is_minimized(resource, form):
        return {**body, **(body.get(_DATA) or {})}
    if resource != _SEPA or "beneficiary" in form.fields:
        return dict(body)
    beneficiary = body.get("beneficiary") or {}
    return {**body, **{old: beneficiary.get(new) for old, new in _BENEFICIARY.items()}}


def as_kept(resource: str, form: Field, body: Mapping[str, Any]) -> Body:
    """A body that was taken in another form, with its fields as they are kept."""
    if _is_minimized(resource, form):
        return _with_data(body)
    if resource != _SEPA or "beneficiary" in form.fields:
        return dict(body)
    kept = {name: value for name, value in body.items() if name not in _BENEFICIARY}
    return {**kept, "beneficiary": {new: body.get(old) for old, new in _BENEFICIARY.items()}}


def _is_minimized(resource: str, form: Field) -> bool:
    return resource == _CONCEPT and "personalDetails" in form.fields


def _with_data(body: Mapping[str, Any]) -> Body:
    """A concept employee whose minimized members are in their block again."""
    data = dict(body.get(_DATA) or {})
    details = {**(data.get("personalDetails") or {}), **(body.get("personalDetails") or {})}
    data |= {name: body.get(name) for name in _MINIMIZED}
    rest = {name: value for name, value in body.items() if name not in _MINIMIZED}
    return {**rest, _DATA: {**data, "personalDetails": details}}
