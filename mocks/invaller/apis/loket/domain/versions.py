"""Resource versions: what an Accept or Content-Type header asks, and which version that is.

Source: Loket API V2, Resource versioning; facts: loket/notes.md, 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from invaller.apis.loket.domain.faults import Broken, Fault

_MISSPELLED = {"applicationjson": "application/json"}
"""Media types as the document misspells them (facts: loket/notes.md, 4)."""

_SOURCE = "Loket API V2, Resource versioning"

FIRST_VERSION = "2018-01-01"
"""No resource has an older version; it is that of resources for which the document names none
(facts: loket/notes.md, 4).
"""


class Dated(Protocol):
    """Anything with the date of a version, as yyyy-MM-dd."""

    @property
    def date(self) -> str:
        """The first day of the version."""
        ...


_Version = TypeVar("_Version", bound=Dated)


class NotAcceptable(Exception):
    """A header names media types, and none of those that there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a header asks for: a media type (None: whichever) and the date of a version."""

    media_type: str | None
    version: str | None


def read_media_types(header: str) -> list[Asked]:
    """The media types that a header names, most wanted first."""
    found: list[tuple[float, Asked]] = []
    for item in header.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if not name:
            continue
        values = dict(_parameter(one) for one in parameters if "=" in one)
        lower = name.lower()
        asked = Asked(_MISSPELLED.get(lower, lower), values.get("version"))
        found.append((_quality(values.get("q", "1")), asked))
    found.sort(key=lambda one: -one[0])
    return [asked for quality, asked in found if quality > 0]


def asked_for(header: str | None, offered: Sequence[str]) -> Asked:
    """Which of the offered media types a header asks for, and in which version.

    A missing header and `*/*` ask for whichever there is. Raises NotAcceptable.
    """
    if header is None or not header.strip():
        return Asked(None, None)
    for wanted in read_media_types(header):
        name = wanted.media_type or ""
        if name == "*/*":
            return Asked(None, wanted.version)
        fitting = [one for one in offered if _fits(name, one)]
        if fitting:
            return Asked(fitting[0], wanted.version)
    raise NotAcceptable(header)


def select(versions: Sequence[_Version], wanted: str | None) -> _Version:
    """The newest version on or before a date, or the newest one when no date is wanted.

    Of a resource that began later than the date the first version is taken: each operation of
    the document shows 2018-01-01 as the date to ask, also where the resource began later (facts:
    loket/operations.tsv, accept_example). versions: oldest first. Raises Broken for what is no
    date, and for one before there was any version.
    """
    if wanted is None:
        return versions[-1]
    if _date(wanted) is None:
        raise Broken(
            Fault(
                "loket.version.malformed",
                f"[version] {wanted} is not a date; it is written yyyy-MM-dd",
                "version",
                found=wanted,
                expected="yyyy-MM-dd",
                nearest=versions[-1].date,
                source=_SOURCE,
            )
        )
    fitting = [one for one in versions if one.date <= wanted]
    if not fitting and wanted < FIRST_VERSION:
        raise Broken(
            Fault(
                "loket.version.before-the-first",
                f"[version] {wanted} lies before {versions[0].date}, the first version",
                "version",
                found=wanted,
                expected=[one.date for one in versions],
                nearest=versions[0].date,
                source=_SOURCE,
            )
        )
    return fitting[-1] if fitting else versions[0]


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip().strip('"')


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0


def _fits(wanted: str, offered: str) -> bool:
    return wanted == offered or (
        wanted.endswith("/*") and offered.startswith(wanted.removesuffix("*"))
    )


def _date(text: str) -> date | None:
    if len(text) != len("yyyy-MM-dd"):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
