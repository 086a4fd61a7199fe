"""Clients that break one rule each, to prove that the rule sees it, and healthy ones."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import httpx

from invaller_contracts.connections import connection
from invaller_contracts.consumer.judging import apis_with, judge
from invaller_contracts.consumer.rule import Verdict
from invaller_contracts.consumer.run import Run
from invaller_contracts.simulator import Simulator

Drive = Callable[[Simulator], None]
"""Lets a client work in a workspace."""


@dataclass(frozen=True, slots=True)
class BrokenClient:
    """A reference client with one bad habit.

    rule: the id of the rule that it breaks; title: what it does, one sentence; settings: those
    of its workspace. It may break other rules only where `also` names them: some habits do.
    """

    rule: str
    title: str
    drive: Drive
    settings: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def api(self) -> str:
        """The API that it calls."""
        return self.rule.partition(".")[0]


@dataclass(frozen=True, slots=True)
class HealthyClient:
    """A reference client that keeps every rule. at_stake: rules that its run gives occasion to."""

    title: str
    drive: Drive
    settings: Mapping[str, Any] = field(default_factory=dict)


def broken_clients() -> Iterator[BrokenClient]:
    """The catalogue: BROKEN of every API's `broken_clients.py`."""
    for api in apis_with("broken_clients"):
        yield from import_module(f"invaller_contracts.{api}.broken_clients").BROKEN


def healthy_clients() -> Iterator[tuple[str, HealthyClient]]:
    """Each API with its healthy clients: HEALTHY of its `broken_clients.py`."""
    for api in apis_with("broken_clients"):
        for client in import_module(f"invaller_contracts.{api}.broken_clients").HEALTHY:
            yield api, client


def verdicts_on(sim: Simulator, drive: Drive) -> tuple[Verdict, ...]:
    """Let a client work in a workspace, and judge what it did there."""
    drive(sim)
    return judge(Run.of(sim.requests.find())).verdicts


class Tampered(httpx.BaseTransport):
    """The connection of a reference client with a bad habit: requests are changed, or answered.

    change: gives the request to send instead, or an answer without sending anything.
    """

    def __init__(self, change: Callable[[httpx.Request], httpx.Request | httpx.Response]) -> None:
        self._change = change
        self._inner = connection()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send what the habit makes of a request."""
        changed = self._change(request)
        if isinstance(changed, httpx.Response):
            return changed
        return self._inner.handle_request(changed)

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()


def without_header(name: str) -> Tampered:
    """A connection on which a header is never sent."""

    def change(request: httpx.Request) -> httpx.Request:
        request.headers.pop(name, None)
        return request

    return Tampered(change)
