"""What a user may do where: role, rights at each employer, departments, own employee.

Users of the seed have theirs from people.yaml until something is changed; then, and for users
who were invited, a document of the workspace says it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from invaller.apis.loket.access.rights import ALL, Role, expanded, roles, seeded_users
from invaller.kernel.ids import uuid_from
from invaller.kernel.store import Kind
from invaller.kernel.workspace import Workspace

GRANTS = Kind("loket.user-grants", (), ("user", "role"))

PROVIDER, EMPLOYER, MANAGER, EMPLOYEE = "provider", "employer", "manager", "employee"


@dataclass(frozen=True, slots=True)
class Grants:
    """What a user may do.

    provider: id of the provider whose user it is; employers: names of rights by the id of the
    employer, under `*` for every employer of the provider; departments: those that a manager
    manages; employee: who an employee is; own: rights that the user has directly, wherever it
    has access.
    """

    user: str
    role_key: str
    provider: str | None
    employers: Mapping[str, frozenset[str]]
    departments: frozenset[str] = frozenset()
    employee: str | None = None
    own: frozenset[str] = frozenset()

    @property
    def role(self) -> Role:
        """The role of the user."""
        return roles()[self.role_key]

    def rights_at(self, employer: str | None) -> frozenset[str]:
        """The rights of the user at an employer; without one those that it has anywhere."""
        if employer is not None:
            there = self.employers.get(employer, self.employers.get(ALL, frozenset()))
            return self.own | there
        return self.own.union(*self.employers.values())

    def reaches(self, employer: str, provider: str | None) -> bool:
        """Whether the user has access to an employer of a provider."""
        if employer in self.employers:
            return True
        return ALL in self.employers and provider is not None and provider == self.provider

    def with_rights(self, employer: str, names: Iterable[str]) -> "Grants":
        """The same with other rights at an employer."""
        return replace(self, employers={**self.employers, employer: frozenset(names)})

    def to_document(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "user": self.user,
            "role": self.role_key,
            "provider": self.provider,
            "employers": {where: sorted(names) for where, names in self.employers.items()},
            "departments": sorted(self.departments),
            "employee": self.employee,
            "own": sorted(self.own),
        }


def grants_of(workspace: Workspace, user: str) -> Grants:
    """What a user may do, by the user's id: nothing at all for one who is not known."""
    held = workspace.documents.get(GRANTS, user)
    if held is None:
        return _seeded().get(user, Grants(user, EMPLOYER, None, {}))
    return Grants(
        held["user"],
        held["role"],
        held["provider"],
        {where: frozenset(names) for where, names in held["employers"].items()},
        frozenset(held["departments"]),
        held["employee"],
        frozenset(held["own"]),
    )


def keep_grants(workspace: Workspace, grants: Grants) -> None:
    """Let a user do this from now on."""
    workspace.documents.put(GRANTS, grants.user, grants.to_document())


@cache
def _seeded() -> Mapping[str, Grants]:
    users = [_of_seed(label, user) for label, user in seeded_users().items()]
    return {grants.user: grants for grants in users}


def _of_seed(label: str, user: Mapping[str, Any]) -> Grants:
    return Grants(
        _identify("employer-user", label),
        user["role"],
        _identify("provider", user["provider"]) if "provider" in user else None,
        {
            where if where == ALL else _identify("employer", where): expanded(names)
            for where, names in user["employers"].items()
        },
        frozenset(_identify("department", name) for name in user.get("departments", ())),
        _identify("employee", user["employee"]) if "employee" in user else None,
        expanded(user.get("rights", ())),
    )


def _identify(resource: str, label: str) -> str:
    """The id of a row of the seed."""
    return uuid_from("loket", "seed", resource, label)
