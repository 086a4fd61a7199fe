"""ISO 8601 durations of fixed length, as the control plane and the command line take them."""

import re
from datetime import timedelta

_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def parse_duration(text: str) -> timedelta:
    """Read a duration such as PT3S, PT1H30M or P2D; raises ValueError otherwise.

    Months and years have no fixed length, so they are not durations here.
    """
    match = _DURATION.fullmatch(text)
    parts = (
        {name: float(value) for name, value in match.groupdict().items() if value} if match else {}
    )
    if not parts:
        raise ValueError(f"{text!r} is not an ISO 8601 duration such as PT3S, PT1H30M or P2D")
    return timedelta(**parts)


def render_duration(duration: timedelta) -> str:
    """A duration as ISO 8601 in seconds, e.g. PT2.5S."""
    seconds = duration.total_seconds()
    return f"PT{seconds:.6f}".rstrip("0").rstrip(".") + "S"
