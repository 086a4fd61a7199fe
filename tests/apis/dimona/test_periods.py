"""Periods: made, changed, closed and cancelled by declarations, and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

LOCKED, FORFAIT = 600000000111, 600008734454
"""Seeded periods: one that the office entered, and the one of 7.6 with its hours."""

ADDRESS = {
    "street": "Markt",
    "houseNumber": "1",
    "postCode": "8000",
    "municipality": {"code": 31005, "name": "Brugge"},
    "country": 150,
}
KIOSK = {"name": "Kiosk", "address": ADDRESS}
TRAINEE = {"employmentNature": "EMPLOYEE", "workerStatus": "F2"}
CARDS = {"firstMonthC32ANumber": 100000000001, "nextMonthC32ANumber": 100000000002}

ALWAYS = [
    "employer", "worker", "periodId", "startDate", "dimonaFeatures", "isCanceled", "isLocked",
    "isCanceledNsso", "isLate", "creationDate", "lastUpdateDate", "lastDimonaType",
    "anomalySeverity",
]  # fmt: skip


def dates(period: dict[str, Any]) -> tuple[str, str | None, str]:
    """Start, end (None: open) and the kind of the last declaration."""
    return period["startDate"], period.get("endDate"), period["lastDimonaType"]


@pytest.mark.behaviour("dimona.period.made-changed-closed-cancelled")
def test_four_kinds_of_declaration_lead_a_period(dimona: Dimona) -> None:
    """An in makes it, an update changes it, an out closes it, a cancel cancels it."""
    number = dimona.hired()
    lives = [dates(dimona.period(number))]
    steps: list[tuple[str, dict[str, Any]]] = [
        ("dimonaUpdate", {"startDate": "2024-01-31"}),
        ("dimonaOut", {"endDate": "2024-03-15"}),
        ("dimonaCancel", {}),
    ]
    for kind, block in steps:
        assert dimona.about(kind, number, **block).result == "A"
        lives.append(dates(dimona.period(number)))
    assert lives == [
        ("2024-02-01", None, "in"),
        ("2024-01-31", None, "update"),
        ("2024-01-31", "2024-03-15", "out"),
        ("2024-01-31", "2024-03-15", "cancel"),
    ]


@pytest.mark.behaviour("dimona.period.latest-situation", "dimona.period.update-leaves-rest")
def test_the_latest_accepted_declaration_counts(dimona: Dimona) -> None:
    """Each update replaces what it names and leaves the rest; a refused one leaves all."""
    number = dimona.hired("STU", worker="04030901246")
    made = dimona.period(number)
    assert dimona.about("dimonaUpdate", number, plannedHoursNumber=50).result == "A"
    assert dimona.about("dimonaUpdate", number, endDate="2024-03-08").result == "A"
    assert dimona.about("dimonaUpdate", number, endDate="2024-04-08").result == "B"
    changed = {"plannedHoursNumber": 50, "endDate": "2024-03-08", "lastDimonaType": "update"}
    assert dimona.period(number) == {**made, **changed}


@pytest.mark.behaviour("dimona.period.members", "dimona.period.optional-members")
def test_a_plain_period_shows_what_every_period_has(dimona: Dimona) -> None:
    """An open period without hours has thirteen members, in the order of the print."""
    period = dimona.period(dimona.hired())
    assert list(period) == ALWAYS
    flags = ("isCanceled", "isLocked", "isCanceledNsso", "isLate")
    assert [period[flag] for flag in flags] == [False] * 4


@pytest.mark.behaviour("dimona.period.optional-members")
@pytest.mark.parametrize(
    ("worker_type", "commission", "optional"),
    [
        ("EXT", "145", {"startHour": "0900", "endDate": "2024-02-01", "endHour": "1700"}),
        ("STU", "XXX", {"endDate": "2024-02-29", "plannedHoursNumber": 40}),
        ("STU", "XXX", {"studentPlaceOfWork": KIOSK}),
        ("IVT", "XXX", {"smallStatutesInformation": TRAINEE}),
        ("BCW", "124", {"constructionControlCards": CARDS}),
    ],
)
def test_a_period_shows_the_rest_when_it_has_it(
    dimona: Dimona, worker_type: str, commission: str, optional: dict[str, Any]
) -> None:
    """Hours, planned hours, work place, small statutes and cards are shown as declared."""
    number = dimona.hired(worker_type, commission, worker="04030901246", **optional)
    period = dimona.period(number)
    assert {name: period.get(name) for name in optional} == optional


@pytest.mark.behaviour("dimona.period.optional-members", "dimona.period.anomaly-severity")
def test_a_period_shows_the_anomalies_of_a_warning(dimona: Dimona) -> None:
    """After W anomalySeverity is warning and the anomalies are there, after A none."""
    sound = dimona.period(dimona.hired())
    warned = dimona.period(dimona.hired(employer="800002352", startDate="2024-01-14"))
    assert (sound["anomalySeverity"], "anomalies" in sound) == ("none", False)
    assert warned["anomalySeverity"] == "warning"
    assert [anomaly["errorId"] for anomaly in warned["anomalies"]] == ["90373-460"]


@pytest.mark.behaviour("dimona.period.id-is-text", "dimona.period.dimona-features")
def test_number_and_features_have_their_own_form(dimona: Dimona) -> None:
    """periodId is text in GET and a number in the search; features are dimonaFeatures in both."""
    number = dimona.hired(employer="1800017716", features={"subEntityNumber": 2})
    read = dimona.period(number)
    (found,) = dimona.search("periods", {"employer": {"employerId": 180001735}})["items"]
    assert (read["periodId"], found["periodId"]) == (str(number), number)
    features = {"jointCommissionNumber": "XXX", "workerType": "OTH", "subEntityNumber": "2"}
    assert read["dimonaFeatures"] == found["dimonaFeatures"] == features
    assert "features" not in read
    assert found["href"] == f"{dimona.base}/periods/{number}"


@pytest.mark.behaviour("dimona.period.hours-hhmm")
def test_hours_are_shown_as_declared(dimona: Dimona) -> None:
    """Hours of a period are HHMM, also those of the period that is printed with minutes."""
    number = dimona.hired("EXT", startHour="0805", endHour="2359")
    periods = [dimona.period(number), dimona.period(FORFAIT)]
    assert [(period["startHour"], period["endHour"]) for period in periods] == [
        ("0805", "2359"),
        ("0800", "1000"),
    ]


@pytest.mark.behaviour("dimona.period.hours-in-minutes-switch")
@pytest.mark.sim(switches={"dimona.period-hours": "minutes"})
@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [("0800", "2359", ("480", "1439")), ("0000", "0001", ("0", "1"))],
)
def test_hours_can_be_minutes(
    dimona: Dimona, start: str, end: str, minutes: tuple[str, str]
) -> None:
    """With the switch GET shows minutes since midnight as text, and the search HHMM."""
    number = dimona.hired("EXT", startHour=start, endHour=end)
    period = dimona.period(number)
    assert (period["startHour"], period["endHour"]) == minutes
    found = dimona.search("periods", {"employer": {"employerId": 175110801}})["items"]
    (item,) = (item for item in found if item["periodId"] == number)
    assert (item["startHour"], item["endHour"]) == (start, end)


@pytest.mark.behaviour("dimona.period.employer-both-numbers")
def test_a_period_shows_both_numbers_of_its_employer(dimona: Dimona) -> None:
    """Where the print has only the NSSO number, GET shows the enterprise number too."""
    employer = dimona.period(FORFAIT)["employer"]
    assert employer == {"employerId": 118203423, "enterpriseNumber": "800002352"}


@pytest.mark.behaviour("dimona.period.unknown-404", "dimona.not-found.media-type")
@pytest.mark.parametrize("resource", ["periods", "dailyRegistrations"])
def test_an_unknown_number_has_its_own_404(dimona: Dimona, resource: str) -> None:
    """Whatever its form it answers title, status and detail, as problem+json."""
    for number in ("600050201854", "1", "abc", "600050201853x", "%20", "-5"):
        response = dimona.get(f"/{resource}/{number}")
        assert response.status_code == 404
        assert response.headers["Content-Type"] == "application/problem+json"
        assert list(response.json().items()) == [
            ("title", "Not Found"),
            ("status", 404),
            ("detail", "The specified resource was not found."),
        ]


@pytest.mark.behaviour("dimona.period.cancelled-stays")
def test_a_cancelled_period_can_still_be_read(dimona: Dimona) -> None:
    """It keeps its dates, isCanceled is true and lastDimonaType cancel, in GET and search."""
    number = dimona.hired("STU", worker="04030901246")
    made = dimona.period(number)
    dimona.about("dimonaCancel", number)
    cancelled = {**made, "isCanceled": True, "lastDimonaType": "cancel"}
    assert dimona.period(number) == cancelled
    (found,) = dimona.search("periods", {"worker": {"ssin": "04030901246"}})["items"]
    assert {name: found[name] for name in cancelled} == {**cancelled, "periodId": number}


@pytest.mark.behaviour("dimona.period.in-with-end-needs-no-out")
def test_a_period_with_an_end_takes_no_out(dimona: Dimona) -> None:
    """A dimonaIn with an end date makes a closed period, and an out is refused with 00913-356."""
    number = dimona.hired(endDate="2024-02-10")
    out = dimona.about("dimonaOut", number, endDate="2024-02-08")
    assert (out.result, out.codes) == ("B", ["00913-356"])
    assert dates(dimona.period(number)) == ("2024-02-01", "2024-02-10", "in")


@pytest.mark.behaviour("dimona.period.reopened")
def test_an_update_can_remove_the_end_date(dimona: Dimona) -> None:
    """endDate 9999-12-31 makes an ordinary worker's period open again; an out then closes it."""
    number = dimona.hired(endDate="2024-02-10")
    assert dimona.about("dimonaUpdate", number, endDate="9999-12-31").result == "A"
    assert dates(dimona.period(number)) == ("2024-02-01", None, "update")
    assert dimona.about("dimonaOut", number, endDate="2024-03-01").result == "A"


