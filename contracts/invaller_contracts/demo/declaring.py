"""Steps that declare: In with each of its results, Update, Out and Cancel (2019)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from invaller_clients import Declaration, DeclarationRequest, UnknownDeclaration, Worker
from invaller_contracts.demo import printed
from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.dimona.samples import HOTEL, SHOP, SMITH, extra, ordinary, student

STUDENT: Worker = {"ssin": "97051858307"}
"""The student of Dimona WS REST v2, 7.7."""

LEAVER: Worker = {"ssin": "94101535240"}
"""The worker of Dimona WS REST v2, 7.8."""

NOBODY: Worker = {
    "familyName": "Moreau",
    "givenName": "Claire",
    "birthDate": "1991-06-14",
    "gender": "2",
    "nationality": 111,
    "countryOfBirth": 111,
    "placeOfBirth": "Lille",
    "address": {
        "street": "Rue Nationale",
        "houseNumber": "1",
        "postCode": "59000",
        "municipality": {"name": "Lille"},
        "country": 111,
    },
}
"""A worker without SSIN whom no register knows."""


def in_accepted(stage: Stage) -> Iterator[Check]:
    """7.1.1 with its own numbers: received, being processed, accepted."""
    body = cast(DeclarationRequest, printed.request("submit-dimona-in"))
    declared = stage.dimona.declare(body)
    stage.numbers["shop"] = declared.declaration_id
    first_look = stage.sim.requests.find(operation="getDeclaration")[0]["response"]["body"]
    pending = _answer(stage, "get-declaration-pending", 629003532496, declared)
    yield Check("at the first look", pending["message"], first_look["message"])
    yield _status(stage, "get-declaration-accepted", 600165606187, declared)


def in_makes_a_period(stage: Stage) -> Iterator[Check]:
    """5.1.1.3.1, third step: the number of the period leads to the period."""
    period = stage.dimona.period(stage.numbers["shop"])
    yield Check("start and end", ("2019-09-20", "2019-09-21"), _days(period.raw))
    yield Check("employer", "411702543", period.employer.get("enterpriseNumber"))
    yield Check("worker", "SMITH", period.worker.get("familyName"))
    yield Check("last Dimona", "in", period.last_dimona_type)


def unknown_number(stage: Stage) -> Iterator[Check]:
    """7.2 (5): the number that nobody declared, as printed."""
    message = None
    try:
        stage.dimona.get(700125761015)
    except UnknownDeclaration as unknown:
        message = unknown.problem.detail
    body = printed.answer("get-declaration-unknown", stage.sim.urls["dimona"])
    yield Check("message", body["message"], message)


def student_over_quota(stage: Stage) -> Iterator[Check]:
    """Four hours more than the 475 of 2019: accepted with a warning that tells the four."""
    block = student(date(2019, 9, 23), date(2019, 9, 30), hours=479)
    declared = stage.dimona.in_(SHOP, STUDENT, block)
    yield _status(stage, "get-declaration-warning", 600155036120, declared)


def end_before_start(stage: Stage) -> Iterator[Check]:
    """An occasional worker who leaves before coming: refused, and nobody is declared."""
    declared = stage.dimona.in_(HOTEL, SMITH, extra(date(2019, 9, 20), "1800", "1000"))
    yield _status(stage, "get-declaration-refused", 600126284916, declared)
    that_day = stage.dimona.search_periods(
        {
            "employer": HOTEL,
            "worker": SMITH,
            "activeFromDate": "2019-09-20",
            "activeToDate": "2019-09-20",
        }
    )
    yield Check("periods of that day", [], list(that_day))


def waiting_then_accepted(stage: Stage) -> Iterator[Check]:
    """A worker whom nobody knows: the declaration waits, and is accepted an hour later."""
    declared = stage.dimona.in_(SHOP, NOBODY, ordinary(date(2019, 9, 23)))
    yield _status(stage, "get-declaration-waiting", 600124241448, declared)
    stage.sim.clock.advance("PT1H")
    final = stage.dimona.get(declared.declaration_id)
    yield Check("an hour later", ("A", ()), (final.result.value, final.anomalies))
    yield Check("its period", declared.declaration_id, final.period_id)


def update(stage: Stage) -> Iterator[Check]:
    """The worker of 7.1.1 stays a week longer."""
    number = stage.numbers["shop"]
    declared = stage.dimona.update(number, end_date=date(2019, 9, 28))
    yield Check("result and period", ("A", number), (declared.result.value, declared.period_id))
    yield Check("it has a number of its own", True, declared.declaration_id != number)
    period = stage.dimona.period(number)
    yield Check("start and end", ("2019-09-20", "2019-09-28"), _days(period.raw))
    yield Check("last Dimona", "update", period.last_dimona_type)


def out(stage: Stage) -> Iterator[Check]:
    """A worker without end date leaves."""
    hired = stage.dimona.in_(SHOP, LEAVER, ordinary(date(2019, 9, 20)))
    yield Check("hired", "A", hired.result.value)
    declared = stage.dimona.out(hired.declaration_id, date(2019, 12, 31))
    yield Check("result", "A", declared.result.value)
    period = stage.dimona.period(hired.declaration_id)
    yield Check("start and end", ("2019-09-20", "2019-12-31"), _days(period.raw))
    yield Check("last Dimona", "out", period.last_dimona_type)


def cancel(stage: Stage) -> Iterator[Check]:
    """The worker of 7.1.1 did not come after all; the period stays, and says so."""
    number = stage.numbers["shop"]
    yield Check("result", "A", stage.dimona.cancel(number).result.value)
    period = stage.dimona.period(number)
    yield Check("cancelled", (True, "cancel"), (period.is_canceled, period.last_dimona_type))


def _status(stage: Stage, name: str, number: int, declared: Declaration) -> Check:
    """The member declarationStatus beside the printed one, whose number is `number`."""
    promised = _answer(stage, name, number, declared)["declarationStatus"]
    return Check("declarationStatus", promised, declared.raw["declarationStatus"])


def _answer(stage: Stage, name: str, number: int, declared: Declaration) -> Any:
    return printed.answer(name, stage.sim.urls["dimona"], {number: declared.declaration_id})


def _days(period: Any) -> tuple[str, str | None]:
    return period["startDate"], period.get("endDate")
