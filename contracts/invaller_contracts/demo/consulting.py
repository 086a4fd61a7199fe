"""Steps of 2024: what the searches of 7.3 to 7.8 are about, daily registrations, the searches."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from invaller_clients import DeclarationSearch, PeriodSearch, RelationSearch
from invaller_contracts.demo import printed
from invaller_contracts.demo.declaring import STUDENT
from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.dimona.samples import HOTEL, HOTEL_PERIOD, SMITH, ordinary, student

FEBRUARY_1, APRIL_20 = date(2024, 2, 1), date(2024, 4, 20)


def student_of_january(stage: Stage) -> Iterator[Check]:
    """The student of 7.7: 300 hours from 1 to 20 January."""
    block = student(date(2024, 1, 1), date(2024, 1, 20), hours=300)
    declared = stage.dimona.in_(HOTEL, STUDENT, block)
    stage.numbers["student"] = declared.declaration_id
    yield Check("result", "A", declared.result.value)


def worker_of_january(stage: Stage) -> Iterator[Check]:
    """The worker of 7.3: 15 to 21 January."""
    declared = stage.dimona.in_(HOTEL, SMITH, ordinary(date(2024, 1, 15), date(2024, 1, 21)))
    stage.numbers["worker"] = declared.declaration_id
    yield Check("result", "A", declared.result.value)


def student_did_not_come(stage: Stage) -> Iterator[Check]:
    """The student of 7.7 is cancelled on 20 January."""
    declared = stage.dimona.cancel(stage.numbers["student"])
    yield Check("result", "A", declared.result.value)


def day_of_february(stage: Stage) -> Iterator[Check]:
    """The daily registration of 7.5: an hour on 1 February, declared the day before."""
    declared = stage.dimona.register_day(
        HOTEL_PERIOD, FEBRUARY_1, "1545", end_date=FEBRUARY_1, end_hour="1645"
    )
    stage.numbers["day"] = declared.daily_registration_id or 0
    yield Check("result", "A", declared.result.value)


def daily_registration(stage: Stage) -> Iterator[Check]:
    """7.1.2 with its own numbers, completed in the evening, and cancelled."""
    block = printed.request("submit-daily-registration-in")
    declared = stage.dimona.declare(block)
    yield Check("result", ("A", ()), (declared.result.value, declared.anomalies))
    number = declared.daily_registration_id or 0
    started = {**block["dailyRegistrationIn"], "dailyRegistrationId": number}
    started |= {"creationDate": "2024-04-20", "isCanceled": False}
    yield Check("registered", started, stage.dimona.daily_registration(number).raw)
    stage.dimona.update_day(number, end_date=APRIL_20, end_hour="2300")
    completed = {**started, "endDate": "2024-04-20", "endHour": "2300"}
    yield Check("completed", completed, stage.dimona.daily_registration(number).raw)
    stage.dimona.cancel_day(number)
    cancelled = {**completed, "isCanceled": True}
    yield Check("cancelled", cancelled, stage.dimona.daily_registration(number).raw)


def declarations(stage: Stage) -> Iterator[Check]:
    """7.3: the declarations about a worker in January."""
    criteria = cast(DeclarationSearch, printed.request("search-declarations"))
    found = stage.dimona.search_declarations(criteria, page_size=50, sort="creationDate")
    item = _first(stage, "search-declarations", {600036893756: stage.numbers["worker"]})
    # Ours also tell their anomalies, as GET does, which the print leaves out.
    item["declarationStatus"] |= {"anomalies": [], "informationsCollection": []}
    yield Check("items", [item], [one.raw for one in found])


def daily_registrations(stage: Stage) -> Iterator[Check]:
    """7.5: the daily registrations of a period in a week."""
    found = stage.dimona.daily_registrations(
        HOTEL_PERIOD, active_from=date(2024, 1, 31), active_to=date(2024, 2, 7)
    )
    item = _first(stage, "list-daily-registrations", {234567891234: stage.numbers["day"]})
    yield Check("items", [item], [one.raw for one in found])


def periods(stage: Stage) -> Iterator[Check]:
    """7.7: the students of January, of whom one did not come."""
    criteria = cast(PeriodSearch, printed.request("search-periods"))
    found = stage.dimona.search_periods(criteria, page_size=10, sort="startDate")
    item = _first(stage, "search-periods", {600049127173: stage.numbers["student"]})
    yield Check("items", [item], [one.raw for one in found])


def relations(stage: Stage) -> Iterator[Check]:
    """7.8: a worker and an employer; the print shows another worker than it asks for."""
    criteria = cast(RelationSearch, printed.request("search-relations"))
    found = list(stage.dimona.search_relations(criteria, page_size=10, sort="startDate"))
    item = _first(stage, "search-relations", {})
    yield Check("relations", 1, len(found))
    yield Check("employer", item["employer"], found[0].employer)
    yield Check("start", item["startDate"], found[0].start_date.isoformat())
    yield Check("members", set(item) - {"endDate"}, set(found[0].raw))
    yield Check("worker", "65111899997", found[0].worker.get("ssin"))


def _first(stage: Stage, name: str, numbers: dict[int, int]) -> Any:
    """The first item of a printed list."""
    return printed.answer(name, stage.sim.urls["dimona"], numbers)["items"][0]
