"""An employer hires a worker, asks who works there, and changes personal data.

Today is Monday 3 March 2025.
"""

import httpx
import pytest

from invaller_clients import EntryFailed, EntryNotAccepted, PrismaClient, PrismaWorker, WorkerExists
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.samples import (
    ADDRESS,
    CONTRACT,
    EMAIL,
    FAMILY_STATUS,
    HOTEL,
    INSS,
    SALARY,
    TAX,
    Body,
    new_worker,
    shown,
)
from invaller_contracts.prisma.wire import Wire
from invaller_contracts.simulator import Simulator


def refused(prisma: PrismaClient, body: Body) -> EntryFailed:
    """How a new worker is refused; nobody is added, so the next number stays."""
    before = prisma.new_worker_number()
    with pytest.raises(EntryFailed) as caught:
        prisma.add_worker(body)
    assert prisma.new_worker_number() == before
    return caught.value


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.add", "prisma.workers.one", "prisma.workers.content")
def test_a_worker_is_hired(prisma: PrismaClient) -> None:
    """One request brings all data, and the worker is shown with every history (4.1 and 4.2)."""
    number = prisma.new_worker_number()
    body = new_worker(number, Communication=[EMAIL], Tax=[TAX])
    body["contract"] = [{**CONTRACT, "SalaryCompositions": [SALARY]}]
    assert prisma.add_worker(body).statuscode == "201"
    found = prisma.worker(number).get()
    assert found is not None
    contact = found.pop("Communication")
    assert [{**one, "ID": None} for one in contact] == [{**EMAIL, "ID": None}]
    assert {name: found.get(name) for name in body if name != "Communication"} == {
        name: value for name, value in body.items() if name != "Communication"
    }


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.add", "prisma.contract.family", "prisma.address.family")
@pytest.mark.behaviour("prisma.family-status.family", "prisma.tax.family")
def test_every_part_shows_in_its_own_list(prisma: PrismaClient) -> None:
    """What was sent with the worker is what each history gives (4.2)."""
    number = prisma.new_worker_number()
    prisma.add_worker(new_worker(number, Tax=[TAX]))
    worker = prisma.worker(number)
    assert worker.contracts.all() == [shown(CONTRACT)]
    assert worker.addresses.all() == [ADDRESS]
    assert worker.family_statuses.all() == [FAMILY_STATUS]
    assert worker.taxes.all() == [TAX]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.exists.known", "prisma.exists.direct")
@pytest.mark.behaviour("prisma.exists.three-members", "prisma.exists.unknown-number-0")
def test_whether_a_worker_exists(sim: Simulator, prisma: PrismaClient) -> None:
    """Before: no, with number 0; afterwards: yes, with the number; both at once (4.6)."""
    assert prisma.worker_exists(str(INSS)).number == 0
    prisma.add_worker(new_worker(700))
    sim.requests.clear()
    found = prisma.worker_exists(str(INSS))
    assert found == WorkerExists(found.identifier, exists=True, number=700)
    assert found.identifier
    assert (sim.requests.count(), sim.pending.list()) == (1, [])


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.exists.of-this-employer")
@pytest.mark.usefixtures("worker")
def test_a_worker_exists_at_one_employer(sim: Simulator) -> None:
    """The question is about the employer of the header (4.6)."""
    with prisma_client(sim, HOTEL) as hotel:
        assert not hotel.worker_exists(str(INSS)).exists


@pytest.mark.anywhere
@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.exists.unreadable-is-unknown")
@pytest.mark.parametrize("inss", ["00000000000", "12345678901", "abc", "1"])
def test_a_number_that_is_nobodys(prisma: PrismaClient, inss: str) -> None:
    """A rijksregisternummer that cannot be is not known; clients test a connection with it."""
    found = prisma.worker_exists(inss)
    assert (found.exists, found.number) == (False, 0)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.exists.padded", "prisma.workers.inss-as-number")
