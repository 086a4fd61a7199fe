"""The client of Dimona, REST v2: declarations and the personnel file of an employer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar, cast
from urllib.parse import urlsplit

import httpx

from .dimona_answers import DailyRegistration, Declaration, Period, Relation
from .dimona_blocks import (
    DailyRegistrationIn,
    DailyRegistrationUpdate,
    DeclarationRequest,
    DeclarationSearch,
    DimonaIn,
    DimonaUpdate,
    Employer,
    PeriodSearch,
    RelationSearch,
    Worker,
    given,
)
from .dimona_lookup import repeats, search_for
from .errors import (
    DeclarationNotYetProcessed,
    InvallerClientError,
    ResultTimeout,
    ResultUnknown,
    ServerError,
    TokenUnavailable,
    TransportError,
    UnknownDeclaration,
    UnreadableAnswer,
)
from .polling import DOCUMENTED_SCHEDULE, PollingSchedule, Wait
from .translation import Recognition
from .transport import DEFAULT_TIMEOUT, Service


class DimonaClient(Service):
    """Declares, learns the result, and consults (Dimona WS REST v2).

    Processing is asynchronous: `submit` gives a declaration number and `result` waits for its
    result by the documented schedule. `declare` does both, and `in_`, `out`, `update`, `cancel`
    and their daily counterparts are a `declare` each. A refusal (B) is an answer, no error.

    Nothing is submitted twice by itself. When `submit` raises a TransportError whose
    `may_have_arrived` is true, ask `find_submitted` before submitting again.
    """

    SIMULATION_URL: ClassVar[str] = "https://services-sim.socialsecurity.be/REST/dimona/v2"
    PRODUCTION_URL: ClassVar[str] = "https://services.socialsecurity.be/REST/dimona/v2"
    SCOPES: ClassVar[tuple[str, ...]] = (
        "scope:dimona:declaration:declarant",
        "scope:dimona:declaration:consult",
    )
    """To declare and to consult; for `ClientCredentials(scopes=...)`."""

    recognised: Sequence[Recognition] = (
        Recognition(404, "not processed yet", DeclarationNotYetProcessed),
        Recognition(404, "No declaration has been submitted", UnknownDeclaration),
    )

    def __init__(
        self,
        base_url: str,
        *,
        auth: httpx.Auth | None = None,
        transport: httpx.BaseTransport | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        wait: Wait = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        schedule: PollingSchedule = DOCUMENTED_SCHEDULE,
    ) -> None:
        """Point at `base_url`. `wait` lets seconds go by between two looks for a result.

        `clock` (in seconds) only measures how long the looks themselves take.
        """
        super().__init__(base_url, auth=auth, transport=transport, timeout=timeout)
        self._wait = wait
        self._clock = clock
        self._schedule = schedule

    # Declaring

    def submit(self, declaration: DeclarationRequest) -> int:
        """Hand in a declaration and give its number; its result is not known yet.

        Raises BadRequest for a request that is malformed; business errors are in the result.
        """
        response = self._call("POST", "/declarations", body=declaration)
        return _number_in(response.headers.get("Location", ""))

    def get(self, declaration_id: int) -> Declaration:
        """Look once. DeclarationNotYetProcessed while it waits, UnknownDeclaration otherwise."""
        return Declaration.of(self._read("GET", f"/declarations/{declaration_id}"))

    def result(self, declaration_id: int) -> Declaration:
        """Wait for the result of a declaration that was submitted just now.

        A look that meets a passing fault counts as a look without a result. ResultTimeout, from
        what the last look met, when the schedule ends; a result S is given as it is.
        """
        elapsed = 0.0
        met: InvallerClientError | None = None
        while (pause := self._schedule.pause_after(elapsed)) is not None:
            self._wait(pause)
            began = self._clock()
            try:
                return self.get(declaration_id)
            except (
                DeclarationNotYetProcessed,
                ServerError,
                TransportError,
                TokenUnavailable,
            ) as error:
                met = error
            elapsed += pause + self._clock() - began
        raise ResultTimeout(declaration_id, elapsed) from met

    def declare(self, declaration: DeclarationRequest) -> Declaration:
        """Submit a declaration and wait for its result.

        An error of `submit` leaves as it is; any later one as ResultUnknown, with the number.
        """
        declaration_id = self.submit(declaration)
        try:
            return self.result(declaration_id)
        except ResultUnknown:
            raise
        except InvallerClientError as error:
            raise ResultUnknown(declaration_id) from error

    def find_submitted(
        self,
        declaration: DeclarationRequest,
        *,
        created_from: date,
        created_to: date | None = None,
    ) -> tuple[Declaration, ...]:
        """Look up whether a declaration has arrived whose submission gave no answer.

        Gives the declarations that say the same, newest first, created between two dates (Brussels
        time; take the day before along if it was near midnight). Add the employer to an Out,
        Update or Cancel: a search needs one (ValueError). One that is still being processed may
        not be found: wait longer than a result takes before taking an empty answer for a no.
        """
        criteria = search_for(declaration, created_from, created_to)
        found = self.search_declarations(criteria, sort="-creationDate")
        return tuple(one for one in found if repeats(one, declaration))

    def in_(self, employer: Employer, worker: Worker, dimona_in: DimonaIn) -> Declaration:
        """Declare that a worker enters service; an accepted In creates a period."""
        return self.declare({"employer": employer, "worker": worker, "dimonaIn": dimona_in})

    def out(self, period_id: int, end_date: date) -> Declaration:
        """Declare that a worker leaves: the period ends on `end_date`."""
        return self.declare({"dimonaOut": {"periodId": period_id, "endDate": end_date.isoformat()}})

    def update(
        self,
        period_id: int,
        *,
        start_date: date | None = None,
        start_hour: str | None = None,
        end_date: date | None = None,
        end_hour: str | None = None,
        planned_hours: int | None = None,
    ) -> Declaration:
        """Declare that a period is different; hours are HHMM, and NO_END_DATE opens it again."""
        block = given(
            periodId=period_id,
            startDate=start_date,
            startHour=start_hour,
            endDate=end_date,
            endHour=end_hour,
            plannedHoursNumber=planned_hours,
        )
        return self.declare({"dimonaUpdate": cast(DimonaUpdate, block)})

    def cancel(self, period_id: int) -> Declaration:
        """Declare that a worker did not start after all."""
        return self.declare({"dimonaCancel": {"periodId": period_id}})

    def register_day(
        self,
        period_id: int,
        start_date: date,
        start_hour: str,
        *,
        end_date: date | None = None,
        end_hour: str | None = None,
    ) -> Declaration:
        """Register that a permanent horeca worker is present; hours are HHMM."""
        block = given(
            periodId=period_id,
            startDate=start_date,
            startHour=start_hour,
            endDate=end_date,
            endHour=end_hour,
        )
        return self.declare({"dailyRegistrationIn": cast(DailyRegistrationIn, block)})

    def update_day(
        self,
        daily_registration_id: int,
        *,
        start_date: date | None = None,
        start_hour: str | None = None,
        end_date: date | None = None,
        end_hour: str | None = None,
    ) -> Declaration:
        """Register that a presence was different; hours are HHMM."""
        block = given(
            dailyRegistrationId=daily_registration_id,
            startDate=start_date,
            startHour=start_hour,
            endDate=end_date,
            endHour=end_hour,
        )
        return self.declare({"dailyRegistrationUpdate": cast(DailyRegistrationUpdate, block)})

    def cancel_day(self, daily_registration_id: int) -> Declaration:
        """Register that a worker was not present after all."""
        return self.declare(
            {"dailyRegistrationCancel": {"dailyRegistrationId": daily_registration_id}}
        )

    # Consulting

    def period(self, period_id: int) -> Period:
        """A period as it is now; NotFound if there is none."""
        return Period.of(self._read("GET", f"/periods/{period_id}"))

    def daily_registration(self, daily_registration_id: int) -> DailyRegistration:
        """A daily registration as it is now; NotFound if there is none."""
        path = f"/dailyRegistrations/{daily_registration_id}"
        return DailyRegistration.of(self._read("GET", path))

    def daily_registrations(
        self,
        period_id: int,
        *,
        active_from: date | None = None,
        active_to: date | None = None,
        created_on: date | None = None,
        page_size: int | None = None,
        sort: str | None = None,
    ) -> Iterator[DailyRegistration]:
        """The daily registrations of a period, of all pages; `sort` is [-]startDate."""
        query = given(
            periodId=str(period_id),
            activeFromDate=active_from,
            activeToDate=active_to,
            creationDate=created_on,
            **_paging(page_size, sort),
        )
        items = self._read_pages("GET", "/dailyRegistrations", query=query)
        return map(DailyRegistration.of, items)

    def search_declarations(
        self, criteria: DeclarationSearch, *, page_size: int | None = None, sort: str | None = None
    ) -> Iterator[Declaration]:
        """Declarations of all pages; `sort` is [-]creationDate, `-` for descending."""
        query = _paging(page_size, sort)
        items = self._read_pages("POST", "/declarations/search", query=query, body=criteria)
        return map(Declaration.of, items)

    def search_periods(
        self, criteria: PeriodSearch, *, page_size: int | None = None, sort: str | None = None
    ) -> Iterator[Period]:
        """Periods of all pages; `sort` is [-]startDate, [-]endDate or [-]modificationDate."""
        query = _paging(page_size, sort)
        items = self._read_pages("POST", "/periods/search", query=query, body=criteria)
        return map(Period.of, items)

    def search_relations(
        self, criteria: RelationSearch, *, page_size: int | None = None, sort: str | None = None
    ) -> Iterator[Relation]:
        """Relations of all pages; `sort` is [-]startDate or [-]endDate."""
        query = _paging(page_size, sort)
        items = self._read_pages("POST", "/relations/search", query=query, body=criteria)
        return map(Relation.of, items)


def _paging(page_size: int | None, sort: str | None) -> dict[str, str]:
    return given(pageSize=None if page_size is None else str(page_size), sort=sort)


def _number_in(location: str) -> int:
    """The declaration number: the last part of the path of `Location`."""
    number = urlsplit(location.strip()).path.rstrip("/").rpartition("/")[2]
    if not (number.isascii() and number.isdigit()):
        raise UnreadableAnswer(f"Location: expected the URL of a declaration, found {location!r}")
    return int(number)
