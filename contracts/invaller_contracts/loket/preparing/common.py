"""Pieces of which preparations are made."""

from collections.abc import Callable
from typing import Any

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.known import Record
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted

TODAY = "2025-03-03"
"""The day on which the sweep is held; it is in period 3 of 2025."""


def with_body(**members: object) -> Preparation:
    """The usual call with these members of the body besides or instead."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        wanted = sweep.usual(operation)
        return Wanted(wanted.parameters, {**(wanted.body or {}), **members})

    return prepare


def with_parameters(**parameters: object) -> Preparation:
    """The usual call with these parameters besides or instead."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        wanted = sweep.usual(operation)
        return Wanted({**wanted.parameters, **parameters}, wanted.body)

    return prepare


def with_whole_body(body: Any) -> Preparation:
    """The usual call with another body."""
    return lambda sweep, operation: Wanted(sweep.usual(operation).parameters, body)


def on_items(
    resource: str, fits: Callable[[Record], bool] = bool, **members: object
) -> Preparation:
    """A call on several records, here the first one that fits, with these members."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        found = sweep.known.first(resource, fits)
        parameters = dict(sweep.known.parameters(operation))
        return Wanted(parameters, [{"id": found.id, **members}])

    return prepare


def linked(resource: str, member: str = "id") -> Preparation:
    """A call that links a record of the employer that the call is about: its fifth, or its last.

    The first ones are linked already. member: what the body calls its id.
    """

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        parameters = sweep.known.parameters(operation)
        employer = sweep.known.first("employer").id
        found = [one for one in sweep.known.all(resource) if one.above.get("employer") == employer]
        chosen = found[:5][-1]
        return Wanted(dict(parameters), [{member: chosen.id, "action": "link"}])

    return prepare


def after(earlier: str) -> Preparation:
    """The usual call after another operation on the same record."""

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        wanted = sweep.usual(operation)
        sweep.kept(earlier)
        return wanted

    return prepare


def status(member: str, key: int) -> Callable[[Record], bool]:
    """Whether a record has a metadata field with this key."""
    return lambda record: (record.get(member) or {}).get("key") == key
