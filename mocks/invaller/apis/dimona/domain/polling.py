"""How often a client may ask for the result of its declaration.

No calls in the first 2 seconds, then every second until 30 seconds, every minute from 31
seconds to 20 minutes, and by hand or every hour after that. Asking more often is answered all
the same; it is a finding about the client. Source: Dimona WS REST v2, 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from invaller.kernel.explanations import Finding

SOURCE = "Dimona WS REST v2, 3"
TOO_EARLY = "dimona.polling.too-early"
TOO_OFTEN = "dimona.polling.too-often"

TOLERANCE = timedelta(seconds=0.05)
"""Clocks and networks are not exact: this much too early is still right."""

FIRST_POLL = timedelta(seconds=2)
"""Time after the declaration at which the first call may come."""

_PACES = (
    (timedelta(seconds=31), timedelta(seconds=1)),
    (timedelta(minutes=20), timedelta(minutes=1)),
)
"""Until how long after the declaration which time must lie between two calls."""

_SLOWEST = timedelta(hours=1)


def pace(elapsed: timedelta) -> timedelta:
    """Return the time that must pass after a call made so long after the declaration."""
    return next((apart for until, apart in _PACES if elapsed < until), _SLOWEST)


def finding_for(submitted: datetime, previous: Sequence[datetime], at: datetime) -> Finding | None:
    """Return what is wrong with a call at a moment, None when nothing is.

    ``submitted`` is the moment of the declaration, ``previous`` the moments of earlier calls
    for the same declaration, in any order. The time to leave after a call is that of the
    window in which the earlier call was made.
    """
    elapsed = at - submitted
    if elapsed < FIRST_POLL - TOLERANCE:
        return Finding(
            TOO_EARLY,
            SOURCE,
            f"asked for the result {elapsed.total_seconds():.2f} s after the declaration; "
            "the first call comes after 2 s",
        )
    if not previous:
        return None
    last = max(previous)
    apart, wanted = at - last, pace(max(last - submitted, timedelta()))
    if apart >= wanted - TOLERANCE:
        return None
    return Finding(
        TOO_OFTEN,
        SOURCE,
        f"asked again after {apart.total_seconds():.2f} s; "
        f"{wanted.total_seconds():g} s lie between two calls at that time",
    )
