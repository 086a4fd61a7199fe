"""What a worker has by start date: asked by day, added, changed and deleted.

Today is Monday 3 March 2025, and the worker was hired as of 1 January 2024.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from invaller_clients import EntryNotAccepted, PrismaWorker
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import (
    ADDRESS,
    CONTRACT,
    FAMILY_STATUS,
    SCHEDULE,
    TAX,
    Body,
    shown,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One history: its name in the client and the ledger, its first record, a member to change."""

    attribute: str
    ledger: str
    first: Body
    change: Body

    def of(self, worker: PrismaWorker) -> Any:
        """The history of a worker."""
        return getattr(worker, self.attribute)

    def record(self, start: str, **changes: Any) -> Body:
        """A record that starts on a day."""
        return {**self.first, "Startdate": start, **changes}

    def answered(self, *records: Body) -> list[Body]:
        """Records as the history shows them."""
        return [shown(one) if self.attribute == "contracts" else one for one in records]


KINDS = (
    Kind("contracts", "contract", CONTRACT, {"WorkingTime": "PartTime", "WeekhoursWorker": 19}),
    Kind("addresses", "address", ADDRESS, {"Street": "Molenweg", "HouseNumber": "4"}),
    Kind("family_statuses", "family-status", FAMILY_STATUS, {"CivilStatus": "Divorced"}),
    Kind("taxes", "tax", TAX, {"Value": 35}),
)


def each_kind(*rules: str) -> pytest.MarkDecorator:
    """Tell a story of every history; rules: what it proves, beside that the family is there."""
    parameters = [
        pytest.param(
            kind,
            id=kind.attribute,
            marks=pytest.mark.behaviour(f"prisma.{kind.ledger}.family", *rules),
        )
        for kind in KINDS
    ]
    return pytest.mark.parametrize("kind", parameters)


@pytest.fixture
def family(worker: PrismaWorker, kind: Kind) -> Any:
    """A history with the record of 1 January 2024, and one of 1 June."""
    history = kind.of(worker)
    if kind.attribute == "taxes":
        history.add(kind.first)
    history.add(kind.record("20240601"))
    return history


@pytest.mark.truth("documented")
@each_kind("prisma.history.add", "prisma.history.list")
def test_a_record_is_added(family: Any, kind: Kind) -> None:
    """The history shows it after those that start before it (4.1 and 4.2)."""
    family.add(kind.record("20240301"))
    starts = [one["Startdate"] for one in family.all()]
    assert starts == ["20240101", "20240301", "20240601"]


@pytest.mark.truth("documented")
@each_kind("prisma.history.refdate")
def test_the_record_that_applies_on_a_day(family: Any, kind: Kind) -> None:
    """It is the latest that has begun; before the first there is none (4.1)."""
    for day, start in (
        ("20240101", "20240101"),
        ("20240531", "20240101"),
        ("20240601", "20240601"),
        ("20250303", "20240601"),
    ):
        assert family.on(day) == kind.answered(kind.record(start))[0]
    assert family.on("20231231") is None


@pytest.mark.truth("assumed")
@each_kind("prisma.history.refdate-none", "prisma.history.not-closed")
def test_a_later_record_closes_none(family: Any, kind: Kind) -> None:
    """The one before keeps what it said, without an end date."""
    assert family.all()[0] == kind.answered(kind.first)[0]
    assert family.queue.call("GET", family.at("20231231")).statuscode == "204"


@pytest.mark.truth("documented")
@each_kind("prisma.history.change-what-is-sent", "prisma.history.change-by-old-start")
def test_a_record_is_changed(family: Any, kind: Kind) -> None:
    """What is sent is changed, the rest of the record stays, and so does the other one (4.3)."""
    family.change("20240601", {**required(kind.record("20240601")), **kind.change})
    changed = kind.record("20240601", **kind.change)
    assert family.all() == kind.answered(kind.first, changed)


@pytest.mark.truth("documented")
@each_kind("prisma.history.change-key", "prisma.history.change-by-old-start")
def test_a_start_date_is_changed(family: Any, kind: Kind) -> None:
    """The old date is in the path, the new one in the body; then only the new one leads (4.3)."""
    family.change("20240601", required(kind.record("20240701")))
    assert family.all() == kind.answered(kind.first, kind.record("20240701"))
    assert family.on("20240615") == kind.answered(kind.first)[0]
    record = required(kind.record("20240601"))
    assert statuscode_of(lambda: family.change("20240601", record)) == "404"


@pytest.mark.truth("documented")
@each_kind("prisma.history.delete")
def test_a_record_is_deleted(family: Any, kind: Kind) -> None:
    """The one with the start date of the path goes, and the other one stays (4.4)."""
    family.delete("20240601")
    assert family.all() == kind.answered(kind.first)


