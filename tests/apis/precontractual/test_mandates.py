"""What a burgermandaat is worth on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.precontractual.domain.mandates import Grant, Mandate, MandateStatus, grant

CITIZEN, ASKER = "06081991188", "0880820673"
TODAY = date(2024, 12, 2)
DAY = timedelta(days=1)
offsets = st.one_of(st.none(), st.integers(-500, 500))


def mandate(
    status: MandateStatus = MandateStatus.ACTIVE,
    start: date | None = None,
    end: date | None = None,
) -> Mandate:
    """Return a mandate of CITIZEN for ASKER."""
    return Mandate(CITIZEN, ASKER, status, start, end)


@pytest.mark.parametrize(
    ("given_mandate", "expected"),
    [
        pytest.param(
            mandate(), Grant.ACTIVE, marks=pytest.mark.behaviour("precontractual.grant.active")
        ),
        pytest.param(
            mandate(MandateStatus.PENDING),
            Grant.PENDING,
            marks=pytest.mark.behaviour("precontractual.grant.pending"),
        ),
        pytest.param(
            mandate(MandateStatus.REFUSED),
            Grant.REFUSED,
            marks=pytest.mark.behaviour("precontractual.grant.refused"),
        ),
        pytest.param(
            mandate(end=TODAY - DAY),
            Grant.EXPIRED,
            marks=pytest.mark.behaviour("precontractual.grant.expired"),
        ),
        pytest.param(
            mandate(start=TODAY + DAY),
            Grant.NOT_YET,
            marks=pytest.mark.behaviour("precontractual.grant.not-yet"),
        ),
    ],
)
def test_state_of_a_mandate(given_mandate: Mandate, expected: Grant) -> None:
    """A mandate is what its status and its days make of it."""
    assert grant([given_mandate], CITIZEN, ASKER, TODAY) is expected


@given(offsets, offsets)
def test_active_between_first_and_last_day(first: int | None, last: int | None) -> None:
    """An active mandate opens the data from its first to its last day, both included."""
    start = None if first is None else TODAY + first * DAY
    end = None if last is None else TODAY + last * DAY
    inside = (start is None or start <= TODAY) and (end is None or end >= TODAY)
    found = grant([mandate(start=start, end=end)], CITIZEN, ASKER, TODAY)
    assert (found is Grant.ACTIVE) == inside


@pytest.mark.behaviour("precontractual.grant.absent", "precontractual.grant.of-mandatary")
def test_mandates_of_others_do_not_count() -> None:
    """A mandate of another citizen, or for another enterprise, is as good as none."""
    others = [
        Mandate("05102891204", ASKER, MandateStatus.ACTIVE),
        Mandate(CITIZEN, "0123456789", MandateStatus.ACTIVE),
    ]
    assert grant(others, CITIZEN, ASKER, TODAY) is Grant.ABSENT
    assert grant([], CITIZEN, ASKER, TODAY) is Grant.ABSENT


@given(st.permutations(list(MandateStatus)))
def test_an_active_mandate_wins(statuses: list[MandateStatus]) -> None:
    """Beside refused and pending ones an active mandate opens the data, in any order."""
    mandates = [mandate(status) for status in statuses]
    assert grant(mandates, CITIZEN, ASKER, TODAY) is Grant.ACTIVE
