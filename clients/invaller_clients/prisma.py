"""The client of Link2Prisma: workers with their histories, absences, prestations, documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from .errors import UnreadableAnswer
from .prisma_answers import EntryResult, WorkerExists
from .prisma_queue import PrismaQueue
from .prisma_records import CompanyCars, Found, Schedules
from .prisma_tables import Absences, Documents, FirstDaysOfUnemployment, Prestations
from .prisma_wire import Day, Record, path_of
from .prisma_worker import PrismaWorker
from .reading import Members

LARGEST_PAGE = 100
"""Workers that one request gives at most (Link2Prisma manual, 4.1)."""


class PrismaClient(PrismaQueue):
    """Works on the data of one employer at a social secretariat (Link2Prisma manual).

    Every request is queued, and processed in its turn: `submit` gives an identifier, `wait` the
    Result, and `call` does both. All else is a `call` at one of the documented paths:

        prisma.worker(17).contracts.on(date(2024, 6, 1))
        prisma.worker(17).addresses.change("20240101", {"Startdate": "20240201", ...})
        prisma.absences.add([{"WorkerNumber": 17, "Absences": [...]}])

    Records have the vendor's names. A date is a `date` or its text as yyyymmdd.
    """

    TEST_URL: ClassVar[str] = "https://link2prisma.sodeco.info/link2prisma.svc"
    """The only one that the manual names; every social secretariat has its own."""

    @property
    def absences(self) -> Absences:
        """Absences of several workers."""
        return Absences(self)

    @property
    def prestations(self) -> Prestations:
        """Prestations of several workers."""
        return Prestations(self)

    @property
    def first_days_of_unemployment(self) -> FirstDaysOfUnemployment:
        """First days of temporary unemployment."""
        return FirstDaysOfUnemployment(self)

    @property
    def company_cars(self) -> CompanyCars:
        """Company cars that no worker has; a new one needs CatRSZ."""
        return CompanyCars(self, "/companycar", joint="")

    @property
    def schedules(self) -> Schedules:
        """Schedules, to which a contract refers by their code."""
        return Schedules(self, "/schedule")

    @property
    def documents(self) -> Documents:
        """Documents of the employer and its workers."""
        return Documents(self)

    def worker(self, number: int) -> PrismaWorker:
        """One worker, who is not asked for yet, and may be one of the future."""
        return PrismaWorker(self, number)

    def workers(self, limit: int = LARGEST_PAGE) -> Iterator[Found]:
        """All workers with all histories, `limit` a request, which is at most 100."""
        return self._in_pages("/worker", limit)

    def workers_in_service(
        self, start: Day, end: Day, limit: int = LARGEST_PAGE
    ) -> Iterator[Found]:
        """The workers who are in service between two days, as `workers` gives them."""
        return self._in_pages(f"/worker/{path_of(start, end)}", limit)

    def add_worker(self, record: Record) -> EntryResult:
        """Add a worker with at least personal data, contract, address and family status."""
        return self.call("POST", "/worker", record)

    def worker_exists(self, inss: str) -> WorkerExists:
        """Whether the employer has a worker with this rijksregisternummer; answered directly."""
        answer = self._ask("GET", f"/workerExists/{path_of(inss)}")
        return WorkerExists.of(Members(answer, "workerExists"))

    def new_worker_number(self) -> int:
        """The next number for a worker. Its shape is not documented: a bare one is read too."""
        data: Any = self.call("GET", "/newWorkerNumber").data
        members = Members(data if isinstance(data, dict) else {"WorkerNumber": data})
        return members.require(members.number, "WorkerNumber")

    def modifications(self, start: Day, end: Day) -> list[Found]:
        """What others than this user changed between two days."""
        return self._all(f"/modifications/{path_of(start, end)}")

    def leave_counters(self, year: int, counter_id: int) -> list[Found]:
        """One leave counter of a year for all workers."""
        return self._all(f"/leavecounters/{year}/{counter_id}")

    def departments(self) -> list[Found]:
        """The departments (afdelingen)."""
        return self._all("/department")

    def cost_centres(self) -> list[Found]:
        """The cost centres (kostenplaatsen)."""
        return self._all("/costcentre")

    def parcoms(self) -> list[Found]:
        """The joint committees (paritaire comités)."""
        return self._all("/parcom")

    def nssocats(self) -> list[Found]:
        """The employer categories (werkgeverscategorieën)."""
        return self._all("/nssocat")

    def profcats(self) -> list[Found]:
        """The professional categories (beroepscategorieën), by joint committee."""
        return self._all("/profcats")

    def _all(self, path: str) -> list[Found]:
        return self.call("GET", path).records

    def _in_pages(self, path: str, limit: int) -> Iterator[Found]:
        if not 1 <= limit <= LARGEST_PAGE:
            raise ValueError(f"limit: 1 to {LARGEST_PAGE} workers a request, not {limit}")
        return self._page_by_page(path, limit)

    def _page_by_page(self, path: str, limit: int) -> Iterator[Found]:
        """Page after page, each when it is needed; one that is not full is the last."""
        offset = 0
        before: list[Found] = []
        while True:
            query = {"limit": str(limit), "offset": str(offset)}
            page = self.call("GET", path, query=query).records
            if page and page == before:
                raise UnreadableAnswer(f"GET {path}: offset {offset} gives the same workers again")
            yield from page
            if len(page) < limit:
                return
            offset, before = offset + limit, page
