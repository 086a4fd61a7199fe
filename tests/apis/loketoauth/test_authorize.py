"""GET and POST /authorize: the page, the way back, and single sign-on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from invaller_contracts.loketoauth.client import PASSWORD, USER
from invaller_contracts.simulator import Simulator

if TYPE_CHECKING:
    from tests.apis.loketoauth.conftest import Application

FORM = {"username": USER, "password": PASSWORD}


def show(partner: Application, **query: str) -> httpx.Response:
    """Send a browser to the sign-in page."""
    return partner.simulator.http.get("/authorize", params=partner.page(**query))


def post(partner: Application, form: dict[str, str], **query: str) -> httpx.Response:
    """Send what stands on the page."""
    return partner.simulator.http.post("/authorize", params=partner.page(**query), data=form)


def back(answer: httpx.Response) -> dict[str, list[str]]:
    """The query with which a browser is sent back."""
    assert answer.status_code == 302, answer.text
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def rule(sim: Simulator, answer: httpx.Response) -> str:
    """The rule behind an answer."""
    return str(sim.explain(answer)["explanations"][0]["rule"])


@pytest.mark.behaviour("loketoauth.authorize.page")
def test_page_is_plain_html(partner: Application) -> None:
    """The page names the application, and asks user name, password and second factor."""
    answer = show(partner)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Integratie van een partner" in answer.text
    for member in ("username", "password", "two_factor_state"):
        assert f'name="{member}"' in answer.text
    assert "<script" not in answer.text


@pytest.mark.behaviour("loketoauth.authorize.parameters")
@pytest.mark.parametrize("wrong", ["client_id", "redirect_uri"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_is_sent_astray(partner: Application, wrong: str, method: str) -> None:
    """For an unknown client or address the browser stays on a page that says so."""
    query = partner.page(**{wrong: "https://elsewhere.example/?<b>"})
    answer = partner.simulator.http.request(method, "/authorize", params=query, data=FORM)
    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert 'role="alert"' in answer.text
    assert "<b>" not in answer.text
    assert rule(partner.simulator, answer) == "loketoauth.authorize.parameters"


@pytest.mark.behaviour("loketoauth.authorize.response-type")
def test_other_response_types(partner: Application) -> None:
    """The implicit flow is refused at the client's own address, with its state."""
    answer = show(partner, response_type="token")
    assert back(answer) == {"error": ["unsupported_response_type"], "state": ["s"]}
    assert answer.headers["Location"].startswith(partner.redirect)


@pytest.mark.behaviour("loketoauth.authorize.wrong-password")
@pytest.mark.parametrize("form", [{**FORM, "password": "x"}, {**FORM, "username": "x"}])
def test_wrong_password(partner: Application, form: dict[str, str]) -> None:
    """A wrong user and a wrong password show the same page again, and no code is given."""
    answer = post(partner, form)
    assert answer.status_code == 200
    assert "De gebruikersnaam of het wachtwoord is onjuist." in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.behaviour("loketoauth.user.blocked", "loketoauth.user.webservice")
@pytest.mark.parametrize("username", ["b.blok@delinde.example", "soap@delinde.example"])
def test_users_who_cannot_sign_in(partner: Application, username: str) -> None:
    """Blocked users and webservice users come no further than the page."""
    answer = post(partner, {**FORM, "username": username})
    assert answer.status_code == 200
    assert "Deze gebruiker kan niet inloggen." in answer.text


@pytest.mark.behaviour("loketoauth.code.once")
def test_code_serves_once(partner: Application) -> None:
    """The second use of a code is an invalid grant."""
    code = partner.sign_in()
    assert partner.by_code(code).status_code == 200
    assert partner.by_code(code).json()["error"] == "invalid_grant"


@pytest.mark.behaviour("loketoauth.code.once")
def test_code_lasts_ten_minutes(partner: Application) -> None:
    """A code works until ten minutes have passed, and not then."""
    early, late = partner.sign_in(), partner.sign_in()
    partner.simulator.clock.advance(timedelta(minutes=10, seconds=-1))
    assert partner.by_code(early).status_code == 200
    partner.simulator.clock.advance("PT1S")
    assert partner.by_code(late).json()["error"] == "invalid_grant"


@pytest.mark.behaviour("loketoauth.code.bound")
def test_code_is_bound(partner: Application) -> None:
    """Another client or another address cannot use a code; its own still can."""
    code = partner.sign_in()
    other = partner.other("rapportage")
    for answer in (other.by_code(code), partner.by_code(code, redirect_uri=other.redirect)):
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
        assert rule(partner.simulator, answer) == "loketoauth.code.bound"
    assert partner.by_code(code).status_code == 200


@pytest.mark.behaviour("loketoauth.sso.without-sign-in", "loketoauth.sso.session")
@pytest.mark.parametrize("name", ["loket", "werknemerloket"])
def test_single_sign_on(partner: Application, name: str) -> None:
    """Who signed in for one client gets a code for Loket and Werknemerloket without the page."""
    post(partner, FORM)
    portal = partner.other(name)
    code = back(show(portal))["code"][0]
    assert set(portal.by_code(code).json()) >= {"access_token", "refresh_token"}


@pytest.mark.behaviour("loketoauth.sso.session")
def test_single_sign_on_ends(partner: Application) -> None:
    """After eight hours, and in another browser at once, the page is shown again."""
    post(partner, FORM)
    assert show(partner).status_code == 302
    partner.simulator.clock.advance("PT8H")
    assert show(partner).status_code == 200
    answer = httpx.get(f"{partner.simulator.url}/authorize", params=partner.page())
    assert answer.status_code == 200
