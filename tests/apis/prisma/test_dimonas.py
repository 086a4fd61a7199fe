"""Dimonas through the secretariat: asked here, decided by the RSZ, shown with the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from invaller.apis.prisma import API
from invaller.apis.prisma.domain.outcome import Refused
from invaller.apis.prisma.entry import Entry
from invaller.apis.prisma.kinds import DIMONAS
from invaller.apis.prisma.performing.dimonas import PERFORM
from invaller.kernel.settings import Settings
from invaller.kernel.world import open_world

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

IN: dict[str, Any] = {
    "NatureDeclaration": "DimonaIn",
    "ContractType": "Normal",
    "Email": "hr@example.be",
    "StartingDate": "20240201",
}
STUDENT: dict[str, Any] = {
    "Student": "Y",
    "INSS": 6081991188,
    "EndingDate": "20240229",
    "PlannedHoursNbr": 650,
}
PROCESSED = "PT6S"

HIRED: dict[str, Any] = {
    "Name": "NIEUWKOMER",
    "Firstname": "ALEX",
    "address": [
        {
            "Startdate": "20240201",
            "Street": "Nieuwstraat",
            "HouseNumber": "1",
            "ZIPCode": "1000",
            "City": "Brussel",
            "Country": "00150",
        }
    ],
    "contract": [{"Startdate": "20240201"}],
    "FamilyStatus": [{"Startdate": "20240201", "CivilStatus": "Single"}],
}


def send(prisma: Prisma, number: int = 18, **sent: Any) -> None:
    """Send a dimona for a worker, and wait until the RSZ has decided."""
    prisma.add(f"/worker/{number}/dimona", {**IN, "INSS": 65111899997, **sent})
    prisma.sim.clock.advance(PROCESSED)


def hire(prisma: Prisma, number: int) -> None:
    """Add a worker under a number."""
    prisma.add("/worker", {**HIRED, "WorkerNumber": number})


def only(prisma: Prisma, number: int = 18) -> dict[str, Any]:
    """The one dimona of a worker."""
    [told] = prisma.get(f"/worker/{number}/dimona")
    return dict(told)


def declarations(prisma: Prisma) -> list[dict[str, Any]]:
    """What the RSZ got."""
    return list(prisma.stored().get("dimona.declaration", {}).values())


@pytest.mark.behaviour(
    "prisma.dimona.sent-on-request",
    "prisma.dimona.in-progress",
    "prisma.dimona.accepted",
    "prisma.dimona.rsz-rules",
)
def test_in(prisma: Prisma) -> None:
    """An IN is in progress until the RSZ accepts it, and then has the number of its period."""
    assert prisma.add("/worker/1/dimona", IN).response == ""
    waiting = {"StartingDate": "20240201", "WorkerType": "OTH", "LastAction": "I"}
    assert only(prisma, 1) == {**waiting, "Status": "InProgress"}
    prisma.sim.clock.advance(PROCESSED)
    [declaration] = declarations(prisma)
    assert only(prisma, 1) == {
        **waiting,
        "Status": "OK",
        "DimonaPeriodId": declaration["period"],
        "Belated": "N",
        "QuotaExceeded": "N",
        "ExceedingHoursNbr": 0,
    }
    assert (declaration["employer"], declaration["worker"]) == ("0411702543", "65111899997")


@pytest.mark.behaviour("prisma.dimona.never-by-itself")
def test_never_by_itself(prisma: Prisma) -> None:
    """A new contract sends no dimona."""
    prisma.add("/worker/17/contract", {"Startdate": "20250101"})
    assert declarations(prisma) == []
    assert prisma.ask("GET", "/worker/17/dimona").status == "204"


@pytest.mark.behaviour("prisma.dimona.list")
def test_list(prisma: Prisma) -> None:
    """All dimonas of the worker come by starting date, and of no other worker."""
    send(prisma, StartingDate="20240301", EndingDate="20240331")
    send(prisma, StartingDate="20240201", EndingDate="20240229")
    send(prisma, 1, StartingDate="20240401")
    told = prisma.get("/worker/18/dimona")
    assert [each["StartingDate"] for each in told] == ["20240201", "20240301"]


@pytest.mark.behaviour("prisma.dimona.of-date", "prisma.dimona.of-date-latest")
def test_of_date(prisma: Prisma) -> None:
    """One dimona is found by its starting date; a date without any has no data."""
    send(prisma)
    assert prisma.get("/worker/18/dimona/20240201") == only(prisma)
    assert prisma.ask("GET", "/worker/18/dimona/20240202").status == "204"


@pytest.mark.behaviour("prisma.dimona.refused", "prisma.dimona.rsz-rules")
def test_refused(prisma: Prisma) -> None:
    """What the RSZ refuses is accepted here and shown as an error afterwards."""
    send(prisma, EndingDate="20240101")
    told = only(prisma)
    assert (told["Status"], "DimonaPeriodId" in told) == ("Error", False)
    assert told["Error"].startswith("00911-014 ")


@pytest.mark.behaviour("prisma.dimona.warned", "prisma.dimona.belated")
def test_late(prisma: Prisma) -> None:
    """A late IN is accepted, belated, and says so."""
    send(prisma, StartingDate="20240102")
    told = only(prisma)
    assert (told["Status"], told["Belated"]) == ("OK", "Y")
    assert told["Error"].startswith("90373-460 ")


@pytest.mark.behaviour("prisma.dimona.quota-exceeded", "prisma.dimona.worker-type")
def test_quota(prisma: Prisma) -> None:
    """A student's hours beyond the quota of 600 in 2024 are told."""
    send(prisma, **STUDENT)
    told = only(prisma)
    assert (told["WorkerType"], told["QuotaExceeded"]) == ("STU", "Y")
    assert told["ExceedingHoursNbr"] == 50