@pytest.mark.behaviour("dimona.period.locked")
@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("dimonaOut", {"endDate": "2024-02-29"}),
        ("dimonaUpdate", {"startDate": "2018-12-31"}),
        ("dimonaCancel", {}),
    ],
)
def test_a_locked_period_takes_no_declaration(
    dimona: Dimona, kind: str, block: dict[str, Any]
) -> None:
    """A period that the office entered has isLocked true and stays as it is: 00913-362."""
    before = dimona.period(LOCKED)
    refused = dimona.about(kind, LOCKED, **block)
    assert (refused.result, refused.codes) == ("B", ["00913-362"])
    assert before["isLocked"] is True
    assert dimona.period(LOCKED) == before


@pytest.mark.behaviour("dimona.period.is-late")
def test_late_declarations_mark_the_period(dimona: Dimona) -> None:
    """isLate follows a late in, and a late update of a period that was declared in time."""
    late_in = dimona.hired(startDate="2024-01-14", employer="800002352")
    number = dimona.hired(startDate="2024-01-16", endDate="2024-03-01")
    assert dimona.period(number)["isLate"] is False
    late_update = dimona.about("dimonaUpdate", number, startDate="2024-01-14")
    assert (late_update.result, late_update.codes) == ("W", ["90378-460"])
    assert [dimona.period(late)["isLate"] for late in (late_in, number)] == [True, True]


