"""The seed: sound records that reach every outcome whatever the day."""

from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from invaller.apis.precontractual.domain.inputs import Asker, Citizen, Question, Role, Situation
from invaller.apis.precontractual.domain.mandates import Mandate, MandateStatus
from invaller.apis.precontractual.domain.outcomes import Answered
from invaller.apis.precontractual.domain.verify import verify
from invaller.kernel.flexi_conditions import Employment
from invaller.kernel.numbers import enterprise_number, ssin
from invaller.kernel.quarters import Quarter
from invaller.kernel.registers import student_account

EMPLOYER = "0880820673"
INVALID_ON_PURPOSE = {"0123456789"}
KEYS = {
    "employers": ("enterpriseNumber",),
    "citizens": ("ssin",),
    "citizen_mandates": ("citizen", "enterpriseNumber"),
    "employments": ("citizen", "enterpriseNumber", "quarter"),
    "student_accounts": ("citizen", "year"),
}


@cache
def seed() -> dict[str, list[dict[str, Any]]]:
    """Return the seed as it is written."""
    path = files("invaller.apis.precontractual") / "seed.yaml"
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def day(text: str | None) -> date | None:
    """Read a day that may be absent."""
    return date.fromisoformat(text) if text else None


def situation(number: str, today: date, start: date) -> Situation:
    """Return what a workspace that starts today knows about a citizen, for the employer."""
    record = next(record for record in seed()["citizens"] if record["ssin"] == number)
    accounts = {(r["citizen"], r["year"]): r for r in seed()["student_accounts"]}
    empty = {"citizen": number, "year": start.year, "reservations": {}}
    return Situation(
        asker=Asker(EMPLOYER, Role.EMPLOYER),
        citizen=Citizen(
            number, date.fromisoformat(record["birthDate"]), day(record["pensionFrom"])
        ),
        known_enterprises=frozenset({EMPLOYER}),
        mandates=tuple(
            Mandate(
                number,
                r["enterpriseNumber"],
                MandateStatus(r["status"]),
                day(r["from"]),
                day(r["until"]),
            )
            for r in seed()["citizen_mandates"]
            if r["citizen"] == number
        ),
        employments=tuple(
            Employment(
                r["enterpriseNumber"],
                Quarter.of(today).shifted(int(r["quarter"].removeprefix("T"))),
                r["percent"],
            )
            for r in seed()["employments"]
            if r["citizen"] == number
        ),
        hours_remaining=student_account.remaining(accounts.get((number, start.year), empty)),
    )


def rules(now: datetime, start: date | None = None) -> dict[str, tuple[str, str]]:
    """Return the rules of the flexi and the student block for every seeded citizen."""
    start = start or now.date()
    outcome: dict[str, tuple[str, str]] = {}
    for record in seed()["citizens"]:
        number = record["ssin"]
        known = situation(number, now.date(), start)
        answered = verify(Question(EMPLOYER, number, start), known, now)
        assert isinstance(answered, Answered)
        assert answered.flexi_job is not None
        assert answered.student_job is not None
        outcome[number] = (answered.flexi_job.reason.rule, answered.student_job.reason.rule)
    return outcome


def test_keys_are_unique_and_references_are_kept() -> None:
    """No record replaces another, and each is about a seeded citizen and enterprise."""
    citizens = {record["ssin"] for record in seed()["citizens"]}
    enterprises = {record["enterpriseNumber"] for record in seed()["employers"]}
    for section, records in seed().items():
        keys = Counter(tuple(record[member] for member in KEYS[section]) for record in records)
        assert max(keys.values()) == 1, section
        assert {record.get("citizen", "07010189901") for record in records} <= citizens
        assert {record.get("enterpriseNumber", EMPLOYER) for record in records} <= enterprises


def test_numbers_are_valid_but_for_the_example_s() -> None:
    """Every number checks, but the mandatary that the document invented."""
    numbers = {record["enterpriseNumber"] for record in seed()["employers"]}
    assert {n for n in numbers if not enterprise_number.is_valid(n)} == INVALID_ON_PURPOSE
    assert all(ssin.is_valid(record["ssin"]) for record in seed()["citizens"])


def test_births_are_those_of_the_numbers_but_for_two() -> None:
    """Only the example's two young people were born in another century than their number."""
    differing = {
        record["ssin"]
        for record in seed()["citizens"]
        if ssin.birth_date(record["ssin"]) != date.fromisoformat(record["birthDate"])
    }
    assert differing == {"07010189901", "10010190162"}


REACHED = {
    "precontractual.flexi.pension-in-t-2",
    "precontractual.flexi.four-fifths-in-t-3",
    "precontractual.flexi.less-than-four-fifths",
    "precontractual.flexi.step-down",
    "precontractual.student.hours-left",
    "precontractual.student.limit-reached",
    "precontractual.student.older-than-30",
    "precontractual.student.younger-than-15",
    "precontractual.grant.absent",
    "precontractual.grant.pending",
    "precontractual.grant.refused",
    "precontractual.grant.expired",
    "precontractual.grant.not-yet",
}


@settings(max_examples=60)
@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_every_outcome_is_reached_on_any_day(today: date) -> None:
    """Whenever a workspace starts, the seed holds a citizen for each outcome."""
    noon = datetime(today.year, today.month, today.day, 11, tzinfo=UTC)
    assert {rule for pair in rules(noon).values() for rule in pair} == REACHED


@settings(max_examples=60)
@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_histories_of_work_mean_the_same_on_any_day(today: date) -> None:
    """Each history of work has the outcome that the seed says, whenever a workspace starts."""
    outcome = rules(datetime(today.year, today.month, today.day, 11, tzinfo=UTC))
    flexi = {number: pair[0].rpartition(".")[2] for number, pair in outcome.items()}
    assert flexi["90031490108"] == flexi["85110390393"] == "four-fifths-in-t-3"
    assert flexi["80020290253"] == flexi["86122490769"] == "four-fifths-in-t-3"
    assert flexi["88072290244"] == flexi["92013090438"] == "less-than-four-fifths"
    assert flexi["79060990541"] == flexi["83091790602"] == "step-down"
    assert flexi["50021190820"] == "pension-in-t-2"
    assert flexi["75040590959"] == "less-than-four-fifths"


@pytest.mark.behaviour("precontractual.seed.first-example")
def test_first_example_of_the_document() -> None:
    """On 2 December 2024 the first example's citizen is nok for flexi, ok with 50 hours."""
    now, start = datetime(2024, 12, 2, 16, 6, tzinfo=UTC), date(2025, 3, 30)
    number = "07010189901"
    answered = verify(Question(EMPLOYER, number, start), situation(number, now.date(), start), now)
    assert isinstance(answered, Answered)
    assert answered.flexi_job is not None
    assert answered.student_job is not None
    assert answered.flexi_job.allowed.value == "nok"
    assert answered.student_job.allowed.value == "ok"
    assert answered.student_job.hours_remaining == 50


def test_examples_of_ages() -> None:
    """On the day of their references the examples' citizens are too old and too young."""
    outcome = rules(datetime(2024, 12, 2, 16, 6, tzinfo=UTC), date(2025, 3, 30))
    assert outcome["80020290253"][1] == "precontractual.student.older-than-30"
    assert outcome["10010190162"][1] == "precontractual.student.younger-than-15"