@pytest.mark.behaviour("prisma.dimona.awaiting", "prisma.dimona.person")
def test_awaiting(prisma: Prisma) -> None:
    """Somebody without INSS whom nobody knows is blocked until the RSZ has identified him."""
    person = {
        "Name": "NIEUWKOMER",
        "Firstname": "ALEX",
        "Birthdate": "19910203",
        "Birthplace": "Gent",
        "Sex": "M",
        "Street": "Nieuwstraat",
        "HouseNumber": "1",
        "ZIPCode": "1000",
        "City": "Brussel",
    }
    send(prisma, 121, **person, INSS=0)
    hire(prisma, 121)
    assert only(prisma, 121)["Status"] == "Blocked"
    prisma.sim.clock.advance("PT2H")
    told = only(prisma, 121)
    assert (told["Status"], "DimonaPeriodId" in told) == ("OK", True)


@pytest.mark.behaviour("prisma.dimona.future-worker", "prisma.workers.unknown")
def test_future_worker(prisma: Prisma) -> None:
    """An IN under a future number belongs to the worker who gets that number."""
    send(prisma, 121)
    assert prisma.refused("GET", "/worker/121/dimona").status == "404"
    hire(prisma, 121)
    assert only(prisma, 121)["Status"] == "OK"


@pytest.mark.behaviour("prisma.dimona.others-need-worker")
@pytest.mark.parametrize("nature", ["DimonaOut", "DimonaModification", "DimonaCancel"])
def test_others_need_a_worker(prisma: Prisma, nature: str) -> None:
    """Only an IN can be sent for a number that nobody has."""
    refused = prisma.refused("POST", "/worker/121/dimona", {**IN, "NatureDeclaration": nature})
    assert (refused.status, declarations(prisma)) == ("404", [])


@pytest.mark.behaviour("prisma.dimona.others-need-worker", "prisma.dimona.out-changes-record")
def test_cancel_before_hiring(prisma: Prisma) -> None:
    """Who does not come after all can be cancelled without having been hired."""
    send(prisma, 121)
    send(prisma, 121, NatureDeclaration="DimonaCancel")
    hire(prisma, 121)
    told = only(prisma, 121)
    assert (told["LastAction"], told["Status"]) == ("C", "OK")


@pytest.mark.behaviour("prisma.dimona.unknown-period")
def test_unknown_period(prisma: Prisma) -> None:
    """An OUT of a dimona that the worker does not have is refused."""
    send(prisma)
    for which in ({"DimonaPeriodId": 600050201853}, {"StartingDate": "20240202"}):
        body = {**IN, "NatureDeclaration": "DimonaOut", "EndingDate": "20240301", **which}
        refused = prisma.refused("POST", "/worker/18/dimona", body)
        assert prisma.rules(refused) == ["prisma.dimona.unknown-period"]
    assert len(declarations(prisma)) == 1


