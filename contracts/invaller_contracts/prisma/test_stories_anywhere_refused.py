"""What cannot be written in any secretariat, and what the RSZ answers to what can.

Records start a year from now, where they are in nobody's way. What could do harm if it were
taken is about a worker who was hired for the story, or about nobody.
"""

from functools import partial

import pytest

from invaller_clients import EntryFailed, EntryNotAccepted, PrismaClient, PrismaWorker
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import (
    ADDRESS,
    CAR,
    CONTRACT,
    FAMILY_STATUS,
    FIRST_DAY,
    NOTICE,
    PHONE,
    SALARY,
    TAX,
    Body,
    absences,
    absent,
    day_of,
    new_worker,
)
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.anywhere(writes=True), pytest.mark.truth("assumed")]

LATER = 380
"""Days from today on which records start."""

NOBODY = 9999998
"""A worker number that is not given out for a long time."""

RSZ = 90.0
"""Seconds after which the RSZ has answered the secretariat. Assumed: no source tells."""

HISTORIES = {
    "contracts": CONTRACT,
    "addresses": ADDRESS,
    "family_statuses": FAMILY_STATUS,
    "taxes": TAX,
}


def answered_by_the_rsz(target: Target, worker: PrismaWorker) -> Body:
    """The one dimona of a worker, once the RSZ has answered."""
    target.wait(RSZ)
    (dimona,) = worker.dimonas.all()
    return dimona


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.behaviour(
    "prisma.history.add-start-taken",
    "prisma.history.change-key-taken",
    "prisma.history.change-unknown",
    "prisma.history.delete-unknown",
)
def test_start_dates_of_a_history(target: Target, staff: PrismaWorker, history: str) -> None:
    """One that is taken is 409, added or moved there; one that no record has is 404."""
    records = getattr(staff, history)
    first, second, free = (day_of(target, LATER + offset) for offset in (0, 1, 2))
    one, two, none = ({**HISTORIES[history], "Startdate": day} for day in (first, second, free))
    records.add(one)
    records.add(two)
    before = records.all()
    assert statuscode_of(lambda: records.add(one)) == "409"
    assert statuscode_of(lambda: records.change(second, one)) == "409"
    assert statuscode_of(lambda: records.change(free, none)) == "404"
    assert statuscode_of(lambda: records.delete(free)) == "404"
    assert records.all() == before
    records.delete(second)
    records.delete(first)


@pytest.mark.truth("documented")
@pytest.mark.parametrize("history", ["contracts", "addresses"])
def test_the_last_one_stays(newcomer: PrismaWorker, history: str) -> None:
    """A worker always has a contract and an address (4.4)."""
    records = getattr(newcomer, history)
    (only,) = records.all()
    assert statuscode_of(lambda: records.delete(only["Startdate"])).startswith("400")
    assert records.all() == [only]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.history.change-what-is-sent", "prisma.history.refdate")
def test_the_record_that_applies_on_a_day(target: Target, staff: PrismaWorker) -> None:
    """It is the latest that has begun; what a change does not send stays as it was (4.1, 4.3)."""
    start, moved = day_of(target, LATER), {"Street": "Molenweg", "HouseNumber": "4"}
    address = {**ADDRESS, "Startdate": start}
    staff.addresses.add(address)
    assert staff.addresses.on(day_of(target, LATER - 1)) != address
    assert staff.addresses.on(day_of(target, LATER + 1)) == address
    sent = {name: value for name, value in {**address, **moved}.items() if name != "PostBox"}
    staff.addresses.change(start, sent)
    assert staff.addresses.on(start) == {**address, **moved}
    staff.addresses.delete(start)


