"""How names of persons are written in one text (assumed: initials, prefix, last name)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def formatted_name(details: Mapping[str, Any]) -> str:
    """The name after `howToFormatLastName`: own, own and partner's, partner's, partner's and own.

    details: initials, prefix, lastName, prefixPartner and lastNamePartner, as far as given.
    """
    own = _joined(details.get("prefix"), details.get("lastName"))
    partner = _joined(details.get("prefixPartner"), details.get("lastNamePartner"))
    chosen = (details.get("howToFormatLastName") or {}).get("key", 1) if partner else 1
    last = {2: f"{own} - {partner}", 3: partner, 4: f"{partner} - {own}"}.get(chosen, own)
    return _joined(details.get("initials"), last)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
