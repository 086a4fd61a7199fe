"""What generated calls of Link2Prisma meet at a real environment: what is there, or a new worker.

Calls that write are about one worker, who is hired for the run and stays (nobody can be deleted),
and about days a year from now, so that they meet no record of anybody else.
"""

from collections.abc import Sequence
from contextlib import suppress

import httpx
from schemathesis import Response

from invaller_clients import InvallerClientError, PrismaClient
from invaller_contracts.exploring import client_at
from invaller_contracts.prisma import samples
from invaller_contracts.prisma.client import certified
from invaller_contracts.prisma.following import identifier_in
from invaller_contracts.prisma.samples import day_of
from invaller_contracts.prisma.sound import STARTS, sound
from invaller_contracts.provider.target import Target
from invaller_contracts.varying import Known, Sound

_LATER = 365
"""Days from today on which records start."""

_NOBODYS = 999999
"""Number of a first day of unemployment that there is not."""

_SCHEDULE = "T999"
"""Code of the one schedule that is added: it cannot be deleted."""

ENDS = ("EndDate", "Enddate", "EndingDate", "EndOfPeriod", "Day")
"""Parameters and members that are the last day of something, or a day."""

_FOUND: dict[str, Known] = {}
"""What was found in this run, by URL: each look takes the time of an entry of the queue."""

_HIRED: dict[str, int] = {}
"""The worker who was hired for this run, by URL."""


class Surroundings:
    """The employer of a real environment; prisma: looks around, hires, and takes back."""

    def __init__(self, target: Target, prisma: PrismaClient) -> None:
        self._target = target
        self._prisma = prisma
        self._employer = target.value("INVALLER_PRISMA_EMPLOYER")
        self._later = day_of(target, _LATER)
        self._handed_in: list[tuple[str, str]] = []

    def caller(self, client: str | None) -> httpx.Client:
        """The user of the certificate, or one who says nothing of who it is."""
        return client_at(self._target, verify=certified(self._target) if client else None)

    def found(self) -> Known:
        """The employer's worker, days around today, documents and an entry of the queue."""
        place = self._target.urls["prisma"]
        if place not in _FOUND:
            _FOUND[place] = self._looked_around()
        return _FOUND[place]

    def _looked_around(self) -> Known:
        worker = int(self._target.value("INVALLER_PRISMA_WORKER"))
        today, earlier = day_of(self._target), day_of(self._target, -30)
        documents = self._prisma.documents.listing(earlier, today)
        known: dict[str, Sequence[object]] = {
            **dict.fromkeys(STARTS, (today,)),
            "Employer": [self._employer],
            "workerID": [worker],
            "rrnr": [self._target.value("INVALLER_PRISMA_INSS")],
            "StartDate": [earlier],
            "EndDate": [today],
            "year": [self._target.today.year],
            "counterID": [1, 2],
            "limit": [1, 100],
            "offset": [0],
            "GUID": [self._prisma.submit("GET", f"/worker/{worker}")],
        }
        if documents:
            known["documentID"] = [one["DocumentID"] for one in documents[:3]]
        return known

    def made(self) -> Known:
        """The worker of this run with one of everything, and days in nobody's way."""
        worker = self._hired()
        later = self._target.day(_LATER)
        starts = (*STARTS, "Startdate", "StartingDate", "Notedate", *ENDS)
        return {
            **dict.fromkeys(starts, (self._later,)),
            "Employer": [self._employer],
            "workerID": [worker],
            "WorkerNumber": [worker],
            "WorkerId": [worker],
            "ListOfWorkers": [[worker]],
            "INSS": [int(self._target.value("INVALLER_PRISMA_INSS"))],
            "CatRSZ": [self._target.value("INVALLER_PRISMA_CATEGORY")],
            "DocumentType": [self._target.value("INVALLER_PRISMA_DOCUMENT_TYPE")],
            "ScheduleID": [_SCHEDULE],
            "salarycode": [samples.SALARY["Code"]],
            **dict.fromkeys(("typeID", "PayoutType"), (samples.PAYMENT["PayoutType"],)),
            **dict.fromkeys(("firstDayOfUnemplID", "SerialNumber"), (_NOBODYS,)),
            "Month": [later.month],
            "Year": [later.year],
        }

    def sound(self) -> Sound:
        """Sound bodies about the worker of this run."""
        return sound(self._hired(), self._later)

    def look(self, response: Response) -> None:
        """Remember what the employer may have been given, beside what its new worker has."""
        identifier = identifier_in(response)
        if identifier and response.request.method == "POST":
            path = str(response.request.url).removeprefix(self._target.urls["prisma"])
            self._handed_in.append((path, identifier))

    def take_back(self) -> None:
        """Delete what the employer has of this; the worker and its records stay."""
        for path, identifier in self._handed_in:
            # What was refused is not there.
            with suppress(InvallerClientError):
                if path == "/firstdayofunemployment":
                    number = self._prisma.wait(identifier).checked().data["SerialNumber"]
                    self._prisma.first_days_of_unemployment.delete({"SerialNumber": number})
                elif path == "/companycar":
                    self._prisma.wait(identifier).checked()
                    self._prisma.company_cars.delete(self._later)

    def _hired(self) -> int:
        place = self._target.urls["prisma"]
        if place not in _HIRED:
            number = self._prisma.new_worker_number()
            self._prisma.add_worker(samples.new_worker(number, INSS=None))
            # Whatever goes wrong with the rest, one worker is enough to leave behind.
            _HIRED[place] = number
            self._fill(number)
        return _HIRED[place]

    def _fill(self, number: int) -> None:
        """Give a worker one of everything that can be changed and deleted."""
        bodies, worker = sound(number, self._later), self._prisma.worker(number)
        worker.contracts.add(bodies["EmploymentStatus"])
        worker.addresses.add(bodies["Street"])
        worker.family_statuses.add(bodies["CivilStatus"])
        worker.taxes.add(bodies["TaxCalculation"])
        worker.communication.add(bodies["CommunicationType"])
        worker.company_cars.add(samples.CAR | {"StartingDate": self._later})
        worker.absence_notes.add(bodies["Notedate"])
        worker.cost_centres.add(bodies["CostCentres"])
        worker.salary_compositions.add(bodies["Code"])
        payment = {"Enddate": day_of(self._target, _LATER + 30)}
        worker.divergent_payments.add(bodies["PayoutType"] | payment)
