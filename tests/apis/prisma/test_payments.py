"""Divergent payments, divergent salary scales and absence notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T09:00:00+01:00")

PAYMENT: dict[str, Any] = {
    "Startdate": "20250101",
    "Enddate": "20251231",
    "PayoutType": "Percentage",
    "Amount": 10,
    "PayWay": "Transfer",
    "BankAccount": "BE68539007547034",
    "BICCode": "TRIOBEBB",
}
NOTE: dict[str, Any] = {
    "Notedate": "20250110",
    "Startdate": "20250109",
    "Enddate": "20250112",
    "Reason": "Sickness",
}
PAYMENTS, CHANGED = "/worker/2/divergentPayment", "/worker/2/divergentpayment"
NOTES = "/worker/2/absencenote"


@pytest.mark.behaviour("prisma.divergent-payment.family")
def test_the_life_of_a_payment(prisma: Prisma) -> None:
    """A payment is added, listed, changed by start date and type, and deleted."""
    assert prisma.add(PAYMENTS, PAYMENT).response == ""
    assert prisma.get(PAYMENTS) == [PAYMENT]
    sent = {**PAYMENT, "Startdate": "20250201", "Amount": 20.5, "Reference": "R"}
    prisma.change(f"{CHANGED}/20250101/Percentage", sent)
    assert prisma.get(PAYMENTS) == [sent]
    assert prisma.refused("DELETE", f"{CHANGED}/20250101/Percentage").status == "404"
    prisma.delete(f"{CHANGED}/20250201/Percentage")
    assert prisma.ask("GET", PAYMENTS).status == "204"


@pytest.mark.behaviour("prisma.divergent-payment.type-is-payout-type")
@pytest.mark.parametrize("kind", ["Percentage", "percentage", "PERCENTAGE"])
def test_the_type_is_the_payout_type(prisma: Prisma, kind: str) -> None:
    """Of two payments of one date the one of the type in the path is deleted, in any case."""
    amount = {**PAYMENT, "PayoutType": "Amount"}
    for payment in (PAYMENT, amount):
        prisma.add(PAYMENTS, payment)
    prisma.delete(f"{CHANGED}/20250101/{kind}")
    assert prisma.get(PAYMENTS) == [amount]


@pytest.mark.behaviour("prisma.divergent-payment.type-is-payout-type")
def test_another_type_is_not_there(prisma: Prisma) -> None:
    """A type that no payment of the date has is refused with 404."""
    prisma.add(PAYMENTS, PAYMENT)
    for method, body in (("PUT", PAYMENT), ("DELETE", None)):
        result = prisma.refused(method, f"{CHANGED}/20250101/Salarycode", body)
        assert result.status == "404"
    assert prisma.get(PAYMENTS) == [PAYMENT]


@pytest.mark.behaviour("prisma.divergent-payment.taken")
def test_two_payments_of_one_type(prisma: Prisma) -> None:
    """A second payment of one type and date is refused with 409; another type is taken."""
    prisma.add(PAYMENTS, PAYMENT)
    result = prisma.refused("POST", PAYMENTS, {**PAYMENT, "Amount": 1})
    assert (result.status, prisma.rules(result)) == ("409", ["prisma.divergent-payment.taken"])
    prisma.add(PAYMENTS, {**PAYMENT, "PayoutType": "Amount"})
    assert [row["PayoutType"] for row in prisma.get(PAYMENTS)] == ["Amount", "Percentage"]


@pytest.mark.behaviour("prisma.divergent-scale.list", "prisma.divergent-scale.read-only")
def test_divergent_scales_are_read_only(prisma: Prisma) -> None:
    """Divergent scales are listed, and POST answers 405."""
    path = "/worker/1/divergentSalaryScale"
    scales = prisma.get(path)
    assert [(row["SalaryScale"], row["SalaryScaleCategory"]) for row in scales] == [("PC124", "II")]
    response = prisma.call("POST", path, scales[0], operation="getDivergentSalaryScales")
    assert response.status_code == 405
    assert prisma.get(path) == scales


@pytest.mark.behaviour("prisma.absence-note.family")
def test_the_life_of_an_absence_note(prisma: Prisma) -> None:
    """A note is added, listed, asked by the day it was drawn up, changed, moved and deleted."""
    assert prisma.add(NOTES, NOTE).response == ""
    assert prisma.get(NOTES) == [NOTE]
    assert prisma.get(f"{NOTES}/20250110") == NOTE
    sent = {**NOTE, "Notedate": "20250111", "Enddate": "20250120", "Resume": "Full"}
    prisma.change(f"{NOTES}/20250110", sent)
    assert prisma.get(f"{NOTES}/20250111") == sent
    assert prisma.ask("GET", f"{NOTES}/20250110").status == "204"
    assert prisma.refused("DELETE", f"{NOTES}/20250110").status == "404"
    prisma.delete(f"{NOTES}/20250111")
    assert prisma.ask("GET", NOTES).status == "204"


@pytest.mark.behaviour("prisma.absence-note.date-taken")
def test_a_second_note_of_one_day(prisma: Prisma) -> None:
    """A second note of one day is refused with 409; another worker may have one."""
    prisma.add(NOTES, NOTE)
    result = prisma.refused("POST", NOTES, {**NOTE, "Startdate": "20250110"})
    assert (result.status, prisma.rules(result)) == ("409", ["prisma.absence-note.date-taken"])
    prisma.add("/worker/3/absencenote", NOTE)


@pytest.mark.behaviour("prisma.absence-note.end-before-start")
def test_a_note_that_runs_backwards(prisma: Prisma) -> None:
    """A note with its end before its start is refused with 400, added and changed."""
    prisma.add(NOTES, NOTE)
    wrong = {**NOTE, "Enddate": "20250108"}
    for method, path, body in (
        ("POST", NOTES, {**wrong, "Notedate": "20250201"}),
        ("PUT", f"{NOTES}/20250110", wrong),
    ):
        result = prisma.refused(method, path, body)
        assert (result.status, prisma.rules(result)) == ("400", ["prisma.history.end-before-start"])
    assert prisma.get(NOTES) == [NOTE]
