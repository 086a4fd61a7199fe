"""One worker of Link2Prisma with all its histories."""

from __future__ import annotations

from .prisma_answers import EntryResult
from .prisma_queue import PrismaQueue
from .prisma_records import (
    Communication,
    CompanyCars,
    Dimonas,
    Found,
    History,
    Notes,
    Parts,
    Payments,
    Substitutions,
)
from .prisma_wire import Day, Record, text_of


class PrismaWorker:
    """A worker by its number, with its records by kind (Link2Prisma manual, 4.1 to 4.4)."""

    def __init__(self, queue: PrismaQueue, number: int) -> None:
        self.number = number
        self._queue = queue
        self._path = path = f"/worker/{number}"
        self.contracts = History(queue, f"{path}/contract")
        self.addresses = History(queue, f"{path}/address")
        self.communication = Communication(queue, f"{path}/communication")
        self.family_statuses = History(queue, f"{path}/familystatus")
        self.taxes = History(queue, f"{path}/tax")
        self.replacements = Substitutions(queue, f"{path}/replacement")
        self.company_cars = CompanyCars(queue, f"{path}/companycar")
        self.salary_compositions = Parts(queue, f"{path}/salarycomposition")
        self.absence_notes = Notes(queue, f"{path}/absencenote")
        self.divergent_payments = Payments(queue, f"{path}/divergentPayment")
        self.cost_centres = Notes(queue, f"{path}/costcentre")
        self.dimonas = Dimonas(queue, f"{path}/dimona")

    def get(self) -> Found | None:
        """The worker with all histories."""
        return self._queue.call("GET", self._path).record

    def change(self, record: Record) -> EntryResult:
        """Change personal data; contracts, addresses ... are changed on their own (4.3)."""
        return self._queue.call("PUT", self._path, record)

    def absences(self, since: Day) -> list[Found]:
        """The approved absences from a day on, as one record for the worker."""
        return self._queue.call("GET", f"{self._path}/absences/{text_of(since)}").records

    def leave_counters(self, year: int) -> list[Found]:
        """The leave counters of a year; of another year than this one as they ended."""
        return self._queue.call("GET", f"{self._path}/leavecounters/{year}").records

    def divergent_salary_scales(self) -> list[Found]:
        """The divergent salary scales, which can only be asked."""
        return self._queue.call("GET", f"{self._path}/divergentSalaryScale").records
