"""International bank account numbers (IBAN, ISO 13616).

A country of two letters, two check digits and the account. Four characters are put behind, and
letters read as 10 to 35, the number is 1 modulo 97.
"""

from __future__ import annotations

import re

_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}", re.ASCII)

LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "LU": 20, "AT": 20, "ES": 24, "IT": 27, "PL": 28}
"""Length of the numbers of some countries; those of others are not looked at."""

_CODES = (
    "AD AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT "
    "LI LT LU LV MC MT NL NO PL PT RO SE SI SK SM VA"
)
SEPA = frozenset(_CODES.split())
"""Countries whose accounts take part in the Single Euro Payments Area."""


def is_valid(value: object) -> bool:
    """Tell whether the value is an IBAN with right check digits, in capitals without spaces."""
    if not isinstance(value, str) or not _FORM.fullmatch(value):
        return False
    if LENGTHS.get(value[:2], len(value)) != len(value):
        return False
    return _number(value[4:] + value[:4]) % 97 == 1


def is_sepa(value: str) -> bool:
    """Tell whether a valid IBAN is of a country in the Single Euro Payments Area."""
    return value[:2] in SEPA


def generate(country: str, account: str) -> str:
    """Return the IBAN of an account, e.g. `generate("NL", "BANK0123456789")`.

    Raises ValueError when country and account do not make one.
    """
    check = 98 - _number(f"{account}{country}00") % 97
    number = f"{country}{check:02d}{account}"
    if not is_valid(number):
        raise ValueError(f"{country} and {account} make no IBAN")
    return number


def _number(text: str) -> int:
    return int("".join(str(int(character, 36)) for character in text))
