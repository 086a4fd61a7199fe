"""Judging a run by the rules of every API that it called."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import invaller_contracts
from invaller_contracts.consumer.rule import Rule, Verdict
from invaller_contracts.consumer.run import Run


@cache
def apis_with(module: str) -> tuple[str, ...]:
    """The APIs in whose folder of contracts a module lies."""
    folder = Path(invaller_contracts.__file__).parent
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{module}.py")))


@cache
def rules_of(api: str) -> tuple[Rule, ...]:
    """The rules of an API: what its folder's `rules.py` holds as RULES."""
    rules: tuple[Rule, ...] = import_module(f"invaller_contracts.{api}.rules").RULES
    return rules


def rules(apis: Iterable[str] | None = None) -> tuple[Rule, ...]:
    """The rules of some APIs, or of all."""
    chosen = apis_with("rules") if apis is None else apis
    return tuple(rule for api in chosen for rule in rules_of(api))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A run and what it shows about each rule."""

    run: Run
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> tuple[Verdict, ...]:
        """The rules that were broken."""
        return tuple(verdict for verdict in self.verdicts if verdict.breaches)


def judge(run: Run, apis: Iterable[str] | None = None) -> Judgement:
    """Hold a run against the rules of some APIs, or of those that it called."""
    chosen = [api for api in apis_with("rules") if api in run.apis] if apis is None else apis
    return Judgement(run, tuple(Verdict(rule, tuple(rule.judge(run))) for rule in rules(chosen)))
