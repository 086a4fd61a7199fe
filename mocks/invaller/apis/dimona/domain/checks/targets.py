"""The numbers by which later declarations point to a period or a daily registration.

Sources: facts: dimona A2, A6, A7, C2 rows 2 and 13; anomalies.tsv zones 00913, 01085.
"""

from __future__ import annotations

from collections.abc import Iterator

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.kernel.numbers import dimona_number
from invaller.kernel.numbers.digits import whole_number

_PERIOD, _REGISTRATION = "periodId", "dailyRegistrationId"
_EXPECTED = "12 digits, the last two the first ten modulo 97"


def period_forbidden(case: Case) -> Iterator[Anomaly]:
    """A Dimona In and changes of a daily registration name no period (00913-005)."""
    yield from _forbidden(case, _PERIOD, "00913-005")


def registration_forbidden(case: Case) -> Iterator[Anomaly]:
    """A new daily registration has no number yet (01085-005)."""
    yield from _forbidden(case, _REGISTRATION, "01085-005")


def period(case: Case) -> Iterator[Anomaly]:
    """The period must be named, valid, known, not cancelled and not locked (00913)."""
    target = case.target
    if target is None:
        yield from _unknown(case, _PERIOD, "00913-001", "00913-003", "00913-354")
    elif not target.is_active:
        yield _about(case, _PERIOD, "00913-355", "the period was cancelled before")
    elif target.is_locked:
        yield _about(case, _PERIOD, "00913-362", "the period is locked by the RSZ")


def registration(case: Case) -> Iterator[Anomaly]:
    """The daily registration must be named, valid, known and not cancelled (01085)."""
    target = case.situation.daily_registration
    if target is None:
        yield from _unknown(case, _REGISTRATION, "01085-001", "01085-003", "01085-092")
    elif target.is_canceled:
        message = "the daily registration was cancelled before"
        yield _about(case, _REGISTRATION, "01085-355", message)


def still_open(case: Case) -> Iterator[Anomaly]:
    """Only a period without end date can be closed by an Out (00913-356)."""
    target = case.target
    if target is not None and target.end_date is not None:
        message = f"the period already ends on {target.end_date}; an update changes that"
        yield _about(case, _PERIOD, "00913-356", message)


def _unknown(
    case: Case, member: str, absent: str, malformed: str, unknown: str
) -> Iterator[Anomaly]:
    """Yield why a number leads nowhere: it is missing, malformed or not known."""
    value = case.block.get(member)
    if value is None:
        yield Anomaly(absent, case.block.at(member), f"{member} is mandatory", None, _EXPECTED)
    elif not dimona_number.is_valid(value):
        nearest = _repaired(value)
        where = case.block.at(member)
        yield Anomaly(malformed, where, f"{member} is invalid", value, _EXPECTED, nearest)
    else:
        yield _about(case, member, unknown, f"{member} is not known")


def _forbidden(case: Case, member: str, code: str) -> Iterator[Anomaly]:
    if case.block.given(member):
        message = f"{member} is forbidden in {case.declaration.kind.value}"
        yield _about(case, member, code, message)


def _about(case: Case, member: str, code: str, message: str) -> Anomaly:
    return Anomaly(code, case.block.at(member), message, case.block.get(member))


def _repaired(value: object) -> int | None:
    """Return the number with check digits that belong to its first ten digits."""
    number = whole_number(value)
    if number is None or len(str(number)) != 12:
        return None
    return dimona_number.from_sequence(number // 100)
