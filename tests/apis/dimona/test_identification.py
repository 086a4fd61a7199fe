"""Result S: the declaration waits until Sigedis tells who the worker is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Declared, Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

NEWCOMER: dict[str, Any] = {
    "familyName": "Deleuze",
    "givenName": "Jean",
    "birthDate": "1985-05-10",
    "gender": 1,
    "address": {
        "street": "Rue de Lille",
        "houseNumber": "1",
        "postCode": "59000",
        "municipality": {"code": 99999, "name": "Lille"},
        "country": 111,
    },
    "nationality": 111,
    "placeOfBirth": "Paris",
    "countryOfBirth": 111,
}
"""Complete identification data of somebody whom no register knows."""

WITHOUT_ADDRESS = {name: value for name, value in NEWCOMER.items() if name != "address"}


def waiting(dimona: Dimona, worker: dict[str, Any] | None = None) -> Declared:
    """A dimonaIn that has result S."""
    declared = dimona.enter(worker=worker or NEWCOMER)
    assert declared.result == "S"
    return declared


@pytest.mark.behaviour("dimona.result.s-waits-for-identity")
def test_an_unknown_worker_leaves_the_declaration_waiting(dimona: Dimona) -> None:
    """Result S has an empty period and the anomaly "In afwachting", and makes no period."""
    before = dimona.sim.state()["documents"]["dimona.period"]
    declared = waiting(dimona)
    assert declared.status == {
        "declarationId": str(declared.number),
        "result": "S",
        "period": {},
        "anomalies": [
            {"errorId": "?????-???", "label": {"nl": "In afwachting", "fr": "En attente"}}
        ],
        "informationsCollection": [],
    }
    assert declared.body["worker"] == {
        "familyName": "Deleuze",
        "givenName": "Jean",
        "birthDate": "1985-05-10",
        "nationality": 111,
        "gender": "1",
    }
    assert dimona.sim.state()["documents"]["dimona.period"] == before


@pytest.mark.behaviour("dimona.result.s-becomes-final", "dimona.result.s-after-one-hour")
def test_waiting_ends_an_hour_after_processing(dimona: Dimona) -> None:
    """Until one hour after it was processed the result is S; from then on it is final."""
    number = dimona.submit(dimona.entering(worker=NEWCOMER))
    (result,) = dimona.sim.pending.list()
    dimona.sim.clock.set(result["due"])
    dimona.wait("PT59M59.999999S")
    assert dimona.result(number).result == "S"
    dimona.wait("PT0.000001S")
    final = dimona.result(number)
    assert (final.result, final.number, final.subject) == ("A", number, number)


@pytest.mark.behaviour("dimona.result.s-to-a-with-bis-number")
def test_complete_data_give_the_worker_a_bis_number(dimona: Dimona) -> None:
    """The worker gets a bis number that checks, with 40 added to the month, and the period."""
    declared = waiting(dimona)
    dimona.wait("PT1H")
    final = dimona.result(declared.number)
    ssin = final.body["worker"]["ssin"]
    assert (final.result, final.codes) == ("A", [])
    assert re.fullmatch(r"854510[0-9]{5}", ssin)
    assert int(ssin[9:]) == 97 - int(ssin[:9]) % 97
    assert dimona.period(final.subject)["worker"] == final.body["worker"]
    assert final.body["worker"]["familyName"] == "Deleuze"


@pytest.mark.behaviour("dimona.result.s-to-a-with-bis-number")
def test_the_new_worker_is_in_the_register(dimona: Dimona) -> None:
    """The bis number can be declared with, and the same data find the worker at once."""
    declared = waiting(dimona)
    dimona.wait("PT1H")
    ssin = dimona.result(declared.number).body["worker"]["ssin"]
    by_number = dimona.enter(worker=ssin, employer="800002352")
    by_data = dimona.enter(worker=NEWCOMER, employer="1800013360")
    assert (by_number.result, by_data.result) == ("A", "A")
    assert by_data.body["worker"]["ssin"] == ssin


@pytest.mark.behaviour("dimona.result.s-to-a-with-bis-number")
def test_people_born_on_one_day_get_numbers_of_their_own(dimona: Dimona) -> None:
    """Two newcomers with one date of birth and gender get different bis numbers."""
    two = [NEWCOMER, {**NEWCOMER, "givenName": "Paul"}]
    declared = dimona.declare_all([dimona.entering(worker=worker) for worker in two])
    dimona.wait("PT1H")
    ssins = {dimona.result(item.number).body["worker"]["ssin"] for item in declared}
    assert len(ssins) == 2


@pytest.mark.behaviour("dimona.result.s-to-b-when-incomplete")
def test_incomplete_data_are_refused_in_the_end(dimona: Dimona) -> None:
    """Somebody who cannot be identified is refused with 90017-151, and gets no period."""
    declared = waiting(dimona, WITHOUT_ADDRESS)
    dimona.wait("PT1H")
    final = dimona.result(declared.number)
    assert (final.result, final.codes, final.status["period"]) == ("B", ["90017-151"], {})
    criteria = {"employer": {"enterpriseNumber": "411702543"}, "fromModificationDate": "2024-01-15"}
    assert dimona.search("periods", criteria)["total"] == 0


@pytest.mark.behaviour("dimona.result.s-to-a-with-bis-number")
def test_a_year_of_birth_is_enough(dimona: Dimona) -> None:
    """Somebody of whom only the year of birth is known gets a bis number too."""
    declared = waiting(dimona, {**NEWCOMER, "birthDate": "1985-00-00"})
    dimona.wait("PT1H")
    final = dimona.result(declared.number)
    assert (final.result, final.body["worker"]["ssin"][:2]) == ("A", "85")


@pytest.mark.behaviour("dimona.result.s-becomes-final")
@pytest.mark.parametrize(("outcome", "result"), [("accepted", "A"), ("refused", "B")])
def test_the_wait_can_be_ended_by_hand(dimona: Dimona, outcome: str, result: str) -> None:
    """Releasing the identification with an outcome gives that final result at once."""
    declared = waiting(dimona)
    (work,) = dimona.sim.pending.list()
    assert (work["kind"], work["subject"]) == ("identification", str(declared.number))
    dimona.sim.pending.release(work["id"], outcome=outcome)
    final = dimona.result(declared.number)
    assert (final.result, final.codes) == (result, ["90017-151"] if result == "B" else [])


@pytest.mark.behaviour("dimona.result.s-becomes-final")
def test_a_worker_who_is_known_by_then_is_that_worker(dimona: Dimona) -> None:
    """A citizen who entered the register while the declaration waited is its worker."""
    declared = waiting(dimona)
    citizen = {
        "ssin": "85051000164",
        "familyName": "DELEUZE",
        "givenName": "JEAN",
        "givenNames": "JEAN",
        "birthDate": "1985-05-10",
        "nationality": 111,
        "gender": "1",
        "pensionFrom": None,
    }
    dimona.sim.merge({"register.citizen": {"85051000164": citizen}})
    dimona.wait("PT1H")
    assert dimona.result(declared.number).body["worker"]["ssin"] == "85051000164"


@pytest.mark.behaviour("dimona.result.s-becomes-final")
def test_a_waiting_declaration_is_judged_again(dimona: Dimona) -> None:
    """What became double while it waited is refused when the worker is identified."""
    declared = dimona.declare_all([dimona.entering(worker=NEWCOMER) for _ in range(2)])
    assert [item.result for item in declared] == ["S", "S"]
    dimona.wait("PT2H")
    finals = [dimona.result(item.number) for item in declared]
    assert sorted(item.result for item in finals) == ["A", "B"]
    assert [item.codes for item in finals if item.result == "B"] == [["90373-333"]]


@pytest.mark.behaviour("dimona.result.data-that-match")
def test_a_worker_found_by_data_is_held_against_the_file(dimona: Dimona) -> None:
    """Data that match a citizen count as the SSIN does: the same period again is double."""
    known = {**NEWCOMER, "familyName": "Smith", "givenName": "John", "birthDate": "1965-11-18"}
    first = dimona.enter(worker="65111899997")
    again = dimona.enter(worker=known)
    assert (first.result, again.result, again.codes) == ("A", "B", ["90373-333"])


@pytest.mark.behaviour("dimona.result.data-that-match")
def test_a_student_found_by_data_has_a_quota(dimona: Dimona) -> None:
    """The hours of a student who was found by data count in the account of that student."""
    known = {**NEWCOMER, "familyName": "Peeters", "givenName": "Lien", "birthDate": "2004-03-09"}
    first = dimona.enter("STU", worker=known, plannedHoursNumber=590)
    second = dimona.enter("STU", worker="04030901246", employer="800002352", plannedHoursNumber=14)
    assert (first.result, second.result) == ("A", "W")
    assert second.informations == [("QUOTA WARNING: STUDENT", "4")]
