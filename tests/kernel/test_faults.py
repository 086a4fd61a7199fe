"""Fault rules: what they hit, how often, and what they do."""

from statistics import median
from typing import Any

import pytest

from invaller.kernel.faults import Effect, Fault, FaultError, delay_seconds, parse_fault, strike
from invaller.kernel.ids import Ids


def _fault(**rule: Any) -> Fault:
    return parse_fault({"effect": {"status": 500}, **rule}, "fault-1")


def _hits(fault: Fault, count: int = 1, **details: str) -> int:
    ids = Ids("1", {})
    return sum(len(strike([fault], ids, "dimona", "getPeriod", details)) for _ in range(count))


def test_rule_without_conditions_hits_every_call() -> None:
    """A rule that names nothing hits every call, always."""
    assert _hits(_fault(), count=5) == 5


@pytest.mark.parametrize(
    ("rule", "hits"),
    [
        ({"api": "dimona"}, 1),
        ({"api": "prisma"}, 0),
        ({"operation": "getPeriod"}, 1),
        ({"operation": "getDeclaration"}, 0),
        ({"api": "dimona", "operation": "getPeriod", "match": {"periodId": "12"}}, 1),
        ({"match": {"periodId": "13"}}, 0),
        ({"match": {"absent": "x"}}, 0),
        ({"match": {"periodId": "12", "body": "STU"}}, 1),
        ({"match": {"periodId": "12", "body": "FLX"}}, 0),
    ],
)
def test_conditions(rule: dict[str, Any], hits: int) -> None:
    """A rule hits when its API, operation and every detail fit; details may be a part."""
    assert _hits(_fault(**rule), periodId="123", body='{"workerType": "STU"}') == hits


def test_times_run_out() -> None:
    """A rule with `times` hits so many calls and then no more."""
    fault = _fault(times=2)
    assert (_hits(fault, count=5), fault.times) == (2, 0)


def test_times_count_hits_only() -> None:
    """A call that a rule is not about does not use it up."""
    fault = _fault(times=1, match={"periodId": "1"})
    assert [_hits(fault, periodId="2"), _hits(fault, periodId="1")] == [0, 1]


def test_probability_is_seeded() -> None:
    """A rule with a probability hits about so often, and the same calls on the same seed."""
    fault = _fault(probability=0.25)
    ids = [Ids("7", {}), Ids("7", {})]
    runs = [[bool(strike([fault], one, "a", "o", {})) for _ in range(400)] for one in ids]
    assert runs[0] == runs[1]
    assert 70 < sum(runs[0]) < 130


def test_chance_of_one_rule_is_not_that_of_another() -> None:
    """Two rules with the same probability do not always fire together."""
    rules = [parse_fault({"effect": {"drop": True}, "probability": 0.5}, f"f{n}") for n in (1, 2)]
    ids = Ids("1", {})
    fired = [len(strike(rules, ids, "a", "o", {})) for _ in range(50)]
    assert set(fired) == {0, 1, 2}


def test_rules_fire_in_their_order() -> None:
    """All rules that hit fire, in the order in which they were added."""
    rules = [parse_fault({"effect": {"status": n}}, str(n)) for n in (503, 429, 500)]
    assert [f.id for f in strike(rules, Ids("1", {}), "a", "o", {})] == ["503", "429", "500"]


def test_fixed_delay() -> None:
    """A fixed delay lasts as long as it says."""
    assert delay_seconds({"fixed": 0.25}, "seed", "trace") == 0.25


def test_lognormal_delay_has_its_median() -> None:
    """Drawn delays are positive, differ, come back for the same seed, and keep their median."""
    delay = {"median": 2.0, "sigma": 0.4}
    drawn = [delay_seconds(delay, "seed", number) for number in range(999)]
    assert drawn == [delay_seconds(delay, "seed", number) for number in range(999)]
    assert min(drawn) > 0
    assert 1.9 < median(drawn) < 2.1
    assert len(set(drawn)) > 900


def test_rule_round_trip() -> None:
    """A rule that was written down and read back is the same rule, its remaining times too."""
    fault = _fault(api="dimona", match={"periodId": "1"}, times=2, probability=0.5)
    _hits(fault, count=3, periodId="1")
    assert parse_fault(fault.to_document(), "fault-1") == fault


def test_used_up_rule_stays_used_up() -> None:
    """A rule whose times have run out does not come back to life when it is read back."""
    fault = _fault(times=1)
    _hits(fault)
    assert _hits(parse_fault(fault.to_document(), "fault-1")) == 0


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({}, "needs an effect"),
        ({"effect": {}}, "needs an effect"),
        ({"effect": {"explode": True}}, "an effect is status"),
        ({"effect": {"status": 500}, "when": "now"}, "unknown members.*when"),
        ({"effect": {"delay": {"around": 3}}}, "fixed"),
    ],
)
def test_unreadable_rules_are_refused(document: dict[str, Any], told: str) -> None:
    """A rule that cannot be understood is refused with what would be right."""
    with pytest.raises(FaultError, match=told):
        parse_fault(document, "fault-1")


def test_effect_says_only_what_it_does() -> None:
    """The document of a rule leaves out the effects that it does not have."""
    assert _fault(times=1).to_document() == {
        "id": "fault-1",
        "effect": {"status": 500},
        "times": 1,
        "probability": 1.0,
    }
    assert Effect(drop=True) == parse_fault({"effect": {"drop": True}}, "x").effect
