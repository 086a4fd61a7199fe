"""RSZ numbers: vectors of the documents and laws that hold for every number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.numbers import employer_id
from invaller.kernel.numbers.employer_id import Kind


@pytest.mark.parametrize("number", [118203423, 175110801, 15170023, "118203423", " 118203423 "])
def test_published_numbers_are_definitive(number: object) -> None:
    """Published RSZ numbers are valid definitive numbers, as a number or a string."""
    assert employer_id.is_valid(number)
    assert employer_id.kinds(number) == {Kind.DEFINITIVE}


@pytest.mark.parametrize("number", [118203424, 0, 196, -118203423, 6000000000, "", "x", None, True])
def test_other_values_are_invalid(number: object) -> None:
    """Numbers that fail the check, lie outside all ranges or have another form are invalid."""
    assert not employer_id.is_valid(number)


@pytest.mark.behaviour("dimona.numbers.employer-id-check-digits")
@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (100_006, {Kind.DEFINITIVE}),
        (199_999_934, {Kind.DEFINITIVE}),
        (200_000_031, set()),
        (5_000_000_120, {Kind.PROVISIONAL}),
        (5_000_000_023, set()),
        (5_999_999_989, {Kind.PROVISIONAL}),
        (99_999_926, {Kind.LOCAL_AUTHORITY}),
        (101, set()),
        (202, {Kind.LOCAL_AUTHORITY}),
    ],
)
def test_ends_of_the_ranges(number: int, kinds: set[Kind]) -> None:
    """The documented ends of each range belong to it, and their neighbours outside do not."""
    assert employer_id.kinds(number) == kinds


@pytest.mark.parametrize(
    ("number", "provisional"),
    [(5000000120, True), ("5000000121", True), (118203423, False), ("x", False)],
)
def test_ten_digits_mean_provisional(number: object, provisional: bool) -> None:
    """The number of digits alone tells which zone an anomaly is about."""
    assert employer_id.looks_provisional(number) is provisional


def test_numbers_outside_their_range_are_not_generated() -> None:
    """A base that gives a number outside the range of its kind is an error."""
    with pytest.raises(ValueError, match="outside the range"):
        employer_id.generate(10)
    with pytest.raises(ValueError, match="not negative"):
        employer_id.check_digits(-1)


@given(
    st.one_of(
        st.tuples(st.integers(1_001, 1_999_998), st.just(Kind.DEFINITIVE)),
        st.tuples(st.integers(50_000_002, 59_999_998), st.just(Kind.PROVISIONAL)),
        st.tuples(st.integers(2, 999_998), st.just(Kind.LOCAL_AUTHORITY)),
    ),
    st.integers(1, 96),
)
def test_generated_numbers_are_valid(base_and_kind: tuple[int, Kind], by: int) -> None:
    """A generated number is of its kind, and other check digits are not."""
    base, kind = base_and_kind
    number = employer_id.generate(base, kind)
    check = (number % 100 - 1 + by) % 97 + 1
    assert kind in employer_id.kinds(number)
    assert employer_id.looks_provisional(number) is (kind is Kind.PROVISIONAL)
    assert kind not in employer_id.kinds(base * 100 + check)
