"""Client assertions, signed as a client signs them: for the shell, where signing is laborious."""

from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.jwk import RSAKey

from invaller.kernel.identity.keys import key_pair
from invaller.kernel.workspace import Workspace

LIFETIME = timedelta(seconds=60)
"""How long an assertion that we sign is valid."""


def sign_assertion(workspace: Workspace, client_id: str, audience: str, now: datetime) -> str:
    """A JWT that proves a client to the token endpoint once (RFC 7523, 3)."""
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
    return jwt.encode({"alg": "RS256"}, claims, RSAKey.import_key(keys.private_pem))
