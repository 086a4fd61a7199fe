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


def in_version(resource: str, form: Field, body: Mapping[str, Any]) -> Body:
    """A kept body with the fields of another version of its form beside its own."""
    if resource != _SEPA or "beneficiary" in form.fields:
        return dict(body)
    beneficiary = body.get("beneficiary") or {}
    return {**body, **{old: beneficiary.get(new) for old, new in _BENEFICIARY.items()}}


def as_kept(resource: str, form: Field, body: Mapping[str, Any]) -> Body:
    """A body that was taken in a version, with its fields as they are kept."""
    if resource != _SEPA or "beneficiary" in form.fields:
        return dict(body)
    kept = {name: value for name, value in body.items() if name not in _BENEFICIARY}
    return {**kept, "beneficiary": {new: body.get(old) for old, new in _BENEFICIARY.items()}}
