"""GIR without a document: its page, its document and its 501, in detail."""

import re
from html.parser import HTMLParser

import pytest

from invaller_contracts.gir.client import LOGIN
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

_PAGE = "/webjars/swagger-ui/index.html"


class _Loaded(HTMLParser):
    """Collects what a page loads or links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note addresses."""
        self.found += [(tag, value or "") for name, value in attrs if name in ("src", "href")]


@pytest.mark.behaviour("gir.documentation.page-offline", "gir.documentation.page")
def test_the_page_loads_nothing(sim: Simulator) -> None:
    """The page links the document of its workspace, and loads nothing at all."""
    page = sim.http.get(_PAGE, auth=LOGIN).text
    loaded = _Loaded()
    loaded.feed(page)
    assert loaded.found == [("a", f"{sim.url}/v3/api-docs")]
    assert re.findall(r"url\(|@import|<script", page) == []


@pytest.mark.behaviour("gir.documentation.no-operations")
def test_the_document_has_no_paths(sim: Simulator) -> None:
    """The document that is shipped has no operation, and the page says so."""
    assert sim.http.get("/v3/api-docs", auth=LOGIN).json()["paths"] == {}
    assert "It has none" in sim.http.get(_PAGE, auth=LOGIN).text


@pytest.mark.behaviour("gir.operations.501")
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["", "/", "/registraties", "/a/b/c?d=e", "/%00"])
def test_every_call_is_answered_501(sim: Simulator, method: str, path: str) -> None:
    """Any method on any path below the base URL is a 501 with its reason, also when explained."""
    answer = sim.http.request(method, sim.urls["gir"] + path, auth=LOGIN)
    assert answer.status_code == 501
    assert answer.headers["Content-Type"] == "text/plain"
    assert "not public" in answer.text
    assert "invaller serve --spec gir=FILE" in answer.text
    explained = sim.explain(answer)["explanations"]
    assert [one["rule"] for one in explained] == ["gir.operations.501"]


@pytest.mark.behaviour("gir.operations.login-before-501", "gir.authentication.basic")
def test_the_login_comes_first(sim: Simulator) -> None:
    """Without login the same call is a 403, without a challenge, and says why when explained."""
    answer = sim.http.get(f"{sim.urls['gir']}/registraties")
    assert (answer.status_code, answer.text) == (403, "De authenticatie is gefaald.")
    assert "WWW-Authenticate" not in answer.headers
    (explained,) = sim.explain(answer)["explanations"]
    assert explained["rule"] == "gir.authentication.failed-403"
    assert "no user and password" in explained["message"]


@pytest.mark.behaviour("gir.authentication.query")
def test_the_login_may_stand_in_the_query(sim: Simulator) -> None:
    """User and password of the query let in, as in the requests of ISIS, with a finding."""
    query = {"user": LOGIN[0], "password": LOGIN[1]}
    assert sim.http.get("/v3/api-docs", params=query).status_code == 200
    assert [found["rule"] for found in sim.findings] == ["gir.authentication.query"]
    (exchange,) = sim.requests.find(api="gir")
    assert LOGIN[1] not in str(exchange)


@pytest.mark.behaviour("gir.authentication.basic")
def test_users_are_documents(sim: Simulator) -> None:
    """A user that is brought in may call, and leads to the only workspace that has it."""
    user = {"name": "Ann", "password": "ä:b", "units": []}
    sim.merge({"basic.user": {"Ann": user}})
    assert sim.http.get("/v3/api-docs", auth=("Ann", "ä:b")).status_code == 200
    root = sim.url.partition("/w/")[0]
    document = sim.http.get(f"{root}/v3/api-docs", auth=("Ann", "ä:b"))
    assert document.status_code == 200
    assert sim.requests.count(api="gir") == 2


def test_a_user_that_a_second_workspace_has_too_leads_nowhere(
    sim: Simulator, sim_server: SimulatorServer
) -> None:
    """Once another workspace has a user of that name, the name alone leads to neither."""
    other = sim_server.create(DEFAULTS)
    user = {"name": "Bo", "password": "b", "units": []}
    sim.merge({"basic.user": {"Bo": user}})
    document = f"{sim.url.partition('/w/')[0]}/v3/api-docs"
    assert sim.http.get(document, auth=("Bo", "b")).status_code == 200
    other.merge({"basic.user": {"Bo": user}})
    assert sim.http.get(document, auth=("Bo", "b")).status_code == 403
    sim_server.delete(other)
    assert sim.http.get(document, auth=("Bo", "b")).status_code == 200


@pytest.mark.behaviour("gir.documentation.only-read")
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pages_are_only_read(sim: Simulator, method: str) -> None:
    """Another method than GET on the page or the document is a 405."""
    for path in (_PAGE, "/v3/api-docs"):
        answer = sim.http.request(method, path, auth=LOGIN)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


def test_what_lies_beside_the_pages_is_not_of_gir(sim: Simulator) -> None:
    """Only the two paths are served: what is below or next to them is nobody's."""
    for path in (f"{_PAGE}/x", "/v3/api-docs/x", "/v3", "/webjars/swagger-ui/"):
        assert sim.http.get(path, auth=LOGIN).status_code == 404
    assert sim.requests.count(api="gir") == 0


def test_faults_strike_pages_too(sim: Simulator) -> None:
    """A fault rule for the API is tried on its pages and on what has no operation."""
    sim.faults.add(effect={"status": 503}, api="gir", times=2)
    assert sim.http.get("/v3/api-docs", auth=LOGIN).status_code == 503
    assert sim.http.get(f"{sim.urls['gir']}/x", auth=LOGIN).status_code == 503
    assert sim.http.get(f"{sim.urls['gir']}/x", auth=LOGIN).status_code == 501
