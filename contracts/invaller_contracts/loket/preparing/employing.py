"""Employments: their start, end and everything that comes with a new one."""

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.preparing.common import after, linked, on_items, status, with_body
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted

_END = "2025-05-31"


def _collective(body: Mapping[str, object]) -> Preparation:
    """What is to be added to an employment of the employer; leave is asked for in a list."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        employment = sweep.known.first("employment")
        parameters = {"employerId": employment.above["employer"]}
        about = {"employmentId": employment.id, **body}
        return Wanted(dict(parameters), [about] if "leaveType" in body else about)

    return prepare


def _of_another(sweep: Sweep, operation: OperationOf) -> Wanted:
    """A record of the second employment; the first one has them without end."""
    employment = {"employmentId": sweep.known.all("employment")[1].id}
    return Wanted(dict(employment), sweep.body(operation, employment))


def _copied(sweep: Sweep, operation: OperationOf) -> Wanted:
    """A leave policy of the provider."""
    source = sweep.known.first("provider-leave-policy").id
    parameters = dict(sweep.known.parameters(operation))
    return Wanted(parameters, {"name": "Kopie", "sourceLeavePolicyId": source})


def _revoked(sweep: Sweep, operation: OperationOf) -> Wanted:
    """An employee who has access to self service."""
    employee = sweep.known.first("employee", status("statusEmployeeSelfService", 3))
    known = {"employerId": employee.above["employer"]}
    parameters = {name: known[name] for name in operation.path_parameters}
    return Wanted(dict(parameters), [{"employeeId": employee.id, "action": "RevokeAccess"}])


EMPLOYING: Mapping[str, Preparation] = {
    "PatchCopyLeavePolicyByEmployerId": _copied,
    "PatchEmployeeProfileByEmploymentId": with_body(employeeProfileId=1),
    "PatchEmployeeSelfServiceAccessByEmployeeId": _revoked,
    "PatchEmployeeSelfServiceAccessByEmployerId": _revoked,
    "PatchEmploymentsByLeavePolicyId": linked("employment"),
    "PatchLeavePoliciesByEmploymentId": linked("leave-policy"),
    "PatchPreboardingTrajectoryByConceptEmployeeId": after(
        "PostPreboardingTrajectoryByConceptEmployeeId"
    ),
    "PostTransitionCompensationEmploymentByEmploymentId": after("PatchTerminateByEmploymentId"),
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
    "PostCollectiveLeaveByEmployerId": _collective(
        {
            "leaveType": 15,
            "isAccrual": False,
            "numberOfUnits": 8,
            "startDate": "2025-03-10",
            "endDate": "2025-03-10",
        }
    ),
    "PostCollectiveWageByEmployerId": _collective({"grossWage": 3000, "startDate": "2025-04-01"}),
}
