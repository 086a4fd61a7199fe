"""Stories of prestaties: registered each month, read, listed and deleted, never changed."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invaller_clients import BadRequest, NotFound
from invaller_clients.vaph import Vaph
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import Wire
from invaller_contracts.vaph.samples import CONTRACT, PRESTATIE, Cast, printed


@pytest.fixture
def contract(isis: Vaph, cast: Cast) -> int:
    """The contract of the document."""
    return isis.register_contract(cast.contract)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.prestatie.register-201", "vaph.prestatie.register-contractid-optional")
def test_the_example_is_registered(wire: Wire, isis: Vaph, contract: int) -> None:
    """The document's request answers 201 with its URL, with and without contractId."""
    body = printed("registerPrestatie.request").replace(b"123456789", str(contract).encode())
    registered = wire.put(f"/contract/{contract}/prestatie", body)
    url = registered.headers["Location"]
    assert (registered.status_code, registered.text) == (201, url)
    assert url.startswith(f"{wire.place_of('/contract')}/{contract}/prestatie/")
    number = int(url.rpartition("/")[2])
    expected = replace(PRESTATIE, id=number, contract_id=contract)
    assert isis.get_prestatie(contract, number) == expected
    assert isis.register_prestatie(contract, replace(PRESTATIE, maand=2)) != number


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.prestatie.get-200",
    "vaph.prestatie.contractid-always-answered",
    "vaph.xsd.answer-prestatie",
)
def test_a_prestatie_is_read_as_it_was_registered(isis: Vaph, contract: int) -> None:
    """GET gives what was sent, with its id and that of its contract."""
    sent = replace(PRESTATIE, uren=Decimal("121.6"), uurstel=Decimal(38), maand=12)
    number = isis.register_prestatie(contract, sent)
    assert isis.get_prestatie(contract, number) == replace(sent, id=number, contract_id=contract)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.prestatie.list-200", "vaph.prestatie.list-order", "vaph.empty-list.prestaties"
)
def test_all_prestaties_of_a_contract_are_listed(isis: Vaph, cast: Cast, contract: int) -> None:
    """The list is empty at first, then has each prestatie of this contract, in order."""
    other = isis.register_contract(replace(cast.contract, functie="130"))
    assert isis.get_prestaties(contract) == ()
    months = (3, 1, 2)
    numbers = [isis.register_prestatie(contract, replace(PRESTATIE, maand=m)) for m in months]
    isis.register_prestatie(other, PRESTATIE)
    assert [(one.id, one.maand) for one in isis.get_prestaties(contract)] == list(
        zip(numbers, months, strict=True)
    )


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.prestatie.delete-200",
    "vaph.prestatie.delete-missing-404",
    "vaph.prestatie.get-missing-404",
)
def test_a_deleted_prestatie_is_gone(isis: Vaph, wire: Wire, contract: int) -> None:
    """DELETE answers 200 without body; then GET and DELETE answer 404, and the month is free."""
    number = isis.register_prestatie(contract, PRESTATIE)
    deleted = wire.delete(f"/contract/{contract}/prestatie/{number}")
    assert (deleted.status_code, deleted.content) == (200, b"")
    for ask in (isis.get_prestatie, isis.delete_prestatie):
        with pytest.raises(NotFound):
            ask(contract, number)
    isis.register_prestatie(contract, PRESTATIE)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.prestatie.no-update")
def test_a_prestatie_cannot_be_changed(isis: Vaph, wire: Wire, contract: int) -> None:
    """PUT on the URL of a prestatie answers 405 and says what may be done there."""
    number = isis.register_prestatie(contract, PRESTATIE)
    path = f"/contract/{contract}/prestatie/{number}"
    refused = wire.put(path, printed("registerPrestatie.request"))
    allowed = {method.strip() for method in refused.headers["Allow"].split(",")}
    assert refused.status_code == 405
    assert allowed >= {"GET", "DELETE"}
    assert "PUT" not in allowed


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.prestatie.register-no-contract-404", "vaph.prestatie.list-no-contract-404"
)
def test_a_prestatie_has_a_contract(isis: Vaph, contract: int) -> None:
    """For a contract that is not there nothing is registered and nothing listed."""
    isis.delete_contract(contract)
    with pytest.raises(NotFound):
        isis.register_prestatie(contract, PRESTATIE)
    with pytest.raises(NotFound):
        isis.get_prestaties(contract)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.prestatie.other-contract-404")
