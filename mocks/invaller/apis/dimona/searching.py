"""Searching declarations, periods, relations and daily registrations.

Source: Dimona WS REST v2, 5.1.3, 5.1.5, 5.1.7, 5.1.8, 7.3, 7.5, 7.7, 7.8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from invaller.apis.dimona.access import has_right, may_read, refuse
from invaller.apis.dimona.answers import (
    daily_registration_body,
    declaration_body,
    period_body,
    relation_body,
)
from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.period import Period
from invaller.apis.dimona.domain.relations import relations
from invaller.apis.dimona.gathering import employer_of
from invaller.apis.dimona.matching import (
    declaration_matches,
    is_active_between,
    period_matches,
    registration_matches,
)
from invaller.apis.dimona.paging import Order, page_of
from invaller.apis.dimona.personnel_file import Document, PersonnelFile
from invaller.apis.dimona.problems import bad_request
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import parse_instant
from invaller.kernel.numbers import enterprise_number
from invaller.kernel.problems import Violation

_SOURCE = "Dimona WS REST v2, 5.1.3, 5.1.7, 5.1.8"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose file is searched: employer and user by enterprise number, worker by SSIN.

    nobody: the criteria name an employer that does not exist, so nothing is found.
    """

    employer: str | None
    worker: str | None
    user: str | None
    nobody: bool

    def look_up(self, employer_member: str) -> dict[str, str]:
        """The members by which the store finds candidates."""
        members = {employer_member: self.employer, "worker": self.worker, "user": self.user}
        return {name: value for name, value in members.items() if value is not None}


def _subject(call: Call, user_block: Mapping[str, Any]) -> Subject:
    """Read the minimum criteria; refuses a search without any, or about another's employer."""
    employer = call.body.get("employer") or {}
    worker = (call.body.get("worker") or {}).get("ssin")
    user = user_block.get("enterpriseNumber")
    if not employer and worker is None and user is None:
        raise bad_request(
            call,
            Violation(
                "body",
                "employer",
                "anyOf",
                "one of employer.employerId, employer.enterpriseNumber, "
                "userEnterprise.enterpriseNumber, worker.ssin is required",
            ),
            "dimona.search.needs-one-of-four",
            _SOURCE,
        )
    number = _employer_number(call, employer)
    if not has_right(call, number):
        raise refuse(call, number)
    return Subject(
        number,
        worker.strip() if isinstance(worker, str) else None,
        enterprise_number.normalised(user) or user,
        nobody=bool(employer) and number is None,
    )


def _employer_number(call: Call, criterion: Mapping[str, Any]) -> str | None:
    """The enterprise number of the employer that both given numbers mean, or None."""
    number = enterprise_number.normalised(criterion.get("enterpriseNumber"))
    known = employer_of(call.workspace, criterion.get("employerId"), number)
    if known is None:
        return number if "employerId" not in criterion else None
    found = str(known["enterpriseNumber"])
    return found if number in (None, found) else None


def _declaration_order(stored: Document) -> str:
    return str(stored["received"])


_DECLARATIONS = Order({"creationDate": _declaration_order}, lambda stored: stored["declarationId"])
_PERIODS = Order(
    {
        "startDate": lambda period: period.start_date.isoformat(),
        "endDate": lambda period: period.end_date.isoformat() if period.end_date else None,
        "modificationDate": lambda period: period.last_update_date.isoformat(),
    },
    lambda period: period.period_id,
)
_RELATIONS = Order(
    {"startDate": lambda item: item["startDate"], "endDate": lambda item: item.get("endDate")},
    lambda item: (str(item["employer"]), item["worker"]["ssin"]),
)
_REGISTRATIONS = Order(
    {"startDate": lambda item: item.start_date.isoformat()},
    lambda item: item.daily_registration_id,
)


def search_declarations(call: Call) -> Answer:
    """Processed declarations that match all criteria."""
    subject = _subject(call, call.body.get("userEnterprise") or {})
    file = PersonnelFile(call.workspace)
    candidates = [] if subject.nobody else file.declarations(**subject.look_up("employer"))
    found = [
        stored
        for stored in candidates
        if stored["result"] is not None
        and may_read(call, stored)
        and declaration_matches(stored, parse_instant(stored["received"]), call.body)
    ]
    return page_of(
        call,
        found,
        _DECLARATIONS,
        lambda stored: declaration_body(stored, call.base, in_search=True),
    )


def _periods(call: Call, user_block: Mapping[str, Any]) -> list[Period]:
    subject = _subject(call, user_block)
    if subject.nobody:
        return []
    found = PersonnelFile(call.workspace).periods(**subject.look_up("employerNumber"))
    return [period for period in found if has_right(call, period.employer.enterprise_number)]


def search_periods(call: Call) -> Answer:
    """Periods that match all criteria."""
    features = call.body.get("features") or {}
    found = [
        period
        for period in _periods(call, features.get("userEnterprise") or {})
        if period_matches(period, call.body)
    ]
    citizens = call.workspace.registers.citizens
    return page_of(
        call,
        found,
        _PERIODS,
        lambda period: period_body(period, citizens.get(period.worker), call.base, in_search=True),
    )


def search_relations(call: Call) -> Answer:
    """Relations that are active in the window, each over all its periods."""
    found = [
        relation
        for relation in relations(_periods(call, call.body.get("userEnterprise") or {}))
        if is_active_between(
            date.fromisoformat(relation["startDate"]),
            date.fromisoformat(relation["endDate"]) if "endDate" in relation else None,
            call.body,
        )
    ]
    citizens = call.workspace.registers.citizens
    return page_of(
        call,
        found,
        _RELATIONS,
        lambda relation: relation_body(relation, citizens.get(relation["worker"]["ssin"])),
    )


def list_daily_registrations(call: Call) -> Answer:
    """Daily registrations of one period; a period that does not exist has none."""
    file = PersonnelFile(call.workspace)
    period = file.period(call.parameters["periodId"])
    if period is not None and not has_right(call, period.employer.enterprise_number):
        raise refuse(call, period.employer.enterprise_number)
    found: list[DailyRegistration] = [
        registration
        for registration in file.daily_registrations(call.parameters["periodId"])
        if registration_matches(registration, call.parameters)
    ]
    return page_of(call, found, _REGISTRATIONS, daily_registration_body)
