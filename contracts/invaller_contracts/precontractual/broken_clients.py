"""Clients of precontractual data with one bad habit each, and some without any.

Today is Monday 3 March 2025, in the last month of a quarter.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import httpx

from invaller_clients import (
    DimonaClient,
    DimonaIn,
    InvallerClientError,
    PrecontractualClient,
    TypeOfWorker,
)
from invaller_contracts.consumer.broken import BrokenClient, Drive, HealthyClient, Tampered
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.samples import student
from invaller_contracts.oauth.client import credentials
from invaller_contracts.precontractual import samples
from invaller_contracts.precontractual.client import precontractual_client
from invaller_contracts.precontractual.samples import EMPLOYER, MANDATARY, STUDENT
from invaller_contracts.simulator import Simulator

MISREAD = f"{STUDENT[:-1]}9"
"""The number of the student with a last digit that does not check."""

MARCH_10, MARCH_31, APRIL_1 = date(2025, 3, 10), date(2025, 3, 31), date(2025, 4, 1)
STUDENT_IN_APRIL = student(APRIL_1, date(2025, 4, 6), hours=20)
FLEXI_IN_APRIL: DimonaIn = {
    "startDate": "2025-04-01",
    "endDate": "2025-06-30",
    "features": {"jointCommissionNumber": "XXX", "workerType": "FLX"},
}
FLEXI, STUDENT_JOB = TypeOfWorker.FLEXI_JOB, TypeOfWorker.STUDENT_JOB

Habit = Callable[[PrecontractualClient], object]


def _verifying(*habits: Habit, client: str = "employer", **options: Any) -> Drive:
    """Ask each question of a client, whatever is answered. options: those of the client."""

    def drive(sim: Simulator) -> None:
        with precontractual_client(sim, client, **options) as asking:
            _ask(asking, *habits)

    return drive


def _ask(asking: PrecontractualClient, *habits: Habit) -> None:
    for habit in habits:
        with suppress(InvallerClientError):
            habit(asking)


def _about(citizen: str, start: date = MARCH_10, kind: TypeOfWorker | None = None) -> Habit:
    return lambda asking: asking.verify(EMPLOYER, citizen, start, type_of_worker=kind)


def _tampered(change: Callable[[httpx.Request], httpx.Request]) -> Drive:
    """An ordinary question whose verification, but not its token, is sent otherwise."""

    def changed(request: httpx.Request) -> httpx.Request:
        return change(request) if request.url.path.endswith("Data") else request

    def drive(sim: Simulator) -> None:
        _verifying(_about(STUDENT), transport=Tampered(changed))(sim)

    return drive


def _with_parameter(name: str, value: str) -> Drive:
    def change(request: httpx.Request) -> httpx.Request:
        request.url = request.url.copy_set_param(name, value)
        return request

    return _tampered(change)


def _posted(request: httpx.Request) -> httpx.Request:
    return httpx.Request("POST", request.url, headers=request.headers)


def _impatient_for_a_mandate(sim: Simulator) -> None:
    with precontractual_client(sim) as asking:
        for _ in range(3):
            asking.verify(EMPLOYER, samples.MANDATE_PENDING, MARCH_10)
            sim.clock.advance("PT5S")


def _hammering(effect: dict[str, Any]) -> Drive:
    def drive(sim: Simulator) -> None:
        sim.faults.add(effect=effect, api="precontractual", times=6)
        _verifying(*[_about(STUDENT)] * 7)(sim)

    return drive


def _declares(citizen: str, verified: date, declared: DimonaIn) -> Drive:
    """A mandatary verifies a citizen for a day, and declares the start of a job."""

    def drive(sim: Simulator) -> None:
        auth = credentials(sim, "provider", DimonaClient.SCOPES)
        with precontractual_client(sim, auth=auth) as asking:
            asking.verify(MANDATARY, citizen, verified, represented=EMPLOYER)
        with dimona_client(sim, auth=auth) as dimona:
            dimona.in_({"enterpriseNumber": EMPLOYER}, {"ssin": citizen}, declared)

    return drive


def _candidates(sim: Simulator) -> None:
    """Every kind of answer is read: corrected, waited for, left alone, or taken."""
    with precontractual_client(sim) as asking:
        _ask(asking, _about(MISREAD), _about(STUDENT), _about(STUDENT, APRIL_1))
        # No flexi-job, so perhaps a student job: a new wish, and not half a question.
        for kind in (FLEXI, STUDENT_JOB):
            _ask(asking, _about(samples.WORKER_AT_THIS_EMPLOYER, kind=kind))
        for citizen in (samples.CHILD, samples.FULL_TIME_OLDER_THAN_30):
            _ask(asking, _about(citizen), _about(citizen, kind=FLEXI))
        for effect in ({"status": 500}, {"outage": "pension-register"}, {"outage": "mandates"}):
            sim.faults.add(effect=effect, api="precontractual", times=2)
            _ask(asking, *[_about(STUDENT)] * 3)
        # On a clock that stands still, waiting for a mandate looks like this.
        _ask(asking, *[_about(samples.MANDATE_PENDING)] * 2, _about(samples.MANDATE_ABSENT))
        sim.clock.advance("P1D")
        _ask(asking, _about(samples.MANDATE_PENDING))


def _lost_answer(sim: Simulator) -> None:
    """A question changes nothing (3.2): when its answer was lost, it is asked again."""
    sim.faults.add(effect={"drop": True}, api="precontractual", times=1)
    _verifying(_about(STUDENT), _about(STUDENT))(sim)


HEALTHY = (
    HealthyClient("reads what it is told about candidates", _candidates),
    HealthyClient("asks again when the answer was lost", _lost_answer),
    HealthyClient(
        "verifies a flexi-jobber for the quarter that it declares",
        _declares(samples.PENSIONER, date(2025, 4, 30), FLEXI_IN_APRIL),
    ),
    HealthyClient(
        "verifies a student for the year that it declares",
        _declares(STUDENT, MARCH_31, STUDENT_IN_APRIL),
    ),
)


def _broken(name: str, title: str, drive: Drive) -> BrokenClient:
    return BrokenClient(f"precontractual.client.{name}", title, drive)


BROKEN = (
    _broken("valid-by-specification", "writes ALL", _with_parameter("typeOfWorker", "ALL")),
    _broken(
        "valid-by-specification",
        "asks for a list with commas",
        _with_parameter("typeOfWorker", "flexiJob,studentJob"),
    ),
    _broken(
        "valid-by-specification",
        "puts a space before a number",
        _with_parameter("citizen", " " + STUDENT),
    ),
    _broken(
        "valid-by-specification",
        "writes days as 10/03/2025",
        _with_parameter("startDate", "10/03/2025"),
    ),
    _broken("valid-by-specification", "invents a parameter", _with_parameter("language", "nl")),
    _broken("gets-only", "posts its question", _tampered(_posted)),
    _broken("sends-a-token", "forgets its token", _verifying(_about(STUDENT), auth=None)),
    _broken(
        "numbers-in-full", "drops the leading zero of a citizen", _verifying(_about(STUDENT[1:]))
    ),
    _broken(
        "numbers-in-full",
        "drops the leading zero of an enterprise",
        _verifying(lambda asking: asking.verify(EMPLOYER[1:], STUDENT, MARCH_10)),
    ),
    _broken(
        "asks-in-its-own-name",
        "asks in the name of its mandatary",
        _verifying(lambda asking: asking.verify(MANDATARY, STUDENT, MARCH_10, EMPLOYER)),
    ),
    _broken(
        "says-for-whom-it-asks",
        "does not say whom it represents",
        _verifying(lambda asking: asking.verify(MANDATARY, STUDENT, MARCH_10), client="provider"),
    ),
    _broken(
        "says-for-whom-it-asks",
        "represents itself",
        _verifying(lambda asking: asking.verify(EMPLOYER, STUDENT, MARCH_10, EMPLOYER)),
    ),
    _broken(
        "leaves-the-portals-parameter",
        "names its user",
        _with_parameter("mandatarySsin", "85073003328"),
    ),
    _broken(
        "asks-within-the-window",
        "asks about yesterday",
        _verifying(_about(STUDENT, date(2025, 3, 2))),
    ),
    _broken(
        "asks-within-the-window",
        "asks about the summer",
        _verifying(_about(STUDENT, date(2025, 7, 1))),
    ),
    _broken(
        "corrects-what-was-refused",
        "asks again what was refused",
        _verifying(*[_about(MISREAD)] * 2),
    ),
    _broken(
        "awaits-a-mandate",
        "asks for the other kind after noGrant",
        _verifying(*(_about(samples.MANDATE_ABSENT, kind=kind) for kind in (FLEXI, STUDENT_JOB))),
    ),
    _broken("awaits-a-mandate", "asks every five seconds", _impatient_for_a_mandate),
    _broken(
        "asks-both-kinds-at-once",
        "asks one kind after the other",
        _verifying(*(_about(STUDENT, kind=kind) for kind in (STUDENT_JOB, FLEXI))),
    ),
    _broken(
        "reads-that-age-excludes",
        "asks again whether a child may be a student",
        _verifying(*[_about(samples.CHILD, kind=STUDENT_JOB)] * 2),
    ),
    _broken("leaves-trouble-alone", "repeats a 500 at once", _hammering({"status": 500})),
    _broken(
        "leaves-trouble-alone", "repeats errorGrant at once", _hammering({"outage": "mandates"})
    ),
    _broken(
        "verifies-the-planned-day",
        "verifies a flexi-job for another quarter",
        _declares(samples.PENSIONER, MARCH_31, FLEXI_IN_APRIL),
    ),
)
