"""What a service of social security does with a token (belgif problems; RFC 6750)."""

from typing import Any

import httpx
import pytest

from invaller_contracts.simulator import Simulator

DECLARE = "scope:dimona:declaration:declarant"
HREF = "https://www.belgif.be/specification/rest/api-guide/problems"
PATHS = [
    "/REST/dimona/v2/periods/1",
    "/REST/employmentPrecontractualData/v1/verifyPrecontractualData",
]


def _call(sim: Simulator, authorization: str | None, path: str = PATHS[0]) -> httpx.Response:
    headers = {} if authorization is None else {"Authorization": authorization}
    return sim.http.get(path, headers=headers)


def _challenge(answer: httpx.Response, error: str = "") -> None:
    """The problem of the belgif guide, and the challenge that goes with it."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == f'Bearer realm="socialsecurity"{error}'


@pytest.mark.behaviour("oauth.bearer.no-access-token")
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Basic dTpw", "token"])
def test_no_token(sim: Simulator, path: str, authorization: str | None) -> None:
    """A call without a bearer token answers 401 and a challenge that names no error."""
    answer = _call(sim, authorization, path)
    _challenge(answer)
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:problem-type:belgif:noAccessToken"
    assert answer.json()["title"] == "No Access Token"
    assert answer.json()["detail"] == "No Bearer access token found in Authorization HTTP header"


@pytest.mark.behaviour("oauth.bearer.header-only")
def test_token_in_the_query_is_none(sim: Simulator) -> None:
    """A good token that comes in the query counts as none."""
    answer = sim.http.get(PATHS[0], params={"access_token": sim.credentials.token()})
    assert answer.json()["type"] == "urn:problem-type:belgif:noAccessToken"


@pytest.mark.behaviour("oauth.bearer.header-only")
def test_token_in_a_form_is_none(sim: Simulator) -> None:
    """A good token that comes in a form counts as none."""
    form = {"access_token": sim.credentials.token()}
    answer = sim.http.post("/REST/dimona/v2/declarations", data=form)
    assert answer.json()["type"] == "urn:problem-type:belgif:noAccessToken"


@pytest.mark.behaviour("oauth.bearer.invalid-access-token")
@pytest.mark.parametrize("token", ["x", "0" * 64, "x" * 5000, "a b"])
def test_unknown_token(sim: Simulator, token: str) -> None:
    """A token that nobody was given answers 401 with error invalid_token."""
    answer = _call(sim, f"Bearer {token}")
    _challenge(answer, ', error="invalid_token", error_description="The access token is invalid"')
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:problem-type:belgif:invalidAccessToken"
    assert answer.json()["title"] == "Invalid Access Token"


@pytest.mark.behaviour("oauth.bearer.expired-access-token")
def test_expired_token(sim: Simulator) -> None:
    """A token whose 300 seconds are over on the workspace's clock answers 401, expired."""
    authorization = sim.credentials.bearer()["Authorization"]
    sim.clock.advance("PT300S")
    answer = _call(sim, authorization)
    _challenge(answer, ', error="invalid_token", error_description="The access token expired"')
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:problem-type:belgif:expiredAccessToken"


@pytest.mark.behaviour("oauth.bearer.missing-scope")
def test_missing_scope(sim: Simulator) -> None:
    """A token without the scope of the operation answers 403 and names the scope it needs."""
    client: Any = {"scopes": ["scope:dimona:declaration:consult"]}
    state = sim.control.ask("GET", f"/workspaces/{sim.name}")["clients"]
    provider = next(found for found in state if found["name"] == "provider")
    sim.merge({"identity.oauth-client": {provider["clientId"]: {**provider, **client}}})
    answer = sim.http.post(
        "/REST/dimona/v2/declarations", json={}, headers=sim.credentials.bearer()
    )
    _challenge(
        answer,
        ', error="insufficient_scope", error_description="Missing scope to perform request"'
        f', scope="{DECLARE}"',
    )
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:problem-type:belgif:missingScope"
    assert answer.json()["requiredScopes"] == [DECLARE]


def test_problem_has_the_members_of_the_guide(sim: Simulator) -> None:
    """A bearer problem has type, href, title, status, detail and instance, and no more."""
    answer = _call(sim, "Bearer x")
    assert answer.json() == {
        "type": "urn:problem-type:belgif:invalidAccessToken",
        "href": f"{HREF}/invalidAccessToken.html",
        "title": "Invalid Access Token",
        "status": 401,
        "detail": ("The Bearer access token found in the Authorization HTTP header is invalid"),
        "instance": f"urn:trace-id:{answer.headers['X-Sim-Trace-Id']}",
    }


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer  "])
def test_scheme_in_any_case(sim: Simulator, scheme: str) -> None:
    """The scheme of the Authorization header is the same in any case (RFC 9110, 11.1)."""
    assert _call(sim, f"{scheme} {sim.credentials.token()}").status_code == 404


def test_caller_is_judged_before_the_call(sim: Simulator) -> None:
    """Without a token nothing is said about what is wrong with the call itself."""
    answer = sim.http.post("/REST/dimona/v2/declarations", content=b"{")
    assert answer.json()["type"] == "urn:problem-type:belgif:noAccessToken"


def test_refusal_is_explained(sim: Simulator) -> None:
    """A refused token is explained: which rule, which clock."""
    authorization = sim.credentials.bearer()["Authorization"]
    sim.clock.advance("PT1H")
    explanation = sim.explain(_call(sim, authorization))["explanations"][0]
    assert explanation["rule"] == "oauth.bearer.expired-access-token"
    assert explanation["where"] == "header Authorization"
    assert "2025-03-03T09:00:00" in explanation["message"]
