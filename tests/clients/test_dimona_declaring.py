"""Declaring with Dimona: what is sent, and what the result says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from invaller_clients import (
    NO_END_DATE,
    Anomaly,
    Declaration,
    DeclarationKind,
    DeclarationRequest,
    DimonaClient,
    DimonaIn,
    Employer,
    Information,
    Result,
    Worker,
    errors,
)

BASE = "https://services-sim.socialsecurity.be/REST/dimona/v2"
NUMBER = 600165606187
EMPLOYER: Employer = {"enterpriseNumber": "411702543"}
WORKER: Worker = {"ssin": "65111899997"}
DIMONA_IN: DimonaIn = {
    "startDate": "2019-09-20",
    "endDate": "2019-09-21",
    "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
}
ACCEPTED = {
    "declarationId": "600165606187",
    "result": "A",
    "period": {"href": f"{BASE}/periods/600165606187", "id": 600165606187},
    "anomalies": [],
    "informationsCollection": [],
}
WITH_WARNING = {
    "declarationId": "600155036120",
    "result": "W",
    "period": {"href": f"{BASE}/periods/600155036120", "id": 600155036120},
    "anomalies": [
        {
            "errorId": "90017-369",
            "label": {
                "nl": "Natuurlijke persoon: Overschrijding van het contingent",
                "fr": "Personne physique : Dépassement du contingent",
            },
        }
    ],
    "informationsCollection": [{"type": "QUOTA WARNING: STUDENT", "value": "4"}],
}
REFUSED = {
    "declarationId": "600126284916",
    "result": "B",
    "period": {},
    "anomalies": [
        {
            "errorId": "00778-345",
            "label": {
                "nl": "UUR - EINDUUR: Het einduur valt vroeger dan het beginuur",
                "fr": "HEURE DE FIN : Heure de fin antérieure à l'heure de début",
            },
        }
    ],
    "informationsCollection": [],
}
WAITING = {
    "declarationId": "600124241448",
    "result": "S",
    "period": {},
    "anomalies": [{"errorId": "?????-???", "label": {"nl": "In afwachting", "fr": "En attente"}}],
    "informationsCollection": [],
}


class Desk:
    """Receives a declaration under one number, and has its result at once."""

    def __init__(
        self, status: dict[str, Any] | None = None, location: str | None = None, **members: Any
    ) -> None:
        self.received: list[tuple[str, dict[str, Any]]] = []
        self._location = f"{BASE}/declarations/{NUMBER}" if location is None else location
        self._answer = {"declarationStatus": status or ACCEPTED} | members

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Receive a declaration, or give its result."""
        if request.method == "POST":
            self.received.append((request.url.path, json.loads(request.content)))
            return httpx.Response(201, headers={"Location": self._location})
        return httpx.Response(200, json=self._answer)

    def client(self) -> DimonaClient:
        """A client of this desk, which does not wait."""
        transport = httpx.MockTransport(self)
        return DimonaClient(BASE, transport=transport, wait=lambda _: None)


def read(status: dict[str, Any], **members: Any) -> Declaration:
    """The declaration of an answer with this status."""
    return Desk(status, **members).client().get(NUMBER)


def test_submit_gives_the_number_of_the_location() -> None:
    """The example of the document is sent as it is, and its number is that of the Location."""
    desk = Desk()
    sent: DeclarationRequest = {"employer": EMPLOYER, "worker": WORKER, "dimonaIn": DIMONA_IN}
    assert desk.client().submit(sent) == NUMBER
    assert desk.received == [("/REST/dimona/v2/declarations", sent)]


@pytest.mark.parametrize(
    "location",
    ["/REST/dimona/v2/declarations/6000502211", f" {BASE}/declarations/6000502211/ ", "6000502211"],
)
def test_the_number_is_the_last_part_of_any_location(location: str) -> None:
    """A relative Location, a slash at its end and spaces around it do not hide the number."""
    assert Desk(location=location).client().submit({}) == 6000502211


@pytest.mark.parametrize("location", ["", f"{BASE}/declarations/", f"{BASE}/declarations/abc"])
def test_a_location_without_a_number_is_unreadable(location: str) -> None:
    """A 201 that does not say which number it gave is an UnreadableAnswer."""
    with pytest.raises(errors.UnreadableAnswer, match="Location"):
        Desk(location=location).client().submit({})


