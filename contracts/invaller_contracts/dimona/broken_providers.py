"""Defects that a provider of Dimona could have, each of which the stories see."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from invaller_contracts.dimona.broken_state import STATE
from invaller_contracts.dimona.planting import (
    DAYS,
    DECLARATION,
    DECLARATIONS,
    PERIOD,
    PERIODS,
    RELATIONS,
    SUBMIT,
    in_result,
)
from invaller_contracts.provider.defects import (
    Defect,
    Tamper,
    hits,
    in_answers,
    in_json,
    in_requests,
    token_of,
    with_settings,
)
from invaller_contracts.provider.wire import Answer, Forward, Request


def _without(pattern: str, *names: str, method: str = "POST") -> Callable[[], Tamper]:
    """Criteria or members of some requests do not count."""

    def change(request: Request) -> Request:
        body = request.json
        if not isinstance(body, dict):
            return request
        return request.with_json({k: v for k, v in body.items() if k not in names})

    return in_requests(method, pattern, change)


def _first_block_only(request: Request) -> Request:
    """Of several blocks the first is taken."""
    body = request.json or {}
    blocks = [name for name in body if name.startswith(("dimona", "dailyRegistration"))]
    return request.with_json({name: body[name] for name in body if name not in blocks[1:]})


def _with_zero(document: Any) -> None:
    employer = document.get("employer", {})
    if "enterpriseNumber" in employer:
        employer["enterpriseNumber"] = employer["enterpriseNumber"].zfill(10)


def _with_commission(request: Request) -> Request:
    body = request.json or {}
    body.get("dimonaIn", {}).get("features", {}).setdefault("jointCommissionNumber", "XXX")
    return request.with_json(body)


def _admitted_after(problem: str) -> Callable[[], Tamper]:
    """Who is refused with a problem is let in as somebody who has every right."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not hits(request, "*", r".*/dimona/v2/.*") or problem not in answer.text:
            return answer
        token = ("authorization", f"Bearer {await token_of(request, forward, client='provider')}")
        admitted = request.without_header("authorization")
        return await forward(replace(admitted, headers=(*admitted.headers, token)))

    return lambda: tamper


def _as_unknown(_: Request, answer: Answer) -> Answer | None:
    if "not processed yet" not in answer.text:
        return None
    number = answer.json["message"].split()[5]
    said = f"No declaration has been submitted with this Dimona Declaration Nbr {number}"
    return answer.with_json({**answer.json, "message": said})


def _empty_page(_: Request, answer: Answer) -> Answer | None:
    if answer.status != 400:
        return None
    return answer.with_status(200).with_json({"page": 1, "pageSize": 10, "total": 0, "items": []})


def _to_the_list(_: Request, answer: Answer) -> Answer | None:
    location = answer.header("location")
    return answer.with_header("location", location.rpartition("/")[0]) if location else None


