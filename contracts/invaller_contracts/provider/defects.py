"""Defects that a provider can have, each planted by itself to prove that the suite sees it."""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from invaller_contracts.consumer.judging import apis_with
from invaller_contracts.provider.wire import Answer, Forward, Request

Tamper = Callable[[Request, Forward], Awaitable[Answer]]
"""Answers a request in the provider's place, mostly with what the provider itself answers."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that a provider does wrong.

    id: `<api>.<what is wrong>`; title: what it does, one sentence; caught_by: the modules of
    stories, beside the API's catalogue, that are expected to see it: they are asked first;
    plant: makes the tampering with a memory of its own.
    """

    id: str
    title: str
    caught_by: str
    plant: Callable[[], Tamper]

    @property
    def api(self) -> str:
        """The API that has it."""
        return self.id.partition(".")[0]


def defects() -> Iterator[Defect]:
    """The catalogue: DEFECTS of every API's `broken_providers.py`."""
    for api in apis_with("broken_providers"):
        yield from import_module(f"invaller_contracts.{api}.broken_providers").DEFECTS


def defect_of(identifier: str) -> Defect:
    """A defect by its id; raises KeyError for one that is not in the catalogue."""
    return {defect.id: defect for defect in defects()}[identifier]


async def token_of(request: Request, forward: Forward, **whose: str) -> str:
    """A token that the workspace gives by hand; whose: `client`, or `user`, by name."""
    told = await forward(request.control("GET", f"/token?{urlencode(whose)}"))
    return told.text


def hits(request: Request, method: str, pattern: str) -> bool:
    """Whether a request has a method (`*`: any) and a path that a pattern matches as a whole."""
    return method in ("*", request.method) and re.fullmatch(pattern, request.path) is not None


def in_answers(
    method: str, pattern: str, change: Callable[[Request, Answer], Answer | None]
) -> Callable[[], Tamper]:
    """The answers to some requests are different; None leaves one as it is."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not hits(request, method, pattern):
            return answer
        return change(request, answer) or answer

    return lambda: tamper


def in_json(method: str, pattern: str, change: Callable[[Any], Any]) -> Callable[[], Tamper]:
    """The JSON of successful answers is changed in place, or replaced by what is given back."""

    def changed(request: Request, answer: Answer) -> Answer | None:
        document = answer.json
        if not answer.ok or document is None:
            return None
        given = change(document)
        return answer.with_json(document if given is None else given)

    return in_answers(method, pattern, changed)


def in_requests(
    method: str, pattern: str, change: Callable[[Request], Request]
) -> Callable[[], Tamper]:
    """The provider understands some requests otherwise than they were sent."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        return await forward(change(request) if hits(request, method, pattern) else request)

    return lambda: tamper


def with_settings(path: str, body: Any) -> Callable[[], Tamper]:
    """Every workspace works by other settings (PUT below /_sim), whatever it was asked."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if request.method == "POST" and request.path == "/_sim/workspaces" and answer.ok:
            made = Request("GET", f"/w/{answer.json['id']}/", request.headers)
            await forward(made.control("PUT", path, body))
        return answer

    return lambda: tamper


def forgotten(method: str, pattern: str) -> Callable[[], Tamper]:
    """What some calls change is answered as done, and is not there afterwards."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        if not hits(request, method, pattern):
            return await forward(request)
        await forward(request.control("PUT", "/snapshots/before-the-defect"))
        answer = await forward(request)
        await forward(request.control("POST", "/snapshots/before-the-defect/restore"))
        return answer

    return lambda: tamper


def first_header_for_ever(method: str, pattern: str, name: str) -> Callable[[], Tamper]:
    """A header keeps the value that it had in the first answer about the same path."""

    def plant() -> Tamper:
        known: dict[str, str] = {}

        async def tamper(request: Request, forward: Forward) -> Answer:
            answer = await forward(request)
            value = answer.header(name)
            if value is None or not hits(request, method, pattern):
                return answer
            return answer.with_header(name, known.setdefault(request.target, value))

        return tamper

    return plant
