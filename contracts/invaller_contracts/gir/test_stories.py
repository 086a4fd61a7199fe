"""What who may log in finds at GIR, and what who may not is told."""

import httpx
import pytest

from invaller_clients import Forbidden, ServerError
from invaller_contracts.gir.client import LOGIN, gir_client
from invaller_contracts.simulator import Simulator

_PAGE = "/webjars/swagger-ui/index.html"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("gir.base-url.v2")
def test_the_base_url_ends_in_its_version(sim: Simulator) -> None:
    """The API lies at /registratietool/v2 of its host."""
    assert sim.urls["gir"] == f"{sim.url}/registratietool/v2"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("gir.documentation.page")
def test_the_page_shows_the_document(sim: Simulator) -> None:
    """A browser with the login finds a page, beside the base URL."""
    page = sim.http.get(_PAGE, auth=LOGIN)
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("gir.documentation.document")
def test_the_document_names_its_server(sim: Simulator) -> None:
    """The document is OpenAPI 3.0, and its server is the base URL of the caller."""
    with gir_client(sim) as gir:
        document = gir.document()
    assert str(document["openapi"]).startswith("3.0.")
    assert document["servers"] == [{"url": sim.urls["gir"]}]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("gir.documentation.same-login")
@pytest.mark.parametrize("path", [_PAGE, "/v3/api-docs"])
@pytest.mark.parametrize("auth", [None, ("isis", "wrong"), ("nobody", LOGIN[1])])
def test_the_documentation_asks_for_the_login(
    sim: Simulator, path: str, auth: tuple[str, str] | None
) -> None:
    """Page and document are shown to who may call, and to nobody else."""
    assert sim.http.get(path, auth=auth).status_code == 403
    assert sim.http.get(path, auth=LOGIN).status_code == 200


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("gir.authentication.failed-403", "gir.operations.login-before-501")
@pytest.mark.parametrize(("user", "password"), [("isis", "wrong"), ("nobody", LOGIN[1]), ("", "")])
def test_a_failed_login_is_forbidden(sim: Simulator, user: str, password: str) -> None:
    """Whatever is asked, a wrong user or password is a 403."""
    with gir_client(sim, user=user, password=password) as gir, pytest.raises(Forbidden):
        gir.call("GET", "/whatever")


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("gir.authentication.failed-403")
@pytest.mark.parametrize("header", ["", "Basic", "Basic %%%", "Basic aXNpcw==", "Bearer x"])
def test_a_login_of_another_form_is_forbidden(sim: Simulator, header: str) -> None:
    """A header that holds no user and password is a 403, as no header is."""
    headers = {"Authorization": header} if header else {}
    answer = sim.http.get(f"{sim.urls['gir']}/whatever", headers=headers)
    assert answer.status_code == 403


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("gir.operations.501", "gir.authentication.basic")
def test_operations_are_not_public(sim: Simulator) -> None:
    """With the login every operation is answered by how to bring in the document."""
    with gir_client(sim) as gir, pytest.raises(ServerError) as caught:
        gir.call("PUT", "/whatever/1", body={})
    assert caught.value.problem.status == httpx.codes.NOT_IMPLEMENTED
    assert "not public" in str(caught.value.problem.body)
    assert "invaller serve --spec gir=FILE" in str(caught.value.problem.body)
