"""Steps, what each promises and what it saw."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from invaller_contracts.demo.stage import Document, Stage


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the document promises, beside what was seen."""

    what: str
    promised: Any
    seen: Any

    @property
    def holds(self) -> bool:
        """Whether the promise was kept."""
        return bool(self.promised == self.seen)


Play = Callable[[Stage], Iterable[Check]]


@dataclass(frozen=True, slots=True)
class Step:
    """One example: its title, the section that prints it, what to do, and when.

    at: instant to which the clock moves first; None: where the step before left it.
    """

    title: str
    source: str
    play: Play
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step; error: what stopped it half-way."""

    step: Step
    began: datetime
    ended: datetime
    checks: tuple[Check, ...]
    exchanges: tuple[Document, ...]
    error: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the step saw all that the document promises."""
        return self.error is None and bool(self.checks) and all(c.holds for c in self.checks)


def walk(stage: Stage, steps: Iterable[Step]) -> Iterator[Outcome]:
    """Play the steps in their order, also when an earlier one failed."""
    for step in steps:
        yield _played(stage, step)


def _played(stage: Stage, step: Step) -> Outcome:
    if step.at is not None:
        stage.move_to(step.at)
    began = stage.sim.clock.now
    checks: list[Check] = []
    error = None
    try:
        checks.extend(step.play(stage))
    except Exception as caught:
        # Whatever it is, it is the outcome of this step, and the walk goes on.
        error = f"{type(caught).__name__}: {caught}"
    ended = stage.sim.clock.now
    return Outcome(step, began, ended, tuple(checks), tuple(stage.exchanges()), error)
