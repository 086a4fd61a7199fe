"""Contact data, replacements, salary, sick notes, payments and cost centres of a worker.

Today is Monday 3 March 2025, and the worker was hired as of 1 January 2024.
"""

from functools import partial

import httpx
import pytest

from invaller_clients import PrismaClient, PrismaWorker
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import (
    COST_CENTRES,
    EMAIL,
    NOTE,
    PAYMENT,
    PHONE,
    SALARY,
    Body,
    new_worker,
)
from invaller_contracts.prisma.wire import Wire
from invaller_contracts.simulator import Simulator


def contacts(worker: PrismaWorker) -> list[Body]:
    """The contact data of a worker without the ID that each is given."""
    found = worker.communication.all()
    assert all(one["ID"] for one in found)
    return [{name: value for name, value in one.items() if name != "ID"} for one in found]


def salary(worker: PrismaWorker) -> list[Body]:
    """The salary data that the contract of a worker shows."""
    (contract,) = worker.contracts.all()
    return list(contract["SalaryCompositions"])


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.communication.all-at-once", "prisma.communication.add")
def test_contact_data_are_given_together(worker: PrismaWorker) -> None:
    """Telephone and e-mail, of work and private, stand in one list (4.1 and 4.2)."""
    private = {**EMAIL, "Value": "jack@thuis.example"}
    for one in (EMAIL, PHONE, private):
        worker.communication.add(one)
    assert contacts(worker) == [EMAIL, PHONE, private]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.communication.delete-by-content")
def test_contact_data_are_deleted_by_their_content(worker: PrismaWorker) -> None:
    """The body is the whole contact (4.4)."""
    worker.communication.add(EMAIL)
    worker.communication.add(PHONE)
    worker.communication.delete(EMAIL)
    assert contacts(worker) == [PHONE]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.communication.delete-must-match", "prisma.communication.add-same")
@pytest.mark.behaviour("prisma.communication.id-given")
def test_contact_data_that_are_not_quite_the_same(worker: PrismaWorker) -> None:
    """Another value or less content deletes nothing; the same contact again is not added."""
    contact = {**PHONE, "ContactPerson": "Brown"}
    worker.communication.add(contact)
    another = {**contact, "Value": "0470"}
    assert statuscode_of(lambda: worker.communication.delete(another)) == "404"
    assert statuscode_of(lambda: worker.communication.delete(PHONE)) == "404"
    assert statuscode_of(lambda: worker.communication.add(contact)) == "409"
    assert contacts(worker) == [contact]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.communication.never-changed")