def test_a_number_that_begins_with_zero(prisma: PrismaClient) -> None:
    """As a JSON number it has lost its zero: it is found with and without it."""
    prisma.add_worker(new_worker(700, INSS=4042306169))
    assert prisma.worker_exists("04042306169").number == 700
    assert prisma.worker_exists("4042306169").number == 700
    found = prisma.worker(700).get()
    assert found is not None
    assert found["INSS"] == 4042306169


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.exists.identifier-not-queued")
def test_an_identifier_that_leads_nowhere(sim: Simulator, prisma: PrismaClient) -> None:
    """What workerExists calls its identifier is in no queue."""
    found = prisma.worker_exists(str(INSS))
    response = Wire(sim).call("GET", f"/Result/{found.identifier}")
    assert response.status_code == httpx.codes.NOT_FOUND


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.exists.out-of-service-too")
def test_who_left_still_exists(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """A contract that ended makes no worker unknown."""
    worker.contracts.change("20240101", {"Startdate": "20240101", "Enddate": "20241231"})
    assert prisma.worker_exists(str(INSS)).number == worker.number


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.number.next")
def test_the_next_number(prisma: PrismaClient) -> None:
    """It is that of nobody, and goes up when it was used (4.1)."""
    number = prisma.new_worker_number()
    assert number not in {one["WorkerNumber"] for one in prisma.workers()}
    prisma.add_worker(new_worker(number))
    assert prisma.new_worker_number() == number + 1


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.number.shape", "prisma.number.not-reserved")
@pytest.mark.behaviour("prisma.number.free-number-taken")
def test_the_next_number_is_not_kept_for_anybody(prisma: PrismaClient) -> None:
    """Asking reserves nothing, a free number may be used, and the next follows the highest."""
    number = prisma.new_worker_number()
    assert prisma.call("GET", "/newWorkerNumber").data == {"WorkerNumber": number}
    prisma.add_worker(new_worker(number + 10))
    assert prisma.new_worker_number() == number + 11


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.add-minimum")
@pytest.mark.parametrize("missing", ["Name", "Firstname", "contract", "address", "FamilyStatus"])
def test_less_than_the_minimum(prisma: PrismaClient, missing: str) -> None:
    """Personal data, contract, address and family status are all needed (4.2)."""
    failed = refused(prisma, new_worker(700, **{missing: None}))
    assert failed.statuscode == "400"
    assert missing in failed.description


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.add-minimum")
@pytest.mark.parametrize("empty", ["contract", "address", "FamilyStatus"])
def test_an_empty_history(prisma: PrismaClient, empty: str) -> None:
    """A history without a record is as good as none (4.2)."""
    assert refused(prisma, new_worker(700, **{empty: []})).statuscode == "400"


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.workers.add-needs-number")
@pytest.mark.sim(strictness="strict")
def test_no_number_is_given_by_itself(prisma: PrismaClient) -> None:
    """A worker without number is refused when it is accepted."""
    with pytest.raises(EntryNotAccepted, match="WorkerNumber"):
        prisma.add_worker(new_worker(700, WorkerNumber=None))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.workers.add-number-taken", "prisma.result.exists-409")
def test_a_number_that_is_taken(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """Statuscode 409, and the worker who has it stays as he was."""
    body = new_worker(worker.number, INSS=None, Name="Smith")
    assert refused(prisma, body).statuscode == "409"
    found = worker.get()
    assert found is not None
    assert found["Name"] == "Brown"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.workers.add-inss-taken")
@pytest.mark.usefixtures("worker")
def test_a_rijksregisternummer_that_is_taken(prisma: PrismaClient) -> None:
    """One person is one worker of an employer."""
    assert refused(prisma, new_worker(700)).statuscode == "409"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.workers.add-address-start", "prisma.workers.inss-not-verified")
def test_what_is_not_looked_at(prisma: PrismaClient) -> None:
    """An address starts with the contract unless it says otherwise, and check digits may be off."""
    unnamed = {name: value for name, value in ADDRESS.items() if name != "Startdate"}
    prisma.add_worker(new_worker(700, INSS=12345678901, address=[unnamed]))
    assert prisma.worker(700).addresses.all() == [ADDRESS]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.change-personal-data", "prisma.workers.change-what-is-sent")
def test_personal_data_are_changed(worker: PrismaWorker) -> None:
    """What is sent is changed, and all else stays, histories included (4.3)."""
    before = worker.get()
    assert before is not None
    worker.change({"Name": "Brown", "Firstname": "John", "Language": "F"})
    assert worker.get() == {**before, "Firstname": "John", "Language": "F"}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.workers.change-mandatory-members")
def test_what_is_mandatory_is_always_sent(worker: PrismaWorker) -> None:
    """A change without the first name is refused."""
    with pytest.raises(EntryNotAccepted, match="Firstname"):
        worker.change({"Name": "Janssens"})


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.workers.unknown", "prisma.result.unknown-404")
def test_a_worker_who_is_not_there(prisma: PrismaClient) -> None:
    """To ask about, to add to and to change nobody is Statuscode 404."""
    nobody = prisma.worker(9999999)
    for use in (
        nobody.get,
        nobody.contracts.all,
        lambda: nobody.contracts.on("20250303"),
        lambda: nobody.addresses.add(ADDRESS),
        lambda: nobody.change({"Name": "Nemo", "Firstname": "N."}),
        lambda: nobody.addresses.delete("20240101"),
    ):
        with pytest.raises(EntryFailed) as caught:
            use()
        assert caught.value.statuscode == "404"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.never-deleted")
def test_a_worker_is_never_deleted(sim: Simulator, worker: PrismaWorker) -> None:
    """There is no such method, and the worker stays (4.4)."""
    response = Wire(sim).call("DELETE", f"/worker/{worker.number}")
    assert response.status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert worker.get() is not None


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.workers.in-service", "prisma.queue.dates-are-no-worker")
def test_who_is_in_service(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """A period gives those with a contract on at least one of its days (4.1)."""
    worker.contracts.change("20240101", {"Startdate": "20240101", "Enddate": "20240630"})

    def found(start: str, end: str) -> bool:
        numbers = [one["WorkerNumber"] for one in prisma.workers_in_service(start, end)]
        return worker.number in numbers

    assert found("20240630", "20241231")
    assert found("20230101", "20240101")
    assert not found("20240701", "20241231")
    assert not found("20230101", "20231231")
