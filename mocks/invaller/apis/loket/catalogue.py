"""What the specification and resources.yaml say of every operation and resource.

Read `CATALOGUE.operations` by operationId and `CATALOGUE.resources` by name. Each operation,
resource and form of a payload is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeVar

from invaller.apis.loket.domain.forms import Field, read_form
from invaller.apis.loket.domain.versions import FIRST_VERSION
from invaller.kernel.parsed import parse_yaml
from invaller.kernel.specs import read_yaml

Document = Mapping[str, Any]
Thing = TypeVar("Thing")
_Raw = tuple[str, str, Document, Sequence[Document]]
"""Path, method and object of an operation, and the parameters that its path shares."""

LIST, DETAIL, CREATE, CHANGE, DELETE = "list", "detail", "create", "change", "delete"
ENGINE_SHAPES = (LIST, DETAIL, CREATE, CHANGE, DELETE)
"""Shapes that one generic function each serves."""

JSON = "application/json"
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Parent:
    """Whose records an operation is about: a resource, and the path parameter with its id."""

    resource: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Chain:
    """How records follow each other in time.

    kind: linked, broken or unique; context: names within which it is kept, the parent first,
    then members of the record (dotted); server_end: the server keeps the end dates.
    """

    kind: str
    context: tuple[str, ...]
    server_end: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A resource version: its date, from when it is not served any more, and its payloads.

    request, response: names of schemas in the specification; response is the whole answer.
    """

    date: str
    obsolete: str | None = None
    request: str | None = None
    response: str | None = None


