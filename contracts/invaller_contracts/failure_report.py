"""The last exchanges of a failed test, with what the simulator has to say about them."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from invaller_contracts.control import SimulatorError
from invaller_contracts.simulator import Simulator

TITLE = "last exchanges with the simulator"
SHOWN = 5
"""Exchanges that a report shows."""

_BODY = 400
"""Characters of an answer that a report shows."""


def failure_report(simulator: Simulator) -> str:
    """Text about the last exchanges of a workspace, oldest first."""
    try:
        summaries = simulator.requests.list(limit=SHOWN)
        exchanges = [simulator.requests.get(summary["trace"]) for summary in summaries]
    except (httpx.HTTPError, SimulatorError) as error:
        return f"the simulator cannot tell: {error}"
    if not exchanges:
        return f"workspace {simulator.name} was not called"
    lines = [line for exchange in exchanges for line in _told(exchange)]
    return "\n".join([f"workspace {simulator.name} at {simulator.url}", *lines])


def _told(exchange: Mapping[str, Any]) -> Iterator[str]:
    operation = exchange["operation"] or "no operation"
    yield f"{exchange['method']} {exchange['url']} -> {exchange['status']} ({operation})"
    yield f"    trace {exchange['trace']} at {exchange['time']}"
    if exchange["fault"]:
        yield f"    by fault {exchange['fault']}"
    for explanation in exchange["explanations"]:
        yield from _explained(explanation)
    for finding in exchange["findings"]:
        yield f"    finding {finding['rule']}: {finding['message']} ({finding['source']})"
    body = str(exchange["response"]["body"])
    yield f"    answer: {body if len(body) <= _BODY else body[:_BODY] + ' ...'}"


def _explained(explanation: Mapping[str, Any]) -> Iterator[str]:
    yield f"    {explanation['rule']}: {explanation['message']}"
    for member in ("where", "found", "expected", "nearest", "source"):
        if member in explanation:
            yield f"        {member}: {explanation[member]}"
