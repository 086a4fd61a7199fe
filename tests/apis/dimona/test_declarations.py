"""What GET of a processed declaration shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

PERIOD = 600050201853
"""The seeded period of permanent horeca staff (Dimona WS REST v2, 7.1.2)."""

PRESENCE = {"startDate": "2024-01-15", "startHour": "1630"}


@pytest.mark.behaviour("dimona.declaration.structure")
def test_a_declaration_shows_four_parts(dimona: Dimona) -> None:
    """employer, worker, declarationStatus and the block, in that order; the status five members."""
    declared = dimona.enter()
    assert list(declared.body) == ["employer", "worker", "declarationStatus", "dimonaIn"]
    assert list(declared.status) == [
        "declarationId", "result", "period", "anomalies", "informationsCollection",
    ]  # fmt: skip


@pytest.mark.behaviour("dimona.declaration.block-as-declared")
def test_the_block_is_the_one_that_was_declared(dimona: Dimona) -> None:
    """Every member of the block comes back with its value, members the result ignored too."""
    body = dimona.entering("EXT", "302", endHour=None, plannedDaysNumber=7)
    declared = dimona.declare(body)
    assert declared.body["dimonaIn"] == body["dimonaIn"]
    assert declared.result == "B"


@pytest.mark.behaviour("dimona.declaration.block-as-declared")
def test_the_block_is_shown_mended(dimona: Dimona) -> None:
    """A joint commission sent as a number is shown as the text it was taken for."""
    body = dimona.entering(features={"jointCommissionNumber": 145})
    shown = dimona.declare(body).body["dimonaIn"]["features"]
    assert shown == {"jointCommissionNumber": "145", "workerType": "OTH"}


@pytest.mark.behaviour("dimona.declaration.block-as-declared")
def test_the_block_stays_when_the_period_changes(dimona: Dimona) -> None:
    """After an update GET of the dimonaIn still shows the dates that were declared."""
    declared = dimona.enter(endDate="2024-02-20")
    dimona.about("dimonaUpdate", declared.subject, endDate="2024-02-25")
    assert dimona.result(declared.number).body["dimonaIn"]["endDate"] == "2024-02-20"


@pytest.mark.behaviour(
    "dimona.declaration.id-is-text",
    "dimona.declaration.in-id-is-period-id",
    "dimona.declaration.period-href",
)
def test_a_dimona_in_gives_its_number_to_the_period(dimona: Dimona) -> None:
    """declarationId is text, period.id the same number as a number, and href leads there."""
    number = dimona.submit(dimona.entering())
    dimona.wait()
    status = dimona.get(f"/declarations/{number}").json()["declarationStatus"]
    assert status["declarationId"] == str(number)
    assert status["period"] == {"href": f"{dimona.base}/periods/{number}", "id": number}
    assert dimona.get(status["period"]["href"]).json()["periodId"] == str(number)


@pytest.mark.behaviour("dimona.declaration.later-ids-differ")
@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("dimonaOut", {"endDate": "2024-02-29"}),
        ("dimonaUpdate", {"startDate": "2024-01-31"}),
        ("dimonaCancel", {}),
    ],
)
def test_later_declarations_have_their_own_number(
    dimona: Dimona, kind: str, block: dict[str, Any]
) -> None:
    """declarationId is new, and period is the one that the declaration is about."""
    period = dimona.hired()
    declared = dimona.about(kind, period, **block)
    assert (declared.result, declared.subject) == ("A", period)
    assert declared.number != period
    assert declared.status["period"]["href"] == f"{dimona.base}/periods/{period}"


@pytest.mark.behaviour(
    "dimona.declaration.daily-in-id-is-registration-id",
    "dimona.declaration.daily-registration-reference",
)
def test_a_daily_registration_in_gives_its_number(dimona: Dimona) -> None:
    """The status has dailyRegistration with href and id instead of period."""
    declared = dimona.about("dailyRegistrationIn", PERIOD, **PRESENCE)
    number = declared.number
    href = f"{dimona.base}/dailyRegistrations/{number}"
    assert declared.status["dailyRegistration"] == {"href": href, "id": number}
    assert "period" not in declared.status
    assert dimona.get(href).json()["dailyRegistrationId"] == number


@pytest.mark.behaviour("dimona.declaration.daily-registration-reference")
@pytest.mark.parametrize(
    ("kind", "block"),
    [("Update", {"startHour": "1700"}), ("Update", {"startHour": "1630"}), ("Cancel", {})],
)
def test_changes_of_a_registration_refer_to_it(
    dimona: Dimona, kind: str, block: dict[str, Any]
) -> None:
    """An accepted change has the reference of the registration, a refused one an empty one."""
    number = dimona.registered(PERIOD, **PRESENCE)
    body = {f"dailyRegistration{kind}": {"dailyRegistrationId": number, **block}}
    declared = dimona.declare(body)
    reference = {"href": f"{dimona.base}/dailyRegistrations/{number}", "id": number}
    unchanged = block.get("startHour") == PRESENCE["startHour"]
    assert declared.status["dailyRegistration"] == ({} if unchanged else reference)
    assert declared.number != number
    assert "period" not in declared.status


@pytest.mark.behaviour("dimona.declaration.worker-of-register")
def test_the_worker_is_the_one_of_the_register(dimona: Dimona) -> None:
    """Whatever was declared beside the SSIN, names, birth and gender are the register's."""
    worker = {"ssin": "65111899997", "familyName": "SMITS", "gender": 2}
    declared = dimona.enter(worker=worker)
    assert declared.result == "W"
    assert declared.body["worker"] == {
        "ssin": "65111899997",
        "familyName": "SMITH",
        "givenName": "JOHN",
        "givenNames": "JOHN",
        "birthDate": "1965-11-18",
        "nationality": 150,
        "gender": "0",
    }


