"""Putting an API over a document that its user brings in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from invaller.kernel.api import Api
from invaller.kernel.generic.errors import problems_of
from invaller.kernel.generic.handlers import handlers_of
from invaller.kernel.generic.operations import Operation, read_operations
from invaller.kernel.generic.references import References
from invaller.kernel.generic.security import Admit, admission
from invaller.kernel.generic.served import served_document
from invaller.kernel.generic.shapes import Unmapped, verbs_of
from invaller.kernel.generic.things import kind_of

Document = Mapping[str, Any]


def adopt(api: Api, document: Document, own_login: Admit) -> Api:
    """The API with the operations of a valid document, which a store answers.

    own_login: lets callers in where the document says nothing of security. The paths are those
    of the document; they lie below the API's base path whatever its servers are. Raises
    BadReference, or ValueError for what the store cannot be made of.
    """
    operations = read_operations(document)
    by_id = {operation.id: operation for operation in operations}
    return replace(
        api,
        document=served_document(document, operations, _mapped(operations)),
        handlers=handlers_of(operations),
        admit=admission(by_id, _schemes(document), own_login),
        problem=problems_of(by_id),
        unrouted=None,
        kinds=(*api.kinds, kind_of(api.key)),
    )


def _mapped(operations: Sequence[Operation]) -> list[str]:
    verbs = verbs_of(operations)
    return [name for name, verb in verbs.items() if not isinstance(verb, Unmapped)]


def _schemes(document: Document) -> dict[str, Mapping[str, Any]]:
    references = References(document)
    declared = document.get("components", {}).get("securitySchemes", {})
    return {name: references.part(scheme) for name, scheme in declared.items()}


def rebased(document: Document, base_path: str) -> dict[str, Any]:
    """A document whose paths lie below a base path.

    Where its first server has part of that base path in its URL and its paths have the rest
    (`/registratietool` and `/v2/things`), they lose it; else they stay as they are.
    """
    below = _server_path(document) if document.get("servers") else ""
    paths = document["paths"]
    whole = {path: below + path for path in paths if path.startswith("/")}
    if not whole or not all(path.startswith(f"{base_path}/") for path in whole.values()):
        return dict(document)
    return {
        **document,
        "paths": {
            whole[path][len(base_path) :] if path in whole else path: item
            for path, item in paths.items()
        },
    }


def _server_path(document: Document) -> str:
    url = str(document["servers"][0].get("url", ""))
    if "://" in url:
        url = "/" + url.partition("://")[2].partition("/")[2]
    return url.rstrip("/")
