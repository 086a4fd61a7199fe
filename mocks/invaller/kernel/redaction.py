"""Secrets in journals and exports: replaced by a fingerprint, so that reuse stays visible."""

import json
import re
from hashlib import blake2b
from typing import Any

SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
SECRET_MEMBERS = (
    "access_token",
    "refresh_token",
    "client_assertion",
    "client_secret",
    "password",
    "privateKey",
)


def _spelled(name: str) -> str:
    """A pattern for a name in a query or form, where any character may be percent-encoded."""
    return "".join(f"(?:{character}|%{ord(character):02x})" for character in name)


_IN_FORM = re.compile(
    rf"(?<!\w)({'|'.join(map(_spelled, SECRET_MEMBERS))})=([^&\s]+)", re.IGNORECASE
)
_IN_JSON = re.compile(rf'"({"|".join(SECRET_MEMBERS)})"(\s*:\s*)"([^"]*)"')
_SHOWN = 64_000
"""Characters of a body that a view shows."""


def fingerprint(secret: str) -> str:
    """A short digest: equal secrets look equal, and none can be read back."""
    return f"redacted:{blake2b(secret.encode(), digest_size=6).hexdigest()}"


def redacted_headers(headers: list[tuple[str, str]]) -> dict[str, str]:
    """Headers with secret values replaced; the scheme of an Authorization stays."""
    shown = {}
    for name, value in headers:
        if name.lower() in SECRET_HEADERS:
            scheme, _, credential = value.partition(" ")
            value = f"{scheme} {fingerprint(credential)}" if credential else fingerprint(value)
        shown[name] = value
    return shown


def redacted_text(text: str) -> str:
    """Text with the secret members of JSON and form bodies replaced."""
    text = _IN_FORM.sub(lambda match: f"{match[1]}={fingerprint(match[2])}", text)
    return _IN_JSON.sub(lambda match: f'"{match[1]}"{match[2]}"{fingerprint(match[3])}"', text)


def redacted_body(body: bytes) -> Any:
    """A body for people: JSON as JSON, other text as text, the rest by its size."""
    if not body:
        return None
    try:
        text = redacted_text(body.decode())
    except UnicodeDecodeError:
        return f"({len(body)} bytes that are not UTF-8)"
    if len(text) > _SHOWN:
        return f"{text[:_SHOWN]} ... ({len(text)} characters)"
    try:
        return json.loads(text)
    except ValueError:
        return text