@pytest.mark.behaviour(
    "dimona.declaration.employer-both-numbers", "dimona.declaration.enterprise-number-nine-digits"
)
@pytest.mark.parametrize(
    ("employer", "shown"),
    [
        ({"employerId": 175110801}, {"employerId": 175110801, "enterpriseNumber": "411702543"}),
        (
            {"enterpriseNumber": "0411702543"},
            {"employerId": 175110801, "enterpriseNumber": "411702543"},
        ),
        (
            {"enterpriseNumber": "1800013360"},
            {"employerId": 180001347, "enterpriseNumber": "1800013360"},
        ),
    ],
)
def test_the_employer_is_shown_by_both_numbers(
    dimona: Dimona, employer: dict[str, Any], shown: dict[str, Any]
) -> None:
    """Everywhere it has both, the enterprise number as nine digits when it begins with zero."""
    declared = dimona.enter(employer=employer)
    criteria = {"employer": employer, "worker": {"ssin": "65111899997"}}
    found = [dimona.search(what, criteria) for what in ("declarations", "periods", "relations")]
    everywhere = [declared.body, dimona.period(declared.subject)]
    everywhere += [page["items"][0] for page in found]
    assert [item["employer"] for item in everywhere] == [shown] * 5


@pytest.mark.behaviour(
    "dimona.declaration.anomalies-member",
    "dimona.declaration.anomalies-only-when-there-are",
    "dimona.declaration.labels-in-two-languages",
)
@pytest.mark.parametrize(
    ("changes", "result", "anomalies"),
    [
        ({}, "A", []),
        (
            {"plannedHoursNumber": 7},
            "B",
            [
                {
                    "errorId": "01135-005",
                    "label": {
                        "nl": "AANTAL GEPLANDE UREN: Verboden",
                        "fr": "NOMBRE D'HEURES PLANIFIÉES : Interdit",
                    },
                }
            ],
        ),
        (
            {"startDate": "2024-01-14"},
            "W",
            [
                {
                    "errorId": "90373-460",
                    "label": {
                        "nl": "Dimona IN aangifte: Laattijdige aangifte",
                        "fr": "Déclaration Dimona IN : Déclaration tardive",
                    },
                }
            ],
        ),
    ],
)
def test_anomalies_have_a_code_and_two_labels(
    dimona: Dimona, changes: dict[str, Any], result: str, anomalies: list[Any]
) -> None:
    """anomalies is empty with A, and else lists errorId and the Dutch and French label."""
    declared = dimona.enter(**changes)
    assert (declared.result, declared.status["anomalies"]) == (result, anomalies)
    assert "anomaliesCollection" not in declared.status


@pytest.mark.behaviour("dimona.declaration.anomalies-in-code-order")
def test_anomalies_stand_in_the_order_of_their_codes(dimona: Dimona) -> None:
    """Several anomalies are sorted by code, and one that occurs twice is listed twice."""
    body = dimona.entering(endHour="1700", startHour="9", plannedHoursNumber=7)
    body["references"] = [{"type": "1", "number": "A", "origin": "x"} for _ in range(2)]
    codes = dimona.declare(body).codes
    assert codes == sorted(codes)
    assert codes == ["00298-003", "00298-003", "00777-003", "00777-005", "00778-005", "01135-005"]


@pytest.mark.behaviour("dimona.declaration.stable-after-result")
def test_a_result_never_changes(dimona: Dimona) -> None:
    """A, W and B are answered byte for byte the same after their period was cancelled."""
    accepted, late = dimona.enter(), dimona.enter(startDate="2024-01-10", employer="1800013360")
    refused = dimona.enter()
    assert [item.result for item in (accepted, late, refused)] == ["A", "W", "B"]
    paths = [f"/declarations/{item.number}" for item in (accepted, late, refused)]
    before = [dimona.get(path).content for path in paths]
    for period in (accepted.subject, late.subject):
        assert dimona.about("dimonaCancel", period).result == "A"
    dimona.wait("PT48H")
    assert [dimona.get(path).content for path in paths] == before
