"""How often a client may look for the result of a declaration (Dimona WS REST v2, 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Wait = Callable[[float], None]
"""Lets a number of seconds go by: `time.sleep`, or a move of a simulator's clock."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Until `until` seconds after the declaration: one look each `pause` seconds."""

    until: float
    pause: float


@dataclass(frozen=True, slots=True)
class PollingSchedule:
    """No look in the first `first` seconds, then stage by stage; `stages` in order of time."""

    first: float
    stages: tuple[Stage, ...]

    def pause_after(self, elapsed: float) -> float | None:
        """Seconds to wait before the next look, or None when there is none any more.

        `elapsed` is the time since the declaration in seconds, calls included: a slow server is
        not asked more often than a fast one.
        """
        if elapsed < self.first:
            return self.first - elapsed
        for stage in self.stages:
            if elapsed < stage.until:
                last = self.stages[-1].until
                return stage.pause if elapsed + stage.pause <= last else None
        return None


DOCUMENTED_SCHEDULE = PollingSchedule(
    first=2.0,
    stages=(Stage(until=30.0, pause=1.0), Stage(until=1200.0, pause=60.0)),
)
"""None before 2 s, each second until 30 s, each minute until 20 minutes."""
