"""The client of GIR: where it calls, as whom, and what it makes of answers."""

from __future__ import annotations

import json

import httpx
import pytest

from invaller_clients import Forbidden, ProblemError, ServerError, UnreadableAnswer
from invaller_clients.gir import Gir


class Service:
    """Gives one answer, and remembers what it was asked."""

    def __init__(self, answer: httpx.Response) -> None:
        self.asked: list[httpx.Request] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer, and note what was asked."""
        self.asked.append(request)
        return self._answer

    def client(self, base_url: str = Gir.ACCEPTANCE_URL) -> Gir:
        """A client that asks here."""
        return Gir(base_url, "user", "pässword", transport=httpx.MockTransport(self))


@pytest.mark.parametrize(
    ("base_url", "document_url"),
    [
        (Gir.PRODUCTION_URL, "https://api.vaph.be/v3/api-docs"),
        ("http://127.0.0.1:1/w/mine/registratietool/v2/", "http://127.0.0.1:1/w/mine/v3/api-docs"),
    ],
)
def test_the_document_lies_beside_the_base_url(base_url: str, document_url: str) -> None:
    """The document is asked at /v3/api-docs of the same host, with the login of the calls."""
    service = Service(httpx.Response(200, json={"openapi": "3.0.1"}))
    with service.client(base_url) as gir:
        assert gir.document() == {"openapi": "3.0.1"}
    assert [str(request.url) for request in service.asked] == [document_url]
    expected = httpx.BasicAuth("user", "pässword")
    authorised = next(expected.auth_flow(httpx.Request("GET", document_url)))
    assert service.asked[0].headers["Authorization"] == authorised.headers["Authorization"]


def test_a_call_goes_below_the_base_url() -> None:
    """Method, path, query and body are as given; the JSON of the answer is given back."""
    service = Service(httpx.Response(201, json=[1]))
    with service.client() as gir:
        assert gir.call("POST", "/things", query={"dry": "true"}, body={"a": 1}) == [1]
    (request,) = service.asked
    assert (request.method, str(request.url)) == (
        "POST",
        "https://api-acc.vaph.be/registratietool/v2/things?dry=true",
    )
    assert json.loads(request.content) == {"a": 1}


def test_an_answer_without_a_body_is_none() -> None:
    """A 204 is given back as None."""
    with Service(httpx.Response(204)).client() as gir:
        assert gir.call("DELETE", "/things/1") is None


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        (httpx.Response(403, text="De authenticatie is gefaald."), Forbidden, "gefaald"),
        (httpx.Response(501, text="not public"), ServerError, "not public"),
    ],
)
def test_refusals_are_errors(answer: httpx.Response, error: type[ProblemError], told: str) -> None:
    """A failed login and an operation that is not there are told, with the text of the service."""
    with Service(answer).client() as gir, pytest.raises(error) as caught:
        gir.call("GET", "/things")
    assert told in str(caught.value.problem.body)


def test_an_answer_that_is_no_json_is_an_error() -> None:
    """A success whose body cannot be read says where it came from."""
    service = Service(httpx.Response(200, text="<html>"))
    with service.client() as gir, pytest.raises(UnreadableAnswer, match="/things: not JSON"):
        gir.call("GET", "/things")
