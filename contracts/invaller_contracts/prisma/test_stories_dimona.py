"""Asking the social secretariat for a dimona, and what the RSZ makes of it.

Today is Monday 3 March 2025, and the worker starts on 10 March.
"""

import pytest

from invaller_clients import EntryFailed, PrismaClient, PrismaWorker
from invaller_contracts.prisma.samples import CONTRACT, DIMONA_IN, INSS, Body, new_worker
from invaller_contracts.simulator import Simulator


def after_the_rsz(sim: Simulator, worker: PrismaWorker) -> list[Body]:
    """The dimonas of a worker once the RSZ has answered."""
    sim.clock.advance("PT1M")
    return worker.dimonas.all()


@pytest.fixture
def declared(sim: Simulator, worker: PrismaWorker) -> Body:
    """The dimona of an IN that was accepted."""
    worker.dimonas.add(DIMONA_IN)
    (dimona,) = after_the_rsz(sim, worker)
    return dimona


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.dimona.never-by-itself")
def test_a_new_worker_is_not_declared(sim: Simulator, worker: PrismaWorker) -> None:
    """Neither hiring nor a new contract sends a dimona (4.2)."""
    worker.contracts.add({**CONTRACT, "Startdate": "20250310"})
    assert after_the_rsz(sim, worker) == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.dimona.sent-on-request", "prisma.dimona.list")
@pytest.mark.behaviour("prisma.dimona.of-date")
def test_an_in_is_sent(declared: Body, worker: PrismaWorker) -> None:
    """It is in the worker's list, and is found by its start date (4.1 and 4.2)."""
    assert declared["StartingDate"] == "20250310"
    assert worker.dimonas.get("20250310") == declared


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.in-progress", "prisma.dimona.accepted")
@pytest.mark.behaviour("prisma.dimona.rsz-rules")
def test_the_rsz_accepts(sim: Simulator, worker: PrismaWorker) -> None:
    """In progress at first; then OK, with the number of the period."""
    assert worker.dimonas.add(DIMONA_IN).statuscode == "201"
    (waiting,) = worker.dimonas.all()
    assert (waiting["Status"], waiting.get("DimonaPeriodId")) == ("InProgress", None)
    (accepted,) = after_the_rsz(sim, worker)
    assert (accepted["Status"], accepted.get("Error")) == ("OK", None)
    assert accepted["DimonaPeriodId"] > 0
    assert (accepted["WorkerType"], accepted["Belated"]) == ("OTH", "N")


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.refused", "prisma.dimona.rsz-rules")
@pytest.mark.usefixtures("declared")
def test_the_rsz_refuses(sim: Simulator, worker: PrismaWorker) -> None:
    """The same IN again is a duplicate: the entry is done, and the dimona says why it is not."""
    assert worker.dimonas.add(DIMONA_IN).statuscode == "201"
    refused = after_the_rsz(sim, worker)[-1]
    assert (refused["Status"], refused.get("DimonaPeriodId")) == ("Error", None)
    assert "90373-333" in refused["Error"]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.warned", "prisma.dimona.belated")
def test_an_in_that_is_late(sim: Simulator, worker: PrismaWorker) -> None:
    """A start last Friday is taken with a warning, and is belated."""
    worker.dimonas.add({**DIMONA_IN, "StartingDate": "20250228"})
    (late,) = after_the_rsz(sim, worker)
    assert (late["Status"], late["Belated"]) == ("OK", "Y")
    assert "90373-460" in late["Error"]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.quota-exceeded", "prisma.dimona.worker-type")
def test_a_student_with_too_many_hours(sim: Simulator, worker: PrismaWorker) -> None:
    """654 hours of 650: taken, with the four that are too many."""
    student = {"Student": "Y", "EndingDate": "20250328", "PlannedHoursNbr": 654}
    worker.dimonas.add({**DIMONA_IN, **student})
    (warned,) = after_the_rsz(sim, worker)
    assert (warned["WorkerType"], warned["Status"]) == ("STU", "OK")
    assert (warned["QuotaExceeded"], warned["ExceedingHoursNbr"]) == ("Y", 4)


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.dimona.future-worker")
def test_a_worker_of_the_future(sim: Simulator, prisma: PrismaClient) -> None:
    """An IN comes before the worker, whose number is known already (4.2)."""
    number = prisma.new_worker_number()
    assert prisma.worker(number).dimonas.add(DIMONA_IN).statuscode == "201"
    sim.clock.advance("PT1M")
    prisma.add_worker(new_worker(number))
    (dimona,) = prisma.worker(number).dimonas.all()
    assert (dimona["StartingDate"], dimona["Status"]) == ("20250310", "OK")


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.out-changes-record")
def test_out_modification_and_cancel(sim: Simulator, worker: PrismaWorker, declared: Body) -> None:
    """Each changes the dimona of its period, which tells the last action."""
    period = declared["DimonaPeriodId"]
    out = {"NatureDeclaration": "DimonaOut", "DimonaPeriodId": period, "EndingDate": "20250331"}
    later = {"NatureDeclaration": "DimonaModification", "EndingDate": "20250430"}
    cancel = {"NatureDeclaration": "DimonaCancel", "DimonaPeriodId": period}
    common = {"Email": "hr@voorbeeld.example", "StartingDate": "20250310"}
    ends, actions = [], []
    for sent in (out, later, cancel):
        worker.dimonas.add({**common, **sent})
        (dimona,) = after_the_rsz(sim, worker)
        ends.append(dimona["EndingDate"])
        actions.append((dimona["LastAction"], dimona["Status"]))
    assert ends == ["20250331", "20250430", "20250430"]
    assert actions == [("O", "OK"), ("M", "OK"), ("C", "OK")]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.others-need-worker", "prisma.dimona.unknown-period")
def test_dimonas_of_nobody(prisma: PrismaClient, worker: PrismaWorker, declared: Body) -> None:
    """Only an IN does without worker and period."""
    out = {**DIMONA_IN, "NatureDeclaration": "DimonaOut", "EndingDate": "20250331"}
    other = {"StartingDate": "20250311"}
    unknown = {"DimonaPeriodId": declared["DimonaPeriodId"] + 1}
    for who, sent in (
        (prisma.worker(9999999), out),
        (worker, {**out, **unknown}),
        (worker, {**out, **other}),
    ):
        with pytest.raises(EntryFailed) as caught:
            who.dimonas.add(sent)
        assert caught.value.statuscode == "404"
    assert worker.dimonas.all() == [declared]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.of-date-latest")
@pytest.mark.usefixtures("declared")
def test_several_dimonas_of_one_date(sim: Simulator, worker: PrismaWorker) -> None:
    """The latest declared is given; for another date there is none."""
    worker.dimonas.add(DIMONA_IN)
    latest = after_the_rsz(sim, worker)[-1]
    assert worker.dimonas.get("20250310") == latest
    assert worker.dimonas.get("20250311") is None


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.dimona.person", "prisma.dimona.joint-commission")
def test_who_is_declared(sim: Simulator, prisma: PrismaClient, worker: PrismaWorker) -> None:
    """Without INSS in the body it is the worker's own."""
    sent = {name: value for name, value in DIMONA_IN.items() if name != "INSS"}
    worker.dimonas.add(sent)
    (dimona,) = after_the_rsz(sim, worker)
    assert prisma.worker_exists(str(INSS)).number == worker.number
    assert (dimona["Status"], dimona.get("Error")) == ("OK", None)
