"""Blocks that only some Dimona In declarations have.

Place of work of a student, small statutes (trainees), control cards of construction, and
references. Sources: facts: dimona A4, A5, A6; anomalies.tsv zones 00053, 00221, 00222, 00298,
00663, 00664, 00776, 01231 and block 90082.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.checks import addresses, forms
from invaller.apis.dimona.domain.joint_commissions import CARDS_OPTIONAL_FOR, CONSTRUCTION
from invaller.kernel.numbers.digits import whole_number

SMALL_STATUTES_SINCE = date(2020, 1, 1)
"""Start dates from which trainees need the block of small statutes (facts: dimona A4)."""

MOST_REFERENCES = 4
"""Number of references that a declaration may carry (facts: dimona A6)."""

_DENOMINATION = (forms.text("00776-003", "name", 96),)

_SMALL_STATUTES = (
    forms.one_of("01231-003", "employmentNature", ("EMPLOYEE", "WORKER")),
    forms.one_of("00053-003", "workerStatus", ("F1", "F2")),
)

_CARDS = (
    forms.digits("00663-003", "firstMonthC32ANumber", 12),
    forms.digits("00664-003", "nextMonthC32ANumber", 12),
)

_REFERENCE = (
    forms.one_of("00221-003", "type", ("1", "6", "7", "8")),
    forms.text("00222-003", "number", 20),
    forms.one_of("00298-003", "origin", ("1",)),
)


def student_place_of_work(case: Case) -> Iterator[Anomaly]:
    """Only a student has a place of work, with a name and a complete address (00776, 00517...)."""
    block = case.block.child("studentPlaceOfWork")
    if not block:
        return
    if case.worker_type != "STU":
        message = "studentPlaceOfWork is forbidden for another worker than a student"
        yield Anomaly("00776-005", block.at("name"), message, block.get("name"), "no such block")
        return
    yield from forms.invalid(block, _DENOMINATION)
    yield from addresses.invalid_of_others(block.child("address"))
    if block.given("name"):
        yield from addresses.incomplete(block.child("address"))


def small_statutes(case: Case) -> Iterator[Anomaly]:
    """Trainees need the nature of the work and a status, others may not have them."""
    block, kind = case.block.child("smallStatutesInformation"), case.shape.features.kind
    start = case.shape.start
    if kind is None:
        return
    if not kind.small_statutes:
        yield from _all_forbidden(block, _SMALL_STATUTES, f"for worker type {kind.code}")
        return
    yield from forms.invalid(block, _SMALL_STATUTES)
    if start is not None and start >= SMALL_STATUTES_SINCE:
        yield from _missing(block, _SMALL_STATUTES, f"for worker type {kind.code}")


def construction_cards(case: Case) -> Iterator[Anomaly]:
    """Construction needs two different control cards C3.2A (00663, 00664)."""
    block, features = case.block.child("constructionControlCards"), case.shape.features
    commissions = (features.joint_commission, features.user_commission)
    user_unknown = features.is_agency and features.user_commission is None
    required = CONSTRUCTION in commissions or (user_unknown and features.worker_type == "BCW")
    optional = user_unknown and features.worker_type in CARDS_OPTIONAL_FOR
    if not (required or optional):
        yield from _all_forbidden(block, _CARDS, "outside construction")
        return
    yield from forms.invalid(block, _CARDS)
    if required or block:
        yield from _missing(block, _CARDS, "in construction")
    first, following = (whole_number(block.get(form.member)) for form in _CARDS)
    if first is not None and first == following:
        where, message = block.at(_CARDS[1].member), "the cards of both months have one number"
        yield Anomaly("00664-353", where, message, following, "another number")


def references(case: Case) -> Iterator[Anomaly]:
    """At most four references, each with type, origin and number (00221, 00222, 00298, 90082)."""
    given = case.declaration.references or ()
    if len(given) > MOST_REFERENCES:
        message = "a declaration has at most four references"
        yield Anomaly("90082-006", "/references", message, len(given), MOST_REFERENCES)
    for index, value in enumerate(given):
        block = Block.of(f"/references/{index}", value)
        yield from forms.invalid(block, _REFERENCE)
        yield from _missing(block, _REFERENCE, "in a reference")


def _missing(block: Block, wanted: tuple[forms.Form, ...], when: str) -> Iterator[Anomaly]:
    for form in wanted:
        if not block.given(form.member):
            yield Anomaly(
                f"{form.code[:5]}-001",
                block.at(form.member),
                f"{form.member} is mandatory {when}",
                None,
                form.expected,
                form.nearest(""),
            )


def _all_forbidden(block: Block, wanted: tuple[forms.Form, ...], when: str) -> Iterator[Anomaly]:
    for form in wanted:
        if block.given(form.member):
            message = f"{form.member} is forbidden {when}"
            value = block.get(form.member)
            yield Anomaly(f"{form.code[:5]}-005", block.at(form.member), message, value, "absent")
