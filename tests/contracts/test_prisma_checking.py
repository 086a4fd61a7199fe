"""What the stories of Link2Prisma hold every answer against: a stand-in that answers wrongly."""

import httpx
import pytest

from invaller_contracts.prisma.checking import (
    CheckedTransport,
    UndocumentedAnswer,
    response_defects,
    specification,
)

BASE = "http://secretariat.example/link2prisma.svc"
GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


def result(response: str, action: str = "get", statuscode: str = "200") -> dict[str, str]:
    """A Result with this Response."""
    return {
        "ID": GUID,
        "Action": action,
        "Type": "adres",
        "Employer": "100001",
        "Worker": "17",
        "Statuscode": statuscode,
        "StatusDescription": "OK",
        "User": "INTEGRATOR",
        "Response": response,
    }


def asked(accepted: httpx.Response, answered: httpx.Response | None = None) -> None:
    """Ask for addresses and look at the Result, of a secretariat that answers so."""
    answers = iter([accepted, answered or httpx.Response(404, json="unknown")])
    transport = CheckedTransport(httpx.MockTransport(lambda _: next(answers)), {"X-User": "A"})
    with httpx.Client(transport=transport) as client:
        client.get(f"{BASE}/worker/17/address")
        client.get(f"{BASE}/Result/{GUID}")


@pytest.mark.parametrize(
    "accepted",
    [
        pytest.param(httpx.Response(202, json={"ID": GUID}), id="no bare text"),
        pytest.param(httpx.Response(202, text=GUID), id="no JSON"),
        pytest.param(httpx.Response(200, json=GUID, headers={"Content-Type": "a/b"}), id="no type"),
    ],
)
def test_an_acceptance_that_is_not_documented(accepted: httpx.Response) -> None:
    """An acceptance is a bare identifier in JSON."""
    with pytest.raises(UndocumentedAnswer):
        asked(accepted)


@pytest.mark.parametrize(
    "said", ["", "{}", '[{"Startdate": "2024-01-01"}]', '[{"Startdate": "20240101"}]']
)
def test_a_response_that_is_not_documented(said: str) -> None:
    """The Response is held against the operation of the entry, which was known by its path."""
    with pytest.raises(UndocumentedAnswer):
        asked(httpx.Response(202, json=GUID), httpx.Response(200, json=result(said)))


def test_what_is_documented_passes() -> None:
    """No data, and an address with all that one needs."""
    address = (
        '[{"Startdate": "20240101", "Street": "Kerkstraat", "HouseNumber": "1",'
        ' "ZIPCode": "9000", "City": "Gent", "Country": "00150"}]'
    )
    for said in (result("", statuscode="204"), result(address)):
        asked(httpx.Response(202, json=GUID), httpx.Response(200, json=said))


@pytest.mark.parametrize(
    ("operation", "answered", "is_fine"),
    [
        ("addAddress", result("", "insert", "201"), True),
        ("addAddress", result("{}", "insert", "201"), False),
        ("getAddresses", result("[]", statuscode="404"), False),
        ("getDocument", result("JVBERi0xLjQ="), True),
        ("addPrestations", result("", "insert", "201"), True),
        ("addPrestations", result('{"Errors": [{"Day": 1}]}', "insert", "201"), False),
    ],
)
def test_what_is_written_says_nothing(
    operation: str, answered: dict[str, str], is_fine: bool
) -> None:
    """A write and an error have no Response; documents are text, prestations have an overview."""
    defects = response_defects(specification().named(operation), answered)
    assert (defects == []) is is_fine
