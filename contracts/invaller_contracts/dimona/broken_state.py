"""Defects of a provider of Dimona that forgets, or keeps what it should forget."""

from collections.abc import Callable
from typing import Any

from invaller_contracts.dimona.planting import (
    DAY,
    DECLARATION,
    PERIOD,
    RELATIONS,
    SUBMIT,
    in_result,
    with_result,
)
from invaller_contracts.provider.defects import (
    Defect,
    Tamper,
    first_header_for_ever,
    forgotten,
    hits,
    in_answers,
    in_json,
    in_requests,
)
from invaller_contracts.provider.wire import Answer, Forward, Request

_OVER_QUOTA = {
    "errorId": "90017-369",
    "label": {
        "nl": "Natuurlijke persoon: Overschrijding van het contingent",
        "fr": "Personne physique : Dépassement du contingent",
    },
}


def _in_items(pattern: str, change: Callable[[dict[str, Any]], object]) -> Callable[[], Tamper]:
    """Every item of a list is different."""

    def changed(document: Any) -> None:
        for item in document["items"]:
            change(item)

    return in_json("*", pattern, changed)


def _accept(status: dict[str, Any], code: str) -> None:
    """An anomaly is not seen: what it refused or warned of is accepted."""
    if [anomaly["errorId"] for anomaly in status["anomalies"]] == [code]:
        number = int(status["declarationId"])
        status.update(result="A", anomalies=[], informationsCollection=[], period={"id": number})


def _other_period(status: dict[str, Any]) -> None:
    if status.get("period"):
        status["period"]["id"] += 97


def _own_number(status: dict[str, Any]) -> None:
    status["period"]["id"] = int(status["declarationId"])


def _shows_a_period(status: dict[str, Any]) -> None:
    if status["result"] == "B":
        status["period"] = {"id": int(status["declarationId"])}


def _a_day_off(request: Request) -> Request:
    body = request.json
    if isinstance(body, dict) and "endDate" in body.get("dimonaOut", {}):
        day = body["dimonaOut"]["endDate"]
        body["dimonaOut"]["endDate"] = f"{day[:8]}{max(int(day[8:]) - 1, 1):02d}"
    return request.with_json(body)


def _by_employer() -> Tamper:
    """The hours of a student are counted for each employer by itself."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not (answer.ok and hits(request, "GET", DECLARATION)):
            return answer
        if answer.json.get("employer", {}).get("enterpriseNumber") != "800002352":
            return answer
        return with_result(answer, change=lambda status: _accept(status, "90017-369"))

    return tamper


def _hours_kept() -> Tamper:
    """Hours stay reserved after a cancel."""
    cancelled: set[str] = set()

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if hits(request, "POST", SUBMIT) and b"dimonaCancel" in request.body:
            cancelled.add(request.target)
        if not (answer.ok and hits(request, "GET", DECLARATION)):
            return answer
        if "plannedHoursNumber" not in answer.json.get("dimonaIn", {}):
            return answer
        if request.target.rpartition("/")[0] not in cancelled:
            return answer
        over = {"result": "W", "anomalies": [_OVER_QUOTA]}
        return with_result(answer, change=lambda status: status.update(over))

    return tamper


def _follows_its_period() -> Tamper:
    """An In whose period was cancelled is told to be refused from then on."""
    cancelled: set[int] = set()

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if hits(request, "POST", SUBMIT):
            block = (request.json or {}).get("dimonaCancel", {})
            cancelled.add(block.get("periodId", 0))
        if answer.ok and hits(request, "GET", DECLARATION) and "dimonaIn" in answer.json:
            status = answer.json["declarationStatus"]
            if status["period"].get("id") in cancelled:
                return with_result(answer, change=lambda told: told.update(result="B"))
        return answer

    return tamper


def _cancelled_is_gone(_: Request, answer: Answer) -> Answer | None:
    if not answer.ok or not answer.json["isCanceled"]:
        return None
    body = {"title": "Not Found", "status": 404, "detail": "The specified resource was not found."}
    return answer.with_status(404).with_json(body)


def _never_canceled(item: dict[str, Any]) -> None:
    item["isCanceled"] = False


STATE = (
    Defect(
        "dimona.declaration-forgotten",
        "A declaration is received, and nobody knows of it afterwards.",
        "test_stories_result",
        forgotten("POST", SUBMIT),
    ),
    Defect(
        "dimona.period-id-of-another",
        "The period of an accepted In has another number than the declaration.",
        "test_stories_in",
        in_result(_other_period, "dimonaIn"),
    ),
    Defect(
        "dimona.update-shows-its-own-number",
        "An update tells its own number as that of the period.",
        "test_stories_period",
        in_result(_own_number, "dimonaUpdate"),
    ),
    Defect(
        "dimona.refused-shows-a-period",
        "A refused declaration has a period number.",
        "test_stories_in",
        in_result(_shows_a_period, "dimonaIn"),
    ),
    Defect(
        "dimona.out-a-day-early",
        "A period ends on the day before the one of its Out.",
        "test_stories_period",
        in_requests("POST", SUBMIT, _a_day_off),
    ),
    Defect(
        "dimona.cancelled-period-gone",
        "A cancelled period cannot be read any more.",
        "test_stories_period",
        in_answers("GET", PERIOD, _cancelled_is_gone),
    ),
    Defect(
        "dimona.cancelled-presence-stands",
        "A daily registration that was cancelled is shown as if it were not.",
        "test_stories_daily_registration",
        in_json("GET", DAY, _never_canceled),
    ),
    Defect(
        "dimona.duplicate-accepted",
        "The same In is accepted twice.",
        "test_stories_in",
        in_result(lambda status: _accept(status, "90373-333")),
    ),
    Defect(
        "dimona.quota-for-each-employer",
        "The contingent of a student is not shared between employers.",
        "test_stories_quota",
        _by_employer,
    ),
    Defect(
        "dimona.hours-kept-after-cancel",
        "A cancelled student job keeps its hours.",
        "test_stories_quota",
        _hours_kept,
    ),
    Defect(
        "dimona.quota-without-the-excess",
        "A student over the contingent is not told by how much.",
        "test_stories_in",
        in_result(lambda status: status.update(informationsCollection=[])),
    ),
    Defect(
        "dimona.result-follows-the-period",
        "An accepted In reads as refused once its period is cancelled.",
        "test_stories_answers",
        _follows_its_period,
    ),
    Defect(
        "dimona.cancelled-not-counted",
        "A relation does not count its cancelled periods.",
        "test_stories_search",
        _in_items(RELATIONS, lambda item: item.update(numberOfPeriodsCanceled=0)),
    ),
    Defect(
        "dimona.numbers-given-twice",
        "Every declaration has the number of the first.",
        "test_stories_in",
        first_header_for_ever("POST", SUBMIT, "Location"),
    ),
)
