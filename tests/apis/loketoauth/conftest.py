"""Token requests of an application of the test's workspace, as they are on the wire."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from invaller_contracts.loketoauth.client import PASSWORD, USER, come_back
from invaller_contracts.simulator import Simulator

REDIRECT = "https://partner.example/callback"


class Application:
    """An application, and what it can ask."""

    def __init__(self, simulator: Simulator, name: str = "partner") -> None:
        self.simulator = simulator
        known = simulator.credentials.applications[name]
        self.client = {"client_id": known["clientId"], "client_secret": known["secret"] or ""}
        self.redirect = known["redirectUris"][0]

    def other(self, name: str) -> Application:
        """Another application of the workspace."""
        return Application(self.simulator, name)

    def ask(self, **form: str) -> httpx.Response:
        """Ask tokens with a form, as this client."""
        return self.simulator.http.post("/token", data={**self.client, **form})

    def by_password(self, username: str = USER, password: str = PASSWORD) -> httpx.Response:
        """Ask tokens with a password."""
        return self.ask(grant_type="password", username=username, password=password)

    def by_code(self, code: str, **form: str) -> httpx.Response:
        """Trade a code."""
        given = {"code": code, "redirect_uri": self.redirect, **form}
        return self.ask(grant_type="authorization_code", **given)

    def by_refresh(self, refresh_token: str) -> httpx.Response:
        """Refresh."""
        return self.ask(grant_type="refresh_token", refresh_token=refresh_token)

    def page(self, **query: str) -> dict[str, str]:
        """The query with which it sends a browser to the sign-in page, with changes."""
        good = {
            "response_type": "code",
            "client_id": self.client["client_id"],
            "redirect_uri": self.redirect,
            "state": "s",
        }
        return good | query

    def sign_in(self, username: str = USER, state: str = "None") -> str:
        """Sign a user in on the page; gives the code."""
        url = str(httpx.URL("/authorize", params=self.page()))
        return str(come_back(self.simulator, url, username, state)["code"])

    def call(self, tokens: dict[str, Any], path: str = "/v2/providers") -> int:
        """Call the API with an access token; gives the status."""
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        return self.simulator.http.get(path, headers=headers).status_code


@pytest.fixture
def partner(sim: Simulator) -> Application:
    """An application that may use every grant."""
    return Application(sim)
