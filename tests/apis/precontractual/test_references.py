"""The references of a call and of its blocks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.precontractual.domain.references import References, for_call

CITIZEN = "07010189901"
DAY = date(2024, 12, 2)


def all_of(references: References) -> list[str]:
    """Return the three references."""
    return [references.main, references.flexi_job, references.student_job]


@pytest.mark.behaviour("precontractual.answer.reference-form")
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 10_000))
def test_reference_is_number_day_and_counter(day: date, call_number: int) -> None:
    """Each reference is the citizen's number, ddMMyyyy and two digits: 21 characters."""
    for reference in all_of(for_call(CITIZEN, day, call_number)):
        assert reference[:11] == CITIZEN
        assert reference[11:19] == f"{day.day:02d}{day.month:02d}{day.year:04d}"
        assert len(reference) == 21
        assert reference[19:].isdigit()


@pytest.mark.behaviour("precontractual.answer.references-differ")
@given(st.integers(0, 1_000_000))
def test_references_of_a_call_differ(call_number: int) -> None:
    """The three references of any call are different."""
    assert len(set(all_of(for_call(CITIZEN, DAY, call_number)))) == 3


@pytest.mark.behaviour("precontractual.answer.references-differ")
@given(st.integers(0, 1_000_000))
def test_references_of_33_calls_in_a_row_differ(first: int) -> None:
    """Ninety-nine references fit a day before a counter comes back."""
    calls = [for_call(CITIZEN, DAY, first + later) for later in range(33)]
    assert len({reference for call in calls for reference in all_of(call)}) == 99


def test_calls_are_numbered_from_0() -> None:
    """A negative number of a call is refused."""
    with pytest.raises(ValueError, match="from 0"):
        for_call(CITIZEN, DAY, -1)
