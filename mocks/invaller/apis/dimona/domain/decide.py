"""The entry points of the rules: judge a declaration, finish one that waited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from invaller.apis.dimona.domain import change, declare_in, register_daily
from invaller.apis.dimona.domain.anomaly import Anomaly, Result
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.checks import workers
from invaller.apis.dimona.domain.citizens import registered
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.declaration import Declaration, Kind
from invaller.apis.dimona.domain.period import EmployerKey
from invaller.apis.dimona.domain.shape import Features, Shape
from invaller.apis.dimona.domain.situation import Record, Situation

_OF_A_PERIOD = frozenset({Kind.OUT, Kind.UPDATE, Kind.CANCEL})


@dataclass(frozen=True, slots=True)
class Identified:
    """The worker turned out to be a citizen who was known already."""

    citizen: Record


@dataclass(frozen=True, slots=True)
class Registered:
    """The worker is new; ``sequence`` makes the bis number unique (see ``registered``)."""

    sequence: int


@dataclass(frozen=True, slots=True)
class NotIdentified:
    """The worker could not be identified."""


Outcome = Identified | Registered | NotIdentified
"""How the identification of a worker ended."""


def decide(declaration: Declaration, situation: Situation, now: datetime) -> Decision:
    """Decide about a declaration.

    ``now`` is the aware moment of processing: it dates the last update of a period. Lateness
    and creation dates follow from the moment of reception in the declaration.
    """
    if declaration.kind is Kind.IN:
        return declare_in.decide(declaration, situation, now)
    if declaration.kind in _OF_A_PERIOD:
        return change.decide(declaration, situation, now)
    return register_daily.decide(declaration, situation)


def resolve(
    declaration: Declaration, situation: Situation, now: datetime, outcome: Outcome
) -> Decision:
    """Finish a Dimona In that waited (S) for the identification of its worker.

    Without identification, and for a new worker whose data are incomplete, it is refused with
    90017-151. A new citizen gets a bis number and comes with the decision. ``situation`` is
    gathered anew, with the periods of the citizen who was identified. Sources: facts: dimona
    A2; anomalies.tsv 90017-151; Dimona WS REST v2, 5.1.1.1.
    """
    if isinstance(outcome, NotIdentified):
        return _unidentified(None)
    if isinstance(outcome, Identified):
        return declare_in.decide_for(declaration, situation, outcome.citizen, now)
    case = Case(declaration, situation, Shape(Features()), EmployerKey())
    missing = workers.missing_data(case)
    if missing:
        return _unidentified(missing)
    citizen = registered(workers.identity(case), outcome.sequence)
    decision = declare_in.decide_for(declaration, situation, citizen, now)
    return decision if decision.result is Result.REFUSED else replace(decision, citizen=citizen)


def _unidentified(missing: list[str] | None) -> Decision:
    message, expected = "the worker cannot be identified", None
    if missing:
        message = "the worker is not known and the identification data are incomplete"
        expected = f"also {', '.join(missing)}"
    anomaly = Anomaly("90017-151", "/worker", message, None, expected)
    return Decision(Result.REFUSED, (anomaly,))
