"""Absences: added, overwritten, deleted and asked, by day and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.prisma.domain import absences

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(now="2024-03-15T09:00:00+01:00")

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "Day": st.dates().map(lambda day: day.strftime("%Y%m%d").zfill(8)),
            "Code": st.integers(1, 6999),
            "Hours": st.floats(0, 23.99),
        }
    )
)


def absent(day: str, code: int = 510, hours: float = 7.6) -> dict[str, Any]:
    """One absence."""
    return {"Day": day, "Code": code, "Hours": hours}


def of(number: int, *rows: dict[str, Any]) -> dict[str, Any]:
    """Absences of one worker."""
    return {"WorkerNumber": number, "Absences": list(rows)}


@given(kept=ROWS, sent=ROWS)
def test_what_was_sent_wins(kept: list[absences.Row], sent: list[absences.Row]) -> None:
    """After an addition every day and code stands once, as it was sent last."""
    rows = absences.added(kept, sent)
    last = {(row["Day"], row["Code"]): row for row in [*kept, *sent]}
    assert {(row["Day"], row["Code"]): row for row in rows} == last
    assert len(rows) == len(last)


@given(kept=ROWS, sent=ROWS)
def test_deleting_takes_back_an_addition(
    kept: list[absences.Row], sent: list[absences.Row]
) -> None:
    """Deleting all rows that there are leaves none of them."""
    rows = absences.added(kept, sent)
    assert absences.removed(rows, rows) == []


@pytest.mark.behaviour("prisma.absences.list", "prisma.absences.posted-are-approved")
def test_list(prisma: Prisma) -> None:
    """All absences from a day on come grouped by worker, those just sent among them."""
    prisma.add("/absences", [of(5, absent("20240312"), absent("20240311"))])
    assert prisma.get("/absences/20240103") == [
        of(1, absent("20240103")),
        of(5, absent("20240311"), absent("20240312")),
        of(17, absent("20240205", 520, 3.8)),
    ]


@pytest.mark.behaviour("prisma.absences.of-worker")
def test_of_worker(prisma: Prisma) -> None:
    """One worker's absences from a day on come as an object."""
    assert prisma.get("/worker/1/absences/20240103") == of(1, absent("20240103"))


def test_none_left(prisma: Prisma) -> None:
    """After the last absence there is no data, for one worker and for all."""
    assert prisma.ask("GET", "/worker/1/absences/20240104").status == "204"
    assert prisma.ask("GET", "/absences/20250101").status == "204"


@pytest.mark.behaviour("prisma.absences.several-workers")
def test_several_workers(prisma: Prisma) -> None:
    """One call adds absences of several workers, also of one who is named twice."""
    body = [of(2, absent("20240401")), of(3, absent("20240402")), of(2, absent("20240403"))]
    assert prisma.add("/absences", body).response == ""
    assert prisma.get("/absences/20240401") == [
        of(2, absent("20240401"), absent("20240403")),
        of(3, absent("20240402")),
    ]


@pytest.mark.behaviour("prisma.absences.same-day-and-code")
def test_same_day_and_code(prisma: Prisma) -> None:
    """The same day and code is changed, another code of the day stands beside it."""
    prisma.add("/absences", [of(1, absent("20240103", hours=4), absent("20240103", 520, 3))])
    expected = of(1, absent("20240103", hours=4), absent("20240103", 520, 3))
    assert prisma.get("/worker/1/absences/20240103") == expected


@pytest.mark.behaviour("prisma.absences.unknown-worker")
def test_unknown_worker(prisma: Prisma) -> None:
    """One worker who is unknown refuses the whole call, and nothing is stored."""
    before = prisma.stored()
    body = [of(1, absent("20240401")), of(999, absent("20240401"))]
    refused = prisma.refused("POST", "/absences", body)
    assert (refused.status, refused.response) == ("404", "")
    assert prisma.stored() == before


def test_day_off_the_calendar(prisma: Prisma) -> None:
    """A day that no calendar has refuses the call."""
    response = prisma.call("POST", "/absences", [of(1, absent("20240231"))])
    assert prisma.result(response.json()).status == "400"
    assert prisma.ask("GET", "/worker/1/absences/20240201").status == "204"


@pytest.mark.behaviour("prisma.absences.delete", "prisma.absences.delete-needs-body")
def test_delete(prisma: Prisma) -> None:
    """A deletion names absences of several workers in its body; the others stay."""
    body = [of(1, absent("20240102")), of(17, absent("20240205", 520))]
    assert prisma.delete("/absences", body).response == ""
    assert prisma.get("/absences/20240101") == [of(1, absent("20240103"))]


@pytest.mark.behaviour("prisma.absences.delete-unknown")
def test_delete_unknown(prisma: Prisma) -> None:
    """An absence that is not there refuses the whole deletion."""
    body = [of(1, absent("20240102"), absent("20240102", 520))]
    refused = prisma.refused("DELETE", "/absences", body)
    assert refused.status == "404"
    assert prisma.rules(refused) == ["prisma.absences.delete-unknown"]
    assert len(prisma.get("/worker/1/absences/20240101")["Absences"]) == 2
