"""The queue: what is accepted, when it is processed, and in what order."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

PHONE = {"CommunicationType": "Phone", "Value": "+32 2 000 00 01"}
MAIL = {"CommunicationType": "Email", "Value": "jan@example.org"}


def contacts(prisma: Prisma) -> list[str]:
    """The contact data of worker 1 as they are stored now."""
    workers = prisma.sim.state()["documents"]["prisma.worker"]
    return [item["Value"] for item in workers["100001/1"]["histories"]["Communication"]]


def waiting(prisma: Prisma) -> list[str]:
    """The identifiers that pending work is about, in the order in which it will be done."""
    return [work["subject"] for work in prisma.sim.pending.list()]


@pytest.mark.behaviour(
    "prisma.queue.202-bare-guid", "prisma.queue.guid-form", "prisma.queue.json-utf-8"
)
def test_accepted_call_gets_its_identifier(prisma: Prisma) -> None:
    """An accepted call answers 202 with a GUID in lower case as a bare JSON text in UTF-8."""
    response = prisma.call("GET", "/worker")
    assert response.status_code == 202
    assert re.fullmatch(f'"{GUID}"', response.text)
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.behaviour("prisma.queue.guid-per-call")
def test_every_call_has_an_identifier_of_its_own(prisma: Prisma) -> None:
    """The same call sent twice is two entries, each with its own result."""
    first, second = (prisma.send("GET", "/department") for _ in range(2))
    assert first != second
    assert prisma.result(first).data == prisma.result(second).data


@pytest.mark.sim(processing="hold")
@pytest.mark.behaviour("prisma.queue.nothing-before-processed")
def test_nothing_is_done_on_acceptance(prisma: Prisma) -> None:
    """What a call asks is done when its entry is processed, not when it is accepted."""
    before = prisma.stored()
    prisma.send("POST", "/worker/1/communication", PHONE)
    assert prisma.stored() == before
    [work] = prisma.sim.pending.list()
    prisma.sim.pending.release(work["id"])
    assert contacts(prisma)[-1] == PHONE["Value"]


@pytest.mark.behaviour("prisma.queue.under-a-second")
def test_entries_are_processed_within_a_second(prisma: Prisma) -> None:
    """Every entry is due less than a second after it was accepted, at a seeded instant."""
    delays = []
    for _ in range(20):
        prisma.send("GET", "/department")
        [work] = prisma.sim.pending.list()
        fell_due = prisma.sim.clock.run_until_idle()
        delays.append(work["due"][-10:-1])
        assert [item["id"] for item in fell_due] == [work["id"]]
    start = prisma.sim.clock.now
    prisma.send("GET", "/department")
    assert len(prisma.sim.clock.advance(timedelta(seconds=1))) == 1
    assert prisma.sim.clock.now - start == timedelta(seconds=1)
    assert len(set(delays)) == 20


@pytest.mark.behaviour("prisma.queue.in-order")
def test_entries_are_processed_in_order(prisma: Prisma) -> None:
    """Whatever delay each entry draws, they are processed in the order of acceptance."""
    sent = [
        prisma.send("POST", "/worker/1/communication", PHONE | {"Value": f"02 {number}"})
        for number in range(12)
    ]
    done = [work["subject"] for work in prisma.sim.clock.advance("PT1S")]
    assert done == sent
    assert contacts(prisma)[-12:] == [f"02 {number}" for number in range(12)]


@pytest.mark.sim(processing="hold")
@pytest.mark.behaviour("prisma.queue.in-order")
def test_release_by_hand_keeps_the_order(prisma: Prisma) -> None:
    """An entry that is released by hand has everything before it processed first."""
    sent = [prisma.send("POST", "/worker/1/communication", body) for body in (PHONE, MAIL)]
    last = prisma.send("GET", "/department")
    works = prisma.sim.pending.list()
    prisma.sim.pending.release(works[1]["id"])
    assert [prisma.look(identifier).status for identifier in sent] == ["201", "201"]
    assert contacts(prisma)[-2:] == [PHONE["Value"], MAIL["Value"]]
    assert waiting(prisma) == [last]


@pytest.mark.sim(processing="polls:2")
@pytest.mark.behaviour("prisma.queue.in-order")
def test_polls_keep_the_order(prisma: Prisma) -> None:
    """The poll that an entry waits for has everything before it processed first."""
    first = prisma.send("POST", "/worker/1/communication", PHONE)
    second = prisma.send("GET", "/worker/1/communication")
    assert prisma.look(second).status == "202"
    seen = prisma.look(second)
    assert [item["Value"] for item in seen.data][-1] == PHONE["Value"]
    assert prisma.look(first).status == "201"
    assert waiting(prisma) == []


@pytest.mark.sim(processing="immediate")
def test_immediate_entries_have_their_result_at_once(prisma: Prisma) -> None:
    """With processing immediate the first look at an entry shows its result."""
    assert prisma.look(prisma.send("GET", "/department")).status == "200"


@pytest.mark.behaviour("prisma.queue.refusal-keeps-going", "prisma.result.unknown-404")
def test_refused_entry_changes_nothing_and_holds_up_nobody(prisma: Prisma) -> None:
    """An entry that is refused leaves all data as they were; the next is processed."""
    before = prisma.stored()
    refused = prisma.send("POST", "/worker/9999/communication", PHONE)
    following = prisma.send("GET", "/department")
    assert prisma.result(refused).status == "404"
    assert prisma.result(following).status == "200"
    assert prisma.stored() == before


@pytest.mark.behaviour("prisma.queue.first-look-hastens")
def test_first_look_hastens_the_queue(prisma: Prisma) -> None:
    """The first look at an entry answers 202 and works the queue off up to that entry."""
    sent = [prisma.send("GET", "/department") for _ in range(3)]
    assert prisma.look(sent[1]).status == "202"
    assert waiting(prisma) == [sent[2]]
    assert [prisma.look(identifier).status for identifier in sent] == ["200", "200", "202"]


@pytest.mark.behaviour("prisma.queue.first-look-waits")
@pytest.mark.parametrize(
    "change", [{"switches": {"prisma.first-look": "waits"}}, {"strictness": "strict"}]
)
def test_first_look_can_wait(prisma: Prisma, change: dict[str, Any]) -> None:
    """With the switch on waits, and in strict mode, looking makes no entry go faster."""
    prisma.headers = prisma.certificate()
    prisma.sim.settings.change(**change)
    identifier = prisma.send("GET", "/department")
    assert [prisma.look(identifier).status for _ in range(3)] == ["202"] * 3
    prisma.sim.clock.advance("PT1S")
    assert prisma.look(identifier).status == "200"


@pytest.mark.behaviour("prisma.queue.one-per-secretariat", "prisma.access.secretariat-own-data")
def test_a_secretariat_has_one_queue_and_its_own_data(prisma: Prisma) -> None:
    """Employers share the queue of their secretariat; another secretariat sees none of it."""
    sent = [prisma.send("GET", "/parcom", employer=number) for number in ("100001", "100002")]
    assert waiting(prisma) == sent
    elsewhere = prisma.sim.http.get(
        prisma.base.replace(f"/w/{prisma.sim.name}", "") + f"/Result/{sent[0]}"
    )
    assert elsewhere.status_code == 404


@pytest.mark.behaviour("prisma.queue.employer-is-external-number")
def test_a_call_sees_one_employer(prisma: Prisma) -> None:
    """The Employer header decides whose data a call gives."""
    divisions = {
        number: [item["Division"] for item in prisma.get("/department", employer=number)]
        for number in ("100001", "100002")
    }
    assert divisions == {
        "100001": ["KANTOOR", "MAGAZIJN", "WERF"],
        "100002": ["KEUKEN", "ZAAL"],
    }
