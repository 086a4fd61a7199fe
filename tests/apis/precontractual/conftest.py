"""An ordinary question that is answered, and ways to vary it."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from invaller.apis.precontractual.domain.inputs import Asker, Citizen, Question, Role, Situation
from invaller.apis.precontractual.domain.mandates import Mandate, MandateStatus
from invaller.apis.precontractual.domain.outcomes import Answered, Refused, Verdict
from invaller.apis.precontractual.domain.verify import verify

NOW = datetime(2024, 12, 2, 15, 6, 36, 885000, tzinfo=UTC)
EMPLOYER, MANDATARY, CITIZEN = "0880820673", "0123456789", "06081991188"

QUESTION = Question(mandatary=EMPLOYER, citizen=CITIZEN, start=date(2025, 3, 30))
SITUATION = Situation(
    asker=Asker(EMPLOYER, Role.EMPLOYER),
    citizen=Citizen(CITIZEN, date(2006, 8, 19)),
    known_enterprises=frozenset({EMPLOYER, MANDATARY}),
    mandates=(Mandate(CITIZEN, EMPLOYER, MandateStatus.ACTIVE),),
    hours_remaining=50,
)

# A change of "citizen" is one of the record in the situation.
_QUESTION_FIELDS = {field.name for field in fields(Question)} - {"citizen"}


def _ask(
    *, number: str = CITIZEN, now: datetime = NOW, provider: bool = False, **changes: Any
) -> Verdict:
    question = {name: value for name, value in changes.items() if name in _QUESTION_FIELDS}
    known = {name: value for name, value in changes.items() if name not in _QUESTION_FIELDS}
    asked = replace(QUESTION, citizen=number)
    situation = SITUATION
    if provider:
        asked = replace(asked, mandatary=MANDATARY, represented=EMPLOYER)
        mandates = (Mandate(number, MANDATARY, MandateStatus.ACTIVE),)
        situation = replace(situation, asker=Asker(MANDATARY, Role.PROVIDER), mandates=mandates)
    return verify(replace(asked, **question), replace(situation, **known), now)


@pytest.fixture(scope="session")
def answer() -> Callable[..., Answered]:
    """Ask the ordinary question with changes; it must be answered.

    Changes are fields of Question and Situation; ``number`` is the citizen's number of the
    question, ``citizen`` the record; ``provider`` asks as the mandatary.
    """

    def ask(**changes: Any) -> Answered:
        verdict = _ask(**changes)
        assert isinstance(verdict, Answered), verdict
        return verdict

    return ask


@pytest.fixture(scope="session")
def refusal() -> Callable[..., Refused]:
    """Ask the ordinary question with changes; it must be refused."""

    def ask(**changes: Any) -> Refused:
        verdict = _ask(**changes)
        assert isinstance(verdict, Refused), verdict
        return verdict

    return ask
