"""Clients of Dimona with one bad habit each, and ones without any."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import httpx

from invaller_clients import (
    ConnectionLost,
    Declaration,
    DeclarationRequest,
    DimonaClient,
    DimonaIn,
    Features,
    InvallerClientError,
    Worker,
)
from invaller_contracts.consumer.broken import BrokenClient, Drive, HealthyClient, Tampered
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import (
    HOTEL,
    HOTEL_PERIOD,
    SHOP,
    SMITH,
    STUDENT,
    extra,
    ordinary,
    student,
)
from invaller_contracts.oauth.client import credentials
from invaller_contracts.simulator import Simulator

TODAY, MARCH_10, MARCH_28 = date(2025, 3, 3), date(2025, 3, 10), date(2025, 3, 28)
JUNE_30 = date(2025, 6, 30)

NOBODY: Worker = {"familyName": "Moreau", "givenName": "Claire", "birthDate": "1991-06-14"}
DECLARATION: DeclarationRequest = {
    "employer": SHOP,
    "worker": SMITH,
    "dimonaIn": ordinary(MARCH_10),
}


def _flexi(end: date) -> DimonaIn:
    """A flexi-job from 10 March on."""
    features: Features = {"jointCommissionNumber": "XXX", "workerType": "FLX"}
    return {**ordinary(MARCH_10, end), "features": features}


Habit = Callable[[DimonaClient], object]
"""What a client does."""


def _doing(habit: Habit, kind: type[DimonaClient] = DimonaClient, **options: Any) -> Drive:
    """A client that does something, and bears what the answer is."""

    def drive(sim: Simulator) -> None:
        with dimona_client(sim, kind=kind, **options) as dimona, suppress(InvallerClientError):
            habit(dimona)

    return drive


def _employs(dimona: DimonaClient) -> None:
    """Hire, change, end and cancel, and look at what came of it, page by page."""
    hired = dimona.in_(SHOP, SMITH, ordinary(MARCH_10)).declaration_id
    dimona.out(hired, MARCH_28)
    dimona.period(hired)
    working = dimona.in_(SHOP, STUDENT, student(MARCH_10, MARCH_28, hours=654))
    dimona.update(working.declaration_id, planned_hours=60)
    dimona.cancel(working.declaration_id)
    dimona.in_(HOTEL, STUDENT, _flexi(MARCH_28))
    for listed in (
        dimona.search_periods({"employer": SHOP}, page_size=1),
        dimona.search_declarations({"employer": SHOP}, page_size=2),
        dimona.search_relations({"employer": SHOP}, page_size=1),
    ):
        list(listed)


def _registers_days(dimona: DimonaClient) -> None:
    numbers = [
        dimona.register_day(HOTEL_PERIOD, day, "0900").daily_registration_id
        for day in (TODAY, MARCH_10)
    ]
    dimona.update_day(numbers[0] or 0, end_date=TODAY, end_hour="1700")
    dimona.cancel_day(numbers[1] or 0)
    dimona.daily_registration(numbers[0] or 0)
    list(dimona.daily_registrations(HOTEL_PERIOD, page_size=1))


def _corrects(dimona: DimonaClient) -> None:
    """A refusal is corrected: in itself, or by cancelling what stands in its way."""
    dimona.in_(HOTEL, SMITH, extra(MARCH_10, "1800", "1000"))
    dimona.in_(HOTEL, SMITH, extra(MARCH_10, "1000", "1800"))
    hired = dimona.in_(SHOP, SMITH, ordinary(MARCH_10, MARCH_28))
    dimona.in_(SHOP, SMITH, ordinary(MARCH_10))
    dimona.cancel(hired.declaration_id)
    dimona.in_(SHOP, SMITH, ordinary(MARCH_10))


def _waits_for_sigedis(sim: Simulator) -> None:
    with dimona_client(sim) as dimona:
        waiting = dimona.in_(SHOP, NOBODY, ordinary(MARCH_10))
        sim.clock.advance("PT1H")
        dimona.get(waiting.declaration_id)


def _searches(sim: Simulator, dimona: DimonaClient, status: int | None) -> None:
    """Submit without learning what became of it, search, and submit again when it is not there."""
    effect = {"drop": True} if status is None else {"status": status}
    sim.faults.add(effect=effect, api="dimona", operation="submitDeclaration", times=1)
    with suppress(InvallerClientError):
        dimona.submit(DECLARATION)
    sim.clock.advance("PT10S")
    if not dimona.find_submitted(DECLARATION, created_from=TODAY):
        dimona.declare(DECLARATION)


def _searches_after_a_fault(status: int | None) -> Drive:
    def drive(sim: Simulator) -> None:
        with dimona_client(sim) as dimona:
            _searches(sim, dimona, status)

    return drive


def _repeats_after_500(sim: Simulator) -> None:
    """A 500 says that nothing was received."""
    sim.faults.add(effect={"status": 500}, api="dimona", operation="submitDeclaration", times=1)
    with dimona_client(sim) as dimona:
        with suppress(InvallerClientError):
            dimona.submit(DECLARATION)
        dimona.declare(DECLARATION)


def _meets_a_fault_while_paging(sim: Simulator) -> None:
    with dimona_client(sim) as dimona:
        found = dimona.search_periods({"employer": HOTEL}, page_size=1)
        next(found)
        sim.faults.add(effect={"status": 503}, api="dimona", operation="searchPeriods", times=1)
        with suppress(InvallerClientError):
            next(found)


def _two_clients(sim: Simulator) -> None:
    """A mandatary and an employer, each for its own part."""
    with dimona_client(sim) as provider, dimona_client(sim, "employer") as employer:
        number = provider.submit(DECLARATION)
        list(employer.search_periods({"employer": {"enterpriseNumber": "0880820673"}}))
        provider.result(number)


def _gives_up(sim: Simulator) -> None:
    """Nothing came in twenty minutes: a human takes over."""
    with dimona_client(sim) as dimona, suppress(InvallerClientError):
        dimona.declare(DECLARATION)


HEALTHY = (
    HealthyClient("declares, changes and cancels, and consults", _doing(_employs)),
    HealthyClient("registers days", _doing(_registers_days)),
    HealthyClient("corrects what is refused", _doing(_corrects)),
    HealthyClient(
        "declares while the clock stands still",
        _doing(_employs, wait=lambda seconds: None),
        {"processing": {"default": "immediate"}},
    ),
    HealthyClient("waits for Sigedis", _waits_for_sigedis),
    HealthyClient("finds a submission whose answer was lost", _searches_after_a_fault(None)),
    HealthyClient("repeats what a search does not find", _searches_after_a_fault(503)),
    HealthyClient("repeats what was not received", _repeats_after_500),
    HealthyClient("meets a fault while it follows pages", _meets_a_fault_while_paging),
    HealthyClient("is one of two", _two_clients),
    HealthyClient("gives up after twenty minutes", _gives_up, {"processing": {"default": "hold"}}),
)


def _impatient(sim: Simulator) -> None:
    with dimona_client(sim, wait=lambda seconds: sim.clock.advance("PT0.5S")) as dimona:
        dimona.declare(DECLARATION)


def _commission_as_a_number(dimona: DimonaClient) -> None:
    features: Any = {"jointCommissionNumber": 302, "workerType": "EXT"}
    dimona.in_(HOTEL, SMITH, {**extra(MARCH_10, "1000", "1800"), "features": features})


def _only_to_consult(sim: Simulator) -> None:
    auth = credentials(sim, scopes=["scope:dimona:declaration:consult"])
    with dimona_client(sim, auth=auth) as dimona, suppress(InvallerClientError):
        dimona.declare(DECLARATION)


def _for_a_stranger(sim: Simulator) -> None:
    with dimona_client(sim, "employer") as dimona, suppress(InvallerClientError):
        dimona.declare(DECLARATION)


def _first_page(dimona: DimonaClient) -> None:
    next(dimona.search_periods({"employer": HOTEL}, page_size=1))


def _repeats_unread(sim: Simulator) -> None:
    sim.faults.add(effect={"drop": True}, api="dimona", operation="submitDeclaration", times=1)
    with dimona_client(sim) as dimona:
        try:
            dimona.declare(DECLARATION)
        except ConnectionLost:
            dimona.declare(DECLARATION)


class _Hopeful(DimonaClient):
    """Sends a refused declaration again, as it is."""

    def declare(self, declaration: DeclarationRequest) -> Declaration:
        """Try twice."""
        declared = super().declare(declaration)
        return declared if declared.accepted else super().declare(declaration)


def _twice(dimona: DimonaClient) -> None:
    first, second = dimona.submit(DECLARATION), dimona.submit(DECLARATION)
    dimona.result(first)
    dimona.get(second)


def _misspelt(request: httpx.Request) -> httpx.Request:
    """Search where the prose of the document once says it is."""
    request.url = request.url.copy_with(
        path=request.url.path.replace("declarations/search", "declaration/search")
    )
    return request


BROKEN = (
    BrokenClient(
        "dimona.client.valid-by-specification",
        "sends a joint commission as a number",
        _doing(_commission_as_a_number),
    ),
    BrokenClient(
        "dimona.client.valid-by-specification",
        "searches at a path that is not there",
        _doing(
            lambda dimona: list(dimona.search_declarations({"employer": SHOP})),
            transport=Tampered(_misspelt),
        ),
    ),
    BrokenClient(
        "dimona.client.token-with-every-call",
        "calls without a token",
        _doing(lambda dimona: dimona.period(HOTEL_PERIOD), auth=None),
    ),
    BrokenClient(
        "dimona.client.suitable-scope", "declares with a token to consult", _only_to_consult
    ),
    BrokenClient(
        "dimona.client.own-employers", "declares for an employer of others", _for_a_stranger
    ),
    BrokenClient(
        "dimona.client.search-says-whom",
        "searches for everybody who works in March",
        _doing(lambda dimona: list(dimona.search_periods({"activeFromDate": "2025-03-01"}))),
    ),
    BrokenClient("dimona.client.pages-followed", "reads one page", _doing(_first_page)),
    BrokenClient(
        "dimona.client.waits-for-results", "looks for the result after half a second", _impatient
    ),
    BrokenClient(
        "dimona.client.result-read",
        "takes what is received for accepted",
        _doing(lambda dimona: dimona.submit(DECLARATION)),
    ),
    BrokenClient(
        "dimona.client.sigedis-awaited",
        "takes S for a result",
        _doing(lambda dimona: dimona.in_(SHOP, NOBODY, ordinary(MARCH_10))),
    ),
    BrokenClient(
        "dimona.client.refused-is-corrected",
        "tries a refused declaration again",
        _doing(lambda dimona: dimona.in_(HOTEL, SMITH, extra(MARCH_10, "1800", "1000")), _Hopeful),
    ),
    BrokenClient(
        "dimona.client.not-sent-while-waiting", "submits everything twice", _doing(_twice)
    ),
    BrokenClient(
        "dimona.client.looked-up-before-repeating",
        "submits again what gave no answer",
        _repeats_unread,
    ),
    BrokenClient(
        "dimona.client.known-numbers",
        "cancels a period with the number that it guesses to be next",
        _doing(lambda dimona: dimona.cancel(HOTEL_PERIOD + 1)),
    ),
    BrokenClient(
        "dimona.client.flexi-job-per-quarter",
        "declares a flexi-job for half a year",
        _doing(lambda dimona: dimona.in_(HOTEL, STUDENT, _flexi(JUNE_30))),
    ),
)
