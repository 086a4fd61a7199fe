"""A worker without SSIN: identified at once, or by Sigedis while the declaration waits (S)."""

from datetime import date

import pytest

from invaller_clients import Anomaly, Declaration, DimonaClient, Result, Worker
from invaller_contracts.dimona.samples import SHOP, Cast, ordinary
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator

KNOWN: Worker = {"familyName": "Smith", "givenName": "John", "birthDate": "1965-11-18"}
UNKNOWN: Worker = {
    "familyName": "Moreau",
    "givenName": "Claire",
    "birthDate": "1991-06-14",
    "gender": "2",
    "nationality": 111,
    "countryOfBirth": 111,
    "placeOfBirth": "Lille",
    "address": {
        "street": "Rue Nationale",
        "houseNumber": "1",
        "postCode": "59000",
        "municipality": {"name": "Lille"},
        "country": 111,
    },
}
START = date(2025, 3, 10)


def nobody(target: Target) -> Worker:
    """Somebody whom no earlier run made known: the family name tells the second, in letters."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{target.began.timestamp():.0f}")
    return {**UNKNOWN, "familyName": f"Moreau-{letters}"}


def declare(dimona: DimonaClient, worker: Worker) -> Declaration:
    """Declare that a worker starts as an ordinary one."""
    return dimona.in_(SHOP, worker, ordinary(START))


def answer_of_sigedis(sim: Simulator, outcome: str) -> None:
    """Let Sigedis answer the one declaration that waits for it."""
    (waiting,) = sim.pending.list()
    sim.pending.release(waiting["id"], outcome)


@pytest.mark.truth("assumed")
def test_data_of_one_citizen_need_no_waiting(dimona: DimonaClient) -> None:
    """Names and birth date that one citizen has identify that citizen."""
    declared = declare(dimona, KNOWN)
    assert (declared.result, declared.worker["ssin"]) == (Result.ACCEPTED, "65111899997")


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_data_of_nobody_wait(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """7.2 (4): result S, one anomaly that is none, no period, and a result that is not final.

    At a real environment this stays behind: nothing takes back what waits for Sigedis. How long
    that takes no source tells, so that the story ends with the first result.
    """
    declared = dimona.in_(cast.shop, nobody(target), ordinary(target.day(7)))
    assert declared.result is Result.WAITING_FOR_SIGEDIS
    assert declared.anomalies == (Anomaly("?????-???", nl="In afwachting", fr="En attente"),)
    assert (declared.period_id, declared.accepted, declared.final) == (None, False, False)


@pytest.mark.truth("documented")
def test_s_becomes_a(sim: Simulator, dimona: DimonaClient) -> None:
    """Once Sigedis knows who it is the same declaration is accepted, and the period is there."""
    waiting = declare(dimona, UNKNOWN)
    answer_of_sigedis(sim, "accepted")
    final = dimona.get(waiting.declaration_id)
    assert (final.result, final.anomalies) == (Result.ACCEPTED, ())
    assert final.period_id is not None
    period = dimona.period(final.period_id)
    assert (period.start_date, period.worker["familyName"]) == (START, "Moreau")


@pytest.mark.truth("assumed")
def test_s_becomes_b(sim: Simulator, dimona: DimonaClient) -> None:
    """When Sigedis cannot tell who it is the same declaration is refused with 90017-151."""
    waiting = declare(dimona, UNKNOWN)
    answer_of_sigedis(sim, "refused")
    final = dimona.get(waiting.declaration_id)
    assert final.result is Result.REFUSED
    assert [anomaly.error_id for anomaly in final.anomalies] == ["90017-151"]
    assert final.period_id is None


@pytest.mark.truth("assumed")
def test_sigedis_answers_within_the_hour(sim: Simulator, dimona: DimonaClient) -> None:
    """Without a hand of ours the wait ends one hour after the declaration was processed."""
    waiting = declare(dimona, UNKNOWN)
    sim.clock.advance("PT59M")
    assert dimona.get(waiting.declaration_id).result is Result.WAITING_FOR_SIGEDIS
    sim.clock.advance("PT1M")
    assert dimona.get(waiting.declaration_id).result is Result.ACCEPTED
