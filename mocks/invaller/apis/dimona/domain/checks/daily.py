"""Daily registrations of permanent horeca workers.

Sources: facts: dimona A2, C2 row 13; anomalies.tsv zones 00777, 00910, 00911, 00913 (461, 462)
and block 90480.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.declaration import Kind
from invaller.apis.dimona.domain.joint_commissions import HORECA

LONGEST = timedelta(hours=48)
"""Longest presence in one daily registration (assumed; the source says only too many).

The document prints one of 25 hours (Dimona WS REST v2, 7.4).
"""

PERMANENT = "OTH"
"""Worker type of permanent staff (assumed)."""


@dataclass(frozen=True, slots=True)
class DailyCase(Case):
    """A case about a daily registration; ``presence`` is what it would look like."""

    presence: DailyRegistration | None = None


def opted_in(case: DailyCase) -> Iterator[Anomaly]:
    """The employer must have chosen Dimona for its daily registrations (00913-461)."""
    employer = case.situation.employer
    if employer is not None and not employer.get("dailyRegistrations"):
        message = "the employer did not choose Dimona for its daily registrations"
        yield Anomaly("00913-461", case.block.at("periodId"), message)


def fits(case: DailyCase) -> Iterator[Anomaly]:
    """The period must be one of permanent horeca staff (00913-462)."""
    period = case.target
    if period is None:
        return
    found = (period.features.joint_commission, period.features.worker_type)
    if found != (HORECA, PERMANENT):
        message = "the period is not one of permanent horeca staff"
        expected = [HORECA, PERMANENT]
        where = case.block.at("periodId")
        yield Anomaly("00913-462", where, message, list(found), expected)


def start_hour_present(case: DailyCase) -> Iterator[Anomaly]:
    """A new daily registration needs a start hour (00777-001)."""
    if not case.block.given("startHour"):
        where = case.block.at("startHour")
        yield Anomaly("00777-001", where, "startHour is mandatory", None, "HHMM")


def end_date_present(case: DailyCase) -> Iterator[Anomaly]:
    """The glossary wants an end date, the document's example has none: a switch (00911-001)."""
    wanted = case.situation.daily_registration_end_date_required
    if wanted and not case.block.given("endDate"):
        yield Anomaly("00911-001", case.block.at("endDate"), "endDate is mandatory")


def inside_period(case: DailyCase) -> Iterator[Anomaly]:
    """The presence starts and ends on days of the period (00910-462, 00911-462).

    The end may be on the day after the period ends: a performance over midnight (assumed).
    """
    period, presence = case.target, case.presence
    if period is None or presence is None:
        return
    expected = f"from {period.start_date} to {period.end_date or 'ever'}"
    if _outside(presence, case):
        where = case.block.at("startDate")
        message = "the presence starts outside the period"
        yield Anomaly("00910-462", where, message, str(presence.start_date), expected)
    end, last = presence.end_date, period.end_date
    if end is not None and last is not None and end > last + timedelta(days=1):
        where = case.block.at("endDate")
        message = "the presence ends outside the period"
        yield Anomaly("00911-462", where, message, str(end), expected, str(last))


def order(case: DailyCase) -> Iterator[Anomaly]:
    """The end comes after the start (00911-014, 00778-345)."""
    presence = case.presence
    if presence is None:
        return
    end = presence.end_date or presence.start_date
    if end < presence.start_date:
        where, message = case.block.at("endDate"), "endDate comes before startDate"
        yield Anomaly("00911-014", where, message, str(end), f"from {presence.start_date}")
    elif end == presence.start_date and (presence.end_hour or "9999") < presence.start_hour:
        where, message = case.block.at("endHour"), "endHour comes before startHour"
        expected = f"from {presence.start_hour}"
        yield Anomaly("00778-345", where, message, presence.end_hour, expected)


def longest(case: DailyCase) -> Iterator[Anomaly]:
    """A presence lasts 48 hours at most (90480-260)."""
    length = case.presence.length if case.presence is not None else None
    if length is not None and length > LONGEST:
        found = f"{length.total_seconds() / 3600:g} hours"
        yield Anomaly(
            "90480-260", case.block.pointer, "the presence is too long", found, "48 hours"
        )


def overlapping(case: DailyCase) -> Iterator[Anomaly]:
    """Presences of one period do not overlap (90480-334)."""
    presence = case.presence
    if presence is None:
        return
    for other in case.situation.daily_registrations:
        own = other.daily_registration_id == presence.daily_registration_id
        if not own and not other.is_canceled and presence.overlaps(other):
            message = "the presence overlaps another one of the period"
            found = other.daily_registration_id
            yield Anomaly("90480-334", case.block.pointer, message, found)
            return


def changed(case: DailyCase) -> Iterator[Anomaly]:
    """An update that leaves everything as it was is refused (90480-444)."""
    is_update = case.declaration.kind is Kind.DAILY_UPDATE
    if is_update and case.presence == case.situation.daily_registration:
        yield Anomaly("90480-444", case.block.pointer, "the update changes nothing")


def _outside(presence: DailyRegistration, case: DailyCase) -> bool:
    period = case.target
    if period is None:
        return False
    return presence.start_date < period.start_date or (
        period.end_date is not None and presence.start_date > period.end_date
    )