@pytest.mark.behaviour("prisma.dimona.out-changes-record")
@pytest.mark.parametrize("by_number", [True, False])
def test_out(prisma: Prisma, by_number: bool) -> None:
    """An OUT ends the dimona of its period, which it names by number or starting date."""
    send(prisma)
    before = only(prisma)
    key = {"DimonaPeriodId": before["DimonaPeriodId"]} if by_number else {}
    send(prisma, NatureDeclaration="DimonaOut", EndingDate="20240315", **key)
    assert only(prisma) == {**before, "EndingDate": "20240315", "LastAction": "O"}
    assert declarations(prisma)[1]["body"]["dimonaOut"]["endDate"] == "2024-03-15"


@pytest.mark.behaviour("prisma.dimona.out-changes-record")
def test_modification(prisma: Prisma) -> None:
    """A modification that is accepted moves the dimona to another starting date."""
    send(prisma)
    before = only(prisma)
    key = {"DimonaPeriodId": before["DimonaPeriodId"], "StartingDate": "20240125"}
    send(prisma, NatureDeclaration="DimonaModification", **key)
    assert only(prisma) == {**before, "StartingDate": "20240125", "LastAction": "M"}
    assert prisma.ask("GET", "/worker/18/dimona/20240201").status == "204"


@pytest.mark.behaviour("prisma.dimona.refused", "prisma.dimona.out-changes-record")
def test_refused_out(prisma: Prisma) -> None:
    """An OUT that is refused leaves the dimona as it was, with the error."""
    send(prisma, EndingDate="20240229")
    send(prisma, NatureDeclaration="DimonaOut", EndingDate="20240215")
    told = only(prisma)
    assert (told["EndingDate"], told["Status"]) == ("20240229", "Error")
    assert told["Error"].startswith("00913-356 ")


@pytest.mark.behaviour("prisma.dimona.hours-of-twelve")
def test_hours(prisma: Prisma) -> None:
    """Hours reach the RSZ as HHMM and are shown as they were sent."""
    hours = {"StartingHour": "202402010900", "EndingHour": "170000000000"}
    extra: dict[str, Any] = {"WorkerType": "FLX", "EndingDate": "20240201", "INSS": 90021401712}
    send(prisma, 2, **extra, **hours)
    assert {name: only(prisma, 2)[name] for name in hours} == hours
    block = declarations(prisma)[0]["body"]["dimonaIn"]
    assert (block["startHour"], block["endHour"]) == ("0900", "1700")


def test_declared_elsewhere(prisma: Prisma) -> None:
    """The result of a declaration that was not sent from here changes no dimona."""
    send(prisma)
    before = prisma.stored()["prisma.dimona"]
    body = {
        "employer": {"enterpriseNumber": "411702543"},
        "worker": {"ssin": "90021401712"},
        "dimonaIn": {
            "startDate": "2024-02-01",
            "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
        },
    }
    response = prisma.sim.http.post(
        f"{prisma.sim.urls['dimona']}/declarations",
        json=body,
        headers=prisma.sim.credentials.bearer(),
    )
    assert response.status_code == 201, response.text
    prisma.sim.clock.advance(PROCESSED)
    assert prisma.stored()["prisma.dimona"] == before


@pytest.mark.behaviour("prisma.dimona.without-dimona")
def test_without_dimona() -> None:
    """A world in which Dimona is not served refuses dimonas, and keeps none."""
    world = open_world({"prisma": API}, Settings(), "sqlite://")
    workspace = world.workspace()
    entry = Entry("x", "addDimona", "100001", "INTEGRATOR", {"workerID": 1}, IN)
    with pytest.raises(Refused) as refused:
        PERFORM["addDimona"](workspace, entry, workspace.now)
    assert (refused.value.statuscode, refused.value.rule) == ("400", "prisma.dimona.without-dimona")
    assert workspace.documents.find(DIMONAS) == []
    world.store.close()
