"""How long the processing of a declaration takes.

The document gives statistics of production: nothing under 2 seconds, 2.5 seconds on average,
over 90 % under 3 seconds, over 99 % under 4 seconds. The distribution below has exactly that
mean and is bounded; between its points it is even. Source: Dimona WS REST v2, 3.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

POINTS = ((0.0, 2.0), (0.91, 2.8125), (0.992, 3.8), (1.0, 6.0))
"""Share of the declarations, and the seconds within which that share is processed."""

LONGEST = timedelta(seconds=POINTS[-1][1])
"""No declaration takes this long or longer (assumed; the document gives no maximum)."""


def delay_of(fraction: float) -> timedelta:
    """Return the processing time at a fraction of the distribution, from 0 up to 1.

    With fractions drawn evenly the times follow the documented statistics. Raises ValueError
    for a fraction outside [0, 1).
    """
    if not 0 <= fraction < 1:
        raise ValueError("a fraction lies in [0, 1)")
    (low, shortest), (high, longest) = next(
        (start, end) for start, end in pairwise(POINTS) if fraction < end[0]
    )
    return timedelta(seconds=shortest + (fraction - low) / (high - low) * (longest - shortest))
