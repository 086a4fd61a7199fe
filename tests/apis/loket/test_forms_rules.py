"""The rules of resources, each broken and kept by one member (facts: loket/notes.md, 6 to 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.domain.proposal import Proposal
from invaller.apis.loket.domain.rules import RULES

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A rule, the behaviour that it proves, and what breaks and keeps it.

    before: an earlier state of the record, for rules about changes.
    """

    rule: str
    behaviour: str
    broken: Body
    kept: Body
    others: tuple[Body, ...] = ()
    above: Mapping[str, Body] = field(default_factory=dict)


NETHERLANDS, BELGIUM = {"key": 530}, {"key": 540}
TWO = {"key": 2}
COMBINATION = {"payrollPeriod": {"year": 2025, "periodNumber": 1}, "shift": {"shiftNumber": 1}}
ENDED = {"progress": {"endOfAbsence": {"date": "2025-02-01"}}}
OPEN = {"progress": {"endOfAbsence": None}}


def _years(low: int, high: int) -> Body:
    return {
        "from": {"numberOfYears": low, "numberOfMonths": 0},
        "upToAndIncluding": {"numberOfYears": high, "numberOfMonths": 0},
    }


def _entitled(**members: Any) -> Body:
    return {"leaveEntitlement": {"wtr": None, "excessLeaveToStatutory": None, **members}}


def _given(start: str, end: str | None) -> Body:
    return {"benefitInKindType": {"id": "a"}, "startDate": start, "endDate": end}


CASES = [
    Case(
        "absence-progress.open-absence",
        "loket.absence-progress.after-close",
        {"startDate": "2025-03-01"},
        {},
        above={"absence": ENDED},
    ),
    Case(
        "administrations.exclude-each-other",
        "loket.employment.administrations-exclusive",
        {"payrollAdministration": {"id": "a"}, "nonPayrollAdministration": {"id": "b"}},
        {"payrollAdministration": {"id": "a"}, "nonPayrollAdministration": None},
    ),
    Case(
        "benefit-in-kind.not-twice",
        "loket.benefit-in-kind.not-twice",
        _given("2025-02-01", None),
        _given("2025-02-02", None),
        (_given("2025-01-01", "2025-02-01"),),
    ),
    Case(
        "employee.postal-code-abroad",
        "loket.employee.postal-code-abroad",
        {"address": {"country": NETHERLANDS, "postalCode": None}},
        {"address": {"country": BELGIUM, "postalCode": None}},
    ),
    Case(
        "employment-fund.deviations-or-fixed",
        "loket.employment-fund.deviations-or-fixed",
        {"deviations": {"x": 1}, "fixedContribution": {"y": 1}},
        {"deviations": {"x": 1}, "fixedContribution": None},
    ),
    Case(
        "fiscal-company-car.value-needed",
        "loket.fiscal-company-car.value-needed",
        {"valueForTaxPurposes": None, "reasonForNoAdditionalTaxLiability": None},
        {"valueForTaxPurposes": None, "reasonForNoAdditionalTaxLiability": TWO},
    ),
    Case(
        "journal-allocation.one-basis",
        "loket.journal-allocation.one-basis",
        {"allocationBasedOnActualHours": {"x": 1}, "allocationBasedOnFixedWeights": [{}]},
        {"allocationBasedOnActualHours": {"x": 1}, "allocationBasedOnFixedWeights": None},
    ),
    Case(
        "leave-policy.needs-an-entitlement",
        "loket.age-based-leave.needs-an-entitlement",
        _entitled(),
        _entitled(wtr=1),
    ),
    Case(
        "leave-policy.ages-apart",
        "loket.age-based-leave.no-overlap",
        _years(40, 50),
        _years(41, 50),
        (_years(30, 40),),
    ),
    Case(
        "leave-policy.years-apart",
        "loket.age-based-leave.no-overlap",
        _years(5, 4),
        _years(4, 5),
    ),
    Case(
        "leave-policy.wages-apart",
        "loket.age-based-leave.no-overlap",
        {"fromWage": 2000, "upToAndIncludingWage": 3000},
        {"fromWage": 2000.01, "upToAndIncludingWage": 3000},
        ({"fromWage": 1000, "upToAndIncludingWage": 2000},),
    ),
    Case(
        "payroll-period-data.one-combination",
        "loket.payroll-period-data.post-known-combination",
        COMBINATION,
        {**COMBINATION, "shift": {"shiftNumber": 2}},
        (COMBINATION,),
    ),
    Case(
        "social-security-configuration.start",
        "loket.social-security-configuration.start",
        {"startDate": "2025-02-01"},
        {"startDate": "2025-01-01"},
        above={"employment": {"startDate": "2024-05-01"}},
    ),
    Case(
        "social-security-configuration.start",
        "loket.social-security-configuration.start",
        {"startDate": "2024-05-02"},
        {"startDate": "2024-05-01"},
        above={"employment": {"startDate": "2024-05-01"}},
    ),
    Case(
        "wage.scale-needs-grade",
        "loket.wage.scale-needs-grade",
        {"payScale": TWO, "payGrade": None},
        {"payScale": TWO, "payGrade": TWO},
    ),
]


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, id=one.rule, marks=pytest.mark.behaviour(one.behaviour)) for one in CASES],
)
def test_each_rule_is_broken_and_kept(case: Case) -> None:
    """What breaks a rule gets one fault with the id of the rule, what keeps it gets none."""
    rule = RULES[case.rule]
    broken = list(rule(Proposal(case.broken, None, case.others, case.above)))
    assert [fault.rule for fault in broken] == [case.behaviour]
    above = {**case.above, "absence": OPEN} if "absence" in case.above else case.above
    assert list(rule(Proposal(case.kept, None, case.others, above))) == []


def test_every_rule_is_used_and_known() -> None:
    """resources.yaml names rules that there are, and every rule is named."""
    named = {
        name
        for resource in CATALOGUE.resources.values()
        for name in resource.settings.get("rules", ())
    }
    assert named == set(RULES)
