"""Control of time: clock, pending work, processing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import ClockError, parse_instant, render_instant
from invaller.kernel.durations import parse_duration
from invaller.kernel.pending import Work
from invaller.kernel.processing import ProcessingError
from invaller.kernel.workspace import RunawayWork, Workspace
from invaller.serving.control.problems import problem, refusing, taking_back


def clock_handlers() -> Mapping[str, Handler]:
    """Handlers by operationId."""
    return {
        "getClock": get_clock,
        "setClock": set_clock,
        "advanceClock": advance_clock,
        "runUntilIdle": run_until_idle,
        "listPending": list_pending,
        "releasePending": release_pending,
        "getProcessing": get_processing,
        "setProcessing": set_processing,
    }


def clock_body(workspace: Workspace, done: list[Work]) -> dict[str, Any]:
    """The clock as the control plane shows it, with the work that just fell due."""
    return {
        "mode": workspace.clock.mode,
        "now": render_instant(workspace.now),
        "fellDue": [work.to_document() for work in done],
    }


def get_clock(call: Call) -> Answer:
    """Mode and current instant."""
    return Answer(200, clock_body(call.workspace, []))


@taking_back(ClockError, RunawayWork)
def set_clock(call: Call) -> Answer:
    """Change the mode, move forward to an instant, or both."""
    workspace, done = call.workspace, []
    if "now" in call.body:
        target = parse_instant(call.body["now"])
        if target < workspace.now:
            raise ClockError(
                f"the clock shows {render_instant(workspace.now)} and only moves forward; "
                "reset the workspace, or make another one, to go back"
            )
        done = workspace.advance(target - workspace.now)
    if "mode" in call.body:
        workspace.clock.switch(call.body["mode"])
    return Answer(200, clock_body(workspace, done))


@taking_back(ValueError, RunawayWork, OverflowError)
def advance_clock(call: Call) -> Answer:
    """Move forward by a duration."""
    done = call.workspace.advance(parse_duration(call.body["by"]))
    return Answer(200, clock_body(call.workspace, done))


@taking_back(RunawayWork)
def run_until_idle(call: Call) -> Answer:
    """Move forward until no timed work is left."""
    return Answer(200, clock_body(call.workspace, call.workspace.run_until_idle()))


def list_pending(call: Call) -> Answer:
    """Work that is not done yet."""
    items = call.workspace.pending.all()
    return Answer(200, {"pending": [work.to_document() for work in items]})


@taking_back(ValueError)
def release_pending(call: Call) -> Answer:
    """Do one item now; an outcome travels to the API in the item's payload."""
    identifier = call.parameters["id"]
    work = call.workspace.pending.get(identifier)
    if work is None:
        ids = ", ".join(item.id for item in call.workspace.pending.all()) or "none"
        return problem(404, f"no pending work {identifier!r}; there is {ids}")
    outcome = (call.body or {}).get("outcome")
    if outcome is not None:
        work = replace(work, payload={**work.payload, "outcome": outcome})
    call.workspace.do(work, call.now)
    return Answer(200, {"released": work.to_document()})


def get_processing(call: Call) -> Answer:
    """When accepted work is done."""
    return Answer(200, {"default": "time", **call.workspace.settings.processing})


@refusing(ProcessingError)
def set_processing(call: Call) -> Answer:
    """Change when work that is accepted from now on is done."""
    workspace = call.workspace
    workspace.settings = workspace.settings.changed({"processing": call.body}, {})
    return get_processing(call)
