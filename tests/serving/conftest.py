"""An API of the tests' own, served as the simulated ones are, on a socket."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import yaml

from invaller.kernel.api import Api, Mended
from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Finding
from invaller.kernel.settings import Settings
from invaller.kernel.store import Kind
from invaller.kernel.world import open_world
from invaller.serving.server import Server
from invaller_contracts.local_server import served
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

BOOK = Kind("shelf.book", ("title",))
SCOPE = "scope:dimona:declaration:consult"

DOCUMENT: dict[str, Any] = yaml.safe_load("""
openapi: 3.0.3
info: {title: A shelf of books, version: "1"}
servers: [{url: /shelf}]
paths:
  /books:
    get:
      operationId: listBooks
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, default: 10}}
        - {name: loaned, in: query, schema: {type: boolean}}
        - {name: price, in: query, schema: {type: number}}
        - {name: tag, in: query, schema: {type: array, items: {type: string}}}
        - {name: id, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: X-Reader, in: header, schema: {type: string, maxLength: 10}}
      responses: {"200": {description: The books.}}
    post:
      operationId: addBook
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
      responses: {"201": {description: Added.}}
  /books/{id}:
    get:
      operationId: getBook
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {"200": {description: The book.}}
  /notes:
    put:
      operationId: putNote
      requestBody:
        content: {application/json: {schema: {type: object}}}
      responses: {"200": {description: What was sent.}}
  /forms:
    post:
      operationId: sendForm
      requestBody:
        required: true
        content: {application/x-www-form-urlencoded: {schema: {type: object}}}
      responses: {"200": {description: What was sent.}}
  /secret:
    get:
      operationId: getSecret
      security: [{bearer: ["scope:dimona:declaration:consult"]}]
      responses: {"200": {description: The caller.}}
  /breakage:
    post:
      operationId: breakShelf
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: Never.}}
  /unserved:
    get:
      operationId: getUnserved
      responses: {"200": {description: Never.}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Book:
      type: object
      additionalProperties: false
      required: [title]
      properties:
        title: {type: string, minLength: 1}
        subtitle: {type: string, nullable: true}
        pages: {type: integer, minimum: 1}
        genre: {type: string, nullable: true, enum: [novel, poetry]}
        published: {type: string, format: date-time}
        authors: {type: array, items: {type: object, required: [name], properties: {name: {}}}}
""")


def _add(call: Call) -> Answer:
    number = call.workspace.ids.integer("book", 1, 10**6)
    call.workspace.documents.put(BOOK, number, call.body)
    call.workspace.schedule(
        "shelf", "catalogue", str(number), {}, now=call.now, delay=timedelta(seconds=3)
    )
    return Answer(201, call.body, {"Location": f"{call.base}/books/{number}"})


def _get(call: Call) -> Answer:
    if call.outage("cellar"):
        return Answer(503, {"down": "cellar"})
    book = call.workspace.documents.get(BOOK, call.parameters["id"])
    return Answer(404) if book is None else Answer(200, book)


def _break(call: Call) -> Answer:
    call.workspace.documents.put(BOOK, "half", {"title": "half stored"})
    call.workspace.ids.counter("broken")
    raise RuntimeError("the shelf came down")


def _catalogue(workspace: Any, work: Any, due: Any) -> None:
    book = workspace.documents.get(BOOK, work.subject)
    workspace.documents.put(BOOK, work.subject, {**book, "catalogued": due.isoformat()})


def _mend(operation: str, body: Any) -> Mended:
    if operation == "addBook" and isinstance(body, dict) and "Title" in body:
        mended = {**body, "title": body["Title"]}
        del mended["Title"]
        return Mended(mended, (Finding("shelf.title.case", "test", "the member is title"),))
    return Mended(body)


def shelf_api() -> Api:
    """The API of the tests; its handlers answer with what they were given."""
    return Api(
        key="shelf",
        title="Shelf",
        base_path="/shelf",
        document=DOCUMENT,
        handlers={
            "listBooks": lambda call: Answer(200, dict(call.parameters)),
            "addBook": _add,
            "getBook": _get,
            "putNote": lambda call: Answer(200, {"got": call.body}),
            "sendForm": lambda call: Answer(200, call.body),
            "getSecret": lambda call: Answer(200, {"name": call.caller and call.caller.role}),
            "breakShelf": _break,
        },
        process={"catalogue": _catalogue},
        mend=_mend,
        kinds=(BOOK,),
        outages=("cellar",),
    )


@pytest.fixture(scope="session")
def make_server() -> Iterator[Callable[..., Server]]:
    """Put a server of the shelf together; what it is made of can be changed."""
    made: list[Server] = []

    def make(**options: Any) -> Server:
        world = open_world({"shelf": shelf_api()}, Settings(**DEFAULTS), "sqlite://")  # type: ignore[arg-type]
        made.append(Server(world, **options))
        return made[-1]

    yield make
    for server in made:
        server.world.store.close()


@pytest.fixture(scope="session")
def shelf_server(make_server: Callable[..., Server]) -> Iterator[SimulatorServer]:
    """The shelf on a socket."""
    with served(make_server()) as url, SimulatorServer(url) as server:
        yield server


@pytest.fixture
def shelf(shelf_server: SimulatorServer) -> Iterator[Simulator]:
    """A workspace of the shelf, for one test."""
    simulator = shelf_server.create(DEFAULTS)
    yield simulator
    shelf_server.delete(simulator)
