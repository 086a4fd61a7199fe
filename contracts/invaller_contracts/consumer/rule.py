"""A rule that a good client keeps, and what a run shows about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from invaller_contracts.consumer.run import Exchange, Run

TRUTHS = ("documented", "observed", "assumed")
"""On whose word a rule stands, as in the ledgers."""


@dataclass(frozen=True, slots=True)
class Look:
    """An exchange at which a rule was at stake. breach: how it was broken, None when kept."""

    exchange: Exchange
    breach: str | None = None


Judge = Callable[[Run], Iterator[Look]]
"""Looks at every exchange of a run at which a rule is at stake."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a good client of an API does.

    id: `<api>.client.<name>`; title: what it does, one sentence; source: section of the
    document, or row of the facts; truth: whose word that is.
    """

    id: str
    title: str
    source: str
    truth: str
    judge: Judge

    @property
    def api(self) -> str:
        """The API that the rule is about."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run shows about a rule."""

    rule: Rule
    looks: tuple[Look, ...]

    @property
    def breaches(self) -> tuple[Look, ...]:
        """The looks at which the rule was broken."""
        return tuple(look for look in self.looks if look.breach is not None)

    @property
    def word(self) -> str:
        """`broken`, `kept`, or `not at stake`: a run without occasion proves nothing."""
        if self.breaches:
            return "broken"
        return "kept" if self.looks else "not at stake"
