"""What is written about a worker who is there, in any secretariat, and taken back again.

Records start a year from now, where they are in nobody's way.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from invaller_clients import EntryFailed, PrismaClient, PrismaWorker
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import (
    ADDRESS,
    CAR,
    CONTRACT,
    COST_CENTRES,
    FAMILY_STATUS,
    FIRST_DAY,
    NOTE,
    NOTICE,
    PAYMENT,
    PHONE,
    SALARY,
    SCHEDULE,
    TAX,
    Body,
    absences,
    absent,
    day_of,
    new_worker,
    prestations,
    worked,
)
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.anywhere(writes=True), pytest.mark.truth("documented")]

LATER = 365
"""Days from today on which records start."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of a worker: where, one of them, the member that names it, what changes."""

    attribute: str
    record: Body
    key: str
    change: Body


KINDS = (
    Kind("contracts", CONTRACT, "Startdate", {"WeekhoursWorker": 19}),
    Kind("addresses", ADDRESS, "Startdate", {"City": "Brugge"}),
    Kind("family_statuses", FAMILY_STATUS, "Startdate", {"CivilStatus": "Divorced"}),
    Kind("taxes", TAX, "Startdate", {"Value": 35}),
    Kind("company_cars", CAR, "StartingDate", {"LicensePlate": "1-DEF-456"}),
    Kind("absence_notes", NOTE, "Notedate", {"Reason": "Extension"}),
    Kind(
        "cost_centres",
        COST_CENTRES,
        "Startdate",
        {"CostCentres": [{"CostCentre": "ADMIN", "Percentage": 100}]},
    ),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.attribute)
def test_a_record_is_added_changed_and_deleted(
    target: Target, staff: PrismaWorker, kind: Kind
) -> None:
    """The list shows each step, and all else in it stays (4.1 to 4.4)."""
    day = day_of(target, LATER)
    records = getattr(staff, kind.attribute)
    before = records.all()
    record = {**kind.record, kind.key: day}
    assert records.add(record).response == ""
    added = [one for one in records.all() if one not in before]
    assert [one[kind.key] for one in added] == [day]
    records.change(day, {**record, **kind.change})
    (changed,) = [one for one in records.all() if one not in before]
    assert {name: changed[name] for name in kind.change} == kind.change
    records.delete(day)
    assert records.all() == before


@pytest.mark.parametrize("kind", KINDS[:4], ids=lambda kind: kind.attribute)
def test_a_start_date_is_changed(target: Target, staff: PrismaWorker, kind: Kind) -> None:
    """The old date is in the path, the new one in the body (4.3)."""
    records = getattr(staff, kind.attribute)
    old, new = day_of(target, LATER), day_of(target, LATER + 1)
    records.add({**kind.record, "Startdate": old})
    records.change(old, {**kind.record, "Startdate": new})
    dates = [one["Startdate"] for one in records.all()]
    assert new in dates
    assert old not in dates
    records.delete(new)


def test_salary_data(target: Target, staff: PrismaWorker) -> None:
    """They are added, changed and deleted by code and start date (4.2 to 4.4)."""
    start = day_of(target, LATER)
    data = {**SALARY, "Startdate": start}
    raised = {**data, "Amount": 3400.5}
    staff.contracts.add({**CONTRACT, "Startdate": start})
    staff.salary_compositions.add(data)
    staff.salary_compositions.change((1010, start), raised)
    contract = staff.contracts.on(start)
    assert contract is not None
    assert raised in contract["SalaryCompositions"]
    staff.salary_compositions.delete((1010, start))
    staff.contracts.delete(start)


def test_contact_data(staff: PrismaWorker) -> None:
    """They are deleted by all that they say (4.4)."""
    before = staff.communication.all()
    staff.communication.add(PHONE)
    (added,) = [one for one in staff.communication.all() if one not in before]
    assert {name: added[name] for name in PHONE} == PHONE
    staff.communication.delete(PHONE)
    assert staff.communication.all() == before


