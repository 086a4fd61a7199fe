"""What the API of Loket.nl says to the tokens that were given."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.loketoauth.conftest import Application


@pytest.mark.behaviour("loketoauth.token.expiry", "loketoauth.token.retry-needs-new-token")
def test_token_expires_on_the_clock(partner: Application) -> None:
    """A token answers until 3599 seconds have passed, 401 from then on; a new one answers."""
    tokens = partner.by_password().json()
    partner.simulator.clock.advance(timedelta(seconds=3598))
    assert partner.call(tokens) == 200
    partner.simulator.clock.advance(timedelta(seconds=1))
    assert [partner.call(tokens), partner.call(tokens)] == [401, 401]
    assert partner.call(partner.by_refresh(tokens["refresh_token"]).json()) == 200


@pytest.mark.behaviour("loketoauth.authorize.two-factor-state")
@pytest.mark.parametrize(("state", "status"), [("None", 200), ("Verified", 200), ("Required", 401)])
def test_second_factor(partner: Application, state: str, status: int) -> None:
    """A token whose second factor is still to come does not open the API."""
    tokens = partner.by_code(partner.sign_in(state=state)).json()
    assert tokens["two_factor_state"] == state
    assert partner.call(tokens) == status


@pytest.mark.behaviour("loketoauth.user.blocked")
def test_blocked_after_sign_in(partner: Application) -> None:
    """Once a user is blocked, an earlier token and its refresh token are worth nothing."""
    tokens = partner.by_password().json()
    block(partner, "m.lindeman@delinde.example")
    assert partner.call(tokens) == 401
    assert partner.by_refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def block(partner: Application, username: str) -> None:
    """Block a user."""
    user = {**partner.simulator.credentials.users[username], "blocked": True}
    partner.simulator.merge({"identity.user": {user["id"]: user}})


def test_token_of_the_control_plane(partner: Application) -> None:
    """A token that the control plane gives opens the API as one of the service does."""
    bearer = partner.simulator.credentials.bearer_of("m.lindeman@delinde.example")
    assert partner.simulator.http.get("/v2/providers", headers=bearer).status_code == 200


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"user": "nobody@nowhere.example"}, "m.lindeman@delinde.example"),
        ({"user": "m.lindeman@delinde.example", "application": "nothing"}, "partner, rapportage"),
    ],
)
def test_control_plane_names_whom_it_knows(
    partner: Application, query: dict[str, str], named: str
) -> None:
    """For an unknown user or application it answers 404 and names those there are."""
    answer = partner.simulator.http.get("/_sim/token", params=query)
    assert answer.status_code == 404
    assert named in answer.json()["detail"]
