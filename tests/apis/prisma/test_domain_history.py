"""Laws of the engine behind every history, tried on generated ones."""

from contextlib import suppress
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from invaller.apis.prisma.domain import histories
from invaller.apis.prisma.domain import history as engine
from invaller.apis.prisma.domain.dates import applies, render
from invaller.apis.prisma.domain.history import History, Record
from invaller.apis.prisma.domain.outcome import EXISTS, INVALID, UNKNOWN, Refused

FAMILY = histories.FAMILY_STATUS
DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 1))


@st.composite
def records(draw: st.DrawFn, least: int = 0) -> list[Record]:
    """A history of family statuses as the engine keeps one."""
    rows: list[Record] = []
    for day in draw(st.lists(DAYS, min_size=least, max_size=6, unique=True)):
        row: Record = {"Startdate": render(day), "ChildrenAtCharge": draw(st.integers(0, 9))}
        if (length := draw(st.none() | st.integers(0, 20))) is not None:
            row["Enddate"] = render(day + timedelta(days=length))
        rows, _ = engine.add(FAMILY, rows, row)
    return rows


def refusal(call: Any, *arguments: Any) -> Refused:
    """The refusal that a call must end in."""
    with pytest.raises(Refused) as refused:
        call(*arguments)
    return refused.value


@given(records(), DAYS)
@pytest.mark.behaviour("prisma.history.refdate")
def test_the_latest_that_holds_applies(rows: list[Record], on: date) -> None:
    """The record that applies holds on the day, and none that holds starts later."""
    holding = [row["Startdate"] for row in rows if applies(row, on)]
    found = engine.applying(FAMILY, rows, on)
    assert (found and found["Startdate"]) == max(holding, default=None)


@given(records(), records())
def test_order_is_by_start_however_it_came_about(rows: list[Record], more: list[Record]) -> None:
    """Records stand in order of their start date, whatever the order of adding."""
    for row in more:
        if engine.of(FAMILY, rows, FAMILY.key_of(row)) is None:
            rows, _ = engine.add(FAMILY, rows, row)
    starts = [row["Startdate"] for row in rows]
    assert starts == sorted(set(starts))


@given(records(), DAYS)
@pytest.mark.behaviour("prisma.history.add", "prisma.history.delete")
def test_adding_and_removing_cancel_out(rows: list[Record], day: date) -> None:
    """Removing what was just added gives the history of before."""
    key = (render(day),)
    assume(engine.of(FAMILY, rows, key) is None)
    more, added = engine.add(FAMILY, rows, {"Startdate": render(day), "CivilStatus": "Single"})
    assert engine.remove(FAMILY, more, key, "") == (rows, added)


@given(records(least=1), st.data())
@pytest.mark.behaviour("prisma.history.add-start-taken")
def test_a_start_date_is_taken_once(rows: list[Record], data: st.DataObject) -> None:
    """A second record with a start date is refused, and a free date is told."""
    key = FAMILY.key_of(data.draw(st.sampled_from(rows)))
    refused = refusal(engine.add, FAMILY, rows, {"Startdate": key[0]})
    assert (refused.statuscode, refused.found) == (EXISTS, key[0])
    assert engine.add(FAMILY, rows, {"Startdate": refused.nearest})[1] is not None


@given(records(least=1), DAYS, st.data())
@pytest.mark.behaviour("prisma.history.change-key", "prisma.history.change-key-taken")
def test_a_change_leaves_the_others_alone(
    rows: list[Record], to: date, data: st.DataObject
) -> None:
    """A change moves and merges one record and leaves the others; a taken date is refused."""
    old = data.draw(st.sampled_from(rows))
    sent = {"Startdate": render(to), "Enddate": render(to), "CivilStatus": "Married"}
    others = [row for row in rows if row is not old]
    if engine.of(FAMILY, others, (render(to),)):
        assert (
            refusal(engine.change, FAMILY, rows, FAMILY.key_of(old), sent, "").statuscode == EXISTS
        )
        return
    after, changed = engine.change(FAMILY, rows, FAMILY.key_of(old), sent, "")
    assert changed == {**old, **sent}
    assert [row for row in after if row is not changed] == others


@given(records(least=1), st.data())
@pytest.mark.behaviour("prisma.history.change-what-is-sent")
def test_a_change_keeps_what_is_not_sent(rows: list[Record], data: st.DataObject) -> None:
    """A change of one member keeps the others; null empties a member."""
    old = data.draw(st.sampled_from(rows))
    sent = {"ChildrenAtCharge": None, "WorkerHandicapped": "Y"}
    _, changed = engine.change(FAMILY, rows, FAMILY.key_of(old), sent, "")
    kept = {name: value for name, value in old.items() if name != "ChildrenAtCharge"}
    assert changed == {**kept, "WorkerHandicapped": "Y"}


