"""Records in the store: a row for each, of kind `loket.<resource>`, below its parent.

A row is {"id", "parent", "employer", "link", "version", "body"}: parent and employer are ids
(None at the root), link is a further id to search by (resources.yaml says of which member),
version counts the changes. The body keeps what clients and the server set; of an option it
keeps only what identifies it ({"key": 4}), the rest is filled in when it is shown.

Options, defaults and rules look at a record's surroundings through a context: the ids of what
lies above it by resource, such as {"employment": ..., "employee": ..., "employer": ...,
"provider": ..., "payroll-administration": ...}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE
from invaller.kernel.ids import uuid_from
from invaller.kernel.store import Kind
from invaller.kernel.workspace import Workspace

Body = dict[str, Any]
Context = Mapping[str, str]

LOOKUPS = ("parent", "employer", "link")
VERSION_NUMBERS = Kind("loket.version-number", ("employer",), ("id", "number"))
"""The version number of an employment or employer under its id."""

_SEQUENCE = "loket.version-number"
_ADMINISTRATION = "payrollAdministration"
"""Employments and concept employees belong to a payroll administration too: its member."""


def kind_of(resource: str) -> Kind:
    """The kind under which the rows of a resource are kept.

    Raises LookupError for a name that stands neither in the specification nor in
    resources.yaml: the state of a workspace would be exported without its rows.
    """
    if resource not in _names():
        raise LookupError(f"no resource {resource}: add it to kept_without_operations")
    return Kind(f"loket.{resource}", LOOKUPS, ("id", "body"))


def kinds() -> tuple[Kind, ...]:
    """Every kind that this module writes."""
    return (*(kind_of(name) for name in _names()), VERSION_NUMBERS)


@cache
def _names() -> Mapping[str, None]:
    return dict.fromkeys((*CATALOGUE.resources, *CATALOGUE.kept_without_operations))


@dataclass(frozen=True, slots=True)
class Row:
    """One record. version: 1 for a new one, raised by each change."""

    resource: str
    id: str
    parent: str | None
    employer: str | None
    version: int
    body: Body

    def to_document(self) -> Body:
        """The row as it is stored."""
        return {
            "id": self.id,
            "parent": self.parent,
            "employer": self.employer,
            "link": _link(self),
            "version": self.version,
            "body": self.body,
        }


class Rows:
    """The records of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._documents = workspace.documents

    def get(self, resource: str, identifier: str) -> Row | None:
        """The record with this id, in any letter case; None when there is none."""
        document = self._documents.get(kind_of(resource), identifier.lower())
        return None if document is None else row_of(resource, document)

    def of_parent(self, resource: str, parent: str | None) -> list[Row]:
        """The records below a parent, oldest first; of the whole workspace for parent None."""
        where = {} if parent is None else {"parent": parent.lower()}
        return self._find(resource, where)

    def of_employer(self, resource: str, employer: str) -> list[Row]:
        """The records of an employer, however deep they lie below it, oldest first."""
        return self._find(resource, {"employer": employer.lower()})

    def of_link(self, resource: str, link: str) -> list[Row]:
        """The records whose linked member has this id, oldest first."""
        return self._find(resource, {"link": link.lower()})

    def page(
        self, resource: str, parent: str | None, offset: int, limit: int
    ) -> tuple[list[Row], int]:
        """Some records below a parent, oldest first, and how many there are in all.

        Costs the same however many there are.
        """
        where = {} if parent is None else {"parent": parent.lower()}
        kind = kind_of(resource)
        total = self._documents.count(kind, where)
        if offset >= total:
            return [], total
        found = self._documents.page(kind, where, offset=offset, limit=limit)
        return [row_of(resource, document) for document in found], total

    def add(
        self,
        resource: str,
        parent: str | None,
        employer: str | None,
        body: Body,
        identifier: str | None = None,
    ) -> Row:
        """Store a new record and answer it; its id is minted unless one is given."""
        row = Row(resource, identifier or self.mint(resource), parent, employer, 1, body)
        return self._put(row)

    def replace(self, row: Row, body: Body) -> Row:
        """Store a record with another body; the same body leaves it as it is."""
        if body == row.body:
            return row
        return self._put(Row(row.resource, row.id, row.parent, row.employer, row.version + 1, body))

    def remove(self, row: Row) -> None:
        """Forget a record."""
        self._documents.delete(kind_of(row.resource), row.id)

    def mint(self, resource: str) -> str:
        """A new id for a record of a resource."""
        number = self._workspace.ids.counter(f"loket.{resource}")
        return uuid_from(self._workspace.settings.seed, f"loket.{resource}", number)

    def context(self, resource: str, identifier: str | None) -> Context:
        """The ids of a record and of everything above it, by resource."""
        context: dict[str, str] = {}
        seen: set[str] = set()
        while identifier is not None and resource not in seen:
            seen.add(resource)
            context[resource] = identifier
            row = self.get(resource, identifier)
            if row is None:
                break
            if row.employer is not None:
                context["employer"] = row.employer
            administration = row.body.get(_ADMINISTRATION)
            if administration:
                context["payroll-administration"] = administration["id"]
            above = CATALOGUE.resources.get(resource)
            if above is None or above.parent is None:
                break
            resource, identifier = above.parent, row.parent
        return context

    def above(self, row: Row, *, itself: bool = False) -> dict[str, Body]:
        """The bodies of the records above a row by resource; its own too if `itself`."""
        bodies: dict[str, Body] = {}
        for resource, identifier in self.context(row.resource, row.id).items():
            found = self.get(resource, identifier)
            if found is not None and (itself or found.id != row.id):
                bodies[resource] = found.body
        return bodies

    def touch(self, *identifiers: str) -> int:
        """Raise the version numbers of employments and employers to a new highest one.

        One sequence serves the whole workspace (Loket API V2, last modified version number).
        """
        number = self._workspace.ids.counter(_SEQUENCE)
        for identifier in identifiers:
            document = {"id": identifier, "employer": None, "number": number}
            self._documents.put(VERSION_NUMBERS, identifier, document)
        return number

    def version_number(self, identifier: str) -> int:
        """The version number of an employment or employer; 0 when nothing changed yet."""
        found = self._documents.get(VERSION_NUMBERS, identifier)
        return 0 if found is None else int(found["number"])

    def _find(self, resource: str, where: Mapping[str, str]) -> list[Row]:
        found = self._documents.find(kind_of(resource), where)
        return [row_of(resource, document) for document in found]

    def _put(self, row: Row) -> Row:
        self._documents.put(kind_of(row.resource), row.id, row.to_document())
        return row


def row_of(resource: str, document: Body) -> Row:
    """The record that a stored document holds."""
    return Row(
        resource,
        document["id"],
        document.get("parent"),
        document.get("employer"),
        document.get("version", 1),
        document["body"],
    )


def _link(row: Row) -> str | None:
    """The id to search by besides parent and employer, as resources.yaml names its member."""
    resource = CATALOGUE.resources.get(row.resource)
    member = resource.settings.get("link") if resource is not None else None
    value: Any = row.body
    for step in member.split(".") if member else ():
        value = value.get(step) if isinstance(value, dict) else None
    return str(value).lower() if member and value is not None else None