@pytest.mark.behaviour("dimona.period.dates-are-brussels")
@pytest.mark.sim(now="2024-07-01T23:59:50+02:00")
def test_dates_follow_the_clock_of_brussels(dimona: Dimona) -> None:
    """creationDate is the day of reception in summer time, lastUpdateDate that of processing."""
    dimona.sim.settings.change(processing="immediate")
    number = dimona.submit(dimona.entering(startDate="2024-08-01"))
    made = dimona.period(number)
    dimona.wait("PT20S")
    dimona.submit({"dimonaOut": {"periodId": number, "endDate": "2024-08-31"}})
    closed = dimona.period(number)
    assert (made["creationDate"], made["lastUpdateDate"]) == ("2024-07-01", "2024-07-01")
    assert (closed["creationDate"], closed["lastUpdateDate"]) == ("2024-07-01", "2024-07-02")


@pytest.mark.behaviour("dimona.period.dates-are-brussels")
@pytest.mark.sim(now="2024-07-01T22:10:00Z")
def test_a_new_day_begins_in_brussels(dimona: Dimona) -> None:
    """At ten past midnight in Brussels the date is the new one, though not yet in UTC."""
    period = dimona.period(dimona.hired(startDate="2024-08-01"))
    assert (period["creationDate"], period["lastUpdateDate"]) == ("2024-07-02", "2024-07-02")
