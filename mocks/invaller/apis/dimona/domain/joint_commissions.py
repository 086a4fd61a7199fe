"""The joint commissions of zone 00046 and the worker types that do not go with them.

Sources: facts: dimona A5; fields.json features.jointCommissionNumber. The full table of
permitted pairs is unknown: only pairs that production refused are refused here, every other
pair is accepted (assumed).
"""

from __future__ import annotations

CONSTRUCTION = "124"
"""Construction: control cards C3.2A are needed."""

HORECA = "302"
"""Hotels, restaurants, cafes: quota of occasional days, daily registrations."""

AGENCY = "322"
"""Temporary agency work: a user enterprise and an end date are needed."""

JOINT_COMMISSIONS = frozenset(
    {CONSTRUCTION, "140", "144", "145", "149", HORECA, "320", AGENCY, "XXX"}
)
"""The values that Dimona accepts; XXX stands for every other sector."""

REFUSED_PAIRS = frozenset({(HORECA, "STU"), (HORECA, "FLX")})
"""Pairs of joint commission and worker type seen refused with 90374-349."""

CARDS_OPTIONAL_FOR = frozenset({"DWD", "IVT", "TRI", "STU"})
"""Worker types of agencies that may carry cards when the user's commission is not told."""


def normalised(value: object) -> str | None:
    """Return a joint commission as text: clients also send it as a JSON number.

    Source: facts: dimona C2 row 22.
    """
    return None if value is None or isinstance(value, bool) else str(value)
