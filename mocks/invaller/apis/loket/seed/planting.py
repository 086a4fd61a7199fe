"""Makes whole rows out of what the seed's data says.

What a row does not say is null; where null is not allowed it is false, no elements, the first
option of its list, or the user who works at the provider. Anything else has to be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.domain.forms import ARRAY, BOOLEAN, OBJECT, OPTION, Field
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.rows import Row
from invaller.apis.loket.seed.reading import identify, meaning

Body = dict[str, Any]

USER = "linde"
"""Label of the user of the provider whom the seed lets act."""


class IncompleteSeed(ValueError):
    """A row of the seed lacks a value that its resource needs."""


class Garden:
    """The rows of a new workspace, in the order in which they were made.

    today: the workspace's first day.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self._rows: dict[tuple[str, str], Row] = {}
        self._of: dict[str, list[Row]] = {}
        self._below: dict[tuple[str, str | None], list[Row]] = {}

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def plant(
        self,
        resource: str,
        label: str,
        given: Body,
        *,
        parent: str | None = None,
        employer: str | None = None,
        identifier: str | None = None,
    ) -> Row:
        """Add a row and answer it. Raises IncompleteSeed when it lacks a value.

        resource and label give its id unless one is given; parent and employer are ids.
        """
        identifier = identifier or identify(resource, label)
        form, body = form_for(resource), meaning(given, self.today)
        if form is not None:
            body = _whole(form, {"id": identifier, **body}, resource, identifier)
        row = Row(resource, identifier, parent, employer, 1, body)
        if (resource, identifier) in self._rows:
            raise IncompleteSeed(f"{resource} {label} is there already")
        self._rows[(resource, identifier)] = row
        self._of.setdefault(resource, []).append(row)
        self._below.setdefault((resource, parent), []).append(row)
        return row

    def get(self, resource: str, label: str) -> Row:
        """The row of a resource with this label; raises KeyError without one."""
        return self._rows[(resource, identify(resource, label))]

    def of(self, resource: str) -> list[Row]:
        """The rows of a resource."""
        return self._of.get(resource, [])

    def below(self, resource: str, parent: str | None) -> list[Row]:
        """The rows of a resource below a parent."""
        return self._below.get((resource, parent), [])


def form_for(resource: str) -> Field | None:
    """The fullest form of a resource's records, None for one that the API does not show."""
    found = CATALOGUE.resources.get(resource)
    return None if found is None else found.form


def _whole(form: Field, given: Body, resource: str, identifier: str, path: str = "") -> Body:
    """A body with every member of its form; members beside the form stay."""
    whole = {
        name: _member(its, given.get(name), resource, identifier, f"{path}{name}")
        for name, its in form.fields.items()
    }
    return {**given, **whole}


def _member(its: Field, given: Any, resource: str, identifier: str, path: str) -> Any:
    if its.kind == OPTION:
        return given if given is not None or its.nullable else _default(its, resource, path)
    if its.kind == OBJECT and its.fields and (given is not None or not its.nullable):
        return _whole(its, given or {}, resource, identifier, f"{path}.")
    if its.kind == ARRAY and given is not None and its.item is not None and its.item.fields:
        return [_element(its.item, one, resource, identifier, f"{path}.") for one in given]
    if given is not None or its.nullable:
        return given
    return _plain(its, resource, identifier, path)


def _element(item: Field, given: Any, resource: str, identifier: str, path: str) -> Any:
    if item.kind == OPTION:
        return given
    return _whole(item, given, resource, identifier, path)


def _default(its: Field, resource: str, path: str) -> Body:
    """What an option is when the data does not say: the first of its list, or the user."""
    options = generic_options(resource, path)
    if options:
        return {member: options[0].get(member, options[0]["key"]) for member in its.identity}
    if "formattedName" in its.fields:
        return {"id": identify("employer-user", USER)}
    raise IncompleteSeed(f"{resource} needs {path}")


def _plain(its: Field, resource: str, identifier: str, path: str) -> Any:
    if its.kind == BOOLEAN:
        return False
    if its.kind == ARRAY:
        return []
    if its.format == "uuid":
        return identify(resource, f"{identifier} {path}")
    raise IncompleteSeed(f"{resource} needs {path}")
