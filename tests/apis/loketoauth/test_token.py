"""POST /token: what it gives, to whom, and what it refuses."""

from __future__ import annotations

import json
import ssl
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from invaller.kernel.specs import specs_folder
from invaller.serving.tls import server_context
from invaller_contracts.conformance import Specification
from invaller_contracts.loketoauth.client import PASSWORD, USER
from invaller_contracts.simulator import Simulator

if TYPE_CHECKING:
    from tests.apis.loketoauth.conftest import Application

MEMBERS = {"access_token", "token_type", "expires_in", "refresh_token", "two_factor_state"}
EXAMPLES = specs_folder() / "loketoauth" / "examples"


def refused(sim: Simulator, answer: httpx.Response, error: str) -> str:
    """The rule behind an answer that must be this error."""
    assert (answer.status_code, answer.json()["error"]) == (400, error), answer.text
    assert set(answer.json()) == {"error", "error_description"}
    return str(sim.explain(answer)["explanations"][0]["rule"])


def answered(answer: httpx.Response) -> dict[str, Any]:
    """The tokens of an answer that must have them."""
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.behaviour("loketoauth.token.endpoint", "loketoauth.token.answer")
def test_answer_has_five_members(partner: Application) -> None:
    """A token answer has exactly the members of the document's example, with its values."""
    example = json.loads((EXAMPLES / "refresh-token.json").read_text("utf-8"))["response"]
    tokens = answered(partner.by_password())
    assert set(tokens) == set(example) == MEMBERS
    fixed = ("token_type", "expires_in", "two_factor_state")
    assert [tokens[name] for name in fixed] == [example[name] for name in fixed]


@pytest.mark.behaviour("loketoauth.token.parameter-case")
@pytest.mark.parametrize("name", ["password-token", "refresh-token"])
def test_examples_as_written(partner: Application, name: str) -> None:
    """The forms of the document are understood in the letter case in which it writes them."""
    form = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))["request"]["form"]
    known = {
        **partner.client,
        "username": USER,
        "password": PASSWORD,
        "refresh_token": partner.by_password().json()["refresh_token"],
        "grant_type": form["grant_type"],
    }
    sent = {member: known[member.lower()] for member in form}
    assert "client_Id" in sent
    assert set(answered(partner.simulator.http.post("/token", data=sent))) == MEMBERS


@pytest.mark.behaviour("loketoauth.token.secret-by-configuration")
def test_secret_by_configuration(sim: Simulator) -> None:
    """A client without a secret gets tokens without; one that has a secret does not."""
    form = {"grant_type": "password", "username": USER, "password": PASSWORD}
    ids = {name: one["clientId"] for name, one in sim.credentials.applications.items()}
    answered(sim.http.post("/token", data={**form, "client_id": ids["desktop"]}))
    answer = sim.http.post("/token", data={**form, "client_id": ids["partner"]})
    rule = refused(sim, answer, "invalid_client")
    assert rule == "loketoauth.token.secret-by-configuration"


@pytest.mark.behaviour("loketoauth.token.never-cached")
def test_nothing_is_cached(partner: Application) -> None:
    """Tokens and errors say that they are not to be stored."""
    for answer in (partner.by_password(), partner.by_password(password="wrong")):
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.behaviour("loketoauth.token.leads-to-workspace")
def test_client_and_token_lead_to_their_workspace(partner: Application) -> None:
    """Without a prefix, a client id and a token are answered by the workspace they are of."""
    root = partner.simulator.url.split("/w/")[0]
    form = {"grant_type": "password", "username": USER, "password": PASSWORD, **partner.client}
    answered(httpx.post(f"{root}/token", data=form))
    page = httpx.get(f"{root}/authorize", params=partner.page())
    assert page.status_code == 200
    asked = [entry["operation"] for entry in partner.simulator.requests.list()]
    assert asked == ["giveToken", "showSignIn"]


@pytest.mark.behaviour("loketoauth.refresh.rotates")
def test_refresh_rotates(partner: Application) -> None:
    """Each refresh gives another refresh token, and the old one goes on working."""
    first = answered(partner.by_password())["refresh_token"]
    second = answered(partner.by_refresh(first))["refresh_token"]
    third = answered(partner.by_refresh(first))["refresh_token"]
    assert len({first, second, third}) == 3


