"""Faults: ordered rules that make one call go wrong, on purpose and reproducibly.

A rule matches calls by API, operation and details, fires a number of times or with a
seeded probability, and has one effect: an error answer, a delay, a cut body, a dropped
connection, or an outage of a part behind the API (its documented "temporarily not
available" answers). Or it spoils what a call leaves to be done later: that work is lost,
done twice or late. One effect hits no calls: while its rule is there, an API's work is stuck.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from math import exp
from statistics import NormalDist
from typing import Any

from invaller.kernel.durations import parse_duration
from invaller.kernel.ids import Ids, fraction_from


class FaultError(ValueError):
    """A fault rule that cannot be understood; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does to the call it hits.

    status: answer with this status and, unless `body` is given, the API's documented error;
    delay: {"fixed": seconds} or {"median": seconds, "sigma": s} (lognormal), awaited;
    truncate: bytes of the body that arrive; drop: the connection closes without an answer;
    outage: name of a part behind the API that is down for this call;
    lost, doubled, late: what the call leaves to be done later is never done, done twice, or
    done so much later (ISO 8601 duration); stuck: nothing of the API is done while the rule
    is there.
    """

    status: int | None = None
    body: Any = None
    delay: dict[str, float] | None = None
    truncate: int | None = None
    drop: bool = False
    outage: str | None = None
    lost: bool = False
    doubled: bool = False
    late: str | None = None
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """What faults do to the work that one call leaves to be done later."""

    lost: bool = False
    doubled: bool = False
    late: timedelta = timedelta()

    @classmethod
    def of(cls, effects: list[Effect]) -> "LifeCycle":
        """What these effects do together."""
        late = (parse_duration(effect.late) for effect in effects if effect.late)
        return cls(
            lost=any(effect.lost for effect in effects),
            doubled=any(effect.doubled for effect in effects),
            late=sum(late, timedelta()),
        )


@dataclass(slots=True)
class Fault:
    """One rule. times: how often it still fires (None: always); probability: 0 to 1, seeded."""

    id: str
    effect: Effect
    api: str | None = None
    operation: str | None = None
    match: dict[str, str] = field(default_factory=dict)
    times: int | None = None
    probability: float = 1.0

    def to_document(self) -> dict[str, Any]:
        """The rule as JSON, without what it leaves open."""
        document = asdict(self)
        document["effect"] = {
            name: value for name, value in document["effect"].items() if value not in (None, False)
        }
        return {name: value for name, value in document.items() if value not in (None, {})}

    def hits(self, api: str, operation: str, details: Mapping[str, str]) -> bool:
        """Whether the rule is about this call; `match` compares parameters and body text."""
        return (
            self.times != 0
            and not self.effect.stuck
            and self.api in (None, api)
            and self.operation in (None, operation)
            and all(value in details.get(name, "") for name, value in self.match.items())
        )


_EFFECTS = "status (with body), delay, truncate, drop, outage, lost, doubled, late or stuck"


def parse_fault(document: dict[str, Any], identifier: str) -> Fault:
    """Read a rule; raises FaultError with what would be right."""
    known = {"api", "operation", "match", "times", "probability", "effect", "id"}
    unknown = set(document) - known
    if unknown:
        raise FaultError(f"unknown members {sorted(unknown)}; a fault has {sorted(known)}")
    effect = document.get("effect")
    if not isinstance(effect, dict) or not effect:
        raise FaultError(f"a fault needs an effect: {_EFFECTS}")
    try:
        parsed = Effect(**effect)
    except TypeError as error:
        raise FaultError(f"{error}; an effect is {_EFFECTS}") from error
    if parsed.delay is not None and not {"fixed", "median"} & set(parsed.delay):
        raise FaultError('a delay is {"fixed": seconds} or {"median": seconds, "sigma": s}')
    if parsed.late is not None:
        _checked_duration(parsed.late)
    calls = sorted({"operation", "match", "times", "probability"} & set(document))
    if parsed.stuck and calls:
        raise FaultError(f"a stuck queue is about no single call: leave out {', '.join(calls)}")
    rest = {name: document[name] for name in known - {"effect", "id"} if name in document}
    return Fault(id=identifier, effect=parsed, **rest)


def _checked_duration(text: str) -> None:
    try:
        parse_duration(text)
    except ValueError as error:
        raise FaultError(f"late: {error}") from error


def stuck_apis(faults: list[Fault]) -> frozenset[str | None]:
    """The APIs whose work is stuck; None among them stands for all."""
    return frozenset(fault.api for fault in faults if fault.effect.stuck)


def delay_seconds(delay: dict[str, float], *seed: object) -> float:
    """How long a delay lasts for one call; lognormal delays are drawn from the seed."""
    if "fixed" in delay:
        return float(delay["fixed"])
    drawn = min(max(fraction_from(*seed), 1e-9), 1 - 1e-9)
    return delay["median"] * exp(NormalDist().inv_cdf(drawn) * delay.get("sigma", 0.5))


def strike(
    faults: list[Fault], ids: Ids, api: str, operation: str, details: Mapping[str, str]
) -> list[Fault]:
    """The rules that fire for a call, in order; counts down those with `times`."""
    fired = []
    for fault in faults:
        if not fault.hits(api, operation, details):
            continue
        if fault.probability < 1 and ids.fraction(f"fault {fault.id}") >= fault.probability:
            continue
        if fault.times is not None:
            fault.times -= 1
        fired.append(fault)
    return fired
