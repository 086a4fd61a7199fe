"""Codes, refresh tokens and sign-ins: texts that stand for a user of an application.

Kept under a digest, so that state exports hold none of them.
"""

from datetime import datetime, timedelta

from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.identity.tokens import token_key
from invaller.kernel.ids import derive
from invaller.kernel.store import Kind
from invaller.kernel.store.documents import Document
from invaller.kernel.workspace import Workspace

CODES = Kind("loketoauth.code")
REFRESH_TOKENS = Kind("loketoauth.refresh-token")
SIGN_INS = Kind("loketoauth.sign-in")

CODE_LIFETIME = timedelta(minutes=10)
"""RFC 6749, 4.1.2 recommends at most ten minutes."""

SIGN_IN_LIFETIME = timedelta(hours=8)
"""How long single sign-on lasts: a working day. Assumed."""


def mint_secret(
    workspace: Workspace,
    kind: Kind,
    document: Document,
    now: datetime,
    lifetime: timedelta | None = None,
) -> str:
    """A new secret that stands for a document; without a lifetime it does not expire."""
    number = workspace.ids.counter(kind.name)
    secret = derive(workspace.settings.seed, workspace.name, kind.name, number).hex()
    expires = None if lifetime is None else render_instant(now + lifetime)
    workspace.documents.put(kind, token_key(secret), {**document, "expires": expires})
    return secret


def find_secret(workspace: Workspace, kind: Kind, secret: str, now: datetime) -> Document | None:
    """What a secret stands for; None for one that is unknown or has expired."""
    document = workspace.documents.get(kind, token_key(secret))
    if document is None or _is_over(document, now):
        return None
    return document


def use_up(workspace: Workspace, kind: Kind, secret: str) -> None:
    """Forget a secret that serves once."""
    workspace.documents.delete(kind, token_key(secret))


def _is_over(document: Document, now: datetime) -> bool:
    expires = document["expires"]
    return expires is not None and parse_instant(expires) <= now
