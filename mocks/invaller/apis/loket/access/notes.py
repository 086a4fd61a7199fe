"""Who may read a note: everyone, its author, users of the provider or users of employers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from invaller.apis.loket.access.grants import PROVIDER, Grants

NOTES = ("employee-note", "employer-note", "employment-note", "payroll-run-note")
"""Resources whose records say by accessibleBy who may read them."""

_ONLY_ME, _OF_PROVIDER, _OF_EMPLOYER = 2, 3, 4
"""Keys of accessibleBy (options/access.yaml); any other is everyone."""


def may_read(grants: Grants, note: Mapping[str, Any]) -> bool:
    """Whether a user may read a note (Loket API V2, getEmploymentNotesByEmploymentId)."""
    key = (note.get("accessibleBy") or {}).get("key")
    if key == _ONLY_ME:
        return bool((note.get("createdBy") or {}).get("id") == grants.user)
    of_provider = grants.role_key == PROVIDER
    if key in (_OF_PROVIDER, _OF_EMPLOYER):
        return bool(of_provider == (key == _OF_PROVIDER))
    return True
