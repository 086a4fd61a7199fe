"""Defects that a provider of Link2Prisma could have, each of which the stories see."""

import json
from collections.abc import Callable

from invaller_contracts.prisma.broken_data import DATA_DEFECTS
from invaller_contracts.prisma.broken_results import (
    DAYS,
    RESULT,
    Result,
    calling,
    followed_by,
    in_results,
    overtaken,
    sent_as,
)
from invaller_contracts.provider.defects import (
    Defect,
    Tamper,
    forgotten,
    hits,
    in_answers,
    in_json,
    in_requests,
    with_settings,
)
from invaller_contracts.provider.wire import Answer, Forward, Request

_QUEUED = calling(r"/(?!Result|workerExists).*")
_ANY = calling("/.*")


def _waiting_for_ever(result: Result) -> None:
    if (result["Action"], result["Type"]) == ("insert", "adres"):
        result.update(Statuscode="202", StatusDescription="Accepted", Response="")


def _numeric(result: Result) -> None:
    result["Statuscode"] = int(result["Statuscode"])


def _without_worker(result: Result) -> None:
    del result["Worker"]


def _as_data(result: Result) -> None:
    result["Response"] = json.loads(result["Response"] or "null")


def _nothing_as_204(_request: Request, answer: Answer) -> Answer | None:
    if answer.json["Statuscode"] != "204":
        return None
    return answer.with_body(b"").with_status(204)


def _in_object(_request: Request, answer: Answer) -> Answer | None:
    return answer.with_json({"UniqueIdentifier": answer.json}) if answer.status == 202 else None


def _accepted_as(status: int) -> Callable[[Request, Answer], Answer | None]:
    return lambda _, answer: answer.with_status(status) if answer.status == 202 else None


def _plain_text(_request: Request, answer: Answer) -> Answer:
    return answer.with_header("content-type", "text/plain")


def _reasonless(_request: Request, answer: Answer) -> Answer | None:
    return answer.with_json("Bad Request") if answer.status == 400 else None


def _unknown_as_waiting(request: Request, answer: Answer) -> Answer | None:
    names = ["Action", "Type", "Employer", "Worker", "StatusDescription", "User", "Response"]
    identifier = request.path.rpartition("/")[2]
    waiting = {"ID": identifier, **dict.fromkeys(names, ""), "Statuscode": "202"}
    return answer.with_status(200).with_json(waiting) if answer.status == 404 else None


def _same_identifier() -> Tamper:
    """An identifier is that of the question, and not of the request."""
    given: dict[str, bytes] = {}

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if request.method != "GET" or not hits(request, "GET", _QUEUED) or answer.status != 202:
            return answer
        return answer.with_body(given.setdefault(request.target, answer.body))

    return tamper


def _read_once() -> Tamper:
    """A Result is there until it was read."""
    read: set[str] = set()

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not hits(request, "GET", RESULT) or not answer.ok:
            return answer
        if request.path in read:
            return answer.with_status(404).with_json("No request is known")
        if answer.json["Statuscode"] != "202":
            read.add(request.path)
        return answer

    return tamper


def _with_dashes(_request: Request, result: Result) -> None:
    result["Response"] = DAYS.sub(r'"\1-\2-\3"', result["Response"])


def _in_quotes(_request: Request, result: Result) -> None:
    result["Response"] = json.dumps(result["Response"])


