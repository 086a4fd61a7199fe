"""Whether a declaration that was found is the one that was submitted.

After a time-out of a submission the client has no declaration number. It searches, and compares
what it sent with what the search gives back; see `DimonaClient.find_submitted`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from .dimona_answers import Declaration
from .dimona_blocks import DeclarationRequest, DeclarationSearch, Worker, given, kind_of


def search_for(
    declaration: DeclarationRequest, created_from: date, created_to: date | None
) -> DeclarationSearch:
    """The search that finds `declaration` among those created between two dates.

    A daily registration or period number narrows it, and the worker does if it has an SSIN.
    ValueError if there is neither an employer nor a worker's SSIN: the search needs one of them
    (Dimona WS REST v2, 5.1.3), and an Out, Update or Cancel is submitted without.
    """
    kind = kind_of(declaration)
    if kind is None:
        raise ValueError("the declaration has none of the seven blocks")
    block = cast(Mapping[str, Mapping[str, Any]], declaration)[kind]
    ssin = declaration.get("worker", {}).get("ssin")
    employer = declaration.get("employer")
    if not employer and not ssin:
        raise ValueError("a search needs an employer or the SSIN of a worker")
    criteria = given(
        employer=employer or None,
        worker={"ssin": ssin} if ssin else None,
        fromCreationDate=created_from,
        toCreationDate=created_to,
        dimonaDeclarationType=[kind.value],
        periodId=block.get("periodId"),
        dailyRegistrationId=block.get("dailyRegistrationId"),
    )
    return cast(DeclarationSearch, criteria)


def repeats(found: Declaration, declaration: DeclarationRequest) -> bool:
    """Whether `found` repeats all that `declaration` said in its block.

    The worker is compared by SSIN and birth date, as far as both sides have them: names may have
    been corrected.
    """
    kind = kind_of(declaration)
    if kind is None or found.kind is not kind:
        return False
    block = cast(Mapping[str, Any], declaration)[kind]
    return _same(block, found.block) and _same_worker(declaration.get("worker", {}), found.worker)


def _same_worker(sent: Worker, found: Worker) -> bool:
    by_ssin = "ssin" not in sent or "ssin" not in found or sent["ssin"] == found["ssin"]
    by_birth = (
        "birthDate" not in sent
        or "birthDate" not in found
        or sent["birthDate"] == found["birthDate"]
    )
    return by_ssin and by_birth


def _same(sent: object, found: object) -> bool:
    """Whether all that was sent is in what was found; numbers are equal to their digits."""
    if isinstance(sent, Mapping):
        return isinstance(found, Mapping) and all(
            _same(value, found.get(name)) for name, value in sent.items()
        )
    if isinstance(sent, list):
        return (
            isinstance(found, list)
            and len(sent) == len(found)
            and all(_same(*pair) for pair in zip(sent, found, strict=True))
        )
    return _scalar(sent) == _scalar(found)


def _scalar(value: object) -> str:
    text = str(value)
    return str(int(text)) if text.isascii() and text.isdigit() else text
