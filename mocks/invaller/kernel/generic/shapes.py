"""What each operation of a document does to the store, told by its method and path. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from invaller.kernel.generic.fitting import list_path
from invaller.kernel.generic.operations import Operation
from invaller.kernel.generic.paths import pattern, placeholder, why_odd
from invaller.kernel.generic.schemas import type_of


class Verb(StrEnum):
    """What an operation does."""

    LIST = "list"
    CREATE = "create"
    READ = "read"
    REPLACE = "replace"
    MERGE = "merge"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Unmapped:
    """An operation that the store cannot do, and why."""

    reason: str


_USUAL = {
    Verb.LIST: 200,
    Verb.CREATE: 201,
    Verb.READ: 200,
    Verb.REPLACE: 200,
    Verb.MERGE: 200,
    Verb.REMOVE: 204,
}
"""The status of a success where the document names none."""

_OF_MEMBERS = {"GET": Verb.READ, "PUT": Verb.REPLACE, "PATCH": Verb.MERGE, "DELETE": Verb.REMOVE}


def usual_status(verb: Verb) -> int:
    """The status of a success where the document names none."""
    return _USUAL[verb]


def verbs_of(operations: Sequence[Operation]) -> dict[str, Verb | Unmapped]:
    """What each operation does, by its id."""
    patterns = _patterns(operations)
    return {operation.id: _verb(operation, patterns) for operation in operations}


def _patterns(operations: Iterable[Operation]) -> Mapping[str, set[str]]:
    """The methods of each path."""
    found: dict[str, set[str]] = {}
    for operation in operations:
        found.setdefault(pattern(operation.segments), set()).add(operation.method)
    return found


def _verb(operation: Operation, patterns: Mapping[str, set[str]]) -> Verb | Unmapped:
    odd = why_odd(operation.segments)
    if odd is not None:
        return Unmapped(odd)
    is_member = placeholder(operation.segments[-1]) is not None
    verb = _of_member(operation) if is_member else _of_collection(operation, patterns)
    if isinstance(verb, Verb):
        reason = _why_unusable(operation, verb)
        return verb if reason is None else Unmapped(reason)
    return verb


def _of_member(operation: Operation) -> Verb | Unmapped:
    verb = _OF_MEMBERS.get(operation.method)
    if verb is None:
        return Unmapped(f"{operation.method} on one thing is none of GET, PUT, PATCH and DELETE")
    return verb


def _of_collection(operation: Operation, patterns: Mapping[str, set[str]]) -> Verb | Unmapped:
    here = pattern(operation.segments)
    has_members = f"{here.rstrip('/')}/{{}}" in patterns
    if operation.method == "GET":
        if answered_list(operation) is None:
            return Unmapped("it answers no list, and its path names no thing by an id")
        lies_in = pattern([*operation.segments[:-1], "{}"])
        if lies_in in patterns and not has_members and "POST" not in patterns[here]:
            return Unmapped("nothing can be added to its list, which lies where a thing would")
        return Verb.LIST
    if operation.method == "POST":
        if not has_members and "GET" not in patterns[here]:
            return Unmapped("no operation would read what it makes")
        return Verb.CREATE
    return Unmapped(f"{operation.method} on a whole collection is none of GET and POST")


def answered_list(operation: Operation) -> tuple[str, ...] | None:
    """Where the list stands in the answer of an operation; None when it answers none.

    An answer of which the document says nothing is a list.
    """
    _, response = operation.success(200)
    if response is None or (response.content is None and not response.others):
        return ()
    schema = response.content.schema if response.content else None
    if not schema:
        return () if response.content else None
    return list_path(schema, operation.segments[-1])


def _why_unusable(operation: Operation, verb: Verb) -> str | None:
    """Why bodies and answers of an operation are not of the store's kind, or None."""
    if operation.has_body and operation.body is None:
        return "its body is not JSON"
    if verb in (Verb.REPLACE, Verb.MERGE) and not operation.has_body:
        return "it takes no body"
    if operation.body is not None and _is_no_object(operation.body.schema):
        return "its body is no object"
    _, response = operation.success(_USUAL[verb])
    return "its answer is not JSON" if response is not None and response.others else None


def _is_no_object(schema: Any) -> bool:
    return type_of(schema) not in (None, "object")