@pytest.mark.behaviour("prisma.queue.invalid-400-with-guid")
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"ZIPCode": "9" * 13}, id="too long"),
        pytest.param({"Street": 12}, id="not a text"),
        pytest.param({"Street": None}, id="a member is missing"),
        pytest.param(
            {"Startdate": "2024-06-01"},
            id="another date form",
            marks=[
                pytest.mark.truth("documented"),
                pytest.mark.behaviour("prisma.queue.dates-yyyymmdd"),
            ],
        ),
    ],
)
def test_a_body_that_breaks_the_schema(target: Target, staff: PrismaWorker, wrong: Body) -> None:
    """400 with an identifier, whose Result says what is wrong; nothing is added."""
    before = staff.addresses.all()
    body = {**ADDRESS, "Startdate": day_of(target, LATER), **wrong}
    sent = {name: value for name, value in body.items() if value is not None}
    with pytest.raises(EntryNotAccepted) as caught:
        staff.addresses.add(sent)
    assert caught.value.statuscode == "400"
    assert next(iter(wrong)) in caught.value.description
    assert staff.addresses.all() == before


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.result.insert-201", "prisma.result.change-200")
def test_statuses_of_what_goes_well(target: Target, staff: PrismaWorker) -> None:
    """201 for what was added, 200 for what was changed and deleted; each says nothing more."""
    body = {**ADDRESS, "Startdate": day_of(target, LATER)}
    done = [
        staff.addresses.add(body),
        staff.addresses.change(body["Startdate"], {**body, "City": "Brugge"}),
        staff.addresses.delete(body["Startdate"]),
    ]
    assert [one.statuscode for one in done] == ["201", "200", "200"]
    assert [one.action for one in done] == ["insert", "update", "delete"]
    assert [one.response for one in done] == ["", "", ""]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.result.id", "prisma.result.action", "prisma.result.type")
def test_a_result_says_what_was_asked(
    target: Target, prisma: PrismaClient, staff: PrismaWorker
) -> None:
    """Identifier, action, type and employer are those of the request (4.5)."""
    at, day = f"/worker/{staff.number}", day_of(target, LATER)
    body = {**ADDRESS, "Startdate": day}
    for method, path, sent, named in (
        ("GET", at, None, ("get", "werknemer")),
        ("POST", f"{at}/address", body, ("insert", "adres")),
        ("PUT", f"{at}/address/{day}", body, ("update", "adres")),
        ("DELETE", f"{at}/address/{day}", None, ("delete", "adres")),
    ):
        identifier = prisma.submit(method, path, sent)
        result = prisma.wait(identifier)
        assert result.identifier == identifier
        assert result.employer == target.value("INVALLER_PRISMA_EMPLOYER")
        assert (result.action, result.type) == named


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.absences.several-workers", "prisma.absences.same-day-and-code")
def test_absences_of_several_workers(
    target: Target, prisma: PrismaClient, staff: PrismaWorker, newcomer: PrismaWorker
) -> None:
    """They are added and deleted in one request; another code of a day stands beside it (4.2)."""
    day = day_of(target, LATER)
    first, other = absent(day, 900, 7.6), absent(day, 901, 2)
    both = [absences(one.number, first, other) for one in (staff, newcomer)]
    prisma.absences.add(both)
    assert [staff.absences(day), newcomer.absences(day)] == [[one] for one in both]
    prisma.absences.delete([absences(one.number, first) for one in (staff, newcomer)])
    kept = [absences(one.number, other) for one in (staff, newcomer)]
    assert [staff.absences(day), newcomer.absences(day)] == [[one] for one in kept]
    prisma.absences.delete(kept)


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "prisma.company-car.all-of-employer", "prisma.company-car.glued-is-of-nobody"
)
def test_cars_of_a_worker_and_of_nobody(
    target: Target, prisma: PrismaClient, staff: PrismaWorker
) -> None:
    """The employer's list has both; by its date alone only the one of nobody is found (4.1)."""
    mine, pool = (
        {**CAR, "StartingDate": day_of(target, LATER + offset), "LicensePlate": plate}
        for offset, plate in ((0, "1-ABC-123"), (1, "2-XYZ-789"))
    )
    staff.company_cars.add(mine)
    prisma.company_cars.add({**pool, "CatRSZ": target.value("INVALLER_PRISMA_CATEGORY")})
    plates = [car["LicensePlate"] for car in prisma.company_cars.all()]
    assert {mine["LicensePlate"], pool["LicensePlate"]} <= set(plates)
    assert prisma.company_cars.get(mine["StartingDate"]) is None
    assert prisma.company_cars.get(pool["StartingDate"]) is not None
    prisma.company_cars.delete(pool["StartingDate"])
    staff.company_cars.delete(mine["StartingDate"])


@pytest.mark.behaviour("prisma.queue.in-order")
def test_entries_are_processed_in_their_order(
    target: Target, prisma: PrismaClient, newcomer: PrismaWorker
) -> None:
    """Requests that build on each other are sent at once, and answered one after the other."""
    at, data = f"/worker/{newcomer.number}/salarycomposition", SALARY
    record = f"{at}/{data['Code']}/{data['Startdate']}"
    identifiers = [
        prisma.submit("POST", at, data),
        prisma.submit("PUT", record, {**data, "Amount": 4000}),
        prisma.submit("DELETE", record),
        prisma.submit("DELETE", record),
    ]
    codes = [prisma.wait(identifier).statuscode for identifier in identifiers]
    assert codes == ["201", "200", "200", "404"]