def _renamed(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    """A member has another name."""

    def change(document: dict[str, Any]) -> None:
        if old in document:
            document[new] = document.pop(old)

    return change


def _without_french(status: dict[str, Any]) -> None:
    for anomaly in status["anomalies"]:
        del anomaly["label"]["fr"]


def _ascending(request: Request) -> Request:
    return request.with_target(request.target.replace("sort=-", "sort="))


def _whole(document: Any) -> None:
    document["items"], document["total"] = document["items"][:1], 1


TIME = (
    Defect(
        "dimona.result-before-its-time",
        "A declaration has its result at once, not after some seconds.",
        "test_stories_result",
        with_settings("/processing", {"default": "immediate"}),
    ),
    Defect(
        "dimona.result-never-comes",
        "A declaration is received and never processed.",
        "test_stories_result",
        with_settings("/processing", {"default": "hold"}),
    ),
    Defect(
        "dimona.sigedis-never-answers",
        "A declaration that waits for Sigedis waits for ever.",
        "test_stories_waiting_for_sigedis",
        with_settings("/processing", {"dimona.identification": "hold"}),
    ),
    Defect(
        "dimona.late-is-in-time",
        "A period that was declared too late is not shown as late.",
        "test_stories_in",
        in_json("GET", PERIOD, lambda document: document.update(isLate=False)),
    ),
)

WIRE = (
    Defect(
        "dimona.location-of-the-list",
        "The Location of a declaration has no number.",
        "test_stories_answers",
        in_answers("POST", SUBMIT, _to_the_list),
    ),
    Defect(
        "dimona.received-with-200",
        "A declaration is received with 200 instead of 201.",
        "test_stories_answers",
        in_answers(
            "POST", SUBMIT, lambda _, answer: answer.with_status(200) if answer.ok else None
        ),
    ),
    Defect(
        "dimona.pending-as-unknown",
        "A declaration that waits for its result is told to be unknown.",
        "test_stories_result",
        in_answers("GET", DECLARATION, _as_unknown),
    ),
    Defect(
        "dimona.next-missing",
        "A page of periods does not tell that there is a next one.",
        "test_stories_search",
        in_json("POST", PERIODS, lambda document: document.pop("next", None) and None),
    ),
    Defect(
        "dimona.pages-of-one",
        "A search of declarations tells of one declaration only.",
        "test_stories_search",
        in_json("POST", DECLARATIONS, _whole),
    ),
    Defect(
        "dimona.order-ignored",
        "A list is ascending whatever was asked.",
        "test_stories_search test_stories_daily_registration",
        in_requests("*", rf"{PERIODS}|{DAYS}", _ascending),
    ),
    Defect(
        "dimona.declaration-id-as-number",
        "GET of a declaration shows its number as a number.",
        "test_stories_answers",
        in_result(lambda status: status.update(declarationId=int(status["declarationId"]))),
    ),
    Defect(
        "dimona.ten-digit-enterprise-number",
        "A declaration shows the enterprise number with its zero.",
        "test_stories_answers",
        in_json(
            "GET",
            DECLARATION,
            _with_zero,
        ),
    ),
    Defect(
        "dimona.anomalies-collection",
        "Anomalies are in the member anomaliesCollection, as in version 1.",
        "test_stories_in",
        in_result(_renamed("anomalies", "anomaliesCollection")),
    ),
    Defect(
        "dimona.label-in-one-language",
        "Anomalies have no French label.",
        "test_stories_in",
        in_result(_without_french),
    ),
    Defect(
        "dimona.features-in-a-period",
        "The features of a period are in the member features.",
        "test_stories_in",
        in_json("GET", PERIOD, _renamed("dimonaFeatures", "features")),
    ),
    Defect(
        "dimona.presence-under-period",
        "The number of a daily registration is told as that of a period.",
        "test_stories_daily_registration",
        in_result(_renamed("dailyRegistration", "period"), "dailyRegistrationIn"),
    ),
    Defect(
        "dimona.problem-as-json",
        "A period that is not there is told as application/json.",
        "test_stories_answers",
        in_answers(
            "GET",
            PERIOD,
            lambda _, answer: (
                None if answer.ok else answer.with_header("content-type", "application/json")
            ),
        ),
    ),
    Defect(
        "dimona.two-blocks-received",
        "Of two blocks in one declaration one is taken.",
        "test_stories_refused_calls",
        in_requests("POST", SUBMIT, _first_block_only),
    ),
    Defect(
        "dimona.commission-guessed",
        "An In without joint commission is received as one of XXX.",
        "test_stories_refused_calls",
        in_requests("POST", SUBMIT, _with_commission),
    ),
    Defect(
        "dimona.search-for-anybody",
        "A search that names nobody finds nothing, and is no bad request.",
        "test_stories_search",
        in_answers("POST", rf"{PERIODS}|{DECLARATIONS}|{RELATIONS}", _empty_page),
    ),
    Defect(
        "dimona.worker-does-not-narrow",
        "A search by employer and worker finds everybody of the employer.",
        "test_stories_search",
        _without(PERIODS, "worker"),
    ),
    Defect(
        "dimona.days-do-not-narrow",
        "A search of periods pays no heed to the days of activity.",
        "test_stories_search",
        _without(PERIODS, "activeFromDate", "activeToDate"),
    ),
    Defect(
        "dimona.status-does-not-narrow",
        "A search of declarations pays no heed to the result that is sought.",
        "test_stories_criteria",
        _without(DECLARATIONS, "dimonaDeclarationStatus"),
    ),
)

ACCESS = (
    Defect(
        "dimona.no-token-needed",
        "A call without a token is answered.",
        "test_stories_refused_calls",
        _admitted_after("noAccessToken"),
    ),
    Defect(
        "dimona.any-scope-will-do",
        "A token to consult lets its owner declare, and the other way round.",
        "test_stories_refused_calls",
        _admitted_after("missingScope"),
    ),
    Defect(
        "dimona.employers-of-others",
        "Everybody may declare for every employer, and read every file.",
        "test_stories_refused_calls test_stories_others",
        _admitted_after("missingPermission"),
    ),
)

DEFECTS = (*STATE, *TIME, *WIRE, *ACCESS)
