"""Identification numbers of social security (INSZ/NISS): national numbers and bis numbers.

Eleven digits: YYMMDD of birth, a serial of three digits (odd for men, even for women) and
two check digits: 97 minus the first nine modulo 97, where a 2 is put before the nine digits
for births from 2000 on. Month and day may be 00 when they are unknown. A bis number has 20
(sex unknown) or 40 (sex known) added to its month. Check digits of the two centuries are
never equal, so a valid number has one century only.
Sources: facts: dimona A7, prisma_vaph_notes "Rijksregisternummer".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

_FORM = re.compile(r"[0-9]{11}", re.ASCII)

BIS_SEX_UNKNOWN = 20
"""Added to the month of a bis number of a person whose sex is not known."""

BIS_SEX_KNOWN = 40
"""Added to the month of a bis number of a person whose sex is known."""


class Sex(Enum):
    """Sex as the serial of a number tells it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class _Parts:
    """A number taken apart; ``month`` is without the bis increment, 0 means unknown."""

    year: int
    month: int
    day: int
    increment: int
    serial: int


def check_digits(first_nine: str, *, born_from_2000: bool) -> int:
    """Return the check digits (1 to 97) of nine digits for births before or from 2000 on.

    Raises ValueError when ``first_nine`` is not nine digits.
    """
    if len(first_nine) != 9 or not (first_nine.isascii() and first_nine.isdigit()):
        raise ValueError("a number of social security starts with nine digits")
    prefix = "2" if born_from_2000 else ""
    return 97 - int(prefix + first_nine) % 97


def normalised(value: object) -> str | None:
    """Return eleven digits for a string of eleven digits or an integer, else None.

    An integer gets its leading zeros back (facts: prisma_vaph_notes, trap 7). Check digits
    are not looked at.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return f"{value:011d}" if 0 <= value <= 99_999_999_999 else None
    if not isinstance(value, str):
        return None
    digits = value.strip()
    return digits if _FORM.fullmatch(digits) else None


def is_valid(value: object, *, strict: bool = False, today: date | None = None) -> bool:
    """Tell whether the value is a number of social security that can exist.

    Looked at: form, check digits, month field, and that a complete date of birth is on the
    calendar; serial 000 is refused for a national number. ``strict`` also refuses serial 999
    of a national number, as the belgif validator does; it is off because the document's own
    example 65111899997 carries it. With ``today`` a birth after that day is refused too.
    """
    digits = normalised(value)
    parts = _parts(digits) if digits is not None else None
    if parts is None:
        return False
    if not parts.increment and (parts.serial == 0 or (strict and parts.serial == 999)):
        return False
    # An unknown month or day counts as the first: only a year that is still to come is refused.
    return today is None or date(parts.year, parts.month or 1, parts.day or 1) <= today


def birth_date(value: object) -> date | None:
    """Return the date of birth in a valid number, or None when it is not complete.

    Raises ValueError for an invalid number.
    """
    parts = _valid_parts(value)
    if not (parts.month and parts.day):
        return None
    return date(parts.year, parts.month, parts.day)


def birth_year(value: object) -> int:
    """Return the year of birth in a valid number. Raises ValueError for an invalid one."""
    return _valid_parts(value).year


def is_bis(value: object) -> bool:
    """Tell whether a valid number is a bis number. Raises ValueError for an invalid one."""
    return _valid_parts(value).increment > 0


def sex(value: object) -> Sex | None:
    """Return the sex that a valid number tells, None for a bis number that does not tell it.

    Raises ValueError for an invalid number.
    """
    parts = _valid_parts(value)
    if parts.increment == BIS_SEX_UNKNOWN:
        return None
    return Sex.MALE if parts.serial % 2 else Sex.FEMALE


def generate(born: date, serial: int) -> str:
    """Return the national number of a person born on ``born`` with that serial (1 to 998).

    The parity of the serial carries the sex: odd for men, even for women. Raises ValueError
    for a serial outside its range or a birth outside 1900..2099.
    """
    if not 1 <= serial <= 998:
        raise ValueError("the serial of a national number lies between 1 and 998")
    return _composed(born, serial, 0)


def generate_bis(born: date | int, serial: int, *, sex_known: bool) -> str:
    """Return the bis number of a person with that birth and serial (1 to 998).

    ``born`` is a date, or a year when month and day are unknown. With ``sex_known`` the month
    is raised by 40 and the parity of the serial carries the sex, otherwise by 20. Raises
    ValueError for a serial outside its range or a birth outside 1900..2099.
    """
    if not 1 <= serial <= 998:
        raise ValueError("the serial of a bis number lies between 1 and 998")
    return _composed(born, serial, BIS_SEX_KNOWN if sex_known else BIS_SEX_UNKNOWN)


def _composed(born: date | int, serial: int, increment: int) -> str:
    year, month, day = (born, 0, 0) if isinstance(born, int) else (born.year, born.month, born.day)
    if not 1900 <= year <= 2099:
        raise ValueError("years of birth lie between 1900 and 2099")
    nine = f"{year % 100:02d}{month + increment:02d}{day:02d}{serial:03d}"
    return f"{nine}{check_digits(nine, born_from_2000=year >= 2000):02d}"


def _valid_parts(value: object) -> _Parts:
    digits = normalised(value)
    parts = _parts(digits) if digits is not None else None
    if parts is None or not is_valid(digits):
        raise ValueError("not a valid number of social security")
    return parts


def _parts(digits: str) -> _Parts | None:
    """Take eleven digits apart; None when check digits or the date of birth are wrong."""
    for century, recent in ((1900, False), (2000, True)):
        if check_digits(digits[:9], born_from_2000=recent) == int(digits[9:]):
            return _dated(digits, century)
    return None


def _dated(digits: str, century: int) -> _Parts | None:
    field = int(digits[2:4])
    increment = field // 20 * 20
    month, day = field - increment, int(digits[4:6])
    if increment > BIS_SEX_KNOWN or month > 12 or day > 31:
        return None
    year = century + int(digits[:2])
    if month and day and not _exists(year, month, day):
        return None
    return _Parts(year, month, day, increment, int(digits[6:9]))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
