"""Changes by the Loket client: nobody's change is overwritten unseen, and refusals are told."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from invaller_clients import Conflict, LoketAuthorization, LoketClient, LoketTokens, errors
from invaller_clients.loket_answers import loket_messages

URL = "https://api.loket-acc.nl/v2"
DETAIL = {"version": {"resourceVersion": "2018-01-01"}, "messages": [], "content": {"id": "w"}}


class Wages:
    """Wages with ETags that count their changes; If-Match is looked at."""

    def __init__(self) -> None:
        self.changes = 0
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer like Loket does."""
        self.asked.append(request)
        expected = request.headers.get("If-Match", "*")
        if expected not in ("*", f'"{self.changes}"'):
            return httpx.Response(409, json={"messages": [{"type": "ConcurrencyViolation"}]})
        if request.method != "GET":
            self.changes += 1
            return httpx.Response(200, json=DETAIL)
        return httpx.Response(200, json=DETAIL, headers={"ETag": f'"{self.changes}"'})

    def client(self, **options: Any) -> LoketClient:
        """A client of these wages."""
        return LoketClient(URL, transport=httpx.MockTransport(self), **options)

    @property
    def conditions(self) -> list[str | None]:
        """If-Match of each call."""
        return [one.headers.get("If-Match") for one in self.asked]


def refused(status: int, body: Any) -> errors.ProblemError:
    """What a client raises for a refusal."""
    client = LoketClient(
        URL, transport=httpx.MockTransport(lambda _: httpx.Response(status, json=body))
    )
    with pytest.raises(errors.ProblemError) as caught:
        client.call("GetWageByWageId", wageId="w")
    return caught.value


def test_a_change_goes_with_the_etag_that_was_read() -> None:
    """The ETag of a record goes as If-Match with the next change of that record only."""
    wages = Wages()
    client = wages.client()
    client.call("GetWageByWageId", wageId="w")
    client.call("PutWageByWageId", wageId="other", body={})
    client.call("PutWageByWageId", wageId="w", body={}, headers={"If-Match": "*"})
    client.call("DeleteWageByWageId", wageId="w")
    assert wages.conditions == [None, None, "*", None]


def test_a_change_by_someone_else_is_a_conflict() -> None:
    """A record that changed since it was read is not overwritten, until it is read again."""
    wages = Wages()
    client, other = wages.client(), wages.client()
    client.call("GetWageByWageId", wageId="w")
    other.call("PutWageByWageId", wageId="w", body={})
    with pytest.raises(Conflict):
        client.call("PutWageByWageId", wageId="w", body={})
    client.call("GetWageByWageId", wageId="w")
    client.call("PutWageByWageId", wageId="w", body={})
    assert wages.changes == 2


def test_an_operation_without_if_match_gets_none() -> None:
    """Where the document lists no If-Match, none is sent."""
    wages = Wages()
    client = wages.client()
    client.call("GetEmployerByEmployerId", employerId="e")
    client.call("GetEmployerByEmployerId", employerId="e")
    assert wages.conditions == [None, None]


def test_old_etags_are_forgotten() -> None:
    """A client that reads for ever does not grow: the ETags read longest ago go first."""
    wages = Wages()
    client = wages.client()
    for number in range(1_001):
        client.call("GetWageByWageId", wageId=number)
    client.call("PutWageByWageId", wageId=1_000, body={})
    client.call("PutWageByWageId", wageId=0, body={})
    assert wages.conditions[-2:] == ['"0"', None]


def test_refusals_have_their_messages() -> None:
    """Code, kind, description and properties of each message are told, and read in the error."""
    message = {
        "code": 83,
        "id": None,
        "type": "BrokenBusinessRule",
        "description": "[iban] has an invalid length",
        "properties": ["iban"],
    }
    error = refused(400, {"messages": [message], "content": {}})
    assert isinstance(error, errors.BadRequest)
    assert str(error) == "400 BrokenBusinessRule: [iban] has an invalid length"
    told = loket_messages(error)[0]
    assert (told.code, told.kind, told.properties) == (83, "BrokenBusinessRule", ("iban",))


@pytest.mark.parametrize("body", [{"message": "no"}, ["x"], "x", None, {"messages": [1, {}]}])
def test_other_refusals_have_none(body: Any) -> None:
    """A refusal in another form has no messages that say anything."""
    assert "".join(one.description for one in loket_messages(refused(403, body))) == ""


def test_tokens_are_refreshed_between_calls() -> None:
    """A token that ran out is refreshed before a call, with the same client."""
    now = 1_000.0

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            tokens = {"access_token": "new", "refresh_token": "r2", "expires_in": 3599}
            return httpx.Response(200, json=tokens)
        return httpx.Response(200, json=DETAIL, headers={"ETag": request.headers["Authorization"]})

    auth = LoketAuthorization(
        "client", tokens=LoketTokens("old", "r1", "None", expires_at=now + 10), clock=lambda: now
    )
    client = LoketClient(URL, auth=auth, transport=httpx.MockTransport(answer))
    assert client.call("GetWageByWageId", wageId="w").etag == "Bearer new"
