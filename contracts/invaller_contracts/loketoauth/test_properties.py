"""Whatever is sent to the OAuth service, the answer is one that the specification documents."""

from collections.abc import Iterator

import pytest

from invaller_contracts.exploring import Exploration, operations_of
from invaller_contracts.loketoauth.client import PASSWORD, USER
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

FOUND = {"showSignIn": {200, 302, 400}, "signIn": {200, 302, 400}, "giveToken": {200, 400}}
"""Statuses that an exploration of an operation must meet."""


@pytest.fixture(scope="module", params=["lenient", "strict"])
def exploration(
    request: pytest.FixtureRequest, sim_server: SimulatorServer
) -> Iterator[Exploration]:
    """A workspace, and what its application would send."""
    settings = {**DEFAULTS, "id": f"properties-loketoauth-{request.param}"}
    sim = sim_server.create({**settings, "strictness": request.param})
    partner = sim.credentials.applications["partner"]
    sim.snapshot("start")
    known = {
        "client_id": [partner["clientId"]],
        "client_secret": [partner["secret"]],
        "redirect_uri": [partner["redirectUris"][0]],
        "response_type": ["code", "token"],
        "grant_type": ["password", "refresh_token", "authorization_code"],
        "username": [USER],
        "password": [PASSWORD],
        "two_factor_state": ["None"],
    }
    form = {name: texts[0] for name, texts in known.items()}
    sound = dict.fromkeys(known, form)
    yield Exploration(sim, "loketoauth", known, sound, clients=(None,), valid=50)
    sim_server.delete(sim)


@pytest.fixture
def sim(exploration: Exploration) -> Simulator:
    """The workspace as it was at the start."""
    exploration.sim.restore("start")
    return exploration.sim


@pytest.mark.usefixtures("sim")
@pytest.mark.parametrize("operation_id", operations_of("loketoauth"))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Pages, redirections, tokens and refusals are those of the specification; none is a 500."""
    assert exploration.explore(operation_id, invalid=False) >= FOUND[operation_id] - {302}
