"""Whatever is sent to the token service, the answer is one that the specification documents."""

from collections.abc import Iterator

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from invaller_clients import ClientCredentials
from invaller_clients.oauth import ASSERTION_TYPE
from invaller_contracts.exploring import FEW_VALID, Exploration, each_operation
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator
from invaller_contracts.varying import ANY

ASSERTIONS = 50
"""Signed in advance; each serves once."""

_YEAR = 365 * 24 * 3600


def signed(target: Target, count: int, lifetime: int) -> list[str]:
    """Assertions of a client of the target; lifetime: seconds."""
    key = RSAKey.import_key(target.value("INVALLER_OAUTH_PRIVATE_KEY"))
    client = target.value("INVALLER_OAUTH_CLIENT_ID")
    claims = {
        "iss": client,
        "sub": client,
        "aud": target.value("INVALLER_OAUTH_AUDIENCE"),
        "exp": int(target.seconds()) + lifetime,
    }
    return [
        jwt.encode({"alg": "RS256"}, {**claims, "jti": f"{target.seconds()}-{number}"}, key)
        for number in range(count)
    ]


def explored(sim: Simulator) -> Exploration:
    """A client of a workspace, whose assertions outlast the walk of its clock."""
    return stocked(target_on(sim), ASSERTIONS, _YEAR)


def stocked(target: Target, calls: int, lifetime: int) -> Exploration:
    """A client that has an assertion for each call; lifetime: theirs, in seconds."""
    assertions = signed(target, calls, lifetime)
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertions[0],
    }
    known = {
        **{name: [value] for name, value in form.items()},
        "client_assertion": assertions,
        "scope": ["scope:dimona:declaration:consult"],
    }
    sound = dict.fromkeys([*form, "scope", ANY], form)
    return Exploration(target, "oauth", known, sound, clients=(None,), valid=calls)


def explored_there(target: Target, writes: bool) -> Iterator[Exploration]:
    """A real client, whose assertions last as long as those of any other; a token is no trace."""
    yield stocked(target, FEW_VALID, ClientCredentials.ASSERTION_LIFETIME)


@pytest.mark.anywhere(generated=True)
@pytest.mark.parametrize("operation_id", each_operation("oauth"))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Tokens and refusals are those of the specification; none is a 500."""
    # A form holds texts, and the specification leaves all of them to the service.
    met = exploration.explore(operation_id, invalid=False)
    assert met >= exploration.demanded({200, 400, 401})
