"""Exchanges and values in few words, for somebody who reads along."""

import textwrap
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from invaller_contracts.demo.stage import Document
from invaller_contracts.demo.vaph_telling import is_xml, xml_told

_WIDTH = 100
"""Characters of a line."""

_LINES = 3
"""Lines that a call, an answer or a reason takes at most."""

_TEXT = 60
"""Characters of one text in a body; disclaimers are longer and matter less than hours."""

_LEFT_OUT = {"href", "fr", "de", "en", "instance"}
"""Members that say what others say already."""

_SIGNED = {"oauth": "a signed assertion", "loketoauth": "a user name and password"}
"""What is sent to token services."""

_RESULT = ("Action", "Type", "Statuscode", "StatusDescription", "Response")
"""Members of a Result of Link2Prisma that say what became of a request."""


def wrapped(indent: int, lead: str, text: str) -> Iterator[str]:
    """A text over a few lines, under its lead; indent: columns before the lead."""
    first = " " * indent + lead
    following = " " * (indent + len(lead))
    yield from textwrap.wrap(
        text or "-",
        _WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        max_lines=_LINES,
        placeholder=" ...",
    )


def plain(value: Any) -> str:
    """A JSON value without quotes and without members that repeat others."""
    if isinstance(value, dict):
        members = (f"{name} {plain(item)}" for name, item in value.items() if name not in _LEFT_OUT)
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(plain(item) for item in value) + "]"
    text = str(value).strip()
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 3]}..."


def path(url: str) -> str:
    """Path and query of a call, from the name of the API on."""
    parts = urlsplit(url)
    query = f"?{unquote(parts.query)}" if parts.query else ""
    begin = ("/REST/", "/link2prisma.svc", "/isis/", "/v2/")
    below = next((found for one in begin if (found := parts.path.partition(one)[2])), "")
    return below + query


def sent(exchange: Document) -> str:
    """What a call sent in its body; nothing of what a client signs."""
    body = exchange["request"]["body"]
    if exchange["api"] in _SIGNED:
        return _SIGNED[exchange["api"]]
    if is_xml(body):
        return xml_told(body)
    return plain(body) if body else ""


def answered(exchange: Document) -> str:
    """What an answer says, without what every answer of its kind has."""
    body: Any = exchange["response"]["body"]
    if isinstance(body, str):
        return xml_told(body) if is_xml(body) else body
    if not isinstance(body, dict):
        location = path(dict(exchange["response"]["headers"]).get("Location", ""))
        return f"Location {location}" if location else ""
    if "Statuscode" in body:
        return ", ".join(str(body[name]) for name in _RESULT if body[name])
    if "expires_in" in body:
        return f"a token for {body['expires_in']} s"
    if "message" in body:
        return str(body["message"]).strip()
    if "_embedded" in body:
        return f"{body['totalSize']} found: {plain(body['_embedded'])}"
    if body.get("content"):
        return plain(body["content"])
    if "items" in body:
        return f"{body['total']} found: {plain(body['items'])}"
    return plain(body.get("declarationStatus", body.get("issues", body)))
