"""Access tokens: minted by the token endpoint, checked on the workspace's clock."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from invaller.kernel.calls import Caller
from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.explanations import Explanation
from invaller.kernel.identity.clients import CLIENTS
from invaller.kernel.ids import derive
from invaller.kernel.problems import ProblemKind
from invaller.kernel.store import Documents, Kind
from invaller.kernel.workspace import Workspace

TOKENS = Kind("identity.access-token", ("clientId",))

LIFETIME = timedelta(seconds=300)
"""How long an access token lasts. Assumed: the guide says a few minutes (facts: dimona A10)."""

_SOURCE = "belgif REST guide, problem types (facts: belgif 2)"


_KEBAB = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a credential does not admit a call."""

    kind: ProblemKind
    explanation: Explanation
    scopes: tuple[str, ...] = ()


def token_key(token: str) -> str:
    """The key of a token's document: a digest, so that state exports hold no tokens."""
    return blake2b(token.encode(), digest_size=20).hexdigest()


def mint_token(
    workspace: Workspace,
    client_id: str,
    scopes: tuple[str, ...],
    now: datetime,
    lifetime: timedelta = LIFETIME,
    **more: str,
) -> str:
    """Give a client a new access token, valid from now; more: what else it stands for."""
    number = workspace.ids.counter("access token")
    token = derive(workspace.settings.seed, workspace.name, "access token", number).hex()
    workspace.documents.put(
        TOKENS,
        token_key(token),
        {
            "clientId": client_id,
            "scopes": list(scopes),
            "expires": render_instant(now + lifetime),
            **more,
        },
    )
    return token


def forget_tokens(documents: Documents) -> None:
    """Take back every token: those that a fork was copied with lead to its origin."""
    for key in documents.keys(TOKENS):
        documents.delete(TOKENS, key)


def bearer_token(authorization: str | None) -> str | None:
    """The token of an Authorization header, or None when it holds no bearer token."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def authenticate(
    workspace: Workspace, authorization: str | None, required: tuple[str, ...], now: datetime
) -> Caller | Refused:
    """Who calls, or why the call is not admitted (facts: belgif 2, RFC 6750)."""
    token = bearer_token(authorization)
    if token is None:
        return _refused(
            ProblemKind.NO_ACCESS_TOKEN,
            "the call carries no bearer token; ask one at /REST/oauth/v5/token and send it as "
            "'Authorization: Bearer <token>'",
        )
    held = workspace.documents.get(TOKENS, token_key(token))
    client = workspace.documents.get(CLIENTS, held["clientId"]) if held else None
    if held is None or client is None:
        return _refused(
            ProblemKind.INVALID_ACCESS_TOKEN,
            f"no client of workspace {workspace.name!r} holds this token; tokens are minted per "
            "workspace and forgotten by a reset",
        )
    if parse_instant(held["expires"]) <= now:
        return _refused(
            ProblemKind.EXPIRED_ACCESS_TOKEN,
            f"the token expired at {held['expires']}; the workspace's clock shows "
            f"{render_instant(now)}",
        )
    missing = tuple(scope for scope in required if scope not in held["scopes"])
    if missing:
        refused = _refused(
            ProblemKind.MISSING_SCOPE,
            f"the token has scopes {held['scopes']}; this operation needs {list(required)}",
        )
        return Refused(refused.kind, refused.explanation, required)
    return Caller(
        client["clientId"],
        client["enterpriseNumber"],
        client["role"],
        tuple(client["represents"]),
        tuple(held["scopes"]),
    )


def _refused(kind: ProblemKind, message: str) -> Refused:
    rule = f"oauth.bearer.{_KEBAB.sub('-', kind).lower()}"
    return Refused(kind, Explanation(rule, _SOURCE, message, where="header Authorization"))