def test_contact_data_are_never_changed(sim: Simulator, worker: PrismaWorker) -> None:
    """There is no such method; they are deleted and added again (4.3)."""
    response = Wire(sim).call("PUT", f"/worker/{worker.number}/communication", EMAIL)
    assert response.status_code == httpx.codes.METHOD_NOT_ALLOWED


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.replacement.family")
def test_a_replacement(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """Somebody stands in from a day on, until that is changed and deleted (4.1 to 4.4)."""
    substitute = worker.number + 1
    prisma.add_worker(new_worker(substitute, INSS=None))
    sent = {"WorkerNumber": substitute, "Startdate": "20250301", "Percentage": 50}
    worker.replacements.add(sent)
    assert worker.replacements.on("20250228") is None
    assert worker.replacements.on("20250301") is not None
    worker.replacements.change("20250301", {**sent, "Startdate": "20250401", "Percentage": 80})
    assert worker.replacements.on("20250301") is None
    found = worker.replacements.on("20250401")
    assert found is not None
    assert (found["Startdate"], found["Percentage"]) == ("20250401", 80)
    worker.replacements.delete("20250401")
    assert worker.replacements.on("20250401") is None


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.replacement.worker-numbers")
def test_who_replaces_whom(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """A request names the substitute, and an answer both."""
    substitute = worker.number + 1
    prisma.add_worker(new_worker(substitute, INSS=None))
    worker.replacements.add({"WorkerNumber": substitute, "Startdate": "20250301"})
    replacement = {
        "WorkerNumber": worker.number,
        "ReplacementWorkerNumber": substitute,
        "Startdate": "20250301",
    }
    found = worker.get()
    assert found is not None
    assert worker.replacements.on("20250303") == replacement
    assert found["Replacement"] == [replacement]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.replacement.no-list", "prisma.replacement.substitute-known")
def test_replacements_that_cannot_be(sim: Simulator, worker: PrismaWorker) -> None:
    """There is no list of them, and nobody unknown stands in for a worker."""
    response = Wire(sim).call("GET", f"/worker/{worker.number}/replacement")
    assert response.status_code == httpx.codes.NOT_FOUND
    assert (
        statuscode_of(
            lambda: worker.replacements.add({"WorkerNumber": 9999999, "Startdate": "20250301"})
        )
        == "404"
    )


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.salary.add", "prisma.salary.change-by-code-and-date")
@pytest.mark.behaviour("prisma.salary.change-keeps-rest")
def test_salary_data(worker: PrismaWorker) -> None:
    """They are added, changed and deleted by code and start date; the rest stays (4.2 to 4.4)."""
    bonus = {"Startdate": "20240101", "Code": 2200, "Percentage": 5}
    worker.salary_compositions.add(SALARY)
    worker.salary_compositions.add(bonus)
    raised = {"Startdate": "20240101", "Code": 1010, "Amount": 3400}
    worker.salary_compositions.change((1010, "20240101"), raised)
    assert salary(worker) == [{**SALARY, "Amount": 3400}, bonus]
    worker.salary_compositions.delete((1010, "20240101"))
    assert salary(worker) == [bonus]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.salary.add-taken", "prisma.salary.shown-in-contract")
def test_salary_data_that_are_there(worker: PrismaWorker) -> None:
    """A code on a start date is there once; data of a later date stand beside it."""
    worker.salary_compositions.add(SALARY)
    worker.salary_compositions.add({**SALARY, "Startdate": "20250101"})
    assert statuscode_of(lambda: worker.salary_compositions.add({**SALARY, "Amount": 1})) == "409"
    assert salary(worker) == [SALARY, {**SALARY, "Startdate": "20250101"}]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.salary.sent-with-contract")
def test_salary_data_inside_a_contract(worker: PrismaWorker) -> None:
    """What a contract brings along can be changed and deleted like all other salary data."""
    start = {"Startdate": "20240101"}
    worker.contracts.change("20240101", {**start, "SalaryCompositions": [SALARY]})
    assert salary(worker) == [SALARY]
    worker.salary_compositions.delete((1010, "20240101"))
    assert salary(worker) == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.absence-note.family")
def test_sick_notes(worker: PrismaWorker) -> None:
    """They are named by the day on which they were drawn up (4.1 to 4.4)."""
    extension = {**NOTE, "Notedate": "20250307", "Enddate": "20250314", "Reason": "Extension"}
    worker.absence_notes.add(NOTE)
    worker.absence_notes.add(extension)
    assert worker.absence_notes.all() == [NOTE, extension]
    longer = {"Notedate": "20250307", "Startdate": "20250303", "Enddate": "20250321"}
    worker.absence_notes.change("20250307", longer)
    assert worker.absence_notes.get("20250307") == {**extension, **longer}
    worker.absence_notes.delete("20250307")
    assert worker.absence_notes.all() == [NOTE]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.absence-note.date-taken", "prisma.absence-note.end-before-start")
def test_sick_notes_that_cannot_be(worker: PrismaWorker) -> None:
    """Two notes of one day, and a note that ends before it starts."""
    worker.absence_notes.add(NOTE)
    reversed_note = {**NOTE, "Notedate": "20250304", "Enddate": "20250302"}
    assert statuscode_of(lambda: worker.absence_notes.add(NOTE)) == "409"
    assert statuscode_of(lambda: worker.absence_notes.add(reversed_note)) == "400"
    assert worker.absence_notes.all() == [NOTE]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.divergent-payment.family")
def test_divergent_payments(worker: PrismaWorker) -> None:
    """They are changed and deleted by start date and type (4.1 to 4.4)."""
    share = {**PAYMENT, "PayoutType": "Percentage", "Amount": 10}
    worker.divergent_payments.add(PAYMENT)
    worker.divergent_payments.add(share)
    worker.divergent_payments.change(("20250101", "Amount"), {**PAYMENT, "Amount": 300})
    by_type = {one["PayoutType"]: one for one in worker.divergent_payments.all()}
    assert by_type == {"Amount": {**PAYMENT, "Amount": 300}, "Percentage": share}
    worker.divergent_payments.delete(("20250101", "Amount"))
    assert worker.divergent_payments.all() == [share]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.divergent-payment.taken")
@pytest.mark.behaviour("prisma.divergent-payment.type-is-payout-type")
def test_the_type_of_a_divergent_payment(worker: PrismaWorker) -> None:
    """One type on one date is there once, and its letter case in a path does not matter."""
    worker.divergent_payments.add(PAYMENT)
    assert statuscode_of(lambda: worker.divergent_payments.add({**PAYMENT, "Amount": 1})) == "409"
    worker.divergent_payments.delete(("20250101", "AMOUNT"))
    assert worker.divergent_payments.all() == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.cost-centre.list", "prisma.cost-centre.add")
@pytest.mark.behaviour("prisma.cost-centre.of-date")
def test_cost_centres(worker: PrismaWorker) -> None:
    """Several start on one date, and are asked together by that very date (4.1 and 4.2)."""
    worker.cost_centres.add(COST_CENTRES)
    assert worker.cost_centres.all() == [COST_CENTRES]
    assert worker.cost_centres.get("20250101") == COST_CENTRES
    assert worker.cost_centres.get("20250102") is None


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.cost-centre.replaced-together")
@pytest.mark.behaviour("prisma.cost-centre.deleted-together")
def test_cost_centres_are_changed_together(worker: PrismaWorker) -> None:
    """A change brings all of them again, and a deletion takes all of them (4.3 and 4.4)."""
    worker.cost_centres.add(COST_CENTRES)
    alone = {"Startdate": "20250101", "CostCentres": [{"CostCentre": "ADMIN", "Percentage": 100}]}
    worker.cost_centres.change("20250101", alone)
    assert worker.cost_centres.all() == [alone]
    worker.cost_centres.delete("20250101")
    assert worker.cost_centres.all() == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.cost-centre.sum-100")
def test_cost_centres_sum_to_100(worker: PrismaWorker) -> None:
    """Added or changed, less and more than 100 % are refused (4.2 and 4.3)."""
    worker.cost_centres.add(COST_CENTRES)
    for percentage in (99, 30):
        rows = [{"CostCentre": "ADMIN", "Percentage": percentage}] * 2
        other, same = ({"Startdate": day, "CostCentres": rows} for day in ("20250201", "20250101"))
        assert statuscode_of(partial(worker.cost_centres.add, other)) == "400"
        assert statuscode_of(partial(worker.cost_centres.change, "20250101", same)) == "400"
    assert worker.cost_centres.all() == [COST_CENTRES]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.cost-centre.sum-tolerance", "prisma.cost-centre.add-taken")
def test_cost_centres_in_thirds(worker: PrismaWorker) -> None:
    """Three times 33.33 is near enough; a date that has cost centres takes no others."""
    thirds = [{"CostCentre": name, "Percentage": 33.33} for name in ("A", "B", "C")]
    worker.cost_centres.add({"Startdate": "20250101", "CostCentres": thirds})
    assert statuscode_of(lambda: worker.cost_centres.add(COST_CENTRES)) == "409"
