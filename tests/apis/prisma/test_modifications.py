"""What others changed, for a client that keeps a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T23:30:00+00:00")

TODAY = "20250304"
"""The day in Belgium, half an hour into it."""

PATH = f"/modifications/{TODAY}/{TODAY}"
ADDRESS = {
    "Street": "Dorp",
    "HouseNumber": "1",
    "ZIPCode": "9000",
    "City": "Gent",
    "Country": "00150",
}
NAMES = {"Name": "WILLEMS", "Firstname": "KAREL"}
WORKER: dict[str, Any] = {
    "WorkerNumber": 121,
    "Name": "ADAMS",
    "Firstname": "EVA",
    "contract": [{"Startdate": "20250301"}],
    "address": [{"Startdate": "20250301", **ADDRESS}],
    "FamilyStatus": [{"Startdate": "20250301"}],
    "Communication": [{"CommunicationType": "GSM", "Value": "1"}],
}


def noted(entity: str, action: str, key: str, previous: str = "", worker: int = 2) -> Any:
    """A modification of today."""
    row = {"Worker": worker, "Action": action, "Entity": entity, "Key": key, "ChangeDate": TODAY}
    return {**row, "PreviousKey": previous} if previous else row


@pytest.mark.behaviour("prisma.modifications.shape", "prisma.modifications.keys")
@pytest.mark.behaviour("prisma.modifications.entities", "prisma.modifications.previous-key")
def test_changes_by_somebody_else(prisma: Prisma) -> None:
    """Changes show oldest first, with their keys; a new start date shows the old one too."""
    with prisma.acting_as("MIXED"):
        prisma.change("/worker/2", NAMES)
        prisma.add("/worker/2/contract", {"Startdate": "20260101"})
        prisma.change("/worker/2/contract/20260101", {"Startdate": "20260201"})
        prisma.change("/worker/2/contract/20260201", {"Startdate": "20260201", "Office": 1})
        prisma.delete("/worker/2/contract/20260201")
        prisma.add("/worker/2/communication", {"CommunicationType": "Fax", "Value": "1"})
        prisma.add("/worker/2/salarycomposition", {"Startdate": "20260101", "Code": 2000})
        prisma.add("/worker/2/address", {"Startdate": "20260101", **ADDRESS})
        prisma.delete("/worker/2/familystatus/20210901")
        prisma.add(
            "/worker/2/tax", {"Startdate": "20260101", "TaxCalculation": "NoTax", "Value": 0}
        )
    assert prisma.get(PATH) == [
        noted("Worker", "update", "2"),
        noted("Contract", "add", "20260101"),
        noted("Contract", "update", "20260201", "20260101"),
        noted("Contract", "update", "20260201"),
        noted("Contract", "delete", "20260201"),
        noted("Communication", "add", "2"),
        noted("SalaryComposition", "add", "2000/20260101"),
        noted("Address", "add", "20260101"),
        noted("FamilyStatus", "delete", "20210901"),
        noted("Tax", "add", "20260101"),
    ]


@pytest.mark.behaviour("prisma.modifications.entities")
def test_what_leaves_no_modification(prisma: Prisma) -> None:
    """Replacements, cars and cost centres leave no modification."""
    with prisma.acting_as("MIXED"):
        prisma.add("/worker/2/replacement", {"Startdate": "20260101", "WorkerNumber": 3})
        car = {"StartingDate": "20260101", "LicensePlate": "A"}
        prisma.add("/worker/2/companycar", car)
        centres = [{"CostCentre": "A", "Percentage": 100}]
        prisma.add("/worker/2/costcentre", {"Startdate": "20260101", "CostCentres": centres})
    assert prisma.ask("GET", PATH).status == "204"


@pytest.mark.behaviour("prisma.modifications.own-left-out")
def test_own_changes_are_left_out(prisma: Prisma) -> None:
    """Who made a change does not see it, and others do."""
    prisma.change("/worker/2", NAMES)
    assert prisma.ask("GET", PATH).status == "204"
    with prisma.acting_as("MIXED"):
        prisma.change("/worker/3", {"Name": "CLAES", "Firstname": "SOFIE"})
        assert prisma.get(PATH) == [noted("Worker", "update", "2")]
    assert prisma.get(PATH) == [noted("Worker", "update", "3", worker=3)]


@pytest.mark.behaviour("prisma.modifications.new-worker-once")
def test_a_new_worker_is_one_modification(prisma: Prisma) -> None:
    """A new worker leaves one modification, whatever came with it."""
    with prisma.acting_as("MIXED"):
        prisma.add("/worker", WORKER)
    assert prisma.get(PATH) == [noted("Worker", "add", "121", worker=121)]


@pytest.mark.behaviour("prisma.modifications.in-period")
def test_both_days_of_the_period(prisma: Prisma) -> None:
    """A change is found in every period that holds its day, and in no other."""
    with prisma.acting_as("MIXED"):
        prisma.change("/worker/2", NAMES)
    for period in ("20250304/20250305", "20250303/20250304"):
        assert prisma.get(f"/modifications/{period}") == [noted("Worker", "update", "2")]
    for period in ("20250301/20250303", "20250305/20250401"):
        assert prisma.ask("GET", f"/modifications/{period}").status == "204"
    assert prisma.ask("GET", PATH, employer="100002").status == "204"


@pytest.mark.behaviour("prisma.modifications.no-reads-no-refusals")
def test_reads_and_refusals_leave_none(prisma: Prisma) -> None:
    """Reading and what was refused leave no modification."""
    with prisma.acting_as("MIXED"):
        prisma.get("/worker/2")
        prisma.refused("DELETE", "/worker/2/contract/20210901")
        prisma.refused("POST", "/worker/2/familystatus", {"Startdate": "20210901"})
        prisma.refused("POST", "/worker", {**WORKER, "WorkerNumber": 2})
    assert prisma.ask("GET", PATH).status == "204"
