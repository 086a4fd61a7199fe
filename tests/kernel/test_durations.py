"""ISO 8601 durations of fixed length."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.durations import parse_duration, render_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("PT3S", timedelta(seconds=3)),
        ("PT2.5S", timedelta(seconds=2.5)),
        ("PT1H30M", timedelta(minutes=90)),
        ("P2D", timedelta(days=2)),
        ("P1W", timedelta(days=7)),
        ("P1DT1S", timedelta(days=1, seconds=1)),
        ("PT0S", timedelta()),
    ],
)
def test_durations(text: str, duration: timedelta) -> None:
    """Weeks to seconds are read, alone or together."""
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "3S", "PT3", "P1M", "P1Y", "-PT3S", "PT3S ", "PT3S\n", "PT1.5H", "pt3s"]
)
def test_what_is_no_duration(text: str) -> None:
    """Text without a fixed length in ISO 8601 is refused with an example."""
    with pytest.raises(ValueError, match="PT3S"):
        parse_duration(text)


@given(st.timedeltas(timedelta(), timedelta(days=3650)))
def test_rendered_duration_is_read_back(duration: timedelta) -> None:
    """A duration survives being written and read, to the microsecond."""
    assert parse_duration(render_duration(duration)) == duration