@given(records(), DAYS)
@pytest.mark.behaviour("prisma.history.change-unknown", "prisma.history.delete-unknown")
def test_what_is_not_there_is_refused(rows: list[Record], day: date) -> None:
    """A change or deletion of a record that is not there names the one closest in time."""
    key = (render(day),)
    assume(engine.of(FAMILY, rows, key) is None)
    distances = {row["Startdate"]: abs(FAMILY.start_of(row) - day) for row in rows}
    for refused in (
        refusal(engine.change, FAMILY, rows, key, {}, "familystatusID"),
        refusal(engine.remove, FAMILY, rows, key, "familystatusID"),
    ):
        assert (refused.statuscode, refused.where) == (UNKNOWN, "familystatusID")
        assert distances.get(refused.nearest) == min(distances.values(), default=None)


@given(records(least=1), DAYS, st.data())
def test_nothing_is_changed_in_place(rows: list[Record], to: date, data: st.DataObject) -> None:
    """Adding, changing and removing leave the records that they were given as they were."""
    before, key = deepcopy(rows), FAMILY.key_of(data.draw(st.sampled_from(rows)))
    for call, arguments in (
        (engine.add, ({"Startdate": render(to)},)),
        (engine.change, (key, {"Startdate": render(to)}, "")),
        (engine.remove, (key, "")),
    ):
        with suppress(Refused):
            call(FAMILY, rows, *arguments)
    assert rows == before


@given(records(), DAYS, DAYS)
def test_a_record_meets_a_period_on_a_day_of_both(
    rows: list[Record], first: date, last: date
) -> None:
    """A record meets a period when it holds on one of its days."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assume(days)
    for row in rows:
        held = any(applies(row, day) for day in days)
        assert engine.meets(FAMILY, row, first, last) is held


@pytest.mark.parametrize("history", [histories.CONTRACT, histories.ADDRESS])
@pytest.mark.behaviour("prisma.contract.last-stays", "prisma.address.last-stays")
def test_the_last_contract_and_address_stay(history: History) -> None:
    """Of two contracts or addresses one may go, and the other may not."""
    rows: list[Record] = [{"Startdate": "20200101"}, {"Startdate": "20210101"}]
    left, _ = engine.remove(history, rows, ("20200101",), "ID")
    refused = refusal(engine.remove, history, left, ("20210101",), "ID")
    assert (refused.statuscode, refused.rule) == (INVALID, history.last_stays)


@pytest.mark.parametrize(
    "history", [item for item in histories.HISTORIES if not item.last_stays], ids=lambda h: h.member
)
def test_the_last_of_any_other_history_may_go(history: History) -> None:
    """The last record of every history but those two can be removed."""
    row = dict.fromkeys((*history.keys, history.start), "20200101")
    assert engine.remove(history, [row], history.key_of(row), "") == ([], row)


@pytest.mark.behaviour("prisma.history.end-before-start", "prisma.absence-note.end-before-start")
@given(DAYS, DAYS)
def test_an_end_is_not_before_its_start(first: date, last: date) -> None:
    """A record that ends before it starts is refused, with the start as the nearest end."""
    note = {
        "Notedate": "20200101",
        "Startdate": render(first),
        "Enddate": render(last),
    }
    if first <= last:
        assert engine.add(histories.ABSENCE_NOTE, [], note) == ([note], note)
        return
    refused = refusal(engine.add, histories.ABSENCE_NOTE, [], note)
    assert (refused.statuscode, refused.where) == (INVALID, "/Enddate")
    assert refused.nearest == render(first)


@pytest.mark.behaviour("prisma.queue.impossible-date-in-body")
@pytest.mark.parametrize("member", ["Notedate", "Startdate", "Enddate"])
def test_dates_of_a_record_are_on_the_calendar(member: str) -> None:
    """A record with a 31st of February in a key, start or end is refused."""
    note = {"Notedate": "20240101", "Startdate": "20240101", "Enddate": "20240105"}
    refused = refusal(engine.add, histories.ABSENCE_NOTE, [], {**note, member: "20240231"})
    assert (refused.statuscode, refused.where) == (INVALID, f"/{member}")
    assert refused.found == "20240231"


@pytest.mark.behaviour("prisma.divergent-payment.taken")
def test_payments_differ_by_type_in_any_letter_case() -> None:
    """On one start date two types stand side by side, and case does not tell them apart."""
    payments = histories.DIVERGENT_PAYMENT
    rows: list[Record] = []
    for kind in ("Amount", "Percentage"):
        rows, _ = engine.add(payments, rows, {"Startdate": "20240101", "PayoutType": kind})
    assert engine.of(payments, rows, ("20240101", "AMOUNT")) == rows[0]
    again = {"Startdate": "20240101", "PayoutType": "Amount"}
    assert refusal(engine.add, payments, rows, again).found == "20240101/Amount"
