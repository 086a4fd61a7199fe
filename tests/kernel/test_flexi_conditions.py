"""The conditions of performance of a flexi-job."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.flexi_conditions import (
    Employment,
    FlexiDecision,
    FlexiGround,
    decide,
)
from invaller.kernel.quarters import Quarter

START = date(2025, 3, 30)
T = Quarter.of(START)
EMPLOYER, OTHER, THIRD = "0880820673", "1999990144", "1999990243"
percents = st.integers(0, 120)


def worked(percent_by_distance: dict[int, float], enterprise: str = OTHER) -> list[Employment]:
    """Return volumes with one employer; a key 3 stands for T-3."""
    return [
        Employment(enterprise, T.shifted(-distance), percent)
        for distance, percent in percent_by_distance.items()
    ]


def ground(
    employments: list[Employment], pension: date | None = None, start: date = START
) -> FlexiGround:
    """Return the ground of a decision about a flexi-job with EMPLOYER."""
    return decide(employments, pension, EMPLOYER, start).ground


@pytest.mark.behaviour(
    "precontractual.flexi.four-fifths-in-t-3", "precontractual.flexi.less-than-four-fifths"
)
@given(percents)
def test_four_fifths_in_t_3_decide(percent: int) -> None:
    """80 % in T-3 is enough and anything less is not, whatever was worked otherwise."""
    expected = FlexiGround.PERFORMANCE if percent >= 80 else FlexiGround.TOO_LITTLE
    assert ground(worked({4: 60, 3: percent, 2: 100, 1: 0})) is expected


@pytest.mark.behaviour("precontractual.flexi.four-fifths-in-t-3")
@given(st.dictionaries(st.sampled_from([0, 1, 2, 4, 5, 6, 7, 8]), percents))
def test_other_quarters_do_not_replace_t_3(volumes: dict[int, float]) -> None:
    """Without work in T-3 no volume in any other quarter is enough."""
    assert ground(worked(volumes)) is FlexiGround.TOO_LITTLE


@pytest.mark.behaviour("precontractual.flexi.other-employer")
@given(percents, percents)
def test_own_work_does_not_count(own: int, elsewhere: int) -> None:
    """Work with the employer of the flexi-job changes nothing."""
    alone = decide(worked({3: elsewhere}), None, EMPLOYER, START)
    both = worked({3: elsewhere}) + worked({4: own, 3: own}, EMPLOYER)
    assert decide(both, None, EMPLOYER, START) == alone


@pytest.mark.behaviour("precontractual.flexi.several-employers")
@given(st.integers(0, 100), st.integers(0, 100))
def test_other_employers_add_up(first: int, second: int) -> None:
    """What counts is the sum over all other employers in T-3."""
    volumes = worked({3: first}) + worked({3: second}, THIRD)
    expected = FlexiGround.PERFORMANCE if first + second >= 80 else FlexiGround.TOO_LITTLE
    assert ground(volumes) is expected


@pytest.mark.parametrize(
    ("volumes", "expected"),
    [
        ({5: 100, 4: 100, 3: 80}, FlexiGround.STEPPED_DOWN),
        ({6: 100, 5: 100, 4: 80, 3: 80}, FlexiGround.STEPPED_DOWN),
        ({7: 100, 6: 100, 5: 80, 4: 80, 3: 80}, FlexiGround.PERFORMANCE),
        ({5: 80, 4: 80, 3: 80}, FlexiGround.PERFORMANCE),
        ({5: 100, 4: 100, 3: 100}, FlexiGround.PERFORMANCE),
        ({5: 80, 4: 80, 3: 100}, FlexiGround.PERFORMANCE),
        ({5: 100, 4: 80, 3: 100}, FlexiGround.STEPPED_DOWN),
        ({4: 0, 3: 80}, FlexiGround.PERFORMANCE),
    ],
)
@pytest.mark.behaviour(
    "precontractual.flexi.step-down", "precontractual.flexi.two-quarters-of-waiting"
)
def test_a_step_down_makes_wait_two_quarters(
    volumes: dict[int, float], expected: FlexiGround
) -> None:
    """A step from full time to four fifths bars T-3 and T-4, and no quarter before."""
    assert ground(worked(volumes)) is expected


@pytest.mark.behaviour("precontractual.flexi.two-quarters-of-waiting")
def test_waiting_ends_after_two_quarters() -> None:
    """The same history is barred in the first two quarters that it counts for, then not."""
    history = worked({4: 100, 3: 80, 2: 80, 1: 80, 0: 80})
    grounds = [ground(history, start=T.shifted(later).first_day) for later in range(4)]
    barred, free = FlexiGround.STEPPED_DOWN, FlexiGround.PERFORMANCE
    assert grounds == [barred, barred, free, free]


@pytest.mark.behaviour("precontractual.flexi.two-quarters-of-waiting")
@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2023, 12, 31), FlexiGround.PERFORMANCE),
        (date(2024, 1, 1), FlexiGround.STEPPED_DOWN),
    ],
)
def test_second_quarter_of_waiting_exists_since_2024(start: date, expected: FlexiGround) -> None:
    """A step from T-5 to T-4 counts for flexi-jobs from 1 January 2024."""
    quarter = Quarter.of(start)
    volumes = {5: 100, 4: 80, 3: 80}
    history = [Employment(OTHER, quarter.shifted(-back), part) for back, part in volumes.items()]
    assert ground(history, start=start) is expected


@pytest.mark.behaviour("precontractual.flexi.step-to-between")
@given(st.floats(80, 99.9))
def test_a_step_to_anything_short_of_full_time_counts(percent: float) -> None:
    """Between four fifths and full time every volume counts as a step down from full time."""
    assert ground(worked({4: 100, 3: percent})) is FlexiGround.STEPPED_DOWN


@pytest.mark.behaviour("precontractual.flexi.step-to-between")
@given(st.integers(0, 79))
def test_a_step_below_four_fifths_is_none(percent: int) -> None:
    """Who went from full time to less than four fifths in T-4 made no such step."""
    assert ground(worked({5: 100, 4: percent, 3: 80})) is FlexiGround.PERFORMANCE


@pytest.mark.behaviour("precontractual.flexi.pension-in-t-2")
@given(st.dictionaries(st.integers(0, 8), percents))
def test_pension_decides_whatever_was_worked(volumes: dict[int, float]) -> None:
    """A pensioner of T-2 may take a flexi-job whatever the volume of work was."""
    decision = decide(worked(volumes), date(2015, 3, 1), EMPLOYER, START)
    assert decision == FlexiDecision(FlexiGround.PENSION, T.shifted(-2))


@pytest.mark.behaviour("precontractual.flexi.pension-by-last-day")
@given(st.integers(-400, 400))
def test_pension_counts_from_the_last_day_of_t_2(distance: int) -> None:
    """A pension counts exactly when it started on or before the last day of T-2."""
    pension = T.shifted(-2).last_day + timedelta(days=distance)
    assert (ground([], pension) is FlexiGround.PENSION) == (distance <= 0)


@pytest.mark.behaviour("precontractual.flexi.quarter-of-start-date")
@given(st.dates(date(2024, 1, 1), date(2060, 12, 31)))
def test_quarters_count_from_the_planned_day(start: date) -> None:
    """T is the quarter of the planned day, wherever in the quarter that day lies."""
    reference = Quarter.of(start).shifted(-3)
    decision = decide([Employment(OTHER, reference, 80)], None, EMPLOYER, start)
    assert decision == FlexiDecision(FlexiGround.PERFORMANCE, reference, 80)


def test_decision_names_quarter_and_volume() -> None:
    """A refusal says in which quarter which volume was seen."""
    decision = decide(worked({5: 100, 4: 90, 3: 85}), None, EMPLOYER, START)
    assert decision == FlexiDecision(FlexiGround.STEPPED_DOWN, Quarter(2024, 1), 90)
    assert decide([], None, EMPLOYER, START) == FlexiDecision(
        FlexiGround.TOO_LITTLE, Quarter(2024, 2), 0
    )


def test_only_pension_and_performance_are_eligible() -> None:
    """Two grounds allow a flexi-job, two do not."""
    eligible = {ground for ground in FlexiGround if ground.eligible}
    assert eligible == {FlexiGround.PENSION, FlexiGround.PERFORMANCE}