def test_a_divergent_payment(target: Target, staff: PrismaWorker) -> None:
    """It is changed and deleted by start date and type (4.2 to 4.4)."""
    start = day_of(target, LATER)
    payment = {**PAYMENT, "Startdate": start, "Enddate": day_of(target, LATER + 30)}
    before = staff.divergent_payments.all()
    staff.divergent_payments.add(payment)
    staff.divergent_payments.change((start, "Amount"), {**payment, "Amount": 300})
    (changed,) = [one for one in staff.divergent_payments.all() if one not in before]
    assert changed["Amount"] == 300
    staff.divergent_payments.delete((start, "Amount"))
    assert staff.divergent_payments.all() == before


def test_a_replacement(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """Another worker stands in from a day on (4.1 to 4.4)."""
    day, later = day_of(target, LATER), day_of(target, LATER + 1)
    two = prisma.call("GET", "/worker", query={"limit": "2"}).records
    other = next(one["WorkerNumber"] for one in two if one["WorkerNumber"] != staff.number)
    record = {"WorkerNumber": other, "Startdate": day}
    before = staff.replacements.on(day)
    shown = {"WorkerNumber": staff.number, "ReplacementWorkerNumber": other, "Startdate": day}
    staff.replacements.add(record)
    assert staff.replacements.on(day) == shown
    staff.replacements.change(day, {**record, "Startdate": later})
    assert staff.replacements.on(later) == {**shown, "Startdate": later}
    staff.replacements.delete(later)
    assert staff.replacements.on(day) == before


def test_a_schedule(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """The list shows it, and a contract names it by its code (4.1 and 4.2)."""
    day = day_of(target, LATER)
    known = {one["ScheduleID"] for one in prisma.schedules.all()}
    code = next(name for number in range(999) if (name := f"T{number:03d}") not in known)
    prisma.schedules.add({**SCHEDULE, "ScheduleID": code})
    assert code in {one["ScheduleID"] for one in prisma.schedules.all()}
    staff.contracts.add({**CONTRACT, "Startdate": day, "Schedule": code})
    contract = staff.contracts.on(day)
    assert contract is not None
    assert contract["Schedule"] == code
    staff.contracts.delete(day)


def test_absences(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """The same day and code is changed, and what is named is deleted (4.2 and 4.4)."""
    day = day_of(target, LATER)
    prisma.absences.add([absences(staff.number, absent(day, 900, 7.6))])
    prisma.absences.add([absences(staff.number, absent(day, 900, 3.8))])
    only = [absences(staff.number, absent(day, 900, 3.8))]
    assert staff.absences(day) == only
    assert only[0] in prisma.absences.since(day)
    prisma.absences.delete(only)
    assert staff.absences(day) == []


def test_prestations(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """Whole days are sent, and deleted again; nobody's are told in the Result (4.2, 4.4, 4.5)."""
    today = target.today
    month = {"Month": today.month, "Year": today.year, "EndOfPeriod": day_of(target)}
    rows = [prestations(staff.number, worked(day_of(target), 7.6), **month)]
    strangers = [prestations(9999998, worked(day_of(target), 7.6), **month)]
    assert prisma.prestations.add(rows).response == ""
    assert prisma.prestations.delete(rows).response == ""
    assert "9999998" in prisma.prestations.add(strangers).response


def test_prestations_are_completed(target: Target, prisma: PrismaClient) -> None:
    """The program that reads them in is started by a call (4.2)."""
    earlier = target.day(-800)
    result = prisma.prestations.completed(earlier.month, earlier.year, correction=True)
    assert (result.statuscode, result.response) == ("201", "")


def test_a_first_day_of_unemployment(
    target: Target, prisma: PrismaClient, staff: PrismaWorker
) -> None:
    """It gets a number, under which it is asked, changed and deleted (4.1 to 4.4)."""
    days = prisma.first_days_of_unemployment
    sent: Body = {
        **FIRST_DAY,
        "DateDeclaration": day_of(target),
        "ListOfWorkers": [staff.number],
    }
    number = days.add(sent).data["SerialNumber"]
    days.change({**sent, "SerialNumber": number, "Comment": "changed"})
    found = days.get(number)
    assert found is not None
    assert (found["SerialNumber"], found["Comment"]) == (number, "changed")
    days.delete({"SerialNumber": number})
    assert statuscode_of(lambda: days.delete({"SerialNumber": number})) == "404"


def test_a_document_is_uploaded(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """The listing of its publication date shows it, and it is downloaded (5.1 and 5.2)."""
    today = day_of(target)
    before = [one["DocumentID"] for one in prisma.documents.listing(today, today)]
    notice: Body = {**NOTICE, "WorkerId": staff.number, "PublicationDate": today}
    notice |= {"DocumentType": target.value("INVALLER_PRISMA_DOCUMENT_TYPE")}
    prisma.documents.upload(notice, b"een attest")
    listed = prisma.documents.listing(today, today)
    (added,) = [one for one in listed if one["DocumentID"] not in before]
    assert (added["Worker"], added["PublicationDate"]) == (staff.number, today)
    assert prisma.documents.download(added["DocumentID"]) == b"een attest"


def test_a_worker_is_hired(prisma: PrismaClient) -> None:
    """With the next number, and with the least that one needs (4.1 and 4.2)."""
    number = prisma.new_worker_number()
    body = new_worker(number, INSS=None)
    assert prisma.add_worker(body).statuscode == "201"
    found: dict[str, Any] | None = prisma.worker(number).get()
    assert found is not None
    assert (found["Name"], found["Firstname"]) == ("Brown", "Jack")
    assert prisma.new_worker_number() > number
    prisma.worker(number).change({"Name": "Brown", "Firstname": "John"})
    changed = prisma.worker(number).get()
    assert changed is not None
    assert (changed["Firstname"], changed["Language"]) == ("John", "N")


def test_a_dimona(target: Target, prisma: PrismaClient) -> None:
    """An IN is asked for a worker of the future, and shows in the worker's list (4.1, 4.2)."""
    number, start = prisma.new_worker_number(), day_of(target, 7)
    body: Body = {
        "NatureDeclaration": "DimonaIn",
        "ContractType": "Normal",
        "Email": "hr@voorbeeld.example",
        "INSS": int(target.value("INVALLER_PRISMA_INSS")),
        "StartingDate": start,
    }
    assert prisma.worker(number).dimonas.add(body).statuscode == "201"
    prisma.add_worker(new_worker(number, INSS=None))
    (dimona,) = prisma.worker(number).dimonas.all()
    assert dimona["StartingDate"] == start
    assert prisma.worker(number).dimonas.get(start) is not None


@pytest.mark.parametrize("missing", ["contract", "address", "FamilyStatus", "Name"])
def test_less_than_the_minimum(prisma: PrismaClient, missing: str) -> None:
    """Personal data, contract, address and family status are all needed (4.2)."""
    number = prisma.new_worker_number()
    with pytest.raises(EntryFailed):
        prisma.add_worker(new_worker(number, INSS=None, **{missing: None}))
    assert prisma.new_worker_number() == number


def test_costs_that_are_no_whole(target: Target, staff: PrismaWorker) -> None:
    """The percentages of a start date sum to 100 (4.2)."""
    rows = [{"CostCentre": "ADMIN", "Percentage": 60}]
    start = day_of(target, LATER)
    assert statuscode_of(
        lambda: staff.cost_centres.add({"Startdate": start, "CostCentres": rows})
    ).startswith("400")
    assert staff.cost_centres.get(start) is None


def test_a_car_without_its_category(target: Target, prisma: PrismaClient) -> None:
    """CatRSZ is mandatory for a car that no worker has (4.2)."""
    car = {**CAR, "StartingDate": day_of(target, LATER)}
    assert statuscode_of(lambda: prisma.company_cars.add(car)).startswith("400")
    assert prisma.company_cars.get(day_of(target, LATER)) is None
    prisma.company_cars.add({**car, "CatRSZ": target.value("INVALLER_PRISMA_CATEGORY")})
    prisma.company_cars.change(car["StartingDate"], {**car, "LicensePlate": "2-NEW-001"})
    found = prisma.company_cars.get(car["StartingDate"])
    assert found is not None
    assert found["LicensePlate"] == "2-NEW-001"
    prisma.company_cars.delete(car["StartingDate"])


@pytest.mark.truth("assumed")
def test_a_date_that_is_taken(target: Target, staff: PrismaWorker) -> None:
    """A second record of a start date is refused."""
    record = {**ADDRESS, "Startdate": day_of(target, LATER)}
    staff.addresses.add(record)
    assert statuscode_of(lambda: staff.addresses.add(record)) == "409"
    staff.addresses.delete(record["Startdate"])
    assert statuscode_of(lambda: staff.addresses.delete(record["Startdate"])) == "404"
