"""Which record a path names, and whose it is: the last step of authorization.

The first parameter of a path names it; what follows lies below it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from invaller.apis.loket.access.grants import EMPLOYEE, MANAGER, PROVIDER, Grants
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.rows import Row, Rows

_NAMED = {
    "providerId": "provider",
    "employerId": "employer",
    "employeeId": "employee",
    "employmentId": "employment",
    "conceptEmployeeId": "concept-employee",
    "payrollAdministrationId": "payroll-administration",
    "nonPayrollAdministrationId": "non-payroll-administration",
    "applicationId": "application",
}
"""Resources by parameter, where the specification of an operation names no parent for it."""


TEAM = "linkedToTeam"
"""Member of an employer: whether a team of the provider is linked to it; absent is yes."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A record and what it belongs to, as ids; whatever is not known is None."""

    resource: str
    id: str
    provider: str | None = None
    employer: str | None = None
    employee: str | None = None


def entity_of(rows: Rows, operation: OperationOf, path: Mapping[str, str]) -> Entity | None:
    """The record that a path names; None for a path without ids, or when it does not exist."""
    if not operation.path_parameters:
        return None
    name = _first(operation)
    resource = _resource_of(operation, name)
    row = rows.get(resource, path[name])
    return None if row is None else entity_of_row(rows, row)


def entity_of_row(rows: Rows, row: Row) -> Entity:
    """What a record belongs to."""
    above = rows.context(row.resource, row.id)
    employer = row.id if row.resource == "employer" else above.get("employer", row.employer)
    provider = above.get("provider")
    if provider is None and employer is not None:
        owner = rows.get("employer", employer)
        provider = owner.parent if owner is not None else None
    return Entity(row.resource, row.id, provider, employer, above.get("employee"))


def why_not(rows: Rows, grants: Grants, entity: Entity) -> str | None:
    """Why a user has no access to a record, None when it has."""
    if entity.employer is None:
        if entity.provider in (None, grants.provider):
            return None
        return f"the user has no access to provider {entity.provider}"
    if not _reaches(rows, grants, entity.employer, entity.provider):
        return f"the user has no access to employer {entity.employer}"
    if grants.role_key == EMPLOYEE and entity.employee != grants.employee:
        return f"an employee has no access to {entity.resource} {entity.id}"
    if grants.role_key == MANAGER and entity.employee is not None:
        managed = departments_of(rows, entity.employee) & grants.departments
        return None if managed else f"employee {entity.employee} is in no department of the user"
    return None


def _reaches(rows: Rows, grants: Grants, employer: str, provider: str | None) -> bool:
    """Whether a user has access to an employer; through its team, when one is linked."""
    if employer in grants.employers or not grants.reaches(employer, provider):
        return employer in grants.employers
    row = rows.get("employer", employer)
    return row is None or row.body.get(TEAM) is not False


def departments_of(rows: Rows, employee: str) -> frozenset[str]:
    """Ids of the departments in which the employments of an employee are or were."""
    employments = rows.of_parent("employment", employee)
    placed = [
        record for one in employments for record in rows.of_parent("organizational-entity", one.id)
    ]
    return frozenset(_keys(record.body.get("department") for record in placed))


def is_of_provider(grants: Grants) -> bool:
    """Whether the user is one of a provider."""
    return grants.role_key == PROVIDER


def _keys(options: Iterable[Mapping[str, str] | None]) -> Iterable[str]:
    return (option["key"] for option in options if option)


def _first(operation: OperationOf) -> str:
    """The parameter that comes first in the path."""
    return min(operation.path_parameters, key=lambda name: operation.path.index(f"{{{name}}}"))


def _resource_of(operation: OperationOf, name: str) -> str:
    if operation.parent is not None and operation.parent.parameter == name:
        return operation.parent.resource
    if operation.key == name:
        return operation.resource
    return _NAMED.get(name, operation.resource)
