"""What a provider of Loket can get wrong, as changes to requests and answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from invaller_contracts.provider.defects import Tamper, hits, in_answers, in_json, token_of
from invaller_contracts.provider.wire import Answer, Forward, Request

ANY = r"/v2/.*"
WAGES = r"/v2/.*/employments/[^/]*/wages"
WAGE = r"/v2/.*/employments/wages/[^/]*"
_UUID = r"[0-9a-f-]{36}"
RECORD = rf"/v2/.*/{_UUID}"

Record = dict[str, Any]


def asking(**changes: Callable[[str], str | None]) -> Callable[[], Tamper]:
    """Parameters of a list are understood otherwise; None: as if not sent."""

    def understood(request: Request) -> Request:
        query: dict[str, list[str]] = {}
        for name, texts in request.query.items():
            change = changes.get(name)
            new = texts if change is None else [change(text) for text in texts]
            query[name] = [text for text in new if text is not None]
        path = request.target.partition("?")[0]
        return request.with_target(f"{path}?{urlencode(query, doseq=True)}")

    async def tamper(request: Request, forward: Forward) -> Answer:
        if hits(request, "GET", ANY) and request.query:
            return await forward(understood(request))
        return await forward(request)

    return lambda: tamper


def with_header(request: Request, name: str, value: str) -> Request:
    """The request with a header in place of those of the same name."""
    plain = request.without_header(name)
    return replace(plain, headers=(*plain.headers, (name, value)))


def first_page_again() -> Tamper:
    """Every page of a list has the records of the first."""
    page = asking(pageNumber=lambda _sent: "1")()

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await page(request, forward)
        number, document = request.query.get("pageNumber"), answer.json
        if number is None or not answer.ok or not isinstance(document, dict):
            return answer
        return answer.with_json({**document, "currentPage": int(number[-1])})

    return tamper


def in_records(
    pattern: str, change: Callable[[Record], None], method: str = "GET"
) -> Callable[[], Tamper]:
    """The records of lists are changed in place."""

    def changed(document: Any) -> None:
        for record in document.get("_embedded", ()):
            change(record)

    return in_json(method, pattern, changed)


def in_content(method: str, pattern: str, change: Callable[[Record], None]) -> Callable[[], Tamper]:
    """The record of an answer is changed in place."""

    def changed(document: Any) -> None:
        if isinstance(document, dict) and document.get("content"):
            change(document["content"])

    return in_json(method, pattern, changed)


def in_messages(change: Callable[[Record], None]) -> Callable[[], Tamper]:
    """The messages of answers are changed in place."""

    def changed(_: Request, answer: Answer) -> Answer | None:
        document = answer.json
        if not isinstance(document, dict) or not document.get("messages"):
            return None
        for message in document["messages"]:
            change(message)
        return answer.with_json(document)

    return in_answers("*", ANY, changed)


def refused_otherwise(status: int, change: Callable[[Answer], Answer]) -> Callable[[], Tamper]:
    """Refusals with a status are told otherwise."""
    return in_answers(
        "*", ANY, lambda _, answer: change(answer) if answer.status == status else None
    )


def one_message(answer: Answer) -> Answer:
    """A refusal of which the first reason is told only."""
    document = answer.json
    if not isinstance(document, dict):
        return answer
    return answer.with_json({**document, "messages": document.get("messages", [])[:1]})


def open_ended(record: Record) -> None:
    """A record whose end was not set."""
    record["endDate"] = None


def ended_a_day_late(record: Record) -> None:
    """A record that ends on the day on which the next one begins."""
    if record.get("endDate"):
        record["endDate"] = f"{date.fromisoformat(record['endDate']) + timedelta(days=1)}"


async def appends_only(request: Request, forward: Forward) -> Answer:
    """A record of a broken chain is refused when another one begins later."""
    if not hits(request, "POST", r"(?i)/v2/.*/otherpayrollvariables"):
        return await forward(request)
    read = await forward(replace(request, method="GET", body=b""))
    later = [one for one in read.json["_embedded"] if one["startDate"] > request.json["startDate"]]
    if not later:
        return await forward(request)
    # Refused as a record that begins before the employment does.
    return await forward(request.with_json({**request.json, "startDate": "1900-01-01"}))


def without_grade(request: Request) -> Request:
    """A wage whose pay grade is not applied."""
    return request.with_json({**request.json, "applyPayGrade": False})


def as_sent(*members: str) -> Callable[[], Tamper]:
    """A change answers members as they were sent, and keeps them."""
    kept: dict[str, Record] = {}

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer, sent = await forward(request), request.json
        document = answer.json
        if not answer.ok or not hits(request, "*", WAGE) or not isinstance(document, dict):
            return answer
        if request.method == "PUT" and isinstance(sent, dict):
            kept[request.target] = {name: sent[name] for name in members if name in sent}
        if isinstance(document.get("content"), dict):
            document["content"] |= kept.get(request.target, {})
        return answer.with_json(document)

    return lambda: tamper


async def merges(request: Request, forward: Forward) -> Answer:
    """A PUT leaves what it does not name as it was."""
    if not hits(request, "PUT", RECORD) or not isinstance(request.json, dict):
        return await forward(request)
    read = await forward(replace(request, method="GET", body=b""))
    before: Mapping[str, Any] = (read.json or {}).get("content") or {}
    return await forward(request.with_json({**before, **request.json}))


async def replaces_components(request: Request, forward: Forward) -> Answer:
    """A PATCH of payroll data deletes the components that it does not name."""
    if not hits(request, "PATCH", r"/v2/.*/payrollperioddata"):
        return await forward(request)
    read = await forward(replace(request, method="GET", body=b""))
    sent = request.json
    named = {one["payrollComponent"]["key"] for one in sent["payrollComponents"]}
    for record in (read.json or {}).get("_embedded", ()):
        for one in record["payrollComponents"]:
            if one["payrollComponent"]["key"] not in named:
                key = {"key": one["payrollComponent"]["key"]}
                sent["payrollComponents"].append({"payrollComponent": key, "value": None})
    return await forward(request.with_json(sent))


def admitted_after(status: int, words: str = "") -> Callable[[], Tamper]:
    """A call that is refused with a status is done in the name of who may do everything."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        refused = answer.status == status and words in answer.text
        if not refused or not hits(request, "*", ANY) or request.header("authorization") is None:
            return answer
        token = await token_of(request, forward, user="m.lindeman@delinde.example")
        return await forward(with_header(request, "authorization", f"Bearer {token}"))

    return lambda: tamper


