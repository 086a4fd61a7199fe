"""What a report is made of: groups of steps, each with what was promised and what happened."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Promise:
    """A rule or claim that a step was held against.

    truth: on whose word it stands; broken: how it was broken, None when it was kept.
    """

    name: str
    text: str
    truth: str
    source: str = ""
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One call, or one claim about none. called: method and URL; happened: what was answered.

    details: whatever else helps, a line each; seconds: what it took on the workspace's clock;
    skipped: why nothing is said, None when something is.
    """

    name: str
    called: str
    happened: str
    promises: tuple[Promise, ...] = ()
    details: tuple[str, ...] = ()
    seconds: float = 0.0
    skipped: str | None = None

    @property
    def broken(self) -> tuple[Promise, ...]:
        """The promises that were not kept."""
        return tuple(promise for promise in self.promises if promise.broken is not None)

    @property
    def word(self) -> str:
        """`broken`, `kept`, `skipped`, or `not judged` when nothing was promised."""
        if self.skipped is not None:
            return "skipped"
        if self.broken:
            return "broken"
        return "kept" if self.promises else "not judged"


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that belong together: those of one API, or of one story."""

    name: str
    steps: tuple[Step, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. about: what was judged, a line each."""

    title: str
    groups: tuple[Group, ...]
    about: tuple[str, ...] = field(default=())

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of all groups."""
        return tuple(step for group in self.groups for step in group.steps)

    def count(self, word: str) -> int:
        """How many steps have a verdict."""
        return sum(step.word == word for step in self.steps)