def test_an_accepted_declaration_has_a_period() -> None:
    """Result A: accepted, final, with a period and no anomalies."""
    declaration = read(ACCEPTED)
    assert (declaration.declaration_id, declaration.period_id) == (NUMBER, NUMBER)
    assert (declaration.result, declaration.accepted, declaration.final) == (
        Result.ACCEPTED,
        True,
        True,
    )
    assert declaration.anomalies == ()


def test_a_warning_is_accepted_with_its_reason() -> None:
    """Result W: accepted, with the anomaly in two languages and the hours above the quota."""
    declaration = read(WITH_WARNING)
    assert (declaration.result, declaration.accepted) == (Result.ACCEPTED_WITH_WARNING, True)
    assert declaration.anomalies == (
        Anomaly(
            "90017-369",
            "Natuurlijke persoon: Overschrijding van het contingent",
            "Personne physique : Dépassement du contingent",
        ),
    )
    assert declaration.informations == (Information("QUOTA WARNING: STUDENT", "4"),)


def test_a_refusal_has_no_period() -> None:
    """Result B: not accepted, final; its empty period is no period."""
    declaration = read(REFUSED)
    assert (declaration.result, declaration.accepted, declaration.final) == (
        Result.REFUSED,
        False,
        True,
    )
    assert declaration.period_id is None
    assert [anomaly.error_id for anomaly in declaration.anomalies] == ["00778-345"]


def test_waiting_for_sigedis_is_not_final() -> None:
    """Result S: neither accepted nor final, without a period."""
    declaration = read(WAITING)
    assert (declaration.accepted, declaration.final, declaration.period_id) == (False, False, None)


def test_an_accepted_declaration_may_leave_out_its_lists() -> None:
    """The status in a search, with its number as a number and no lists, reads as well."""
    declaration = read({"declarationId": NUMBER, "result": "A", "period": {"id": str(NUMBER)}})
    assert (declaration.declaration_id, declaration.period_id) == (NUMBER, NUMBER)
    assert (declaration.anomalies, declaration.informations) == ((), ())


@pytest.mark.parametrize(
    "members", [{"dailyRegistration": {"id": 234567891234}}, {"dailyRegistrationId": 234567891234}]
)
def test_a_daily_registration_has_its_number(members: dict[str, Any]) -> None:
    """The number of a daily registration is read in either of its likely places."""
    assert read(ACCEPTED | members).daily_registration_id == 234567891234


def test_a_declaration_repeats_what_was_declared() -> None:
    """Employer, worker and block come back, as do members that no document names."""
    declaration = read(
        ACCEPTED, employer=EMPLOYER, worker=WORKER, dimonaIn=DIMONA_IN, channel="REST"
    )
    assert (declaration.employer, declaration.worker) == (EMPLOYER, WORKER)
    assert (declaration.kind, declaration.block) == (DeclarationKind.DIMONA_IN, DIMONA_IN)
    assert declaration.raw["channel"] == "REST"


@pytest.mark.parametrize(
    "status",
    [
        {},
        {"declarationId": NUMBER},
        {"declarationId": NUMBER, "result": "Z"},
        {"declarationId": "abc", "result": "A"},
        {"declarationId": NUMBER, "result": "A", "anomalies": {}},
        {"declarationId": NUMBER, "result": "A", "anomalies": [{"label": {}}]},
    ],
)
def test_a_status_that_breaks_its_promise_is_unreadable(status: dict[str, Any]) -> None:
    """Without number or result, or with one that cannot be, an answer is unreadable."""
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, json={"declarationStatus": status})
    )
    with pytest.raises(errors.UnreadableAnswer):
        DimonaClient(BASE, transport=transport).get(NUMBER)


Act = Callable[[DimonaClient], Declaration]

