"""Every error body of the documents, and every failure of the line, as the error it becomes."""

from collections.abc import Callable
from datetime import date

import httpx
import pytest

from invaller_clients import DimonaClient, Issue, PrecontractualClient, errors

BASE = "https://authority.example/REST/dimona/v2"
PENDING: dict[str, object] = {
    "id": "3b730695-1d9d-42c6-90b5-3497209edf56",
    "code": "Not Found",
    "message": (
        " Declaration with Dimona Declaration Nbr 629003532496"
        " has been submitted but not processed yet"
    ),
    "contact": None,
    "environment": None,
    "stackTrace": [],
    "details": [],
}
UNKNOWN = PENDING | {
    "message": "No declaration has been submitted with this Dimona Declaration Nbr 700125761015"
}
NO_RESOURCE = {
    "title": "Not Found",
    "status": 404,
    "detail": "The specified resource was not found.",
}
NO_TOKEN = {
    "type": " urn:problem-type:belgif:noAccessToken",
    "href": " https://www.belgif.be/specification/rest/api-guide/problems/noAccessToken.html ",
    "instance": " urn:trace-id:05df4d67ef605ccadf0b034f ",
    "status": 401,
    "title": "No Access Token",
    "detail": " No Bearer access token found in Authorization HTTP header ",
}
IN_THE_PAST = {
    "type": "urn:problem-type:belgif:badRequest",
    "href": "https://www.belgif.be/specification/rest/api-guide/problems/badRequest.html",
    "title": "Bad Request",
    "status": 400,
    "detail": "The input message is incorrect",
    "issues": [
        {
            "detail": "StartDate cannot be in the past",
            "in": "query",
            "name": "startDate",
            "value": "2025-03-03",
        }
    ],
}
TECHNICAL = {
    "timestamp": "2024-12-02T16:06:36.885+00:00",
    "status": 500,
    "error": "Internal Server Error",
    "path": "/career/public/employmentPrecontractualData/v1/verifyPrecontractualData ",
}


def dimona_that(handler: Callable[[httpx.Request], httpx.Response]) -> DimonaClient:
    """A client without credentials whose calls `handler` answers."""
    return DimonaClient(BASE, transport=httpx.MockTransport(handler))


def error_of(answer: httpx.Response) -> errors.ProblemError:
    """The error that a client raises for `answer`."""
    with pytest.raises(errors.ProblemError) as caught:
        dimona_that(lambda _: answer).get(629003532496)
    return caught.value


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PENDING, errors.DeclarationNotYetProcessed),
        (UNKNOWN, errors.UnknownDeclaration),
        (NO_RESOURCE, errors.NotFound),
        (None, errors.NotFound),
    ],
)
def test_the_meanings_of_404_are_told_apart(body: object, kind: type[errors.ProblemError]) -> None:
    """A 404 is a wait, an unknown declaration or an unknown resource by what its body says."""
    assert type(error_of(httpx.Response(404, json=body))) is kind


def test_a_line_break_in_the_message_does_not_hide_its_meaning() -> None:
    """The message of a pending declaration is recognised over a line break and double spaces."""
    broken = PENDING | {"message": "has been submitted but not\n  processed yet"}
    error = error_of(httpx.Response(404, json=broken))
    assert type(error) is errors.DeclarationNotYetProcessed


def test_the_same_words_with_another_status_mean_nothing() -> None:
    """A 403 with the message of a pending declaration is a Forbidden."""
    assert type(error_of(httpx.Response(403, json=PENDING))) is errors.Forbidden


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, errors.ProblemError),
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (403, errors.Forbidden),
        (405, errors.MethodNotAllowed),
        (406, errors.NotAcceptable),
        (409, errors.Conflict),
        (410, errors.ProblemError),
        (413, errors.PayloadTooLarge),
        (415, errors.UnsupportedMediaType),
        (429, errors.TooManyRequests),
        (500, errors.ServerError),
        (501, errors.ServerError),
        (503, errors.ServerError),
    ],
)
def test_every_status_has_its_error(status: int, kind: type[errors.ProblemError]) -> None:
    """An error status becomes its own class, with the status, and from the error of httpx."""
    error = error_of(httpx.Response(status))
    assert (type(error), error.status, error.body) == (kind, status, None)
    assert isinstance(error.__cause__, httpx.HTTPStatusError)


