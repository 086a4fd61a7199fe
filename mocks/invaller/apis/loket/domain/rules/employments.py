"""Rules of records below an employment (facts: loket/notes.md, 6 to 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invaller.apis.loket.domain.faults import Fault
from invaller.apis.loket.domain.proposal import Body, Proposal

_SOURCE = "facts: loket/notes.md, 8"
COMBINATION = (
    "payrollPeriod",
    "shift",
    "payslipType",
    "distributionUnit",
    "costCenter",
    "costUnit",
)
_SPECIFIC = ("benefitInKindType", "type")


def one_administration(proposal: Proposal) -> Iterator[Fault]:
    """payrollAdministration and nonPayrollAdministration exclude each other.

    Concept employees have them in a block.
    """
    yield from _exclusive(
        proposal.body.get("employmentData") or proposal.body,
        "payrollAdministration",
        "nonPayrollAdministration",
        "loket.employment.administrations-exclusive",
    )


def one_basis(proposal: Proposal) -> Iterator[Fault]:
    """The two ways to allocate exclude each other."""
    yield from _exclusive(
        proposal.body,
        "allocationBasedOnActualHours",
        "allocationBasedOnFixedWeights",
        "loket.journal-allocation.one-basis",
    )


def deviations_or_fixed(proposal: Proposal) -> Iterator[Fault]:
    """deviations and fixedContribution exclude each other."""
    yield from _exclusive(
        proposal.body,
        "deviations",
        "fixedContribution",
        "loket.employment-fund.deviations-or-fixed",
    )


def not_twice(proposal: Proposal) -> Iterator[Fault]:
    """One type of benefit in kind is never active twice at once."""
    for other in proposal.others:
        same = all(proposal.body.get(name) == other.get(name) for name in _SPECIFIC)
        if same and _at_once(proposal.body, other):
            yield Fault(
                "loket.benefit-in-kind.not-twice",
                "[benefitInKindType] is active in this period already",
                "benefitInKindType",
                source="Loket API V2, postBenefitInKindByEmploymentId",
            )
            return


def value_needed(proposal: Proposal) -> Iterator[Fault]:
    """valueForTaxPurposes may be null only with a reason for no additional tax liability."""
    body = proposal.body
    if body.get("valueForTaxPurposes") is None and not body.get(
        "reasonForNoAdditionalTaxLiability"
    ):
        yield Fault(
            "loket.fiscal-company-car.value-needed",
            "[valueForTaxPurposes] is required without reasonForNoAdditionalTaxLiability",
            "valueForTaxPurposes",
            source=_SOURCE,
        )


def one_combination(proposal: Proposal) -> Iterator[Fault]:
    """A combination of period, shift, type, unit and costs has one record."""
    if proposal.before is not None:
        return
    mine = [proposal.body.get(name) for name in COMBINATION]
    if any([other.get(name) for name in COMBINATION] == mine for other in proposal.others):
        yield Fault(
            "loket.payroll-period-data.post-known-combination",
            "[payrollPeriod] there is data for this combination already; change it, or PATCH it",
            "payrollPeriod",
            source="facts: loket/notes.md, 7",
        )


def start_of_year(proposal: Proposal) -> Iterator[Fault]:
    """A record begins at the start of the employment or on the first day of a payroll year."""
    text = str(proposal.body["startDate"])
    start = date.fromisoformat(text)
    employment = proposal.above.get("employment", {})
    if text != employment.get("startDate") and (start.month, start.day) != (1, 1):
        yield Fault(
            "loket.social-security-configuration.start",
            "[startDate] is the start of the employment or the first day of a payroll year",
            "startDate",
            found=text,
            expected=[employment.get("startDate"), f"{start.year}-01-01"],
            nearest=f"{start.year}-01-01",
            source="facts: loket/notes.md, 6",
        )


def scale_needs_grade(proposal: Proposal) -> Iterator[Fault]:
    """payScale needs payGrade."""
    if proposal.body.get("payScale") and not proposal.body.get("payGrade"):
        yield Fault(
            "loket.wage.scale-needs-grade",
            "[payGrade] is required with payScale",
            "payGrade",
            source=_SOURCE,
        )


def _exclusive(body: Body, one: str, other: str, rule: str) -> Iterator[Fault]:
    if body.get(one) and body.get(other):
        yield Fault(rule, f"[{one}] and [{other}] exclude each other", one, source=_SOURCE)


def _at_once(one: Body, other: Body) -> bool:
    """Whether two records share a day; dates as texts compare in time."""
    return (one.get("endDate") or "9999") >= str(other["startDate"]) and (
        other.get("endDate") or "9999"
    ) >= str(one["startDate"])
