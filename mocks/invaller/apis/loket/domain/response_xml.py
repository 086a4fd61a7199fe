"""Response messages of the Belastingdienst: XML, as it is or in base64."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from xml.etree.ElementTree import ParseError, fromstring

_DECLARES_ENTITIES = "<!DOCTYPE"


def is_xml(text: str) -> bool:
    """Whether a text is well-formed XML, or XML in base64; a document type is refused."""
    plain = text if text.lstrip("\ufeff \t\r\n").startswith("<") else _decoded(text)
    if plain is None or _DECLARES_ENTITIES in plain.upper():
        return False
    try:
        fromstring(plain.lstrip("\ufeff").strip().encode())  # noqa: S314 entities are refused
    except (ParseError, ValueError, LookupError):
        return False
    return True


def _decoded(text: str) -> str | None:
    try:
        return b64decode(text, validate=True).decode("utf-8-sig")
    except (Error, ValueError):
        return None
