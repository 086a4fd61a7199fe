"""What a run touched of an API, and what it never did.

Operations and statuses are those of the specification; codes are what an API tells its own
outcomes by, declared in the `codes.py` of its folder. Of the entries of a fidelity ledger those
are counted that an explanation or finding of the run names, and those whose proof made a call
with the same outcome as one of the run (see `outcomes`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from invaller.kernel.specs import SpecificationMissing, fidelity_of, read_yaml
from invaller_contracts.consumer.judging import apis_with
from invaller_contracts.consumer.run import Exchange, Run


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes by which an API tells some kind of outcome.

    title: what they are; known: all that can come; met: those that an exchange shows.
    """

    title: str
    known: Callable[[], Sequence[str]]
    met: Callable[[Exchange], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that can be covered. unseen: what no call tells, as it was proven without one."""

    api: str
    title: str
    touched: tuple[str, ...]
    never: tuple[str, ...]
    unseen: tuple[str, ...] = ()


def coverage_of(run: Run, apis: Iterable[str]) -> list[Section]:
    """What a run touched of some APIs."""
    return [section for api in apis for section in _sections(run, api)]


def told(sections: Iterable[Section]) -> Iterator[str]:
    """Coverage as lines of text."""
    for section in sections:
        total = len(section.touched) + len(section.never)
        yield f"\n{section.api}: {section.title}: {len(section.touched)} of {total} touched"
        yield from (f"  touched  {name}" for name in section.touched)
        yield from (f"  never    {name}" for name in section.never)
        if section.unseen:
            yield f"  {len(section.unseen)} more: no call tells whether a run met them"


def _sections(run: Run, api: str) -> Iterator[Section]:
    exchanges = list(run.of_api(api))
    documented = _documented(api)
    called = {exchange.operation for exchange in exchanges}
    yield _split(api, "operations", list(dict.fromkeys(name for name, _ in documented)), called)
    statuses = {f"{one.operation} {one.status}" for one in exchanges}
    yield _split(api, "documented answers", [f"{a} {b}" for a, b in documented], statuses)
    for codes in codes_of(api):
        met = {code for one in exchanges for code in codes.met(one)}
        yield _split(api, codes.title, codes.known(), met)
    yield _ledger(api, exchanges)


def _split(api: str, title: str, known: Sequence[str], met: Iterable[str]) -> Section:
    met = set(met)
    touched = tuple(name for name in known if name in met)
    return Section(api, title, touched, tuple(name for name in known if name not in met))


@cache
def _documented(api: str) -> tuple[tuple[str, str], ...]:
    """Each operation with each of its documented statuses."""
    paths: Mapping[str, Any] = read_yaml(api, "openapi.yaml")["paths"]
    return tuple(
        (operation["operationId"], status)
        for item in paths.values()
        for operation in item.values()
        if isinstance(operation, dict) and "operationId" in operation
        for status in operation["responses"]
        if status != "default"
    )


@cache
def codes_of(api: str) -> tuple[Codes, ...]:
    """The kinds of codes of an API: CODES of its folder's `codes.py`, if it has one."""
    if api not in apis_with("codes"):
        return ()
    codes: tuple[Codes, ...] = import_module(f"invaller_contracts.{api}.codes").CODES
    return codes


def outcome_of(exchange: Exchange) -> str:
    """What came of a call, in a line: operation, status, reasons and codes."""
    reasons = sorted({one.rule for one in (*exchange.explanations, *exchange.findings)})
    codes = sorted({code for kind in codes_of(exchange.api) for code in kind.met(exchange)})
    return " ".join([exchange.operation, str(exchange.status), *reasons, *codes])


@dataclass(frozen=True, slots=True)
class Traces:
    """How the entries of a ledger show in a journal, as `make outcomes` noted it.

    outcomes: by entry what came of the call that it is about: of all calls of its proofs the
    one whose outcome the fewest other entries share; named: the entries that explanations and
    findings name.
    """

    outcomes: Mapping[str, str]
    named: frozenset[str]


@cache
def traces_of(api: str) -> Traces:
    """The traces of an API's ledger; none are known of an API that is new."""
    try:
        found = read_yaml(api, "outcomes.yaml")
    except SpecificationMissing:
        return Traces({}, frozenset())
    return Traces(found["outcomes"], frozenset(found["named"]))


def _ledger(api: str, exchanges: Sequence[Exchange]) -> Section:
    traces = traces_of(api)
    outcomes = {outcome_of(exchange) for exchange in exchanges}
    named = {one.rule for ex in exchanges for one in (*ex.explanations, *ex.findings)}
    known = {code for kind in codes_of(api) for code in kind.known()}
    codes = {code for kind in codes_of(api) for ex in exchanges for code in kind.met(ex)}
    touched: list[str] = []
    never: list[str] = []
    unseen: list[str] = []
    for entry in fidelity_of(api):
        name = entry["id"]
        code = name.rpartition(".")[2]  # as in dimona.anomaly.90017-369
        if name in named or code in codes or traces.outcomes.get(name) in outcomes:
            touched.append(name)
        elif name in traces.outcomes or name in traces.named or code in known:
            never.append(name)
        else:
            unseen.append(name)
    title = "entries of the fidelity ledger"
    return Section(api, title, tuple(touched), tuple(never), tuple(unseen))
