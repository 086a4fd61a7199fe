"""How long queued work takes. The document tells that of none, so that all of it is assumed.

Work whose moment the document does tell (the access of an employee, response messages) is not
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

RUN, SHORT, COPY = "run", "short", "copy"
"""Work on a run or declaration; collective actions and other short work; a copy for a proforma."""

RANGES: Mapping[str, tuple[int, int]] = {RUN: (20, 60), SHORT: (2, 10), COPY: (60, 300)}
"""The seconds that work of a kind takes at least, and at most."""


def duration_of(kind: str, fraction: float) -> timedelta:
    """How long work of a kind takes, at a fraction of its range from 0 up to 1.

    Raises ValueError for a fraction outside [0, 1), KeyError for a kind that there is not.
    """
    if not 0 <= fraction < 1:
        raise ValueError("a fraction lies in [0, 1)")
    shortest, longest = RANGES[kind]
    return timedelta(seconds=round(shortest + fraction * (longest - shortest), 3))
