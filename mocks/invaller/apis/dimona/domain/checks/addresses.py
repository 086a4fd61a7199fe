"""Addresses: of a worker, and of a user enterprise or student's place of work.

Sources: facts: dimona A6; anomalies.tsv 00030..00035 (worker), 00517..00523 (others).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.checks import forms


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of an address with its zones for workers and for other addresses."""

    member: str
    of_worker: str
    of_others: str
    required: bool = True


_ELEMENTS = (
    _Element("street", "00030", "00517"),
    _Element("houseNumber", "00031", "00518"),
    _Element("boxNumber", "00032", "00519", required=False),
    _Element("postCode", "00033", "00520"),
    _Element("municipality", "00034", "00522"),
    _Element("country", "00035", "00523"),
)

REQUIRED = tuple(element.member for element in _ELEMENTS if element.required)
"""The elements that make an address complete."""

_WORKER_FORMS = (
    forms.text("00030-003", "street", 35),
    forms.text("00031-003", "houseNumber", 10),
    forms.text("00032-003", "boxNumber", 4),
    forms.municipality("00034-003", "municipality"),
    forms.country("00035-003", "country"),
)

_OTHER_FORMS = (
    forms.text("00517-003", "street", 42),
    forms.text("00518-003", "houseNumber", 10),
    forms.text("00519-003", "boxNumber", 4),
    forms.municipality("00522-003", "municipality"),
    forms.country("00523-003", "country"),
)


def invalid_of_worker(address: Block) -> Iterator[Anomaly]:
    """Yield the elements of a worker's address that have not the form they must have."""
    yield from forms.invalid(address, _WORKER_FORMS)
    yield from _invalid_postal_code(address, "00033-003")


def invalid_of_others(address: Block) -> Iterator[Anomaly]:
    """Yield the elements of another address that have not the form they must have."""
    yield from forms.invalid(address, _OTHER_FORMS)
    yield from _invalid_postal_code(address, "00520-003")


def incomplete(address: Block) -> Iterator[Anomaly]:
    """Yield the elements that are missing in an address that must be complete."""
    for element in _ELEMENTS:
        if element.required and not address.given(element.member):
            yield Anomaly(
                f"{element.of_others}-001",
                address.at(element.member),
                f"{element.member} is mandatory in the address that goes with a name",
            )


def forbidden(address: Block) -> Iterator[Anomaly]:
    """Yield the elements that are present in an address that must be left out."""
    for element in _ELEMENTS:
        if address.given(element.member):
            yield Anomaly(
                f"{element.of_others}-005",
                address.at(element.member),
                f"{element.member} is forbidden: the enterprise number tells the address",
                address.get(element.member),
                "no address",
            )


def _invalid_postal_code(address: Block, code: str) -> Iterator[Anomaly]:
    value = address.get("postCode")
    if value is not None and not forms.is_postal_code(value, address.get("country")):
        yield Anomaly(
            code,
            address.at("postCode"),
            "postCode is invalid",
            value,
            "four digits in Belgium, else at most 9 characters",
        )