def test_the_no_access_token_problem_is_read_without_its_spaces() -> None:
    """Type, title, detail and instance of the documented 401 come without the spaces around."""
    problem = error_of(httpx.Response(401, json=NO_TOKEN)).problem
    assert (problem.type, problem.title, problem.detail, problem.instance) == (
        "urn:problem-type:belgif:noAccessToken",
        "No Access Token",
        "No Bearer access token found in Authorization HTTP header",
        "urn:trace-id:05df4d67ef605ccadf0b034f",
    )


def test_a_bad_request_has_its_issues() -> None:
    """A documented 400 of the precontractual data gives the parameter and what is wrong with it."""
    transport = httpx.MockTransport(lambda _: httpx.Response(400, json=IN_THE_PAST))
    client = PrecontractualClient("https://authority.example", transport=transport)
    with pytest.raises(errors.BadRequest) as caught:
        client.verify("0880820673", "07010189901", date(2025, 3, 3))
    assert caught.value.issues == (
        Issue("StartDate cannot be in the past", "query", "startDate", "2025-03-03"),
    )
    assert caught.value.body == IN_THE_PAST


def test_a_technical_fault_is_a_server_error() -> None:
    """The documented 500, which is no belgif problem, is a ServerError with its body."""
    error = error_of(httpx.Response(500, json=TECHNICAL))
    assert (type(error), error.problem.title) == (errors.ServerError, "Internal Server Error")
    assert error.body == TECHNICAL


def test_a_body_that_is_no_json_is_kept_as_text() -> None:
    """An error page of something in between is kept as the text it is."""
    error = error_of(httpx.Response(502, text="<h1>Bad Gateway</h1>"))
    assert (type(error), error.body) == (errors.ServerError, "<h1>Bad Gateway</h1>")


@pytest.mark.parametrize("header", ["X-Sim-Trace-Id", "BelGov-Trace-Id"])
def test_the_trace_id_comes_along(header: str) -> None:
    """The id that the server gave the exchange is on the error, whichever header has it."""
    error = error_of(httpx.Response(400, headers={header: "05df4d67ef605ccadf0b034f"}))
    assert error.trace == "05df4d67ef605ccadf0b034f"


def test_too_many_requests_says_how_long_to_stay_away() -> None:
    """The Retry-After header of a 429 is on its problem."""
    error = error_of(httpx.Response(429, headers={"Retry-After": "60"}))
    assert error.problem.retry_after == "60"


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (httpx.ConnectError, errors.ConnectionFailed),
        (httpx.ConnectTimeout, errors.ConnectionFailed),
        (httpx.PoolTimeout, errors.ConnectionFailed),
        (httpx.ReadTimeout, errors.Timeout),
        (httpx.WriteTimeout, errors.Timeout),
        (httpx.ReadError, errors.ConnectionLost),
        (httpx.RemoteProtocolError, errors.ConnectionLost),
        (httpx.DecodingError, errors.UnreadableAnswer),
    ],
)
def test_a_failure_of_the_line_has_its_error(
    failure: type[httpx.RequestError], kind: type[errors.InvallerClientError]
) -> None:
    """A failure of the line becomes its own class, from the error of httpx."""

    def broken(_: httpx.Request) -> httpx.Response:
        raise failure("broken")

    with pytest.raises(errors.InvallerClientError) as caught:
        dimona_that(broken).period(600008734454)
    assert type(caught.value) is kind
    assert type(caught.value.__cause__) is failure
    assert f"{BASE}/periods/600008734454: broken" in str(caught.value)


@pytest.mark.parametrize("answer", [httpx.Response(200, text="OK"), httpx.Response(200, json=[])])
def test_a_success_that_is_no_json_object_is_unreadable(answer: httpx.Response) -> None:
    """A 200 whose body is no JSON object is an UnreadableAnswer."""
    with pytest.raises(errors.UnreadableAnswer):
        dimona_that(lambda _: answer).period(600008734454)
