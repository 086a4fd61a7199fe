"""Client assertions: JWTs by which a client proves itself to the token endpoint (RFC 7523).

Read as the token endpoint reads them, and signed for the shell, where signing is laborious.
The JWT library is imported at the first use: it is a tenth of the time to start.
"""

from datetime import datetime, timedelta
from typing import Any

from invaller.kernel.identity.keys import key_pair
from invaller.kernel.workspace import Workspace

LIFETIME = timedelta(seconds=60)
"""How long an assertion that we sign is valid."""

ALGORITHM = "RS256"


class UnreadableAssertion(ValueError):
    """A text that is no JWT, or whose signature is not that of the workspace's clients."""


def sign_assertion(workspace: Workspace, client_id: str, audience: str, now: datetime) -> str:
    """A JWT that proves a client to the token endpoint once (RFC 7523, 3)."""
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    keys = key_pair(workspace.name, workspace.origin.seed)
    issued = int(now.timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": workspace.ids.hexadecimal("client assertion", 32),
        "iat": issued,
        "exp": issued + int(LIFETIME.total_seconds()),
    }
    return jwt.encode({"alg": ALGORITHM}, claims, RSAKey.import_key(keys.private_pem))


def read_assertion(workspace: Workspace, assertion: str) -> dict[str, Any]:
    """The claims of an assertion whose RS256 signature holds; raises UnreadableAssertion."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import RSAKey

    key = RSAKey.import_key(key_pair(workspace.name, workspace.origin.seed).public_pem)
    try:
        return dict(jwt.decode(assertion, key, algorithms=[ALGORITHM]).claims)
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise UnreadableAssertion(f"{type(error).__name__}: {error}") from error
