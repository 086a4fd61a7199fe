"""`invaller serve --spec`: a document that is brought in is served, or found wrong at once."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from invaller.cli import main
from invaller.serving.documents import read_document
from invaller.serving.running import build
from invaller.serving.server import Server

THINGS: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Things", "version": "1"},
    "paths": {
        "/things": {
            "get": {"operationId": "listThings", "responses": {"200": {"description": "All."}}},
            "post": {
                "operationId": "addThing",
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": {"201": {"description": "Made."}},
            },
        }
    },
}


def _refused(*arguments: str) -> str:
    """What a server that is not started says, on one line.

    Were the document found good, the setting would be told: nothing is served either way.
    """
    unusable = ["--processing", "never"]
    result = CliRunner().invoke(main, ["serve", "--port", "0", *unusable, *arguments])
    assert result.exit_code == 2, result.exception
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


def _changed(**changes: Any) -> dict[str, Any]:
    return {**THINGS, **changes}


def _with_get(**changes: Any) -> dict[str, Any]:
    """The document with another GET /things."""
    get = {**THINGS["paths"]["/things"]["get"], **changes}
    return _changed(paths={"/things": {"get": get, "post": THINGS["paths"]["/things"]["post"]}})


def _body(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


@pytest.mark.behaviour("gir.dropped-in.invalid-document")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it holds no object"),
        ("[]", "it holds no object"),
        ('{"openapi": "3.0.3"\n"info"}', "line 2, column 1: no JSON"),
        ("openapi: 3.0.3\ninfo: [", "line 3, column 1: no YAML"),
        ("openapi: !!python/object:os.system {}", "line 1, column 10: no YAML: could not"),
        ("a: &a {b: *a}\nopenapi: 3.0.3", "nested too deeply"),
        ("\x00", "no YAML"),
        ("swagger: '2.0'", "it is Swagger 2.0; convert it"),
        ("openapi: 3.1.0", "it is OpenAPI 3.1.0; only 3.0.x"),
        ("info: {}", "openapi: missing"),
    ],
)
def test_what_is_no_document_is_told(tmp_path: Path, text: str, told: str) -> None:
    """A file that is no OpenAPI 3.0 document ends with 2 and says where it is wrong."""
    file = tmp_path / "document"
    file.write_text(text)
    said = _refused("--spec", f"gir={file}")
    assert f"--spec gir={file}: " in said
    assert told in said


@pytest.mark.behaviour("gir.dropped-in.invalid-document")
@pytest.mark.parametrize(
    ("document", "told"),
    [
        (_changed(info={"title": "x"}), """["info"]: 'version' is a required property"""),
        (
            _with_get(responses={"200": {}}),
            """["paths"]["/things"]["get"]["responses"]["200"]""",
        ),
        (_with_get(operationId="addThing"), "POST /things: operationId addThing is that of GET"),
        (_with_get(security=[{"none": []}]), "GET /things: security: no scheme 'none'"),
        (
            _with_get(requestBody=_body({"$ref": "#/components/schemas/No"})),
            "#/components/schemas/No leads nowhere",
        ),
        (
            _with_get(requestBody=_body({"$ref": "http://example.org/x.json"})),
            "http://example.org/x.json leads out of the document",
        ),
        (
            _changed(
                components={"parameters": {"A": {"$ref": "#/components/parameters/A"}}},
                paths={
                    "/a": {
                        "get": {
                            "parameters": [{"$ref": "#/components/parameters/A"}],
                            "responses": {"200": {"description": "x"}},
                        }
                    }
                },
            ),
            "#/components/parameters/A refers to itself",
        ),
        (
            _changed(
                paths={
                    "/things": {
                        "post": {
                            **THINGS["paths"]["/things"]["post"],
                            "requestBody": _body(
                                {"type": "object", "properties": {"a": {"pattern": "(("}}}
                            ),
                        },
                        "get": THINGS["paths"]["/things"]["get"],
                    }
                }
            ),
            "POST /things: ",
        ),
        (
            _changed(paths={"/a/{id}/b/{id}": THINGS["paths"]["/things"]}),
            "/a/{id}/b/{id}: two parameters of the path have the same name",
        ),
        (_changed(paths={"/a<b>": {}}), "/a<b>: a path with '<' cannot be served"),
        (_changed(paths={"/a/{b": {}}), "/a/{b: a path with '{' cannot be served"),
    ],
)
def test_what_is_wrong_in_a_document_is_told(
    tmp_path: Path, document: dict[str, Any], told: str
) -> None:
    """A document that could not be served ends with 2 and names the place."""
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document))
    assert told in _refused("--spec", f"gir={file}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--spec", "gir"], "give an API and a file"),
        (["--spec", "gir="], "give an API and a file"),
        (["--spec", "gir=/no/such/file"], "it cannot be read: No such file"),
        (["--spec", "gir=a", "--spec", "gir=b"], "gir has a document already"),
        (["--spec", "dimona=a"], "'dimona' has its own document; a document can be given to: gir"),
        (["--apis", "oauth", "--spec", "gir=a"], "'gir' is not loaded; a document can be given to"),
    ],
)
def test_what_cannot_be_given_a_document_is_told(arguments: list[str], told: str) -> None:
    """An option that names no API and file that there are ends with 2 and says so."""
    assert told in _refused(*arguments)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """A file that is not UTF-8 ends with 2 and says from where."""
    file = tmp_path / "document"
    file.write_bytes(b"openapi: \xff")
    assert "it is not UTF-8, from byte 9" in _refused("--spec", f"gir={file}")


def test_a_date_in_yaml_stays_text(tmp_path: Path) -> None:
    """What YAML would take for a date or a number as a name is what JSON would have."""
    file = tmp_path / "document.yaml"
    file.write_text(
        "openapi: 3.0.3\n"
        "info: {title: 2025-03-03, version: '1'}\n"
        "paths: {/a: {get: {responses: {200: {description: x}}}}}\n"
    )
    document = read_document(file)
    assert document["info"]["title"] == "2025-03-03"
    assert list(document["paths"]["/a"]["get"]["responses"]) == ["200"]


@pytest.mark.behaviour("gir.dropped-in.served")
def test_an_operation_needs_no_name(tmp_path: Path) -> None:
    """Operations without operationId are served under their method and path."""
    paths: dict[str, Any] = json.loads(json.dumps(THINGS["paths"]))
    for operation in paths["/things"].values():
        del operation["operationId"]
    file = tmp_path / "document.json"
    file.write_text(json.dumps(_changed(paths=paths)))
    server: Server = build(["gir"], {}, documents={"gir": str(file)})
    handlers = server.world.apis["gir"].handlers
    server.world.store.close()
    assert sorted(handlers) == ["get /things", "post /things"]
    assert all(re.fullmatch(r"(get|post) /things", name) for name in handlers)