@dataclass(frozen=True)
class OperationOf:
    """One operation as the specification describes it.

    shape: x-shape; activity: its name for authorization; key: the path parameter that names the
    record; status: of success; envelope: what an answer is wrapped in: "list" (paged),
    "detail" (content), "embedded" (one object in _embedded), "created" (an id beside the
    envelope), "messages", "bare" (no envelope) or "none" (no body); media_types: of success;
    parameters: names of query and header parameters that it lists; metadata, defaults: paths
    of those endpoints; options_for, defaults_for: operationIds that a metadata or defaults
    endpoint belongs to; exports: whether the list answers CSV and Excel; tagged: whether the
    document shows an ETag of its answer; versions: oldest first.
    """

    id: str
    method: str
    path: str
    resource: str
    shape: str
    activity: str
    parent: Parent | None
    key: str | None
    chain: Chain | None
    status: int
    envelope: str
    media_types: tuple[str, ...]
    parameters: frozenset[str]
    path_parameters: tuple[str, ...]
    versions: tuple[Version, ...]
    metadata: tuple[str, ...]
    defaults: tuple[str, ...]
    options_for: tuple[str, ...]
    defaults_for: tuple[str, ...]
    object: str | None
    exports: bool
    tagged: bool

    @property
    def version(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def is_list(self) -> bool:
        """Whether its answers and refusals have `_embedded`."""
        return self.envelope == "list"

    @property
    def takes_if_match(self) -> bool:
        """Whether it takes If-Match."""
        return "If-Match" in self.parameters

    def request_form(self, version: Version | None = None) -> Field | None:
        """The form of the body, of the newest version by default; None without one."""
        name = (version or self.version).request
        return None if name is None else form_of(name)

    def response_form(self, version: Version | None = None) -> Field | None:
        """The form of a record in the answer; None for an answer without one."""
        name = (version or self.version).response
        return None if name is None else _payload_form(name, self.envelope)


@dataclass(frozen=True)
class Resource:
    """A resource: its operations, and what resources.yaml adds.

    parent: the resource that its records belong to, None for those at the root; chain: how its
    records follow each other; settings: its entry in resources.yaml.
    """

    name: str
    parent: str | None
    chain: Chain | None
    operations: tuple[OperationOf, ...]
    settings: Document = field(default_factory=dict)

    def of_shape(self, shape: str) -> tuple[OperationOf, ...]:
        """Its operations of a shape, in the order of the specification."""
        return tuple(one for one in self.operations if one.shape == shape)

    @cached_property
    def full(self) -> bool:
        """Whether it can be listed, read, added, changed and deleted."""
        return all(self.of_shape(shape) for shape in ENGINE_SHAPES)

    @cached_property
    def form(self) -> Field | None:
        """The fullest form of a record: that of its detail in the newest version, or its list."""
        shown = [*self.of_shape(DETAIL), *self.of_shape(LIST)]
        forms = (one.response_form() for one in shown if one.key or one.shape == LIST)
        return next((form for form in forms if form is not None), None)


class Made(Mapping[str, Thing]):
    """Things by name, each made when it is first asked for: most runs ask for few of 800."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Thing]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, Thing] = {}

    def __getitem__(self, name: str) -> Thing:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Catalogue:
    """Every operation and resource of the API."""

    @cached_property
    def operations(self) -> Mapping[str, OperationOf]:
        """By operationId."""
        return Made(self._raw, lambda name: _operation(*self._raw[name]))

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        """By name, in the order of the specification."""
        names: dict[str, list[str]] = {}
        for name, (_, _, raw, _) in self._raw.items():
            names.setdefault(raw["x-resource"], []).append(name)
        table = _table()["resources"]
        return Made(
            names,
            lambda name: _resource(
                name, [self.operations[one] for one in names[name]], table.get(name, {})
            ),
        )

    @cached_property
    def shapes(self) -> Mapping[str, str]:
        """The shape of each operation by operationId; makes none of the operations."""
        return {name: raw["x-shape"] for name, (_, _, raw, _) in self._raw.items()}

    @cached_property
    def paged_details(self) -> frozenset[str]:
        """The operations on one record whose answers have paging members."""
        return frozenset(_table()["paged_details"])

    @cached_property
    def kept_without_operations(self) -> tuple[str, ...]:
        """Resources of rows that no operation is about."""
        return tuple(_table()["kept_without_operations"])

    @cached_property
    def not_simulated(self) -> Mapping[str, str]:
        """Why operations answer 501, by operationId."""
        reasons: Mapping[str, str] = _table()["not_simulated"]
        return reasons

    @cached_property
    def _raw(self) -> Mapping[str, _Raw]:
        return {one[2]["operationId"]: one for one in _raw_operations()}

    def belongs_to(self, operation: OperationOf) -> OperationOf:
        """The operation that a metadata or defaults endpoint belongs to, else itself."""
        owners = operation.options_for or operation.defaults_for
        return self.operations[owners[0]] if owners else operation


CATALOGUE = Catalogue()


def document() -> Document:
    """The specification in one document."""
    bundled: Document = read_yaml("loket", "openapi.yaml")
    return bundled


@cache
def form_of(schema: str) -> Field:
    """The form of a schema by its name in the specification."""
    schemas = document()["components"]["schemas"]
    return read_form(schemas[schema], schemas)


@cache
def _table() -> Document:
    text = (files("invaller.apis.loket") / "resources.yaml").read_text("utf-8")
    loaded: Document = parse_yaml(text)
    return loaded


def _resource(name: str, operations: list[OperationOf], settings: Document) -> Resource:
    own = [one for one in operations if one.shape in (CREATE, LIST) and one.parent is not None]
    parents = [one.parent.resource for one in own if one.parent]
    parent = settings.get("parent", next((its for its in parents if its != name), None))
    chain = next((one.chain for one in operations if one.chain is not None), None)
    return Resource(name, parent, chain, tuple(operations), settings)


def _raw_operations() -> Iterator[_Raw]:
    for path, item in document()["paths"].items():
        for method in _METHODS:
            if method in item:
                yield path, method, item[method], item.get("parameters", ())


def _operation(path: str, method: str, raw: Document, shared: Sequence[Document]) -> OperationOf:
    whole = document()
    parameters = [_resolved(one, whole) for one in (*raw.get("parameters", ()), *shared)]
    status, success = next((s, a) for s, a in raw["responses"].items() if s.startswith("2"))
    answer = _resolved(success, whole)
    content: Document = answer.get("content", {})
    versions = tuple(_versions(raw, content, whole))
    parent = raw.get("x-parent")
    return OperationOf(
        id=raw["operationId"],
        method=method.upper(),
        path=path,
        resource=raw["x-resource"],
        shape=raw["x-shape"],
        activity=raw.get("x-activity", raw["operationId"]),
        parent=Parent(parent["resource"], parent["parameter"]) if parent else None,
        key=raw.get("x-key"),
        chain=_chain(raw.get("x-chain")),
        status=int(status),
        envelope=_envelope(content, versions[-1].response, whole),
        media_types=tuple(content),
        parameters=frozenset(one["name"] for one in parameters if one["in"] != "path"),
        path_parameters=tuple(one["name"] for one in parameters if one["in"] == "path"),
        versions=versions,
        metadata=tuple(raw.get("x-metadata", ())),
        defaults=tuple(raw.get("x-defaults", ())),
        options_for=tuple(raw.get("x-options-for", ())),
        defaults_for=tuple(raw.get("x-defaults-for", ())),
        object=raw.get("x-object"),
        exports=raw.get("x-export", False),
        tagged="ETag" in answer.get("headers", {}),
    )


def _resolved(node: Document, whole: Document) -> Document:
    """A parameter or response with its reference into the components followed."""
    while "$ref" in node:
        target: Document = whole
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def _chain(raw: Document | None) -> Chain | None:
    if raw is None:
        return None
    return Chain(raw["kind"], tuple(raw["context"]), raw.get("endDate") == "server")


def _versions(raw: Document, content: Document, whole: Document) -> Iterator[Version]:
    body = _resolved(raw.get("requestBody", {}), whole).get("content", {})
    request = _schema_name(body.get(JSON, {}).get("schema"))
    response = _schema_name(content.get(JSON, {}).get("schema"))
    for one in raw.get("x-versions", (FIRST_VERSION,)):
        if isinstance(one, str):
            yield Version(one, None, request, response)
        else:
            yield Version(
                one["version"],
                one.get("obsoleteDate"),
                one.get("request", request),
                one.get("response", response),
            )


def _schema_name(schema: Document | None) -> str | None:
    """The name of the component that a schema refers to; None for none, or for a choice."""
    if schema is None or "$ref" not in schema:
        return None
    return str(schema["$ref"]).rpartition("/")[2]


def _envelope(content: Document, name: str | None, whole: Document) -> str:
    """How an answer is wrapped: see OperationOf."""
    if JSON not in content:
        return "none"
    members = _members_of(name) if name else set(_members(content[JSON]["schema"], whole))
    if "_embedded" in members:
        return "list" if "currentPage" in members else "embedded"
    if "content" in members:
        return "detail"
    if members == {"messages"}:
        return "messages"
    return "created" if {"id", "version", "messages"} == members else "bare"


@cache
def _members_of(name: str) -> frozenset[str]:
    """Names of members of a schema by its name: many operations share an envelope."""
    whole = document()
    return frozenset(_members(whole["components"]["schemas"][name], whole))


def _members(schema: Document, whole: Document) -> Iterator[str]:
    while "$ref" in schema:
        schema = _resolved(schema, whole)
    yield from schema.get("properties", {})
    for part in schema.get("allOf", ()):
        yield from _members(part, whole)


@cache
def _payload_form(schema: str, envelope: str) -> Field | None:
    """The form of a record inside an answer of this schema."""
    whole = document()
    node = _resolved({"$ref": f"#/components/schemas/{schema}"}, whole)
    member = {"detail": "content", "list": "_embedded", "embedded": "_embedded"}.get(envelope)
    if member is not None:
        node = _resolved(_member(node, member, whole) or {}, whole)
    if node.get("type") == "array":
        node = node["items"]
    return read_form(node, whole["components"]["schemas"]) if node else None


def _member(schema: Document, name: str, whole: Document) -> Document | None:
    """The schema of a member, the last one that has it in an allOf."""
    schema = _resolved(schema, whole)
    found = [_member(part, name, whole) for part in reversed(schema.get("allOf", ()))]
    own: Document | None = schema.get("properties", {}).get(name)
    return own or next((one for one in found if one is not None), None)
