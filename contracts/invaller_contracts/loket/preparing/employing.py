"""Employments: their start, end and everything that comes with a new one."""

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.preparing.common import after, on_items, status, with_body
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted

_END = "2025-05-31"


def _collective(body: Mapping[str, object]) -> Preparation:
    """One object about an employment of the employer (Loket API V2, collective actions)."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        employment = sweep.known.first("employment")
        parameters = {"employerId": employment.above["employer"]}
        return Wanted(dict(parameters), {"employmentId": employment.id, **body})

    return prepare


def _of_another(sweep: Sweep, operation: OperationOf) -> Wanted:
    """A record of the second employment; the first one has them without end."""
    employment = {"employmentId": sweep.known.all("employment")[1].id}
    return Wanted(dict(employment), sweep.body(operation, employment))


EMPLOYING: Mapping[str, Preparation] = {
    "PatchCorrectStartDateByEmploymentId": with_body(startDate="2024-02-01"),
    "PatchReinstateByEmploymentId": after("PatchTerminateByEmploymentId"),
    "PatchTerminateByEmploymentId": with_body(endDate=_END),
    "PatchLeaveRequestsByLeaveRequestIds": on_items(
        "leave-request", status("leaveRequestStatus", 1), action="accept"
    ),
    "PatchWageProposalsByWageProposalId": on_items(
        "wage-proposal", status("status", 1), action="accept"
    ),
    "PostCollectiveBenefitsAndDeductionsByEmployerId": _collective(
        {"payrollComponent": {"key": 350}, "startDate": "2025-03-10", "value": 25}
    ),
    "PostOtherPayrollVariablesByEmploymentId": _of_another,
    "PostCollectiveWageByEmployerId": _collective({"grossWage": 3000, "startDate": "2025-04-01"}),
}
