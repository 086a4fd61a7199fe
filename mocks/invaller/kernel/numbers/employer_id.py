"""RSZ (NSSO) numbers of employers: definitive, provisional and of local authorities.

The last two digits check the others. With ``base`` the number without them:

- RSZ and provisional numbers: 96 - (base * 100 mod 97), 0 becomes 97;
- local authorities (former RSZPPO numbers): base mod 97, 0 becomes 97.

Ranges: 100006..199999934 definitive, 5000000120..5999999989 provisional,
197..99999926 local authorities. Sources: facts: dimona A7; anomalies.tsv 00011-003, 00948-003.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from invaller.kernel.numbers.digits import whole_number


class Kind(Enum):
    """What sort of RSZ number it is."""

    DEFINITIVE = "definitive"
    PROVISIONAL = "provisional"
    LOCAL_AUTHORITY = "localAuthority"


RANGES: Final[dict[Kind, tuple[int, int]]] = {
    Kind.DEFINITIVE: (100_006, 199_999_934),
    Kind.PROVISIONAL: (5_000_000_120, 5_999_999_989),
    Kind.LOCAL_AUTHORITY: (197, 99_999_926),
}
"""Lowest and highest number of each kind, both included (facts: dimona A7)."""


def check_digits(base: int, kind: Kind = Kind.DEFINITIVE) -> int:
    """Return the check digits (1 to 97) of the number proper ``base`` for a kind of number.

    Raises ValueError for a negative base.
    """
    if base < 0:
        raise ValueError("the number proper is not negative")
    if kind is Kind.LOCAL_AUTHORITY:
        return base % 97 or 97
    return 96 - base * 100 % 97 or 97


def generate(base: int, kind: Kind = Kind.DEFINITIVE) -> int:
    """Return the RSZ number with ``base`` as its number proper.

    Raises ValueError when the result falls outside the range of its kind.
    """
    number = base * 100 + check_digits(base, kind)
    lowest, highest = RANGES[kind]
    if not lowest <= number <= highest:
        raise ValueError(f"outside the range of {kind.value} numbers")
    return number


def kinds(value: object) -> frozenset[Kind]:
    """Return the kinds of which the value is a valid number; empty when it is invalid.

    The ranges of definitive numbers and of local authorities overlap, so a number can be
    both when its check digits satisfy both rules.
    """
    number = whole_number(value)
    if number is None:
        return frozenset()
    return frozenset(kind for kind in Kind if _is_of(number, kind))


def is_valid(value: object) -> bool:
    """Tell whether the value is an RSZ number of any kind with correct check digits."""
    return bool(kinds(value))


def looks_provisional(value: object) -> bool:
    """Tell whether the value is a number from 5000000000 on, valid or not.

    It decides which zone an anomaly is about: 00948 (provisional) or 00011 (RSZ number).
    """
    number = whole_number(value)
    return number is not None and number >= 5_000_000_000


def _is_of(number: int, kind: Kind) -> bool:
    lowest, highest = RANGES[kind]
    return lowest <= number <= highest and number % 100 == check_digits(number // 100, kind)