@pytest.mark.behaviour("prisma.workers.unknown", "prisma.result.unknown-404")
def test_nobody_is_added_to_or_changed(target: Target, prisma: PrismaClient) -> None:
    """To add to, to change and to delete of nobody is 404."""
    nobody, day = prisma.worker(NOBODY), day_of(target, LATER)
    for use in (
        lambda: nobody.addresses.add({**ADDRESS, "Startdate": day}),
        lambda: nobody.change({"Name": "Nemo", "Firstname": "N."}),
        lambda: nobody.addresses.delete(day),
    ):
        assert statuscode_of(use) == "404"


@pytest.mark.behaviour("prisma.workers.add-number-taken", "prisma.result.exists-409")
def test_a_number_that_is_taken(prisma: PrismaClient, newcomer: PrismaWorker) -> None:
    """409, and the worker who has it stays as he was."""
    body = new_worker(newcomer.number, INSS=None, Name="Smith")
    assert statuscode_of(lambda: prisma.add_worker(body)) == "409"
    found = newcomer.get()
    assert found is not None
    assert found["Name"] == "Brown"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.in-service")
def test_who_was_in_service(prisma: PrismaClient) -> None:
    """A period gives those with a contract on at least one of its days (4.1)."""
    number = prisma.new_worker_number()
    ended = {**CONTRACT, "Enddate": "20240630"}
    prisma.add_worker(new_worker(number, INSS=None, contract=[ended]))

    def found(start: str, end: str) -> bool:
        return number in [one["WorkerNumber"] for one in prisma.workers_in_service(start, end)]

    assert [found("20240630", "20240731"), found("20231201", "20240101")] == [True, True]
    assert [found("20240701", "20240731"), found("20231201", "20231231")] == [False, False]


@pytest.mark.behaviour("prisma.workers.change-mandatory-members")
def test_what_is_mandatory_is_always_sent(newcomer: PrismaWorker) -> None:
    """A change without the first name is refused."""
    with pytest.raises(EntryNotAccepted, match="Firstname"):
        newcomer.change({"Name": "Janssens"})


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.tax.value-needed")
def test_a_tax_needs_its_value(target: Target, staff: PrismaWorker) -> None:
    """A divergent calculation without Value is refused when it is accepted."""
    with pytest.raises(EntryNotAccepted, match="Value"):
        staff.taxes.add({"Startdate": day_of(target, LATER), "TaxCalculation": "NoTax"})


@pytest.mark.behaviour("prisma.communication.delete-must-match", "prisma.communication.add-same")
def test_contact_data_that_are_not_quite_the_same(staff: PrismaWorker) -> None:
    """Another value deletes nothing; the same contact again is not added."""
    contact = {**PHONE, "ContactPerson": "Brown"}
    staff.communication.add(contact)
    another = {**contact, "Value": "0470 99 99 99"}
    assert statuscode_of(lambda: staff.communication.delete(another)) == "404"
    assert statuscode_of(lambda: staff.communication.add(contact)) == "409"
    staff.communication.delete(contact)


