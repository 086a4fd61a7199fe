"""Rights, roles and clients: which activities they stand for.

An activity has one right: that of its group, for reading or for changing (rights.yaml).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.kernel.ids import uuid_from
from invaller.kernel.parsed import parse_yaml

ALL = "*"
_READING, _CHANGING = "inzien", "wijzigen"


@dataclass(frozen=True, slots=True)
class Right:
    """A right (recht). module: what a provider or employer needs for it, None for nothing."""

    name: str
    group: str
    module: str | None

    @property
    def id(self) -> str:
        """Its id, the same in every workspace."""
        return uuid_from("loket", "right", self.name)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: the rights that it lets through."""

    key: str
    title: str
    rights: frozenset[str]

    @property
    def id(self) -> str:
        """Its id, the same in every workspace."""
        return uuid_from("loket", "role", self.key)


def identify_activity(activity: str) -> str:
    """The id of an activity, the same in every workspace."""
    return uuid_from("loket", "activity", activity)


def right_of(operation: OperationOf) -> Right:
    """The right that stands for an operation; metadata and defaults follow their operation."""
    owner = CATALOGUE.belongs_to(operation)
    group = _group_of(owner)
    return rights()[_name(group, _READING if owner.method == "GET" else _CHANGING)]


@cache
def activities() -> Mapping[str, OperationOf]:
    """Every activity with an operation that it is about."""
    operations = CATALOGUE.operations.values()
    return {one.activity: one for one in operations if CATALOGUE.belongs_to(one) is one}


@cache
def rights() -> Mapping[str, Right]:
    """Every right by its name, in the order of rights.yaml."""
    found = [
        Right(_name(group["name"], kind), group["name"], group.get("module"))
        for group in _read("rights")["groups"]
        for kind in (_READING, _CHANGING)
    ]
    return {right.name: right for right in found}


@cache
def roles() -> Mapping[str, Role]:
    """Every role by its key."""
    read = _read("people")["roles"].items()
    return {key: Role(key, role["title"], expanded(role["rights"])) for key, role in read}


def expanded(patterns: Iterable[str]) -> frozenset[str]:
    """Names of rights; `*` stands for all of them, `Verlof *` for both of a group.

    Raises ValueError for a name that no right has.
    """
    names: set[str] = set()
    for pattern in patterns:
        group = pattern.removesuffix(ALL).strip()
        fitting = {one.name for one in rights().values() if group in ("", one.group, one.name)}
        if not fitting:
            raise ValueError(f"no right is called {pattern}")
        names |= fitting
    return frozenset(names)


def client_may(application: str, operation: OperationOf) -> bool:
    """Whether a client, by its name, is linked to the activity of an operation."""
    limits = _read("people")["applications"].get(application)
    if limits is None:
        return False
    owner = CATALOGUE.belongs_to(operation)
    return owner.method in limits.get("methods", (owner.method,)) and (
        "groups" not in limits or right_of(owner).group in limits["groups"]
    )


def client_shown_as(application: str) -> str | None:
    """The name of the client that is looked up under the id of an application."""
    for name, limits in _read("people")["applications"].items():
        label = limits.get("shownAs")
        if label and uuid_from("loket", "seed", "application", label) == application:
            return str(name)
    return None


def seeded_users() -> Mapping[str, Mapping[str, Any]]:
    """Users of the seed by their label, as people.yaml has them."""
    users: Mapping[str, Mapping[str, Any]] = _read("people")["users"]
    return users


def _name(group: str, kind: str) -> str:
    return f"{group} {kind}"


def _group_of(operation: OperationOf) -> str:
    by_activity, by_resource = _groups()
    return by_activity.get(operation.id) or by_resource[operation.resource]


@cache
def _groups() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Names of groups by activity and by resource."""
    groups = _read("rights")["groups"]
    by_activity = {one: group["name"] for group in groups for one in group.get("activities", ())}
    by_resource = {one: group["name"] for group in groups for one in group.get("resources", ())}
    return by_activity, by_resource


@cache
def _read(name: str) -> Mapping[str, Any]:
    text = (files("invaller.apis.loket.access") / f"{name}.yaml").read_text("utf-8")
    parsed: Mapping[str, Any] = parse_yaml(text)
    return parsed
