"""Token requests: a good one, and ways to spoil it."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jws
from joserfc.jwk import RSAKey

from invaller.kernel.ids import uuid_from
from invaller_contracts.simulator import Simulator

TOKEN_URL = "https://services.socialsecurity.be/REST/oauth/v5/token"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ABSENT = object()


@lru_cache
def _imported(pem: str) -> RSAKey:
    # Checking the primes of a key takes longer than all the rest of a test.
    key = load_pem_private_key(pem.encode(), None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, RSAPrivateKey)
    return RSAKey(key, key)


class TokenClient:
    """Asks tokens of one workspace. A change with the value ABSENT takes a member away."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.client_id = simulator.credentials.client_id("provider")
        self._asked = 0

    def claims(self, **changes: Any) -> dict[str, Any]:
        """The claims of a good assertion that lasts a minute, with changes."""
        self._asked += 1
        now = int(self.simulator.clock.now.timestamp())
        good = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": TOKEN_URL,
            "jti": uuid_from("test", self._asked),
            "iat": now,
            "exp": now + 60,
        }
        return _changed(good, changes)

    def sign(self, claims: Any, key: str | None = None, **header: Any) -> str:
        """A compact JWT, signed RS256 with the workspace's key unless told otherwise."""
        algorithm = header.get("alg", "RS256")
        imported = _imported(key or self.simulator.credentials.private_key)
        payload = json.dumps(claims).encode()
        return jws.serialize_compact(
            {"alg": algorithm, **header}, payload, imported, algorithms=[algorithm]
        )

    def assertion(self, **changes: Any) -> str:
        """A signed assertion whose claims were changed."""
        return self.sign(self.claims(**changes))

    def ask(self, version: str = "v5", **changes: Any) -> httpx.Response:
        """Ask a token with a good form, with changes to the form."""
        good = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self.assertion(),
        }
        form = _changed(good, changes)
        return self.simulator.http.post(f"/REST/oauth/{version}/token", data=form)

    def refused(self, answer: httpx.Response, error: str) -> dict[str, Any]:
        """The explanation of an answer that must be this error of RFC 6749."""
        assert answer.status_code == (401 if error == "invalid_client" else 400), answer.text
        assert answer.json()["error"] == error
        assert set(answer.json()) == {"error", "error_description"}
        return dict(self.simulator.explain(answer)["explanations"][0])


def _changed(good: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (good | changes).items() if value is not ABSENT}


@pytest.fixture
def client(sim: Simulator) -> TokenClient:
    """A client of the test's workspace."""
    return TokenClient(sim)


@pytest.fixture
def refuse_claims(client: TokenClient) -> Callable[..., dict[str, Any]]:
    """Ask with changed claims; they must be refused. Gives the explanation."""

    def ask(**changes: Any) -> dict[str, Any]:
        answer = client.ask(client_assertion=client.assertion(**changes))
        return client.refused(answer, "invalid_client")

    return ask


@pytest.fixture(scope="session")
def absent() -> object:
    """The value that takes a member away."""
    return ABSENT