@pytest.mark.behaviour("prisma.absences.unknown-worker", "prisma.absences.delete-unknown")
def test_absences_that_cannot_be(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """One unknown worker, or one absence that is not there, and nothing is done."""
    day, later = day_of(target, LATER), day_of(target, LATER + 1)
    kept = absences(staff.number, absent(day, 900, 7.6))
    more = absences(staff.number, absent(later, 900, 1))
    nobody = absences(NOBODY, absent(day, 900, 7.6))
    prisma.absences.add([kept])
    for use, sent in (
        (prisma.absences.add, [more, nobody]),
        (prisma.absences.delete, [kept, more]),
        (prisma.absences.delete, [nobody]),
    ):
        assert statuscode_of(partial(use, sent)) == "404"
    assert staff.absences(day) == [kept]
    prisma.absences.delete([kept])


@pytest.mark.behaviour("prisma.documents.upload-code", "prisma.documents.upload-unknown-worker")
def test_uploads_that_cannot_be(target: Target, prisma: PrismaClient) -> None:
    """A type that the secretariat does not have, and a document of nobody (5.2)."""
    today = day_of(target)
    before = prisma.documents.listing(today, today)
    kind = target.value("INVALLER_PRISMA_DOCUMENT_TYPE")
    common = {**NOTICE, "PublicationDate": today}
    for changes, status in (
        ({"DocumentType": "NOSUCH"}, "400"),
        ({"DocumentType": kind, "WorkerId": NOBODY}, "404"),
    ):
        with pytest.raises(EntryFailed) as caught:
            prisma.documents.upload({**common, **changes}, b"een attest")
        assert caught.value.statuscode == status
    assert prisma.documents.listing(today, today) == before


@pytest.mark.behaviour("prisma.first-day.neither-400", "prisma.first-day.unknown-worker")
def test_first_days_that_cannot_be(target: Target, prisma: PrismaClient) -> None:
    """One without either number is not found, and nobody unknown is declared."""
    days, sent = prisma.first_days_of_unemployment, {**FIRST_DAY, "DateDeclaration": day_of(target)}
    with pytest.raises(EntryNotAccepted):
        days.change({**sent, "ListOfWorkers": [NOBODY]})
    with pytest.raises(EntryNotAccepted):
        days.delete({"Comment": "which?"})
    assert statuscode_of(lambda: days.add({**sent, "ListOfWorkers": [NOBODY]})) == "404"


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "prisma.first-day.ticket-from-rsz",
    "prisma.first-day.change-by-number-or-ticket",
    "prisma.first-day.delete-by-number-or-ticket",
)
def test_the_rsz_gives_a_ticket(target: Target, prisma: PrismaClient, staff: PrismaWorker) -> None:
    """A first day gets one when the RSZ has answered; it is changed and deleted by it (4.2)."""
    days = prisma.first_days_of_unemployment
    sent = {**FIRST_DAY, "DateDeclaration": day_of(target), "ListOfWorkers": [staff.number]}
    number = days.add(sent).data["SerialNumber"]
    target.wait(RSZ)
    answered = days.get(number)
    assert answered is not None
    assert (answered["Status"], bool(answered["TicketNumber"])) == ("OK", True)
    ticket = {"TicketNumber": answered["TicketNumber"]}
    days.change({**sent, **ticket, "Comment": "by ticket"})
    changed = days.get(number)
    assert changed is not None
    assert changed["Comment"] == "by ticket"
    days.delete(ticket)
    assert statuscode_of(lambda: days.delete({"SerialNumber": number})) == "404"


@pytest.mark.behaviour("prisma.dimona.accepted", "prisma.dimona.out-changes-record")
def test_a_dimona_is_accepted_ended_and_cancelled(target: Target, prisma: PrismaClient) -> None:
    """When the RSZ has answered an IN has the number of its period; OUT and cancel name it."""
    worker = prisma.worker(prisma.new_worker_number())
    start, end = day_of(target, 30), day_of(target, 37)
    common = {"Email": "hr@voorbeeld.example", "StartingDate": start}
    person = {"INSS": int(target.value("INVALLER_PRISMA_INSS")), "ContractType": "Normal"}
    worker.dimonas.add({**common, **person, "NatureDeclaration": "DimonaIn"})
    prisma.add_worker(new_worker(worker.number, INSS=None))
    accepted = answered_by_the_rsz(target, worker)
    assert (accepted["Status"], accepted["LastAction"]) == ("OK", "I")
    period = {**common, "DimonaPeriodId": accepted["DimonaPeriodId"]}
    worker.dimonas.add({**period, "NatureDeclaration": "DimonaOut", "EndingDate": end})
    ended = answered_by_the_rsz(target, worker)
    assert (ended["Status"], ended["LastAction"], ended["EndingDate"]) == ("OK", "O", end)
    worker.dimonas.add({**period, "NatureDeclaration": "DimonaCancel"})
    cancelled = answered_by_the_rsz(target, worker)
    assert (cancelled["Status"], cancelled["LastAction"]) == ("OK", "C")


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.dimona.never-by-itself")
def test_a_new_worker_is_not_declared(target: Target, newcomer: PrismaWorker) -> None:
    """Neither hiring nor a new contract sends a dimona (4.2)."""
    newcomer.contracts.add({**CONTRACT, "Startdate": day_of(target, LATER)})
    assert newcomer.dimonas.all() == []
