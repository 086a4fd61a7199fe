"""Identification of the worker: by ssin, by other data, and against the target period.

Sources: facts: dimona A6, A9, C2 rows 12 and 24; anomalies.tsv zones 00024..00035, 00119,
00168, 00169 and block 90017; Dimona WS REST v2, 5.1.1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.checks import addresses, forms
from invaller.apis.dimona.domain.situation import Record
from invaller.apis.dimona.domain.values import comparable, day
from invaller.kernel.numbers import ssin

ALIASES = {"familyName": "lastName", "givenName": "firstName"}
"""Names that clients of the earlier version send (facts: dimona C2 row 24)."""

IDENTITY = (
    "familyName",
    "givenName",
    "birthDate",
    "gender",
    "address",
    "nationality",
    "placeOfBirth",
    "countryOfBirth",
)
"""Minimum identification data of a worker without ssin (Dimona WS REST v2, 5.1.1.1)."""

_YEAR_ONLY = re.compile(r"(\d{4})-00-00", re.ASCII)

_FORMS = (
    forms.text("00025-003", "familyName", 48),
    forms.text("00026-003", "givenName", 24),
    forms.one_of("00029-003", "gender", ("0", "1", "2")),
    forms.country("00119-003", "nationality"),
    forms.text("00168-003", "placeOfBirth", 40),
    forms.country("00169-003", "countryOfBirth"),
)

_COMPARED = {
    "familyName": "00025-348",
    "givenName": "00026-348",
    "birthDate": "00028-348",
    "gender": "00029-348",
}
"""Members that are compared with the register of citizens, with their warnings."""


def identity(case: Case) -> Block:
    """Return the worker block with the present names of its members."""
    block = case.declaration.worker_block
    values = dict(block.values)
    for name, alias in ALIASES.items():
        if values.get(name) is None and values.get(alias) is not None:
            values[name] = values[alias]
    return Block(block.pointer, values)


def birth(value: object) -> str | None:
    """Return a date of birth, complete or with 00-00 for month and day, else None."""
    if day(value) is not None or (isinstance(value, str) and _YEAR_ONLY.fullmatch(value)):
        return str(value)
    return None


def number(case: Case) -> Iterator[Anomaly]:
    """The ssin of a Dimona In must be valid and exist (00024-003)."""
    value = case.declaration.worker_block.get("ssin")
    if value is None or case.citizen is not None:
        return
    if case.situation.registers_open and ssin.is_valid(value):
        return
    expected = "eleven digits with their check digits, of a known person"
    where = case.declaration.worker_block.at("ssin")
    yield Anomaly("00024-003", where, "ssin is invalid or does not exist", value, expected)


def number_of_period(case: Case) -> Iterator[Anomaly]:
    """A ssin that is given must be that of the target period (00024-003, 00024-347)."""
    block, period = case.declaration.worker_block, case.target
    value = block.get("ssin")
    if value is None or period is None or ssin.normalised(value) == period.worker:
        return
    code = "00024-347" if ssin.is_valid(value) else "00024-003"
    message = "ssin is not that of the worker of the period"
    yield Anomaly(code, block.at("ssin"), message, value, period.worker, period.worker)


def identified(case: Case) -> Iterator[Anomaly]:
    """A worker needs a ssin or identification data (90017-363).

    Occasional workers need a ssin in any case (00024-001). That data are incomplete shows
    when the worker is identified.
    """
    block = identity(case)
    if block.given("ssin"):
        return
    if case.worker_type == "EXT":
        yield Anomaly("00024-001", block.at("ssin"), "ssin is mandatory for an occasional worker")
    if not any(block.given(name) for name in IDENTITY):
        message = "the worker has neither a ssin nor identification data"
        expected = f"ssin, or {', '.join(IDENTITY)}"
        yield Anomaly("90017-363", block.pointer, message, None, expected)


def missing_data(case: Case) -> list[str]:
    """Return the identification data that a worker without ssin lacks; empty when complete."""
    block = identity(case)
    missing = [name for name in IDENTITY if not block.given(name)]
    address = block.child("address")
    if address:
        absent = [name for name in addresses.REQUIRED if not address.given(name)]
        missing += [f"address/{name}" for name in absent]
    return missing


def data(case: Case) -> Iterator[Anomaly]:
    """Identification data that are given must have their form (the codes with 003)."""
    block = identity(case)
    yield from forms.invalid(block, _FORMS)
    yield from addresses.invalid_of_worker(block.child("address"))
    value = block.get("birthDate")
    year = case.declaration.received_on.year
    if value is None:
        return
    born = birth(value)
    if born is None or not year - 120 <= int(born[:4]) <= year:
        expected = f"YYYY-MM-DD or YYYY-00-00, from {year - 120} to {year}"
        yield Anomaly("00028-003", block.at("birthDate"), "birthDate is invalid", value, expected)


def agreement(case: Case) -> Iterator[Anomaly]:
    """Data beside a ssin should be those of that person (the codes with 348, warnings).

    When neither the family name nor the date of birth agree, the ssin itself seems to be that
    of somebody else: 00024-348 (assumed).
    """
    block, citizen = identity(case), case.citizen
    if citizen is None or not case.declaration.worker_block.given("ssin"):
        return
    differing = {name for name in _COMPARED if not _agrees(block, citizen, name)}
    for name in sorted(differing):
        message = f"{name} does not belong to the ssin"
        own = citizen.get(name)
        yield Anomaly(_COMPARED[name], block.at(name), message, block.get(name), own, own)
    if {"familyName", "birthDate"} <= differing:
        message = "the ssin does not belong to the other identification data"
        yield Anomaly("00024-348", block.at("ssin"), message, block.get("ssin"))


def _agrees(block: Block, citizen: Record, name: str) -> bool:
    """Tell whether a member agrees with the register; absent on either side agrees."""
    given, own = block.get(name), citizen.get(name)
    return given is None or own is None or comparable(given) == comparable(own)
