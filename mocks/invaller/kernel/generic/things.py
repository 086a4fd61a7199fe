"""The collections of a document, and the things that a workspace keeps in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from invaller.kernel.calls import Call
from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.generic.identifiers import identifying_member, is_identifier, minted
from invaller.kernel.generic.operations import Operation
from invaller.kernel.generic.paths import pattern, placeholder, text_of
from invaller.kernel.generic.samples import Origin
from invaller.kernel.generic.schemas import is_schema, members_of, type_of
from invaller.kernel.generic.shapes import Unmapped, Verb, answered_list
from invaller.kernel.store import Kind


def kind_of(api: str) -> Kind:
    """The kind of document in which the things of an API are kept, by their whole path."""
    return Kind(f"{api}.thing", ("collection",), ("collection", "id", "created", "body"))


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing. collection: its concrete path, e.g. /things/7/parts; body: as answers have it."""

    collection: str
    id: int | str
    created: str
    body: dict[str, Any]

    @property
    def key(self) -> str:
        """Its own path."""
        return f"{self.collection}/{text_of(self.id)}"

    @property
    def origin(self) -> Origin:
        """What members that nobody sent are made of; always the same for a thing."""
        return Origin(parse_instant(self.created), self.key)


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of a document.

    name: its path, whatever parameters are called; id_schema: of the parameter that names a
    thing in it; id_member: what holds it in a thing; is_made: whether an operation creates.
    """

    name: str
    id_schema: Any
    id_member: str | None
    is_made: bool


def collections_of(
    operations: Sequence[Operation], verbs: Mapping[str, Verb | Unmapped]
) -> dict[str, Collection]:
    """Every collection that the operations speak of, by its pattern."""
    mapped = [(one, verb) for one in operations if isinstance(verb := verbs[one.id], Verb)]
    found: dict[str, list[tuple[Operation, Verb]]] = {}
    for operation, verb in mapped:
        found.setdefault(collection_name(operation), []).append((operation, verb))
    return {name: _collection(name, parts) for name, parts in found.items()}


def collection_name(operation: Operation) -> str:
    """The pattern of the collection that an operation is about."""
    segments = operation.segments
    return pattern(segments[:-1] if placeholder(segments[-1]) is not None else segments)


def _collection(name: str, parts: Sequence[tuple[Operation, Verb]]) -> Collection:
    parameter, schema = "id", None
    for operation, _ in parts:
        last = placeholder(operation.segments[-1])
        if last is not None:
            parameter = last
            schema = next(p["schema"] for p in operation.parameters if p["name"] == last)
            break
    names = dict.fromkeys(name for part in parts for name in _member_names(*part))
    member = identifying_member(parameter, names)
    return Collection(
        name,
        schema if schema else _member_schema(parts, member),
        member,
        any(verb is Verb.CREATE for _, verb in parts),
    )


def _member_schema(parts: Sequence[tuple[Operation, Verb]], member: str | None) -> Any:
    """What the answers say of the id, where no path does."""
    for part in parts:
        for schema in _thing_schemas(*part):
            if member is not None and member in members_of(schema).schemas:
                return members_of(schema).schemas[member]
    return {}


def _member_names(operation: Operation, verb: Verb) -> Iterator[str]:
    for schema in _thing_schemas(operation, verb):
        yield from members_of(schema).schemas


def _thing_schemas(operation: Operation, verb: Verb) -> Iterator[Any]:
    """The schemas in which an operation speaks of things: answered, then sent."""
    _, response = operation.success(200)
    schema: Any = response.content.schema if response and response.content else None
    if verb is Verb.LIST:
        for name in answered_list(operation) or ():
            schema = members_of(schema).schemas[name]
    if is_schema(schema) and type_of(schema) == "array":
        schema = schema.get("items")
    if verb is not Verb.REMOVE:
        yield schema
        # A thing may lie in the one object of its answer.
        inner = [one for one in members_of(schema).schemas.values() if type_of(one) == "object"]
        if len(inner) == 1 and len(members_of(schema).schemas) == 1:
            yield inner[0]
    if operation.body is not None:
        yield operation.body.schema


class Shelf:
    """The things of one collection in the workspace of a call. path: the concrete collection."""

    def __init__(self, call: Call, collection: Collection, path: str) -> None:
        self._documents = call.workspace.documents
        self._ids = call.workspace.ids
        self._now = call.now
        self._kind = kind_of(call.api)
        self._counted = f"{call.api} {collection.name}"
        self.collection = collection
        self.path = path

    def all(self) -> list[Thing]:
        """The things, in the order of their creation."""
        found = self._documents.find(self._kind, {"collection": self.path})
        return [Thing(**document) for document in found]

    def get(self, identifier: Any) -> Thing | None:
        """The thing with an id, or None."""
        found = self._documents.get(self._kind, f"{self.path}/{text_of(identifier)}")
        return None if found is None else Thing(**found)

    def put(self, thing: Thing) -> None:
        """Keep a thing, in the place of the one with the same id."""
        self._documents.put(
            self._kind,
            thing.key,
            {
                "collection": thing.collection,
                "id": thing.id,
                "created": thing.created,
                "body": thing.body,
            },
        )

    def remove(self, thing: Thing) -> None:
        """Forget a thing and all that lies below it."""
        self._documents.delete(self._kind, thing.key)
        for found in self._documents.find(self._kind):
            key = Thing(**found).key
            if key.startswith(f"{thing.key}/"):
                self._documents.delete(self._kind, key)

    def named(self, body: Mapping[str, Any]) -> Any:
        """The id that a client gives a new thing, or None."""
        member = self.collection.id_member
        given = body.get(member) if member else None
        return given if is_identifier(given) else None

    def minted(self) -> int | str:
        """An id that no thing has; raises NoIdentifier."""
        return minted(
            self._ids,
            self._counted,
            self.collection.id_schema,
            lambda made: self.get(made) is not None,
        )

    def made(self, identifier: int | str, body: Mapping[str, Any]) -> Thing:
        """A thing that was made now, not kept yet."""
        member = self.collection.id_member
        named = {member: identifier} if member else {}
        return Thing(self.path, identifier, render_instant(self._now), {**body, **named})
