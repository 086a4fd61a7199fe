"""Whatever is sent to the OAuth service, the answer is one that the specification documents."""

from collections.abc import Iterator

import pytest

from invaller_contracts.exploring import Exploration, each_operation
from invaller_contracts.loketoauth.client import PASSWORD, USER
from invaller_contracts.loketoauth.environment import CLIENT_ID, CLIENT_SECRET
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator
from invaller_contracts.varying import ANY

FOUND = {"showSignIn": {200, 302, 400}, "signIn": {200, 302, 400}, "giveToken": {200, 400}}
"""Statuses that an exploration of an operation must meet."""

PAGE = "how its page signs a user in is the vendor's own affair"


def explored(sim: Simulator) -> Exploration:
    """What the application of a workspace would send, with which a user signs in."""
    partner = sim.credentials.applications["partner"]
    return exploration_of(
        sim,
        {
            "client_id": [partner["clientId"]],
            "client_secret": [partner["secret"]],
            "redirect_uri": [partner["redirectUris"][0]],
            "response_type": ["code", "token"],
            "grant_type": ["password", "refresh_token", "authorization_code"],
            "username": [USER],
            "password": [PASSWORD, "not mine"],
            "two_factor_state": ["None"],
        },
    )


def explored_there(target: Target, writes: bool) -> Iterator[Exploration]:
    """What a real application would send: no refresh token, since each serves once."""
    yield exploration_of(
        target,
        {
            "client_id": [target.value(CLIENT_ID)],
            "client_secret": [target.value(CLIENT_SECRET)],
            "response_type": ["code", "token"],
            "grant_type": ["refresh_token", "authorization_code"],
            "two_factor_state": ["None"],
        },
    )


def exploration_of(place: Simulator | Target, known: dict[str, list[str]]) -> Exploration:
    """Forms with the first of each known text, and variations of it."""
    form = {name: texts[0] for name, texts in known.items()}
    sound = dict.fromkeys([*known, ANY], form)
    return Exploration(place, "loketoauth", known, sound, clients=(None,), valid=50)


@pytest.mark.anywhere(generated=True)
@pytest.mark.parametrize("operation_id", each_operation("loketoauth"))
def test_every_answer_is_documented(exploration: Exploration, operation_id: str) -> None:
    """Pages, redirections, tokens and refusals are those of the specification; none is a 500."""
    if operation_id == "signIn" and exploration.target.is_real:
        pytest.skip(PAGE)
    met = exploration.explore(operation_id, invalid=False)
    assert met >= exploration.demanded(FOUND[operation_id] - {302})
