"""One handler for each operation of a document."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.generic.errors import documents_any, error
from invaller.kernel.generic.fitting import (
    fitted,
    list_items,
    listed,
    merged,
    with_defaults,
    without_read_only,
    wrapped,
)
from invaller.kernel.generic.identifiers import NoIdentifier
from invaller.kernel.generic.operations import Operation, Response
from invaller.kernel.generic.paths import concrete, pattern, placeholder, text_of, things_above
from invaller.kernel.generic.samples import Origin, sample
from invaller.kernel.generic.schemas import type_of
from invaller.kernel.generic.shapes import (
    Unmapped,
    Verb,
    answered_list,
    usual_status,
    verbs_of,
)
from invaller.kernel.generic.things import (
    Collection,
    Shelf,
    Thing,
    collection_name,
    collections_of,
)

Handler = Callable[[Call], Answer]

_SOURCE = "not documented: the generic store"
_TAKEN = (409, 422, 400)
"""How a document may say that an id is taken."""


def handlers_of(operations: Sequence[Operation]) -> dict[str, Handler]:
    """What answers each operation, by its id."""
    verbs = verbs_of(operations)
    collections = collections_of(operations, verbs)
    return {
        operation.id: _unmapped(operation, verb)
        if isinstance(verb, Unmapped)
        else _Served(operation, verb, collections)
        for operation in operations
        if (verb := verbs[operation.id])
    }


def _unmapped(operation: Operation, unmapped: Unmapped) -> Handler:
    def handle(call: Call) -> Answer:
        message = f"{operation.name} ({operation.id}) is not simulated: {unmapped.reason}."
        raise _refusal(call, operation, (501,), "unmapped-501", message)

    return handle


def _refusal(
    call: Call, operation: Operation, statuses: Sequence[int], rule: str, message: str
) -> Refusal:
    answer = error(operation, statuses, message, Origin(call.now, call.trace))
    where = f"{call.method} {call.path}"
    return Refusal(
        answer, Explanation(f"{call.api}.dropped-in.{rule}", _SOURCE, message, where=where)
    )


@dataclass(frozen=True)
class _Served:
    """An operation that the store can do."""

    operation: Operation
    verb: Verb
    collections: Mapping[str, Collection]

    def __call__(self, call: Call) -> Answer:
        """Answer a call; raises Refusal."""
        self._check_above(call)
        segments = self.operation.segments
        is_member = placeholder(segments[-1]) is not None
        path = concrete(segments[:-1] if is_member else segments, call.parameters)
        shelf = Shelf(call, self.collections[collection_name(self.operation)], path)
        if self.verb is Verb.LIST:
            return self._list(call, shelf)
        if self.verb is Verb.CREATE:
            return self._create(call, shelf)
        return self._one(call, shelf)

    def _check_above(self, call: Call) -> None:
        """Refuse a path through a thing that is not there, where things of its kind are made."""
        for segments in things_above(self.operation.segments):
            collection = self.collections.get(pattern(segments[:-1]))
            if collection is None or not collection.is_made:
                continue
            shelf = Shelf(call, collection, concrete(segments[:-1], call.parameters))
            if shelf.get(call.parameters[placeholder(segments[-1]) or ""]) is None:
                raise self._not_found(call)

    def _not_found(self, call: Call) -> Refusal:
        return _refusal(call, self.operation, (404,), "read", f"Nothing is at {call.path}.")

    def _list(self, call: Call, shelf: Shelf) -> Answer:
        status, response = self.operation.success(usual_status(self.verb))
        content = response.content if response else None
        schema = content.schema if content else None
        place = answered_list(self.operation) or ()
        items = list_items(schema, place)
        bodies = [fitted(thing.body, items, thing.origin) for thing in shelf.all()]
        origin = Origin(call.now, shelf.path)
        media_type = content.media_type if content else "application/json"
        body = listed(bodies, schema, place, origin)
        return Answer(status, body, _headers(response, origin), media_type)

    def _create(self, call: Call, shelf: Shelf) -> Answer:
        body = self._body(call)
        named = shelf.named(body)
        if named is not None and shelf.get(named) is not None:
            if documents_any(self.operation, _TAKEN):
                message = f"{named} is taken."
                raise _refusal(call, self.operation, _TAKEN, "create", message)
            named = None
        thing = shelf.made(self._minted(call, shelf) if named is None else named, body)
        shelf.put(thing)
        location = f"{call.base}{call.path.rstrip('/')}/{text_of(thing.id)}"
        return self._answered(thing, {"Location": location})

    def _minted(self, call: Call, shelf: Shelf) -> int | str:
        try:
            return shelf.minted()
        except NoIdentifier as full:
            raise _refusal(call, self.operation, (409, 503), "create", f"{full}.") from full

    def _one(self, call: Call, shelf: Shelf) -> Answer:
        identifier = call.parameters[placeholder(self.operation.segments[-1]) or ""]
        thing = shelf.get(identifier)
        if thing is None:
            raise self._not_found(call)
        if self.verb is Verb.READ:
            return self._answered(thing)
        if self.verb is Verb.REMOVE:
            shelf.remove(thing)
            return self._answered(thing)
        changed = self._changed(thing, self._body(call), shelf.collection.id_member)
        shelf.put(changed)
        return self._answered(changed)

    def _changed(self, thing: Thing, body: dict[str, Any], id_member: str | None) -> Thing:
        """A thing after PUT or PATCH; its id stays, and so does what only answers have."""
        if self.verb is Verb.MERGE:
            after = merged(thing.body, body)
        else:
            schema = self.operation.body.schema if self.operation.body else None
            sent = without_read_only(thing.body, schema)
            kept = {name: item for name, item in thing.body.items() if name not in sent}
            after = {**kept, **body}
        if id_member is not None:
            after[id_member] = thing.id
        return Thing(thing.collection, thing.id, thing.created, after)

    def _body(self, call: Call) -> dict[str, Any]:
        """What a client sent as a thing; raises Refusal."""
        schema = self.operation.body.schema if self.operation.body else None
        body = {} if call.body is None else call.body
        if not isinstance(body, dict):
            message = "The body is no JSON object."
            raise _refusal(call, self.operation, (400, 422), "body-by-schema", message)
        body = without_read_only(body, schema)
        filled = body if self.verb is Verb.MERGE else with_defaults(body, schema)
        return dict(filled)

    def _answered(self, thing: Thing, headers: Mapping[str, str] | None = None) -> Answer:
        """The first success of the operation, with the thing in the form that it has there."""
        status, response = self.operation.success(usual_status(self.verb))
        sent = {**_headers(response, thing.origin), **(headers or {})}
        content = response.content if response else None
        if content is None:
            # A read without an answer would be none; others are documented as having no body.
            return Answer(status, thing.body if self.verb is Verb.READ else None, sent)
        if type_of(content.schema) in ("string", "integer", "number"):
            return Answer(status, thing.id, sent, content.media_type)
        body = wrapped(thing.body, content.schema, thing.origin)
        return Answer(status, body, sent, content.media_type)


def _headers(response: Response | None, origin: Origin) -> dict[str, str]:
    """The headers that an answer must have, made up."""
    if response is None:
        return {}
    return {name: str(sample(schema, origin)) for name, schema in response.headers.items()}
