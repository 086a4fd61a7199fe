"""When accepted work gets its result: documented delays, at once, after polls, or by hand."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["time", "immediate", "polls", "hold"]


class ProcessingError(ValueError):
    """A processing setting that is none of the four."""


@dataclass(frozen=True, slots=True)
class Processing:
    """One setting: `time`, `immediate`, `polls:N` or `hold`."""

    mode: Mode
    polls: int = 0

    @classmethod
    def parse(cls, text: str) -> "Processing":
        """Read a setting as the command line and the control plane write it."""
        name, _, count = text.partition(":")
        if name == "polls" and count.strip().isdigit() and int(count) > 0:
            return cls("polls", int(count))
        if name == "time" and not count:
            return cls("time")
        if name == "immediate" and not count:
            return cls("immediate")
        if name == "hold" and not count:
            return cls("hold")
        raise ProcessingError(
            f"{text!r} is no processing; use time, immediate, polls:N (N from 1) or hold"
        )


def setting_for(settings: dict[str, str], api: str, kind: str) -> Processing:
    """The setting for a kind of work: the most specific of `api.kind`, `api` and `default`."""
    for name in (f"{api}.{kind}", api, "default"):
        if name in settings:
            return Processing.parse(settings[name])
    return Processing("time")
