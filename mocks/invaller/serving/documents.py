"""Documents that a user brings in for an API: read, checked, and put behind it.

A document is found wrong before anything is served, with its place in it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from invaller.kernel.api import Api
from invaller.serving.operations import operations_of, specification_of
from invaller.serving.router import Router

_PLACEHOLDER = re.compile(r"{([^{}]*)}")
_UNROUTED = re.compile(r"[{}<>?#\s]")


class UnusableDocument(ValueError):
    """A file that is no OpenAPI 3.0 document; the message says why, and where."""


class _Plain(yaml.CSafeLoader):
    """YAML as JSON has it: a date stays the text that it is."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def with_documents(loaded: Mapping[str, Api], files: Mapping[str, str]) -> dict[str, Api]:
    """The APIs, some over documents that their user brings in, by key.

    Raises UnusableDocument.
    """
    apis = dict(loaded)
    for key, file in files.items():
        api = loaded.get(key)
        if api is None or api.adopt is None:
            takers = ", ".join(one.key for one in loaded.values() if one.adopt) or "none"
            what = "is not loaded" if api is None else "has its own document"
            raise UnusableDocument(
                f"--spec {key}={file}: the API {key!r} {what}; a document can be given to: {takers}"
            )
        try:
            apis[key] = _adopted(api, read_document(Path(file)))
        except UnusableDocument as error:
            raise UnusableDocument(f"--spec {key}={file}: {error}") from error
        except RecursionError as error:
            raise UnusableDocument(f"--spec {key}={file}: it is nested too deeply") from error
    return apis


def read_document(file: Path) -> dict[str, Any]:
    """The OpenAPI 3.0 document of a JSON or YAML file; raises UnusableDocument."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnusableDocument(f"it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableDocument(f"it is not UTF-8, from byte {error.start}") from error
    document = _with_text_keys(_parsed(text))
    if not isinstance(document, dict):
        raise UnusableDocument("it holds no object: an OpenAPI document begins with openapi: 3.0.x")
    _check_version(document)
    _check_form(document)
    _check_words(document)
    return document


def _parsed(text: str) -> Any:
    """JSON where it begins as JSON, else YAML, of which it is a part nearly everywhere."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        told = f"line {error.lineno}, column {error.colno}: no JSON: {error.msg}"
    try:
        return yaml.load(text, _Plain)  # noqa: S506 - it makes plain values only
    except yaml.YAMLError as error:
        if text.lstrip().startswith("{"):
            raise UnusableDocument(told) from error
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise UnusableDocument(f"{where}no YAML: {problem}") from error
    except ValueError as error:
        raise UnusableDocument(f"no YAML: {error}") from error


def _with_text_keys(node: Any) -> Any:
    """Statuses are numbers in YAML, and names in OpenAPI."""
    if isinstance(node, dict):
        return {str(name): _with_text_keys(item) for name, item in node.items()}
    if isinstance(node, list):
        return [_with_text_keys(item) for item in node]
    return node


def _check_version(document: Mapping[str, Any]) -> None:
    version = str(document.get("openapi", ""))
    if version.startswith("3.0."):
        return
    if "swagger" in document:
        told = "it is Swagger 2.0; convert it to OpenAPI 3.0 first"
    elif version:
        told = f"openapi: it is OpenAPI {version}; only 3.0.x can be served"
    else:
        told = "openapi: missing; an OpenAPI document begins with openapi: 3.0.x"
    raise UnusableDocument(told)


def _check_form(document: Mapping[str, Any]) -> None:
    """Hold it against the schema of OpenAPI documents."""
    from connexion.spec import OpenAPISpecification
    from jsonschema import Draft4Validator  # type: ignore[import-untyped]
    from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

    validator = Draft4Validator(OpenAPISpecification.openapi_schema)
    error = best_match(validator.iter_errors(document))
    if error is not None:
        raise UnusableDocument(f"{_place(error.absolute_path)}: {error.message[:300]}")


def _place(path: Sequence[str | int] | Any) -> str:
    return "".join(f"[{json.dumps(step)}]" for step in path) or "the document"


def _check_words(document: Mapping[str, Any]) -> None:
    """What its schema cannot tell: names that are used twice, or not declared."""
    seen: dict[str, str] = {}
    schemes = set(document.get("components", {}).get("securitySchemes", {}))
    _check_security("the document", document.get("security", []), schemes)
    for path in document["paths"]:
        _check_path(path)
    for path, method, operation in _operations(document):
        where = f"{method.upper()} {path}"
        name = operation.get("operationId")
        if name is not None and name in seen:
            raise UnusableDocument(f"{where}: operationId {name} is that of {seen[name]} too")
        if name is not None:
            seen[name] = where
        _check_security(where, operation.get("security", []), schemes)


def _check_path(path: str) -> None:
    if not path.startswith("/"):
        return  # an extension, x-...
    names = _PLACEHOLDER.findall(path)
    if len(set(names)) < len(names):
        raise UnusableDocument(f"{path}: two parameters of the path have the same name")
    if unusual := _UNROUTED.search(_PLACEHOLDER.sub("", path)):
        raise UnusableDocument(f"{path}: a path with {unusual[0]!r} cannot be served")


def _check_security(where: str, security: Sequence[Mapping[str, Any]], schemes: set[str]) -> None:
    for name in (name for alternative in security for name in alternative):
        if name not in schemes:
            raise UnusableDocument(f"{where}: security: no scheme {name!r} is declared")


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                yield path, method, operation


def _adopted(api: Api, document: Mapping[str, Any]) -> Api:
    """The API over a document, everything that could fail at a call tried once."""
    assert api.adopt is not None  # noqa: S101 - asked before
    where = ""
    try:
        adopted = api.adopt(document)
        operations = list(operations_of(adopted, specification_of(adopted)))
        for operation in operations:
            where = f"{operation.method} {operation.path}: "
            Router([operation])
            # Compiled here, so that a pattern that cannot be is told now.
            _ = operation.parameters, operation.body_schemas
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnusableDocument(f"{where}{error}") from error
    return adopted