ACTS: list[tuple[Act, dict[str, Any]]] = [
    (
        lambda dimona: dimona.in_(EMPLOYER, WORKER, DIMONA_IN),
        {"employer": EMPLOYER, "worker": WORKER, "dimonaIn": DIMONA_IN},
    ),
    (
        lambda dimona: dimona.out(NUMBER, date(2024, 3, 6)),
        {"dimonaOut": {"periodId": NUMBER, "endDate": "2024-03-06"}},
    ),
    (
        lambda dimona: dimona.update(NUMBER, end_date=NO_END_DATE),
        {"dimonaUpdate": {"periodId": NUMBER, "endDate": "9999-12-31"}},
    ),
    (
        lambda dimona: dimona.update(
            NUMBER,
            start_date=date(2024, 3, 6),
            start_hour="0800",
            end_hour="1200",
            planned_hours=40,
        ),
        {
            "dimonaUpdate": {
                "periodId": NUMBER,
                "startDate": "2024-03-06",
                "startHour": "0800",
                "endHour": "1200",
                "plannedHoursNumber": 40,
            }
        },
    ),
    (lambda dimona: dimona.cancel(NUMBER), {"dimonaCancel": {"periodId": NUMBER}}),
    (
        lambda dimona: dimona.register_day(600050201853, date(2024, 4, 20), "1630"),
        {
            "dailyRegistrationIn": {
                "periodId": 600050201853,
                "startDate": "2024-04-20",
                "startHour": "1630",
            }
        },
    ),
    (
        lambda dimona: dimona.update_day(234567891234, end_date=date(2024, 4, 21), end_hour="0030"),
        {
            "dailyRegistrationUpdate": {
                "dailyRegistrationId": 234567891234,
                "endDate": "2024-04-21",
                "endHour": "0030",
            }
        },
    ),
    (
        lambda dimona: dimona.cancel_day(234567891234),
        {"dailyRegistrationCancel": {"dailyRegistrationId": 234567891234}},
    ),
]


@pytest.mark.parametrize(("act", "sent"), ACTS, ids=[next(reversed(sent)) for _, sent in ACTS])
def test_an_act_is_one_declaration_and_its_result(act: Act, sent: dict[str, Any]) -> None:
    """Each act submits its one block, once, with only what was given, and gives the result."""
    desk = Desk()
    assert act(desk.client()).accepted
    assert desk.received == [("/REST/dimona/v2/declarations", sent)]


def test_a_submission_that_times_out_is_not_sent_again() -> None:
    """A submit without an answer is a Timeout that may have arrived, after exactly one call."""
    sent = []

    def silent(request: httpx.Request) -> httpx.Response:
        sent.append(request.method)
        raise httpx.ReadTimeout("silence")

    client = DimonaClient(BASE, transport=httpx.MockTransport(silent), wait=lambda _: None)
    with pytest.raises(errors.Timeout) as caught:
        client.cancel(NUMBER)
    assert (sent, caught.value.may_have_arrived) == (["POST"], True)


def test_a_number_is_not_lost_when_its_result_cannot_be_asked() -> None:
    """A declaration that was received keeps its number when asking its result is refused."""

    def forbidding(request: httpx.Request) -> httpx.Response:
        location = {"Location": f"{BASE}/declarations/{NUMBER}"}
        return httpx.Response(201 if request.method == "POST" else 403, headers=location)

    client = DimonaClient(BASE, transport=httpx.MockTransport(forbidding), wait=lambda _: None)
    with pytest.raises(errors.ResultUnknown, match="600165606187 was received") as caught:
        client.cancel(NUMBER)
    assert caught.value.declaration_id == NUMBER
    assert isinstance(caught.value.__cause__, errors.Forbidden)


def test_a_result_that_takes_too_long_leaves_as_a_timeout_of_its_own() -> None:
    """A declare whose result does not come raises ResultTimeout with the number."""

    def pending(request: httpx.Request) -> httpx.Response:
        location = {"Location": f"{BASE}/declarations/{NUMBER}"}
        body = {"message": "not processed yet"}
        return httpx.Response(201 if request.method == "POST" else 404, headers=location, json=body)

    client = DimonaClient(BASE, transport=httpx.MockTransport(pending), wait=lambda _: None)
    with pytest.raises(errors.ResultTimeout) as caught:
        client.cancel(NUMBER)
    assert caught.value.declaration_id == NUMBER
