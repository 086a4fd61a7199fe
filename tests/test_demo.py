"""The demo: the walk through the documents' own examples, and how it is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from invaller_contracts.demo.stage import Stage, staged
from invaller_contracts.demo.steps import STEPS
from invaller_contracts.demo.telling import tell
from invaller_contracts.demo.walk import Check, Outcome, Step, walk

if TYPE_CHECKING:
    from invaller_contracts.simulator import SimulatorServer

SECTIONS = (
    *("7.1.1", "7.1.2", "7.2 (1)", "7.2 (2)", "7.2 (3)", "7.2 (4)", "7.2 (5)"),
    *("7.3", "7.4", "7.5", "7.7", "7.8", "3.2.2.1", "3.1 (2)", "3.3.11"),
    *("2 and 4.5", "4.2 /worker", "4.3 address", "4.4 /absences", "4.2 /prestations"),
    *("convertToEmployee", "wages", "absences", "payrollruns"),
    *("4.2 and 4.1 dimona", "5.1 /document", "5.2"),
)
"""Sections of the documents that the walk goes through."""


@pytest.fixture(scope="module")
def outcomes(sim_server: SimulatorServer) -> tuple[Outcome, ...]:
    """The outcomes of one walk."""
    with staged(sim_server) as stage:
        return tuple(walk(stage, STEPS))


def promising(seen: str) -> Step:
    """A step that needs no simulator and promises a 1."""

    def play(_stage: Stage) -> Iterator[Check]:
        yield Check("the number", "1", seen)

    return Step(f"It is {seen}", "test", play)


def stopping() -> Step:
    """A step that is stopped half-way by the simulator's refusal."""

    def play(stage: Stage) -> Iterator[Check]:
        yield Check("the number", "1", "1")
        stage.dimona.period(1)

    return Step("It stops", "test", play)


def test_every_step_sees_what_the_document_promises(outcomes: tuple[Outcome, ...]) -> None:
    """No step is stopped, and each one has promises that are all kept."""
    broken = {
        outcome.step.title: (outcome.error, [c for c in outcome.checks if not c.holds])
        for outcome in outcomes
        if not outcome.holds
    }
    assert broken == {}
    assert [outcome.step for outcome in outcomes] == list(STEPS)


def test_the_walk_goes_through_every_document() -> None:
    """Each section that a client can replay is the source of a step."""
    sources = " ".join(step.source for step in STEPS)
    assert [section for section in SECTIONS if section not in sources] == []


def test_the_walk_is_that_of_a_good_client(outcomes: tuple[Outcome, ...]) -> None:
    """The simulator finds no fault with any call, and the clock never goes back."""
    exchanges = [exchange for outcome in outcomes for exchange in outcome.exchanges]
    assert [exchange["findings"] for exchange in exchanges if exchange["findings"]] == []
    times = [exchange["time"] for exchange in exchanges]
    assert times == sorted(times)


def test_make_demo_walks_and_exits_with_0() -> None:
    """`python -m invaller_contracts.demo` tells about every step, and about no secret."""
    command = [sys.executable, "-m", "invaller_contracts.demo"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    for number, step in enumerate(STEPS, start=1):
        assert f"{number}. {step.title} ({step.source})\n" in run.stdout
    assert "NOT" not in run.stdout
    assert "eyJ" not in run.stdout
    assert run.stdout.endswith("all as documented.\n")


def test_a_step_that_sees_something_else_fails_the_walk() -> None:
    """The exit status is 1, what was promised and seen is told, and the walk goes on."""
    lines: list[str] = []
    assert tell([promising("2"), stopping(), promising("1")], lines.append) == 1
    told = "\n".join(lines)
    assert "NOT the number\n       promised: 1\n       seen:     2" in told
    assert "NOT it stopped: NotFound: 404 Not Found" in told
    assert "ok  the number: 1" in told
    assert lines[-1] == "2 of 3 steps are not as documented: It is 2, It stops"


def test_a_step_without_promises_proves_nothing() -> None:
    """A step that checks nothing counts as failed."""
    lines: list[str] = []
    assert tell([Step("Nothing", "test", lambda _stage: ())], lines.append) == 1
