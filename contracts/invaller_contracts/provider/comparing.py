"""Comparing what an environment answered to a story with what the simulator answered to the same.

Compared: the order of operations, status, media type, documented headers, and bodies. Left out:
how often the same was asked until it was there (that is time), how many pages a list has, and
tokens outside their own stories.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from invaller_contracts.provider.bodies import ABSENT, PROBLEM, Bodies, as_tree
from invaller_contracts.provider.environment import environments
from invaller_contracts.provider.operations import Operation, named
from invaller_contracts.provider.recording import Exchange, Story
from invaller_contracts.provider.references import References
from invaller_contracts.provider.schemas import Place


@dataclass(frozen=True)
class Difference:
    """One thing that a simulator does not answer as an environment did.

    call: which call of the story, from 1. where: status, media type, a header, or a JSON
    pointer into the body. answered_at: when the environment answered. truth: of the story.
    """

    call: int
    api: str
    operation: str
    where: str
    environment: Any
    answered_at: str
    simulator: Any
    truth: str

    def __str__(self) -> str:
        return (
            f"difference: {self.api} {self.operation} (call {self.call}): {self.where}: "
            f"the environment answered {self.environment!r} ({self.answered_at}), "
            f"the simulator {self.simulator!r}; the story is {self.truth or 'unmarked'}"
        )


@dataclass(frozen=True)
class Asked:
    """The same asked until it was there: the last exchange, and earlier ones by status."""

    last: Exchange
    earlier: dict[int, Exchange] = field(default_factory=dict)


def differences(real: Story, simulated: Story) -> list[Difference]:
    """Each difference between a recorded story and its half on a simulator, in order."""
    ours, theirs = _asked(simulated), _asked(real)
    bodies = Bodies(References(), _told(real))
    found: list[Difference] = []
    for number, (one, other) in enumerate(zip(theirs, ours, strict=False), 1):
        if _called(one.last) != _called(other.last):
            return [*found, _elsewhere(number, one.last, other.last, real.truth)]
        pairs = [(one.earlier[s], other.earlier[s]) for s in one.earlier if s in other.earlier]
        for pair in [*pairs, (one.last, other.last)]:
            for where, there, here in _between(bodies, *pair):
                found.append(_difference(number, pair[0], where, there, here, real.truth))
    # A story that failed on the way stopped there: what follows was asked on one side only.
    if len(ours) != len(theirs) and {real.outcome, simulated.outcome} == {"passed"}:
        number = min(len(ours), len(theirs))
        there, here = (side[number].last if number < len(side) else None for side in (theirs, ours))
        found.append(_elsewhere(number + 1, there, here, real.truth))
    return found


def _told(story: Story) -> frozenset[str]:
    table = environments().get(story.api)
    return table.told if table else frozenset()


def _asked(story: Story) -> list[Asked]:
    """The calls of a story, with those that ask the same again or turn pages taken together."""
    tables = environments()
    runs: list[list[Exchange]] = []
    for one in story.exchanges:
        table = tables.get(one.api)
        if table is not None and table.supporting and one.api != story.api:
            continue
        if runs and _goes_on(runs[-1][-1], one, table.paging if table else frozenset()):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [Asked(_whole(run), _earlier(run)) for run in runs]


def _earlier(run: list[Exchange]) -> dict[int, Exchange]:
    """The first look of each other status; of the last one's status there may be any number."""
    others = [one for one in run[:-1] if one.status != run[-1].status]
    return {one.status: one for one in reversed(others)}


def _whole(run: list[Exchange]) -> Exchange:
    """The last of the exchanges that belong together, with the lists of all pages before it."""
    last = run[-1]
    pages = [one.body for one in run if one.status == last.status and one.path != last.path]
    if not isinstance(last.body, dict):
        return last
    body = dict(last.body)
    for page in reversed([page for page in pages if isinstance(page, dict)]):
        for name, items in page.items():
            if isinstance(items, list) and isinstance(body.get(name), list):
                body[name] = [*items, *body[name]]
    return replace(last, body=body)


def _goes_on(before: Exchange, one: Exchange, paging: frozenset[str]) -> bool:
    """Whether a call looks for the same as the one before it, or turns a page."""
    path, turned = _without(paging, one.path)
    same = (before.api, before.method, before.sent, _without(paging, before.path)[0])
    # What is sent twice without turning a page is sent twice, unless it only reads.
    return same == (one.api, one.method, one.sent, path) and (turned or one.method == "GET")


def _without(paging: frozenset[str], path: str) -> tuple[str, bool]:
    """A path without the parameters that turn pages, and whether it had any."""
    address, _, query = path.partition("?")
    parameters = parse_qsl(query, keep_blank_values=True)
    kept = sorted(pair for pair in parameters if pair[0] not in paging)
    return f"{address}?{urlencode(kept)}", len(kept) < len(parameters)


def _called(exchange: Exchange) -> tuple[str, str, str]:
    # A path that is no operation holds ids; its method is what can be compared.
    known = named(exchange.api, exchange.operation) if exchange.api else None
    return exchange.api, exchange.operation if known else "", exchange.method


def _between(bodies: Bodies, real: Exchange, simulated: Exchange) -> Iterator[tuple[str, Any, Any]]:
    for where in ("status", "media_type"):
        pair = getattr(real, where), getattr(simulated, where)
        if pair[0] != pair[1]:
            yield where.replace("_", " "), *pair
    if not bodies.references.text(real.path, simulated.path):
        yield "the ids that were sent in the path", real.path, simulated.path
    operation = named(real.api, real.operation) if real.api else None
    yield from _headers(bodies, operation, real, simulated)
    if real.status != simulated.status or real.media_type != simulated.media_type:
        return
    bodies.references.sent(real.sent, simulated.sent)
    if real.media_type == "application/problem+json":
        bodies = replace(bodies, exact=PROBLEM)
    schema = operation.schema(real.status, real.media_type) if operation else {}
    trees = [as_tree(one.body, one.media_type) for one in (real, simulated)]
    yield from bodies.compare(Place(real.api, [schema] if schema else []), *trees)


def _headers(
    bodies: Bodies, operation: Operation | None, real: Exchange, simulated: Exchange
) -> Iterator[tuple[str, Any, Any]]:
    documented = operation.headers(simulated.status) if operation else set()
    for name in sorted(documented):
        there, here = real.headers.get(name), simulated.headers.get(name)
        if (there is None) != (here is None):
            yield f"header {name}", there or ABSENT, here or ABSENT
        elif there and here and name == "location" and not _same_address(bodies, there, here):
            yield f"header {name}", there, here


def _same_address(bodies: Bodies, there: str, here: str) -> bool:
    return bodies.references.text(there.rpartition("/")[2], here.rpartition("/")[2])


def _difference(
    number: int, exchange: Exchange, where: str, there: Any, here: Any, truth: str
) -> Difference:
    return Difference(
        number, exchange.api, exchange.operation, where, there, exchange.at, here, truth
    )


def _elsewhere(
    number: int, real: Exchange | None, simulated: Exchange | None, truth: str
) -> Difference:
    """The story went on differently on both sides."""
    known = real or simulated
    assert known is not None
    names = [f"{one.method} {one.operation}" if one else ABSENT for one in (real, simulated)]
    at = real.at if real else "the story ended"
    return Difference(
        number, known.api, known.operation, "the operation that was called", names[0], at,
        names[1], truth,
    )  # fmt: skip
