"""The walk as text: each call and its answer in short, what the clock did, what was promised."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from invaller_contracts.demo.shortening import answered, path, plain, sent, wrapped
from invaller_contracts.demo.stage import Document, fresh_stage
from invaller_contracts.demo.walk import Check, Outcome, Step, walk

_BRUSSELS = ZoneInfo("Europe/Brussels")
_OBVIOUS = {"dimona.result.404-while-pending"}
"""Rules whose explanation only repeats the answer."""


def tell(steps: Iterable[Step], write: Callable[[str], None] = print) -> int:
    """Walk on a server of our own and tell about it; 0 when every step saw what is promised."""
    outcomes = []
    with fresh_stage() as stage:
        for number, outcome in enumerate(walk(stage, steps), start=1):
            outcomes.append(outcome)
            for line in told(number, outcome):
                write(line)
    for line in _summary(outcomes):
        write(line)
    return 0 if all(outcome.holds for outcome in outcomes) else 1


def told(number: int, outcome: Outcome) -> Iterator[str]:
    """The lines about one step."""
    began = outcome.began.astimezone(_BRUSSELS)
    yield f"{number}. {outcome.step.title} ({outcome.step.source})"
    yield f"   {began:%A} {began.day} {began:%B %Y, %H:%M:%S} in Brussels; {_passed(outcome)}"
    for exchange in outcome.exchanges:
        yield from _exchange(exchange)
    for check in outcome.checks:
        yield from _check(check)
    if outcome.error is not None:
        yield f"   NOT it stopped: {outcome.error}"
    yield ""


def _summary(outcomes: list[Outcome]) -> Iterator[str]:
    failed = [outcome.step.title for outcome in outcomes if not outcome.holds]
    checks = sum(len(outcome.checks) for outcome in outcomes)
    if failed:
        yield f"{len(failed)} of {len(outcomes)} steps are not as documented: {', '.join(failed)}"
    else:
        yield f"{len(outcomes)} steps, {checks} checks: all as documented."


def _passed(outcome: Outcome) -> str:
    seconds = (outcome.ended - outcome.began).total_seconds()
    return f"the clock goes on {seconds:g} s" if seconds else "the clock stands still"


def _exchange(exchange: Document) -> Iterator[str]:
    at = datetime.fromisoformat(exchange["time"]).astimezone(_BRUSSELS)
    call = f"{exchange['method']} {path(exchange['url'])} {sent(exchange)}".rstrip()
    yield from wrapped(3, f"{at:%H:%M:%S} ", call)
    yield from wrapped(12, f"{exchange['status']} ", answered(exchange))
    for explanation in exchange["explanations"]:
        if explanation["rule"] not in _OBVIOUS:
            reason = f"{explanation['message']} ({explanation['source']})"
            yield from wrapped(16, "because ", reason)


def _check(check: Check) -> Iterator[str]:
    if check.holds:
        yield f"   ok  {check.what}: {_seen(check.seen)}"
        return
    yield f"   NOT {check.what}"
    yield f"       promised: {check.promised}"
    yield f"       seen:     {check.seen}"


def _seen(value: object) -> str:
    """What was promised and seen; a whole body stands above already."""
    if isinstance(value, dict | list | set):
        return "as promised" if value else "none"
    return plain(value)
