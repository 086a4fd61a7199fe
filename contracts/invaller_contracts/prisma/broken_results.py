"""Ways to spoil what a provider of Link2Prisma says: Results tell late what was asked early."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from invaller_contracts.provider.defects import Tamper, hits
from invaller_contracts.provider.wire import Answer, Forward, Request

RESULT = r".*/Result/[^/]+"
DAYS = re.compile(r'"(\d{4})(\d\d)(\d\d)"')

Result = dict[str, Any]


def calling(pattern: str) -> str:
    """A pattern for whole paths out of one for what stands below the base path."""
    return rf"/link2prisma\.svc{pattern}"


def in_results(
    method: str, pattern: str, change: Callable[[Request, Result], None]
) -> Callable[[], Tamper]:
    """The Results of some requests, once they are final, are changed in place.

    pattern: below the base path; change: gets the request and its Result.
    """

    def plant() -> Tamper:
        asked: dict[str, Request] = {}

        async def tamper(request: Request, forward: Forward) -> Answer:
            answer = await forward(request)
            if hits(request, method, calling(pattern)) and isinstance(answer.json, str):
                asked[answer.json] = request
            origin = asked.get(request.path.rpartition("/")[2])
            if origin is None or not hits(request, "GET", RESULT):
                return answer
            result = answer.json
            if result["Statuscode"] == "202":
                return answer
            change(origin, result)
            return answer.with_json(result)

        return tamper

    return plant


def in_data(pattern: str, change: Callable[[Any], Any]) -> Callable[[], Tamper]:
    """The data that some questions give are others: those that `change` makes of them."""

    def spoiled(_request: Request, result: Result) -> None:
        if result["Response"]:
            result["Response"] = json.dumps(change(json.loads(result["Response"])))

    return in_results("GET", pattern, spoiled)


def let_pass(statuscode: str) -> Callable[[Request, Result], None]:
    """What breaks a rule (Statuscode 400) is answered as done."""

    def change(_request: Request, result: Result) -> None:
        if result["Statuscode"] == "400":
            result.update(Statuscode=statuscode, StatusDescription="OK")

    return change


def silent(_request: Request, result: Result) -> None:
    """A Result has no Response, whatever there is to tell."""
    result["Response"] = ""


def followed_by(pattern: str, more: Callable[[Request], Request]) -> Callable[[], Tamper]:
    """After some POSTs that are accepted the provider does something more, unasked."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if hits(request, "POST", calling(pattern)) and answer.ok:
            await forward(more(request))
        return answer

    return lambda: tamper


def sent_as(request: Request, header: str, value: str) -> Request:
    """A request with another value for a header that it has."""
    headers = [(name, value if name.lower() == header else said) for name, said in request.headers]
    return replace(request, headers=tuple(headers))


def elsewhere(request: Request, old: str, new: str) -> Request:
    """A request with another end of its path; old: a pattern."""
    return request.with_target(re.sub(old, new, request.target))


def overtaken(pattern: str) -> Callable[[], Tamper]:
    """Some POSTs are processed after the one that was handed in next."""

    def plant() -> Tamper:
        held: list[tuple[str, Request]] = []
        given: dict[str, str] = {}

        async def hand_in(forward: Forward) -> None:
            while held:
                promised, request = held.pop()
                given[promised] = str((await forward(request)).json)

        async def tamper(request: Request, forward: Forward) -> Answer:
            if hits(request, "POST", calling(pattern)) and not held:
                promised = f"00000000-0000-4000-8000-{len(given):012d}"
                held.append((promised, request))
                headers = (("content-type", "application/json; charset=utf-8"),)
                return Answer(202, headers, b"").with_json(promised)
            if request.method == "GET" or "/_sim/" in request.path:
                await hand_in(forward)
            promised = request.path.rpartition("/")[2]
            answer = await forward(elsewhere(request, promised, given.get(promised, promised)))
            await hand_in(forward)
            if promised in given:
                return answer.with_json({**answer.json, "ID": promised})
            return answer

        return tamper

    return plant
