"""A judgement as a report: a group an API, a step an exchange."""

from collections import defaultdict
from collections.abc import Iterator

from invaller_contracts.consumer.judging import Judgement
from invaller_contracts.consumer.rule import Verdict
from invaller_contracts.consumer.run import Exchange
from invaller_contracts.report.report import Group, Promise, Report, Step


def report_of(judgement: Judgement) -> Report:
    """The report of a judgement; rules that were not at stake are skipped steps."""
    run = judgement.run
    about = [f"{len(run)} exchanges with {', '.join(run.apis) or 'no API'}"]
    if run.dropped:
        about.append(f"{run.dropped} older exchanges were dropped and are not judged")
    for verdict in judgement.broken:
        at = ", ".join(str(look.exchange.number) for look in verdict.breaches)
        about.append(f"broken: {verdict.rule.id} (exchange {at}): {verdict.rule.title}")
    return Report("What the client did", tuple(_groups(judgement)), tuple(about))


def _groups(judgement: Judgement) -> Iterator[Group]:
    promises: dict[int, list[Promise]] = defaultdict(list)
    for verdict in judgement.verdicts:
        for look in verdict.looks:
            promises[look.exchange.number].append(_promise(verdict, look.breach))
    for api in judgement.run.apis:
        exchanges = judgement.run.of_api(api)
        yield Group(api, tuple(_step(one, tuple(promises[one.number])) for one in exchanges))
    untouched = [verdict for verdict in judgement.verdicts if not verdict.looks]
    if untouched:
        yield Group("rules that were not at stake", tuple(map(_untouched, untouched)))


def _promise(verdict: Verdict, breach: str | None) -> Promise:
    rule = verdict.rule
    return Promise(rule.id, rule.title, rule.truth, rule.source, breach)


def _step(exchange: Exchange, promises: tuple[Promise, ...]) -> Step:
    called = f"{exchange.method} {exchange.url}"
    name = f"{exchange.number} {exchange.operation or called}"
    fault = f", by fault {exchange.fault}" if exchange.fault else ""
    details = [f"at {exchange.time.isoformat()}, trace {exchange.trace}"]
    details += [f"{one.rule}: {one.message} ({one.source})" for one in exchange.explanations]
    details += [f"finding {one.rule}: {one.message}" for one in exchange.findings]
    happened = f"{exchange.status}{fault}"
    return Step(name, called, happened, promises, tuple(details))


def _untouched(verdict: Verdict) -> Step:
    rule = verdict.rule
    promise = Promise(rule.id, rule.title, rule.truth, rule.source)
    why = f"the run gave no occasion: {rule.title}"
    return Step(rule.id, "", "", (promise,), skipped=why)