def _letting_in(reason: str) -> Callable[[], Tamper]:
    """Who is refused for a reason is let in as the user of the workspace itself."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if answer.status == 403 and reason in answer.text:
            return await forward(request.without_header("x-ssl-client-cert"))
        return answer

    return lambda: tamper


DEFECTS = (
    # ---- the queue -------------------------------------------------------------------
    Defect(
        "prisma.entry-lost",
        "An address that was accepted is not in the queue.",
        "test_stories_histories",
        forgotten("POST", calling(r"/worker/\d+/address")),
    ),
    Defect(
        "prisma.result-never-comes",
        "The entry of an address that is added waits for ever.",
        "test_stories_histories",
        in_json("GET", RESULT, _waiting_for_ever),
    ),
    Defect(
        "prisma.result-before-its-time",
        "A request is processed as soon as it is accepted.",
        "test_stories_queue",
        with_settings("/processing", {"default": "immediate"}),
    ),
    Defect(
        "prisma.entries-out-of-order",
        "Salary data are added after what was handed in behind them.",
        "test_stories_queue",
        overtaken(r"/worker/\d+/salarycomposition"),
    ),
    Defect(
        "prisma.upload-done-twice",
        "A document is uploaded twice.",
        "test_stories_documents",
        followed_by("/document", lambda request: request),
    ),
    Defect(
        "prisma.identifier-shared",
        "The same question has the identifier that it had before.",
        "test_stories_queue",
        _same_identifier,
    ),
    Defect(
        "prisma.result-read-once",
        "A Result that was read is not there any more.",
        "test_stories_queue",
        _read_once,
    ),
    Defect(
        "prisma.unknown-identifier-waits",
        "An identifier that nobody got is one of an entry that waits.",
        "test_stories_queue",
        in_answers("GET", RESULT, _unknown_as_waiting),
    ),
    # ---- the wire --------------------------------------------------------------------
    Defect(
        "prisma.accepted-as-200",
        "A request that is accepted is answered 200.",
        "test_stories_queue",
        in_answers("*", _QUEUED, _accepted_as(200)),
    ),
    Defect(
        "prisma.identifier-in-object",
        "The identifier stands in an object.",
        "test_stories_queue",
        in_answers("*", _QUEUED, _in_object),
    ),
    Defect(
        "prisma.answers-as-plain-text",
        "Answers are text/plain.",
        "test_stories_queue",
        in_answers("*", _ANY, _plain_text),
    ),
    Defect(
        "prisma.refused-without-identifier",
        "A call of the wrong form is answered 400 with a text.",
        "test_stories_queue",
        in_answers("*", _QUEUED, _reasonless),
    ),
    Defect(
        "prisma.statuscode-is-a-number",
        "The Statuscode of a Result is a number.",
        "test_stories_queue",
        in_json("GET", RESULT, _numeric),
    ),
    Defect(
        "prisma.result-without-worker",
        "A Result has no member Worker.",
        "test_stories_queue",
        in_json("GET", RESULT, _without_worker),
    ),
    Defect(
        "prisma.response-is-no-text",
        "Response holds the data themselves.",
        "test_stories_queue",
        in_json("GET", RESULT, _as_data),
    ),
    Defect(
        "prisma.nothing-found-is-http-204",
        "The Result of a question without data has no body.",
        "test_stories_queue",
        in_answers("GET", RESULT, _nothing_as_204),
    ),
    Defect(
        "prisma.dates-with-dashes",
        "Dates of addresses are yyyy-mm-dd.",
        "test_stories_histories",
        in_results("GET", r"/worker/\d+/address.*", _with_dashes),
    ),
    Defect(
        "prisma.document-in-quotes",
        "The base64 of a document is JSON.",
        "test_stories_documents",
        in_results("GET", r"/document/\d+", _in_quotes),
    ),
    # ---- access ----------------------------------------------------------------------
    Defect(
        "prisma.rights-ignored",
        "Every user may do what the first one may.",
        "test_stories_access",
        _letting_in("has no right"),
    ),
    Defect(
        "prisma.expired-certificate-accepted",
        "A certificate that has expired or was revoked lets in.",
        "test_stories_access",
        _letting_in("certificate is not accepted"),
    ),
    Defect(
        "prisma.employer-ignored",
        "The workers of one employer are those of all.",
        "test_stories_queue",
        in_requests("GET", _ANY, lambda request: sent_as(request, "employer", "100001")),
    ),
    *DATA_DEFECTS,
)