def first_answer_for_ever(pattern: str) -> Callable[[], Tamper]:
    """What was read once is read the same for ever."""

    def plant() -> Tamper:
        known: dict[str, Answer] = {}

        async def tamper(request: Request, forward: Forward) -> Answer:
            answer = await forward(request)
            if not answer.ok or not hits(request, "GET", pattern):
                return answer
            return known.setdefault(request.target, answer)

        return tamper

    return plant


def kept_after_delete(pattern: str) -> Callable[[], Tamper]:
    """A record is read by its id after it was deleted."""

    def plant() -> Tamper:
        known: dict[str, Answer] = {}

        async def tamper(request: Request, forward: Forward) -> Answer:
            answer = await forward(request)
            if not hits(request, "GET", pattern):
                return answer
            if answer.ok:
                known[request.target] = answer
            return known.get(request.target, answer) if answer.status == 404 else answer

        return tamper

    return plant


def concept_stays() -> Tamper:
    """A concept employee is read by its id after it became an employee."""
    known: dict[str, Answer] = {}

    async def tamper(request: Request, forward: Forward) -> Answer:
        if hits(request, "PATCH", r".*/convertToEmployee"):
            target = request.target.removesuffix("/convertToEmployee")
            read = replace(request.with_target(target), method="GET", body=b"")
            known[target] = await forward(read)
        answer = await forward(request)
        return known.get(request.target, answer) if answer.status == 404 else answer

    return tamper


def as_json_document(_: Request, answer: Answer) -> Answer | None:
    """A download comes as JSON."""
    kind = answer.header("content-type") or ""
    if not answer.ok or kind.startswith("application/json"):
        return None
    document = json.dumps({"content": answer.body.decode("latin-1")}).encode()
    return answer.with_body(document).with_header("content-type", "application/json")


def all_or_nothing(_: Request, answer: Answer) -> Answer | None:
    """A call on several records fails when one of them does."""
    document = answer.json
    failed = isinstance(document, dict) and document.get("messages")
    return answer.with_status(400) if answer.ok and failed else None