def test_a_prestatie_belongs_to_its_contract(isis: Vaph, cast: Cast, contract: int) -> None:
    """Below the id of another contract a prestatie is not found."""
    other = isis.register_contract(replace(cast.contract, functie="130"))
    number = isis.register_prestatie(contract, PRESTATIE)
    with pytest.raises(NotFound):
        isis.get_prestatie(other, number)
    with pytest.raises(NotFound):
        isis.delete_prestatie(other, number)
    assert isis.get_prestatie(contract, number).id == number


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.prestatie.register-contractid-other-400")
def test_the_contract_in_the_body_is_that_of_the_path(isis: Vaph, contract: int) -> None:
    """A contractId other than that of the path is refused."""
    with pytest.raises(BadRequest):
        isis.register_prestatie(contract, replace(PRESTATIE, contract_id=contract + 1))
    assert isis.get_prestaties(contract) == ()


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.prestatie.second-of-month-400")
def test_a_month_has_one_prestatie(isis: Vaph, contract: int) -> None:
    """A second prestatie of a month is refused with the id of the first."""
    first = isis.register_prestatie(contract, PRESTATIE)
    with pytest.raises(BadRequest, match=str(first)):
        isis.register_prestatie(contract, replace(PRESTATIE, uren=Decimal(1)))
    assert [one.uren for one in isis.get_prestaties(contract)] == [Decimal(160)]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.prestatie.eenheid-0-to-1",
    "vaph.prestatie.afwezigheid-0-to-1",
    "vaph.prestatie.month-1-to-12",
    "vaph.prestatie.year-four-digits",
    "vaph.prestatie.hours-not-negative",
)
@pytest.mark.parametrize(
    ("element", "refused", "accepted"),
    [
        ("prestatieeenheid", ("-0.01", "1.01", "a"), ("0", "1", "0.5")),
        ("afwezigheid", ("-0.01", "1.01", ""), ("0", "1", "0.5")),
        ("maand", ("0", "13", "1.5"), ("1", "12")),
        ("jaar", ("1899", "3000", "14"), ("1900", "2999")),
        ("uren", ("-1", "1E2", "1,5"), ("0", "160.25")),
        ("uurstel", ("-1",), ("0", "38")),
    ],
)
def test_the_values_of_a_prestatie_have_a_range(
    wire: Wire, contract: int, element: str, refused: tuple[str, ...], accepted: tuple[str, ...]
) -> None:
    """A value outside its range answers 400, and both its ends are accepted."""
    body = printed("registerPrestatie.request").decode()
    body = body.replace("<contractId>123456789</contractId>", "")
    before, rest = body.split(f"<{element}>")
    after = rest.partition("</")[2]
    statuses = []
    for value in (*refused, *accepted):
        sent = f"{before}<{element}>{value}</{after}"
        answer = wire.put(f"/contract/{contract}/prestatie", sent)
        statuses.append(answer.status_code)
        if answer.status_code == 201:
            wire.delete(f"/contract/{contract}/prestatie/{answer.text.rpartition('/')[2]}")
    assert statuses == [400] * len(refused) + [201] * len(accepted)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.prestatie.eenheid-and-afwezigheid-apart")
def test_unit_and_absence_are_judged_alone(isis: Vaph, contract: int) -> None:
    """Both may be 1 at the same time."""
    number = isis.register_prestatie(contract, replace(PRESTATIE, afwezigheid=Decimal(1)))
    assert isis.get_prestatie(contract, number).afwezigheid == 1


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.prestatie.outside-contract-finding")
def test_a_month_outside_the_contract_is_found(sim: Simulator, isis: Vaph) -> None:
    """A prestatie of a month without a day of the contract is registered, with a finding."""
    contract = isis.register_contract(replace(CONTRACT, einddatum=date(2014, 1, 31)))
    isis.register_prestatie(contract, PRESTATIE)
    assert sim.findings == []
    isis.register_prestatie(contract, replace(PRESTATIE, maand=2))
    assert [one["rule"] for one in sim.findings] == ["vaph.prestatie.outside-contract-finding"]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.prestatie.eenheid-0-to-1", "vaph.prestatie.afwezigheid-0-to-1")
@pytest.mark.parametrize("element", ["prestatieeenheid", "afwezigheid"])
def test_a_fraction_is_at_most_one(wire: Wire, isis: Vaph, contract: int, element: str) -> None:
    """A prestatieeenheid or afwezigheid above 1 answers 400, and nothing is registered."""
    body = printed("registerPrestatie.request").decode().replace("123456789", str(contract))
    above = re.sub(f"<{element}>.*?<", f"<{element}>1.5<", body)
    assert wire.put(f"/contract/{contract}/prestatie", above).status_code == 400
    assert isis.get_prestaties(contract) == ()
