"""The reference client's credentials, aimed at the token service of a workspace or environment."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from invaller_clients import ClientCredentials, Clock
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator


def token_url(place: Simulator | Target, version: str = "v5") -> str:
    """Where tokens are given."""
    return f"{place.urls['oauth']}/{version}/token"


def seconds_of(place: Simulator | Target) -> Clock:
    """The clock of a workspace or environment as clients take one: seconds since 1970."""
    return target_on(place).seconds


def credentials(
    place: Simulator | Target,
    client: str = "provider",
    scopes: Sequence[str] = (),
    *,
    variables: str = "INVALLER_OAUTH",
    **options: Any,
) -> ClientCredentials:
    """Sign as a client of a workspace, by the name of the client, on the workspace's clock.

    At a URL the client is the one of the variables with this beginning. The audience is the one
    of production, as a client does that only changes its host. options: those of
    ClientCredentials, in place of the ones that are right.
    """
    target = target_on(place)
    if target.simulator is not None:
        known = target.simulator.credentials
        identity: dict[str, Any] = {
            "client_id": known.client_id(client),
            "private_key": _key(known.private_key),
        }
    else:
        identity = {
            "client_id": target.value(f"{variables}_CLIENT_ID"),
            "private_key": target.value(f"{variables}_PRIVATE_KEY"),
        }
    given: dict[str, Any] = {
        **identity,
        "token_url": token_url(place),
        "audience": target.value("INVALLER_OAUTH_AUDIENCE"),
        "scopes": scopes,
        "clock": target.seconds,
    }
    return ClientCredentials(**{**given, **options})


@lru_cache(maxsize=256)
def _key(pem: str) -> RSAPrivateKey:
    """A workspace's own key, not checked: that takes longer than all else that a story does."""
    key = load_pem_private_key(pem.encode(), None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("workspaces have RSA keys")
    return key
