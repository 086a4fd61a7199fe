"""What the claims of a client assertion must say (RFC 7523, 3; facts: dimona A10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, TypeGuard
from urllib.parse import urlsplit

AUDIENCES = (
    "https://services.socialsecurity.be/REST/oauth/v5/token",
    "https://services.socialsecurity.be/REST/oauth/v3/token",
    "https://oauth.socialsecurity.be",
)
"""Audiences that real clients name; the first is today's, the others belong to v3."""

TOKEN_PATHS = ("/REST/oauth/v5/token", "/REST/oauth/v3/token")

SKEW_SECONDS = 30
"""How far a client's clock may be off for `iat` and `nbf`. Assumed."""

_SOURCE = "RFC 7523, 3; facts: dimona A10"


@dataclass(frozen=True, slots=True)
class Defect:
    """Why an assertion is refused: the claim, what it holds, and what would be right."""

    claim: str
    message: str
    found: Any = None
    expected: Any = None
    source: str = _SOURCE


def defect_of(
    claims: Mapping[str, Any], client_id: str, now: datetime, *, strict: bool
) -> Defect | None:
    """The first thing wrong with the claims of a client's assertion, or None.

    now: the workspace's clock. In lenient mode any URL that ends in the token path is an
    audience, so that a client that derives it from its base URL needs no change.
    """
    return (
        _wrong_party(claims, client_id)
        or _wrong_audience(claims.get("aud"), strict=strict)
        or _wrong_time(claims, now.timestamp())
        or _wrong_identifier(claims.get("jti"))
    )


def _wrong_party(claims: Mapping[str, Any], client_id: str) -> Defect | None:
    for claim in ("iss", "sub"):
        if claims.get(claim) != client_id:
            return Defect(claim, f"{claim} is the client id", claims.get(claim), client_id)
    return None


def _wrong_audience(given: Any, *, strict: bool) -> Defect | None:
    audiences = given if isinstance(given, list) else [given]
    texts = [audience for audience in audiences if isinstance(audience, str)]
    if any(_is_audience(text, strict=strict) for text in texts):
        return None
    return Defect("aud", "aud is the URL of the token endpoint", given, AUDIENCES[0])


def _is_audience(text: str, *, strict: bool) -> bool:
    if text in AUDIENCES:
        return True
    try:
        path = urlsplit(text).path
    except ValueError:
        return False
    return not strict and path.endswith(TOKEN_PATHS)


def _wrong_time(claims: Mapping[str, Any], now: float) -> Defect | None:
    expires = claims.get("exp")
    if not _is_time(expires):
        return Defect("exp", "exp is the time, in seconds since 1970, when it expires", expires)
    if expires <= now:
        return Defect("exp", "it has expired on the workspace's clock", expires, f"> {now}")
    for claim in ("iat", "nbf"):
        value = claims.get(claim)
        if value is not None and (not _is_time(value) or value > now + SKEW_SECONDS):
            return Defect(claim, f"{claim} lies ahead of the workspace's clock", value, f"<= {now}")
    return None


def _is_time(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _wrong_identifier(given: Any) -> Defect | None:
    if isinstance(given, str) and given:
        return None
    return Defect("jti", "jti is a text of its own for every assertion", given)
