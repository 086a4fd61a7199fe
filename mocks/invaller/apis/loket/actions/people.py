"""Actions about people: employees, their employments, leave and documents, and users."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket.actions.absences import ABSENCES
from invaller.apis.loket.actions.calculations import CALCULATIONS
from invaller.apis.loket.actions.collective import COLLECTIVE, COLLECTIVE_WORK
from invaller.apis.loket.actions.concepts import CONCEPTS, CONCEPTS_WORK
from invaller.apis.loket.actions.dashboards import DASHBOARDS
from invaller.apis.loket.actions.documents import DOCUMENTS
from invaller.apis.loket.actions.email_templates import EMAIL_TEMPLATES
from invaller.apis.loket.actions.employments import EMPLOYMENTS
from invaller.apis.loket.actions.files_to_come import FILES, FILES_WORK
from invaller.apis.loket.actions.hiring import HIRING
from invaller.apis.loket.actions.leave_policies import LEAVE_POLICIES
from invaller.apis.loket.actions.leave_requests import LEAVE_REQUESTS
from invaller.apis.loket.actions.own_records import OWN_RECORDS
from invaller.apis.loket.actions.profiles import PROFILES
from invaller.apis.loket.actions.self_service import SELF_SERVICE, SELF_SERVICE_WORK
from invaller.apis.loket.actions.signatures import SIGNATURES
from invaller.apis.loket.actions.tenants import TENANTS
from invaller.apis.loket.actions.user_accounts import USER_ACCOUNTS
from invaller.apis.loket.actions.users import USERS
from invaller.apis.loket.actions.workflows import WORKFLOWS, WORKFLOWS_WORK
from invaller.apis.loket.catalogue import OperationOf
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call

PEOPLE: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    **ABSENCES,
    **CALCULATIONS,
    **COLLECTIVE,
    **CONCEPTS,
    **DASHBOARDS,
    **DOCUMENTS,
    **EMAIL_TEMPLATES,
    **EMPLOYMENTS,
    **FILES,
    **HIRING,
    **LEAVE_POLICIES,
    **LEAVE_REQUESTS,
    **OWN_RECORDS,
    **PROFILES,
    **SELF_SERVICE,
    **SIGNATURES,
    **TENANTS,
    **USER_ACCOUNTS,
    **USERS,
    **WORKFLOWS,
}
"""By operationId."""

PEOPLE_PROCESS: Mapping[str, Process] = {
    **COLLECTIVE_WORK,
    **CONCEPTS_WORK,
    **FILES_WORK,
    **SELF_SERVICE_WORK,
    **WORKFLOWS_WORK,
}
"""By kind of pending work."""
