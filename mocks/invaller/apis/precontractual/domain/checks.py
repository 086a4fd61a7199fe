"""What can be wrong with a question, in the order in which it is looked at.

The document names the refusals but no order. Here: first who asks (enterprise, token,
represented enterprise, portal user), then about whom, then for which day; and a day in the
past before a day outside the window. The first thing wrong is the only one answered.
Source: precontractual data, 3.3.7 to 3.3.14.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from invaller.apis.precontractual.domain import date_window
from invaller.apis.precontractual.domain.date_window import StartDateFault
from invaller.apis.precontractual.domain.inputs import Question, Role, Situation
from invaller.apis.precontractual.domain.outcomes import RefusalKind, Refused
from invaller.apis.precontractual.domain.refusals import refused
from invaller.kernel.numbers import enterprise_number, ssin

Check = Callable[[Question, Situation, datetime], Refused | None]

_TEN_DIGITS = re.compile(r"[0-9]{10}", re.ASCII)
_ELEVEN_DIGITS = re.compile(r"[0-9]{11}", re.ASCII)

_UNKNOWN = "is in no register"
_INVALID_ENTERPRISE = "is not ten digits with correct check digits"
_INVALID_CITIZEN = "is not eleven digits with a date and correct check digits"


def enterprise_valid(number: str) -> bool:
    """Tell whether an enterprise number has ten digits of which the last two check."""
    return bool(_TEN_DIGITS.fullmatch(number)) and enterprise_number.is_valid(number)


def citizen_valid(number: str) -> bool:
    """Tell whether a citizen's number has eleven digits, a date and correct check digits."""
    return bool(_ELEVEN_DIGITS.fullmatch(number)) and ssin.is_valid(number)


def _padded(number: str) -> str | None:
    """Return a number that only lacks its leading zeros in full, None for any other."""
    full = enterprise_number.normalised(number)
    return full if full is not None and full != number and enterprise_valid(full) else None


def _mandatary_exists(question: Question, situation: Situation, _now: datetime) -> Refused | None:
    number = question.mandatary
    valid = enterprise_valid(number)
    if number in situation.known_enterprises or (valid and situation.registers_open):
        return None
    return refused(
        RefusalKind.MANDATARY_UNKNOWN,
        number,
        why=_UNKNOWN if valid else _INVALID_ENTERPRISE,
        nearest=_padded(number) or situation.asker.enterprise,
    )


def _token_matches(question: Question, situation: Situation, _now: datetime) -> Refused | None:
    if question.mandatary == situation.asker.enterprise:
        return None
    return refused(
        RefusalKind.TOKEN_MISMATCH, question.mandatary, nearest=situation.asker.enterprise
    )


def _represented_suits(question: Question, situation: Situation, _now: datetime) -> Refused | None:
    role, sent = situation.asker.role, question.represented
    if role is Role.EMPLOYER and sent is not None:
        return refused(RefusalKind.REPRESENTED_SUPERFLUOUS, sent)
    if role is Role.PROVIDER and sent is None:
        return refused(RefusalKind.REPRESENTED_MISSING, None)
    return None


def _represented_exists(question: Question, situation: Situation, _now: datetime) -> Refused | None:
    number = question.represented
    if number is None or number in situation.known_enterprises:
        return None
    if not enterprise_valid(number):
        return refused(
            RefusalKind.REPRESENTED_INVALID,
            number,
            why=_INVALID_ENTERPRISE,
            nearest=_padded(number),
        )
    if situation.registers_open:
        return None
    return refused(RefusalKind.REPRESENTED_UNKNOWN, number, why=_UNKNOWN)


def _represents(question: Question, situation: Situation, _now: datetime) -> Refused | None:
    number, may = question.represented, situation.asker.represents
    if number is None or may is None or number in may:
        return None
    return refused(RefusalKind.NOT_REPRESENTING, number, nearest=min(may, default=None))


def _portal_user_named(question: Question, situation: Situation, _now: datetime) -> Refused | None:
    if situation.asker.role is not Role.PORTAL or question.mandatary_ssin is not None:
        return None
    return refused(RefusalKind.MANDATARY_SSIN_MISSING, None)


def _citizen_exists(question: Question, situation: Situation, _now: datetime) -> Refused | None:
    valid = citizen_valid(question.citizen)
    if situation.citizen is not None or (valid and situation.registers_open):
        return None
    why = _UNKNOWN if valid else _INVALID_CITIZEN
    return refused(RefusalKind.CITIZEN_UNKNOWN, question.citizen, why=why)


def _start_permitted(question: Question, _situation: Situation, now: datetime) -> Refused | None:
    fault = date_window.fault(question.start, now)
    if fault is None:
        return None
    permitted = date_window.window(now)
    past = fault is StartDateFault.PAST
    return refused(
        RefusalKind.START_IN_PAST if past else RefusalKind.START_OUTSIDE_WINDOW,
        question.start.isoformat(),
        why=f"{permitted.first.isoformat()} to {permitted.last.isoformat()}",
        nearest=(permitted.first if past else permitted.last).isoformat(),
    )


CHECKS: tuple[Check, ...] = (
    _mandatary_exists,
    _token_matches,
    _represented_suits,
    _represented_exists,
    _represents,
    _portal_user_named,
    _citizen_exists,
    _start_permitted,
)
"""Every check, in order; each returns a refusal or None."""


def first_refusal(question: Question, situation: Situation, now: datetime) -> Refused | None:
    """Return the first refusal of a question, None when there is nothing wrong with it."""
    results = (check(question, situation, now) for check in CHECKS)
    return next((result for result in results if result is not None), None)
