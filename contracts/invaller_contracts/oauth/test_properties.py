"""Whatever is sent to the token service, the answer is one that the specification documents."""

from collections.abc import Iterator

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from invaller_clients import ClientCredentials
from invaller_clients.oauth import ASSERTION_TYPE
from invaller_contracts.exploring import Exploration, operations_of
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

ASSERTIONS = 50
"""Signed in advance; each serves once."""


def signed(sim: Simulator) -> list[str]:
    """Assertions of a client of the workspace that outlast the walk of its clock."""
    key = RSAKey.import_key(sim.credentials.private_key)
    client = sim.credentials.client_id()
    claims = {
        "iss": client,
        "sub": client,
        "aud": ClientCredentials.TOKEN_URL,
        "exp": int(sim.clock.now.timestamp()) + 365 * 24 * 3600,
    }
    return [
        jwt.encode({"alg": "RS256"}, {**claims, "jti": str(number)}, key)
        for number in range(ASSERTIONS)
    ]


@pytest.fixture(scope="module", params=["lenient", "strict"])
def exploration(
    request: pytest.FixtureRequest, sim_server: SimulatorServer
) -> Iterator[Exploration]:
    """A workspace whose client has assertions in stock."""
    settings = {**DEFAULTS, "id": f"properties-oauth-{request.param}"}
    sim = sim_server.create({**settings, "strictness": request.param})
    assertions = signed(sim)
    sim.snapshot("start")
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
    sound = dict.fromkeys([*form, "scope"], form)
    yield Exploration(sim, "oauth", known, sound, clients=(None,), valid=50)
    sim_server.delete(sim)


@pytest.fixture
def sim(exploration: Exploration) -> Simulator:
    """The workspace as it was at the start."""
    exploration.sim.restore("start")
    return exploration.sim


@pytest.mark.usefixtures("sim")
@pytest.mark.parametrize("operation_id", operations_of("oauth"))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Tokens and refusals are those of the specification; none is a 500."""
    # A form holds texts, and the specification leaves all of them to the service.
    assert exploration.explore(operation_id, invalid=False) >= {200, 400, 401}
