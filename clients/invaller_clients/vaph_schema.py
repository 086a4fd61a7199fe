"""The XSD of VAPH ISIS: fetched from the server with what it includes, or given by the user.

The document asks clients to validate against it before they send (Beschikbare diensten).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from .errors import InvalidDocument, UnreadableAnswer

REQUESTS = "requests.xsd"
"""The file with every request."""

Fetch = Callable[[str], bytes]
"""Gives a file of the XSD by its name."""

_INCLUDES = etree.XPath(
    "/xs:schema/xs:include/@schemaLocation | /xs:schema/xs:import/@schemaLocation",
    namespaces={"xs": "http://www.w3.org/2001/XMLSchema"},
)
_BESIDE = re.compile(r"[\w-][\w.-]*")
_FOLDER = "xsd:/"


class _Fetched(etree.Resolver):
    """Gives what was fetched already, and nothing else: no file and no other server is read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def resolve(self, system_url: str | None, public_id: str | None, context: object, /) -> Any:
        """What a schema includes, by its URL; UnreadableAnswer for anything else."""
        found = self._files.get(str(system_url).removeprefix(_FOLDER))
        if found is None:
            raise UnreadableAnswer(f"the server's XSD: it refers to {system_url!r}")
        return self.resolve_string(found, context, base_url=system_url)


def schema_from(fetch: Fetch) -> etree.XMLSchema:
    """Fetch the XSD of requests and compile it; UnreadableAnswer when it is none."""
    files: dict[str, bytes] = {}
    wanted = [REQUESTS]
    try:
        while wanted:
            name = wanted.pop()
            if name not in files:
                files[name] = fetch(name)
                wanted += _included(name, files[name])
        return _compiled(files)
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise UnreadableAnswer(f"the server's XSD: {error}") from error


def schema_at(path: Path) -> etree.XMLSchema:
    """Compile the XSD in a file, with what it includes from beside it."""
    return etree.XMLSchema(etree.parse(path, _parser()))


def validate(schema: etree.XMLSchema, root: etree._Element) -> None:
    """Raise InvalidDocument, with what is wrong, when the XSD refuses a request."""
    if not schema.validate(root):
        raise InvalidDocument(tuple(f"{entry.path}: {entry.message}" for entry in schema.error_log))


def _included(name: str, content: bytes) -> list[str]:
    found = [str(location) for location in _INCLUDES(etree.fromstring(content, _parser()))]
    for location in found:
        if _BESIDE.fullmatch(location) is None:
            raise UnreadableAnswer(f"the server's XSD: {name} includes {location!r}")
    return found


def _compiled(files: Mapping[str, bytes]) -> etree.XMLSchema:
    parser = _parser()
    parser.resolvers.add(_Fetched(files))
    return etree.XMLSchema(
        etree.fromstring(files[REQUESTS], parser, base_url=f"{_FOLDER}{REQUESTS}")
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