@pytest.mark.behaviour("loketoauth.refresh.own-client")
def test_refresh_token_of_another_client(partner: Application) -> None:
    """A refresh token that another client got is an invalid grant."""
    token = answered(partner.by_password())["refresh_token"]
    answer = partner.other("rapportage").by_refresh(token)
    rule = refused(partner.simulator, answer, "invalid_grant")
    assert rule == "loketoauth.refresh.own-client"


@pytest.mark.behaviour("loketoauth.refresh.two-factor")
def test_refresh_skips_the_second_factor(partner: Application) -> None:
    """Whatever the second factor was, it is None after a refresh."""
    tokens = answered(partner.by_code(partner.sign_in(state="Verified")))
    assert tokens["two_factor_state"] == "Verified"
    again = answered(partner.by_refresh(tokens["refresh_token"]))
    assert again["two_factor_state"] == "None"


@pytest.mark.behaviour("loketoauth.user.blocked", "loketoauth.user.webservice")
@pytest.mark.parametrize(
    ("username", "rule"),
    [("b.blok@delinde.example", "blocked"), ("soap@delinde.example", "webservice")],
)
def test_users_without_tokens(partner: Application, username: str, rule: str) -> None:
    """Blocked users and webservice users get no token, and the reason is explained."""
    answer = partner.by_password(username)
    assert refused(partner.simulator, answer, "invalid_grant") == f"loketoauth.user.{rule}"


@pytest.mark.behaviour("loketoauth.error.unsupported-grant", "loketoauth.error.invalid-request")
@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "Password"}, "unsupported_grant_type"),
        ({}, "invalid_request"),
        ({"grant_type": "password", "username": USER}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "authorization_code", "redirect_uri": "x"}, "invalid_request"),
    ],
)
def test_malformed_requests(partner: Application, form: dict[str, str], error: str) -> None:
    """Another grant, no grant, and grants without what they need are told apart."""
    answer = partner.ask(**form)
    assert refused(partner.simulator, answer, error).startswith("loketoauth.error.")


@pytest.mark.behaviour("loketoauth.error.invalid-request")
def test_body_must_be_a_form(partner: Application) -> None:
    """A JSON body is an invalid request."""
    form = {"grant_type": "password", "username": USER, "password": PASSWORD, **partner.client}
    answer = partner.simulator.http.post("/token", json=form)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.behaviour("loketoauth.error.order")
def test_order_of_judgement(sim: Simulator, partner: Application) -> None:
    """Of several faults the first of grant type, client, use of the grant and grant is told."""
    wrong = {"username": "x", "password": "x"}
    answers = [
        sim.http.post("/token", data={"grant_type": "x", "client_id": "x", **wrong}),
        sim.http.post("/token", data={"grant_type": "password", "client_id": "x", **wrong}),
        partner.other("extern").ask(grant_type="password", **wrong),
        partner.ask(grant_type="password", **wrong),
    ]
    assert [answer.json()["error"] for answer in answers] == [
        "unsupported_grant_type",
        "invalid_client",
        "unauthorized_client",
        "invalid_grant",
    ]


@pytest.mark.behaviour("loketoauth.error.unknown-method")
def test_methods_and_paths(sim: Simulator) -> None:
    """GET /token names the method it takes; a path below or beside it is not of this service."""
    answer = sim.http.get("/token")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json()["error"] == "method_not_allowed"
    below = sim.http.post("/token/more")
    assert (below.status_code, below.json()["error"]) == (404, "not_found")
    assert "nothing is served at /tokens" in sim.http.post("/tokens").text


@pytest.mark.behaviour("loketoauth.tls.none")
def test_tokens_without_tls(partner: Application) -> None:
    """Tokens are given over plain HTTP."""
    assert partner.simulator.url.startswith("http://")
    assert partner.by_password().status_code == 200


@pytest.mark.behaviour("loketoauth.tls.version-1-2")
def test_oldest_tls() -> None:
    """A server with TLS takes version 1.2 and nothing older."""
    assert server_context("127.0.0.1").minimum_version is ssl.TLSVersion.TLSv1_2


def test_answers_are_as_specified(partner: Application) -> None:
    """Tokens and each error have the form that the specification gives them."""
    specification = Specification("loketoauth")
    operation = specification.named("giveToken")
    answers = [partner.by_password(), partner.by_password(password="x"), partner.ask()]
    for answer in answers:
        assert specification.answer_defects(operation, answer) == []
