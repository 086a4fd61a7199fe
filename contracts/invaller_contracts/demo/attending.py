"""Steps of Link2Prisma: a month of a worker, a dimona, a first day of unemployment, documents."""

from collections.abc import Iterator

from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.prisma.samples import (
    DIMONA_IN,
    FIRST_DAY,
    NOTICE,
    absences,
    absent,
    prestations,
    worked,
)

MONDAY = "20250310"


def absence(stage: Stage) -> Iterator[Check]:
    """4.2: several workers in one request; the same day and code again is a change."""
    prisma, number = stage.prisma, stage.numbers["hired"]
    other = absences(1, absent(MONDAY, 510, 7.6))
    prisma.absences.add([absences(number, absent(MONDAY, 510, 7.6)), other])
    prisma.absences.add([absences(number, absent(MONDAY, 510, 3.8))])
    expected = [other, absences(number, absent(MONDAY, 510, 3.8))]
    yield Check("absences", expected, prisma.absences.since(MONDAY))


def absence_deleted(stage: Stage) -> Iterator[Check]:
    """4.4: by day and code."""
    worker = stage.prisma.worker(stage.numbers["hired"])
    stage.prisma.absences.delete([absences(worker.number, absent(MONDAY, 510, 3.8))])
    yield Check("absences of the worker", [], worker.absences(MONDAY))


def prestation(stage: Stage) -> Iterator[Check]:
    """4.2 and 4.5: what can be processed is staged, what cannot is in the Response."""
    number = stage.numbers["hired"]
    fine = prestations(number, worked("20250303", 7.6), worked("20250304", 7.6))
    added = stage.prisma.prestations.add([fine])
    yield Check("nothing in Response", True, not added.response)
    nobody = prestations(9999999, worked("20250303", 7.6))
    refused = stage.prisma.prestations.add([fine, nobody])
    yield Check("somebody unknown is listed", True, "9999999" in refused.response)


def processed(stage: Stage) -> Iterator[Check]:
    """4.2: the month is read in without anybody at the secretariat."""
    done = stage.prisma.prestations.completed(3, 2025)
    yield Check("nothing in Response", True, not done.response)


def dimona(stage: Stage) -> Iterator[Check]:
    """4.2 and 4.1: sent on request, and its outcome is in the worker's list."""
    dimonas = stage.prisma.worker(stage.numbers["hired"]).dimonas
    start = "20250311"
    dimonas.add({**DIMONA_IN, "StartingDate": start})
    stage.sim.clock.advance("PT1M")
    declared = dimonas.get(start)
    seen = (declared or {}).get("StartingDate"), (declared or {}).get("Status")
    yield Check("start and status", (start, "OK"), seen)
    period = int((declared or {}).get("DimonaPeriodId", 0))
    yield Check("the RSZ has it", "2025-03-11", stage.dimona.period(period).start_date.isoformat())


def unemployment(stage: Stage) -> Iterator[Check]:
    """4.2: the number is in the Result, the ticket comes from the RSZ."""
    days = stage.prisma.first_days_of_unemployment
    added = days.add({**FIRST_DAY, "ListOfWorkers": [stage.numbers["hired"]]})
    number = added.data["SerialNumber"]
    stage.sim.clock.advance("PT1M")
    found = days.get(number) or {}
    yield Check("number", number, found.get("SerialNumber"))
    yield Check("has a ticket", True, bool(found.get("TicketNumber")))


def documents(stage: Stage) -> Iterator[Check]:
    """5.1: listed by period, and downloaded by number."""
    listed = stage.prisma.documents.listing("20240101", "20240331")
    yield Check("documents are listed", True, bool(listed))
    for one in listed:
        content = stage.prisma.documents.download(one["DocumentID"])
        yield Check(one["DocumentName"], one["Size"], len(content))


def withdrawn(stage: Stage) -> Iterator[Check]:
    """5.1: those of every employer, with employer and number."""
    found = stage.prisma.documents.withdrawals("20240101")
    employers = {one["Employer"] for one in found}
    yield Check("of more than one employer", True, len(employers) > 1)


def upload(stage: Stage) -> Iterator[Check]:
    """5.2: for a worker, with a type of the secretariat's own."""
    prisma, number = stage.prisma, stage.numbers["hired"]
    prisma.documents.upload({**NOTICE, "WorkerId": number}, b"een attest")
    listed = prisma.documents.listing("20250303", "20250303")
    seen = [(one["DocumentName"], one["Worker"]) for one in listed]
    yield Check("document and worker", [("attest.txt", number)], seen)
    yield Check("content", b"een attest", prisma.documents.download(listed[0]["DocumentID"]))
