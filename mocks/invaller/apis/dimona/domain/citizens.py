"""Finding a worker among citizens, and making the record of a new one.

Sources: facts: dimona A7 (bis numbers), C2 row 12 (gender); Dimona WS REST v2, 5.1.2 (result S).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.situation import Record
from invaller.apis.dimona.domain.values import comparable, day
from invaller.kernel.numbers import ssin
from invaller.kernel.numbers.digits import whole_number

_MATCHED = ("familyName", "givenName", "birthDate")

_WOMEN = frozenset({"1", "2"})
"""Codes of women: clients send 1, the glossary says 2 (facts: dimona C2 row 12; assumed)."""

_SERIALS = 499
"""Serials per sex and date of birth: 001 to 997 odd, 002 to 998 even."""


def matching(worker: Block, citizens: Iterable[Record]) -> list[Record]:
    """Return the citizens that have the family name, given name and birth of a worker.

    Names are compared without case and accents (assumed). Without all three nobody matches.
    """
    if not all(worker.given(name) for name in _MATCHED):
        return []
    wanted = [comparable(worker.get(name)) for name in _MATCHED]
    return [
        citizen
        for citizen in citizens
        if [comparable(citizen.get(name)) for name in _MATCHED] == wanted
    ]


def registered(worker: Block, sequence: int) -> dict[str, Any]:
    """Return the record of a new citizen: the declared data with a bis number.

    ``sequence`` (0 and up) makes the number unique among people with one date of birth; the
    caller must take another one when the number is in use. Raises ValueError when the date of
    birth cannot be read.
    """
    text = str(worker.get("birthDate"))
    born = day(text) or int(text[:4])
    gender = str(worker.get("gender"))
    serial = 2 * (sequence % _SERIALS) + (2 if gender in _WOMEN else 1)
    return {
        "ssin": ssin.generate_bis(born, serial, sex_known=True),
        "familyName": worker.get("familyName"),
        "givenName": worker.get("givenName"),
        "givenNames": worker.get("givenName"),
        "birthDate": text,
        "nationality": whole_number(worker.get("nationality")),
        "gender": gender,
        "pensionFrom": None,
    }
