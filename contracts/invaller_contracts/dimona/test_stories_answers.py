"""Answers as the document prints them: numbers, links, and what stays as it was told (7)."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from invaller_clients import BadRequest, DimonaClient, Result
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.environment import CLIENT
from invaller_contracts.dimona.samples import Cast, ordinary
from invaller_contracts.oauth.client import credentials
from invaller_contracts.provider.target import Target


@pytest.fixture
def http(target: Target) -> Iterator[httpx.Client]:
    """Calls whose answers are looked at as they are on the wire."""
    with httpx.Client(
        base_url=target.urls["dimona"],
        auth=credentials(target, scopes=DimonaClient.SCOPES, variables=CLIENT),
        transport=target.transport(),
    ) as client:
        yield client


def status_of(raw: Any) -> dict[str, Any]:
    """The block with the result of a declaration."""
    status: dict[str, Any] = raw["declarationStatus"]
    return status


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "dimona.submit.201-location", "dimona.submit.201-no-body", "dimona.submit.twelve-digit-ids"
)
@pytest.mark.truth("assumed")
def test_a_declaration_is_received(
    target: Target, http: httpx.Client, dimona: DimonaClient
) -> None:
    """201 without a body; Location is its URL, which ends with a number of twelve digits."""
    answer = http.post("/declarations", json={"dimonaCancel": {"periodId": 600000009912}})
    assert (answer.status_code, answer.content) == (201, b"")
    base, _, number = answer.headers["Location"].rpartition("/")
    assert base == f"{target.urls['dimona']}/declarations"
    assert len(number) == 12
    assert int(number[:10]) % 97 == int(number[10:])
    assert dimona.result(int(number)).result is Result.REFUSED


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "dimona.declaration.id-is-text", "dimona.period.id-is-text", "dimona.declaration.period-href"
)
@pytest.mark.truth("documented")
def test_numbers_are_text_where_the_print_has_text(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """Numbers of GET are text, but that of the period in a result, which has its URL beside it."""
    declared = dimona.in_(cast.shop, cast.smith, ordinary(target.day(7)))
    number = declared.declaration_id
    status = status_of(declared.raw)
    assert status["declarationId"] == str(number)
    href = f"{target.urls['dimona']}/periods/{number}"
    assert status["period"] == {"href": href, "id": number}
    assert dimona.period(number).raw["periodId"] == str(number)


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.declaration-search.full-items", "dimona.period.id-is-text")
@pytest.mark.truth("documented")
def test_numbers_are_numbers_in_searches(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """What GET shows as text a search shows as a number; the rest is the same, and href (7.3)."""
    declared = dimona.in_(cast.shop, cast.smith, ordinary(target.day(7)))
    number = declared.declaration_id
    (found,) = dimona.search_declarations({"employer": cast.shop, "periodId": number})
    href = f"{target.urls['dimona']}/declarations/{number}"
    status = {**status_of(declared.raw), "declarationId": number}
    assert found.raw == {**declared.raw, "href": href, "declarationStatus": status}
    periods = dimona.search_periods({"employer": cast.shop, "worker": cast.smith})
    assert number in [period.raw["periodId"] for period in periods]


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.declaration.enterprise-number-nine-digits")
@pytest.mark.truth("documented")
def test_an_enterprise_number_is_printed_without_zero(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """Declared with ten digits or nine, it is shown with nine (7.3 and 7.7)."""
    ten = cast.shop["enterpriseNumber"].zfill(10)
    declared = dimona.in_({"enterpriseNumber": ten}, cast.smith, ordinary(target.day(7)))
    period = dimona.period(declared.declaration_id)
    shown = [declared.employer["enterpriseNumber"], period.employer["enterpriseNumber"]]
    assert shown == [ten.removeprefix("0")] * 2


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.declaration.stable-after-result")
@pytest.mark.truth("assumed")
def test_a_result_stays(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """An In that was accepted still says so when its period is cancelled."""
    declared = dimona.in_(cast.shop, cast.smith, ordinary(target.day(7)))
    dimona.cancel(declared.declaration_id)
    assert dimona.get(declared.declaration_id) == declared


@pytest.mark.anywhere
@pytest.mark.behaviour("dimona.status-message.members", "dimona.unknown.message")
@pytest.mark.truth("documented")
def test_an_unknown_declaration_is_a_status_message(http: httpx.Client) -> None:
    """7.2 (5): seven members, of which three tell something."""
    said = "No declaration has been submitted with this Dimona Declaration Nbr 700125761015"
    answer = http.get("/declarations/700125761015")
    body = answer.json()
    identifier = body.pop("id")
    assert (answer.status_code, len(identifier)) == (404, 36)
    assert body == {
        "code": "Not Found",
        "message": said,
        "contact": None,
        "environment": None,
        "stackTrace": [],
        "details": [],
    }


@pytest.mark.anywhere
@pytest.mark.behaviour("dimona.period.unknown-404", "dimona.not-found.media-type")
@pytest.mark.truth("assumed")
def test_an_unknown_period_is_a_problem(http: httpx.Client) -> None:
    """7.6 (2): three members; the media type is that of problems."""
    answer = http.get("/periods/699999999919")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"title", "status", "detail"}


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("dimona.paging.prev-and-next", "dimona.paging.page-and-size")
@pytest.mark.truth("documented")
def test_a_page_tells_where_it_is(
    target: Target, http: httpx.Client, dimona: DimonaClient, cast: Cast
) -> None:
    """The first of two pages has only a next one, the last only a previous one (5.1, 7.7)."""
    number = dimona.in_(cast.shop, cast.smith, ordinary(target.day(7))).declaration_id
    dimona.cancel(number)
    criteria = {"employer": cast.shop, "periodId": number}
    pages = [
        http.post(f"/declarations/search?pageSize=1&page={page}", json=criteria).json()
        for page in (1, 2)
    ]
    assert [(page["page"], page["pageSize"], page["total"]) for page in pages] == [
        (1, 1, 2),
        (2, 1, 2),
    ]
    links = [{name for name in ("self", "prev", "next") if name in page} for page in pages]
    assert links == [{"self", "next"}, {"self", "prev"}]


@pytest.mark.anywhere
@pytest.mark.behaviour("dimona.sort.keys")
@pytest.mark.truth("documented")
def test_an_unknown_key_of_sorting_is_refused(target: Target, cast: Cast) -> None:
    """Periods are not sorted by the name of the worker (5.1.7.1)."""
    with dimona_client(target) as dimona, pytest.raises(BadRequest):
        list(dimona.search_periods({"employer": cast.shop}, sort="familyName"))