@pytest.mark.truth("assumed")
@each_kind("prisma.history.add-start-taken", "prisma.history.change-key-taken")
def test_a_start_date_that_is_taken(family: Any, kind: Kind) -> None:
    """A second record on a date, added or moved there, is Statuscode 409."""
    before = family.all()
    moved = required(kind.record("20240101"))
    assert statuscode_of(lambda: family.add(kind.record("20240601"))) == "409"
    assert statuscode_of(lambda: family.change("20240601", moved)) == "409"
    assert family.all() == before


@pytest.mark.truth("assumed")
@each_kind("prisma.history.change-unknown", "prisma.history.delete-unknown")
def test_a_start_date_that_no_record_has(family: Any, kind: Kind) -> None:
    """To change and to delete it is Statuscode 404, also when another record applies that day."""
    record = required(kind.record("20240602"))
    assert statuscode_of(lambda: family.change("20240602", record)) == "404"
    assert statuscode_of(lambda: family.delete("20240602")) == "404"


@pytest.mark.truth("documented")
@pytest.mark.parametrize(
    "attribute",
    [
        pytest.param("contracts", marks=pytest.mark.behaviour("prisma.contract.last-stays")),
        pytest.param("addresses", marks=pytest.mark.behaviour("prisma.address.last-stays")),
    ],
)
def test_the_last_one_stays(worker: PrismaWorker, attribute: str) -> None:
    """A worker always has a contract and an address (4.4)."""
    history = getattr(worker, attribute)
    assert statuscode_of(lambda: history.delete("20240101")) == "400"
    assert [one["Startdate"] for one in history.all()] == ["20240101"]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.family-status.last-may-go")
def test_the_last_family_status_may_go(worker: PrismaWorker) -> None:
    """The manual keeps contract and address only."""
    worker.family_statuses.delete("20240101")
    assert worker.family_statuses.all() == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.history.refdate-end-included", "prisma.history.refdate-none")
def test_the_last_day_of_a_record(worker: PrismaWorker) -> None:
    """A contract applies on its end date, and on no day after it."""
    worker.contracts.change("20240101", {"Startdate": "20240101", "Enddate": "20240630"})
    assert worker.contracts.on("20240630") is not None
    assert worker.contracts.on("20240701") is None


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.history.end-before-start")
def test_an_end_before_the_start(worker: PrismaWorker) -> None:
    """Added or changed, it is Statuscode 400."""
    address = {**ADDRESS, "Startdate": "20240601", "Enddate": "20240531"}
    contract = {"Startdate": "20240101", "Enddate": "20231231"}
    assert statuscode_of(lambda: worker.addresses.add(address)) == "400"
    assert statuscode_of(lambda: worker.contracts.change("20240101", contract)) == "400"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.history.change-sub-object")
def test_an_object_inside_a_record_is_replaced(worker: PrismaWorker) -> None:
    """What a change sends of it is all that it has afterwards."""
    start = {"Startdate": "20240101"}
    reason = {"Exist": "Y", "Kind": "PartTimeOneFifth", "Reason": "ParentalLeave"}
    worker.contracts.change("20240101", {**start, "CareerBreak": reason})
    worker.contracts.change("20240101", {**start, "CareerBreak": {"Exist": "N"}})
    assert worker.contracts.all()[0]["CareerBreak"] == {"Exist": "N"}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.contract.codes-not-checked")
def test_codes_of_a_contract_are_not_looked_up(worker: PrismaWorker) -> None:
    """A schedule, division and cost centre that nobody has are taken."""
    codes = {"Schedule": "ZZZZ", "Division": "NOWHERE", "CostCentre": "NOTHING"}
    worker.contracts.change("20240101", {"Startdate": "20240101", **codes})
    assert worker.contracts.all() == [shown({**CONTRACT, **codes})]


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.tax.value-needed")
def test_a_tax_needs_its_value(worker: PrismaWorker) -> None:
    """A divergent calculation without Value is refused when it is accepted."""
    with pytest.raises(EntryNotAccepted, match="Value"):
        worker.taxes.add({"Startdate": "20240101", "TaxCalculation": "NoTax"})


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.schedule.linked-by-code")
def test_a_schedule_is_linked_by_its_code(worker: PrismaWorker) -> None:
    """The code of a schedule that was added goes into a contract (4.2)."""
    worker.contracts.queue.call("POST", "/schedule", SCHEDULE)
    worker.contracts.change("20240101", {"Startdate": "20240101", "Schedule": "S38"})
    assert worker.contracts.all()[0]["Schedule"] == SCHEDULE["ScheduleID"]


def required(record: Body) -> Body:
    """The members without which no change is accepted, wherever they are."""
    optional = {"PostBox", "EmploymentStatus", "CivilStatus", "SpouseWithIncome"}
    optional |= {"ChildrenAtCharge", *CONTRACT} - {"Startdate"}
    return {name: value for name, value in record.items() if name not in optional}
