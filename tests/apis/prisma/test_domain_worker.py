"""What a worker is made of: personal data, histories, salary, communication, cost centres."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.prisma.domain import communication, cost_centres, histories, salary, worker
from invaller.apis.prisma.domain import history as engine
from invaller.apis.prisma.domain.history import Record
from invaller.apis.prisma.domain.modifications import modification, seen_by
from invaller.apis.prisma.domain.outcome import EXISTS, INVALID, UNKNOWN, Refused

BODY: dict[str, Any] = {
    "WorkerNumber": 7,
    "Name": "PIETERS",
    "Firstname": "AN",
    "INSS": 4030901246,
    "contract": [{"Startdate": "20240301"}, {"Startdate": "20240101", "Enddate": "20240229"}],
    "address": [{"Street": "Dorp", "HouseNumber": "1", "ZIPCode": "9000", "City": "Gent"}],
    "FamilyStatus": [{"Startdate": "20240101", "CivilStatus": "Single"}],
}

PERCENTAGES = st.lists(st.decimals(0, 100, places=2).map(float), max_size=5)


def refusal(call: Any, *arguments: Any) -> Refused:
    """The refusal that a call must end in."""
    with pytest.raises(Refused) as refused:
        call(*arguments)
    return refused.value


@pytest.mark.parametrize("missing", ["contract", "address", "FamilyStatus"])
@pytest.mark.parametrize("value", [None, []])
@pytest.mark.behaviour("prisma.workers.add-minimum")
def test_a_new_worker_needs_the_minimum(missing: str, value: Any) -> None:
    """A worker without a contract, an address or a family status is refused."""
    refused = refusal(worker.new, "100001", {**BODY, missing: value})
    assert (refused.statuscode, refused.where) == (INVALID, f"/{missing}")


@pytest.mark.behaviour("prisma.workers.add-address-start")
def test_an_address_starts_with_the_first_contract() -> None:
    """An address without a start date gets that of the first contract, in whatever order."""
    new = worker.new("100001", BODY)
    assert new["histories"]["address"] == [{**BODY["address"][0], "Startdate": "20240101"}]
    assert [row["Startdate"] for row in new["histories"]["contract"]] == ["20240101", "20240301"]


def test_a_worker_is_looked_up_by_eleven_digits() -> None:
    """The number of social security is kept as eleven digits; 0 and none are none."""
    assert worker.new("100001", BODY)["inss"] == "04030901246"
    assert worker.new("100001", {**BODY, "INSS": 0})["inss"] is None
    assert worker.changed(worker.new("100001", BODY), {"INSS": None})["inss"] is None


@given(st.integers(0, 60), st.sets(st.integers(1, 60)))
@pytest.mark.behaviour("prisma.number.next")
def test_the_next_number_is_free(last: int, taken: set[int]) -> None:
    """The next number is the first free one after the last."""
    number = worker.next_number(last, taken.__contains__)
    assert number > last
    assert number not in taken
    assert set(range(last + 1, number)) <= taken


def test_the_next_number_fits_seven_digits() -> None:
    """After the highest number that there can be, the lowest free one is next."""
    assert worker.next_number(9_999_999, {1, 2, 4}.__contains__) == 3


@given(PERCENTAGES)
@pytest.mark.behaviour("prisma.cost-centre.sum-100", "prisma.cost-centre.sum-tolerance")
def test_cost_centres_make_up_a_whole(percentages: list[float]) -> None:
    """Cost centres are taken exactly when their percentages are within 0.01 of 100."""
    record = {
        "Startdate": "20240101",
        "CostCentres": [{"CostCentre": "A", "Percentage": share} for share in percentages],
    }
    off = abs(sum(round(share * 100) for share in percentages) - 100_00)
    if off <= 1:
        assert engine.add(histories.COST_CENTRE, [], record) == ([record], record)
    else:
        refused = refusal(engine.add, histories.COST_CENTRE, [], record)
        assert (refused.statuscode, refused.expected) == (INVALID, 100)


@pytest.mark.parametrize(
    ("shares", "whole"),
    [([100], True), ([33.33] * 3, True), ([33.34] * 3, False), ([0.1] * 1000, True), ([], False)],
)
@pytest.mark.behaviour("prisma.cost-centre.sum-tolerance")
def test_the_sum_is_exact(shares: list[float], whole: bool) -> None:
    """Three times 33.33 is taken and three times 33.34 is not; no fraction gets lost."""
    record = {"CostCentres": [{"Percentage": share} for share in shares]}
    off = abs(cost_centres.total(record) - 100)
    assert (off <= Decimal("0.01")) is whole


@given(
    st.lists(st.integers(1, 28), min_size=1, max_size=4, unique=True),
    st.lists(st.tuples(st.integers(1, 28), st.integers(0, 27), st.integers(1, 3)), max_size=4),
)
@pytest.mark.behaviour("prisma.salary.shown-in-contract")
def test_salary_shows_where_it_is_in_force(
    starts: list[int], rows: list[tuple[int, int, int]]
) -> None:
    """Open contracts that follow each other show the compositions in force on one of their days."""
    contracts: list[Record] = [{"Startdate": f"202401{day:02d}"} for day in sorted(starts)]
    compositions: list[Record] = [
        {"Code": code, "Startdate": f"202401{day:02d}", "Enddate": f"202402{day + more:02d}"}
        if day + more <= 28
        else {"Code": code, "Startdate": f"202401{day:02d}", "Enddate": f"202401{day:02d}"}
        for day, more, code in rows
    ]
    ends = [*(f"202401{day - 1:02d}" for day in sorted(starts)[1:]), "99991231"]
    for shown, contract, end in zip(
        salary.shown(contracts, compositions), contracts, ends, strict=True
    ):
        held = [
            row
            for row in compositions
            if row["Startdate"] <= end and row["Enddate"] >= contract["Startdate"]
        ]
        assert shown == {**contract, "SalaryCompositions": held}


@pytest.mark.behaviour("prisma.salary.sent-with-contract")
def test_salary_comes_with_a_contract() -> None:
    """Compositions within a contract are added to those of the worker, or change them."""
    known = [{"Code": 1, "Startdate": "20240101", "Amount": 10, "Days": 2}]
    sent = [
        {"Code": 1, "Startdate": "20240101", "Amount": 11},
        {"Code": 2, "Startdate": "20240101"},
    ]
    assert salary.merged(known, sent) == [{**known[0], "Amount": 11}, sent[1]]


@given(st.lists(st.tuples(st.sampled_from(["GSM", "Email"]), st.integers(1, 5)), unique=True))
@pytest.mark.behaviour("prisma.communication.add", "prisma.communication.delete-by-content")
def test_communication_is_a_set(pairs: list[tuple[str, int]]) -> None:
    """What was added is deleted by its content, in any order, and IDs are all different."""
    sent: list[Record] = [{"CommunicationType": kind, "Value": str(n)} for kind, n in pairs]
    rows: list[Record] = []
    for item in sent:
        rows, _ = communication.add(rows, item)
        assert refusal(communication.add, rows, item).statuscode == EXISTS
    assert len({row["ID"] for row in rows}) == len(rows)
    for item in reversed(sent):
        rows, gone = communication.remove(rows, item)
        assert communication.content(gone) == item
    assert rows == []


@pytest.mark.behaviour("prisma.communication.delete-must-match")
@pytest.mark.parametrize(
    "sent",
    [
        {"CommunicationType": "GSM", "Value": "1"},
        {"CommunicationType": "GSM", "Value": "2", "ContactPerson": "AN"},
        {"ID": "2", "CommunicationType": "GSM", "Value": "1", "ContactPerson": "AN"},
    ],
)
def test_communication_must_match_in_full(sent: Record) -> None:
    """A record of which a member differs or lacks is not deleted, and the nearest is shown."""
    rows = [{"ID": "1", "CommunicationType": "GSM", "Value": "1", "ContactPerson": "AN"}]
    refused = refusal(communication.remove, rows, sent)
    assert (refused.statuscode, refused.nearest) == (UNKNOWN, rows[0])


@pytest.mark.behaviour("prisma.modifications.own-left-out", "prisma.modifications.in-period")
def test_modifications_of_others_in_a_period() -> None:
    """Both days of the period are included, and the user's own changes are not."""
    noted = [
        {"user": user, "modification": modification(1, "add", "Tax", str(day), None, on)}
        for user in ("ME", "OTHER")
        for day, on in ((day, date(2024, 1, day)) for day in range(1, 6))
    ]
    found = seen_by(noted, "ME", date(2024, 1, 2), date(2024, 1, 4))
    assert [item["Key"] for item in found] == ["2", "3", "4"]


@pytest.mark.behaviour("prisma.modifications.previous-key", "prisma.modifications.shape")
def test_a_previous_key_is_shown_only_when_it_differs() -> None:
    """PreviousKey is there exactly when the key changed."""
    moved = modification(1, "update", "Tax", "20240102", "20240101", date(2024, 2, 3))
    assert moved == {
        "Worker": 1,
        "Action": "update",
        "Entity": "Tax",
        "Key": "20240102",
        "PreviousKey": "20240101",
        "ChangeDate": "20240203",
    }
    same = modification(1, "update", "Tax", "20240101", "20240101", date(2024, 2, 3))
    assert "PreviousKey" not in same
