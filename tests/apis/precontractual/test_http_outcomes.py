"""The answers 200 over HTTP, by data and by fault, beside the document's examples (3.2 and 3.3)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.specs import specs_folder
from invaller_contracts.precontractual import samples
from invaller_contracts.precontractual.samples import EMPLOYER
from invaller_contracts.precontractual.wire import Wire

if TYPE_CHECKING:
    from invaller_contracts.simulator import Simulator

EXAMPLES = specs_folder() / "precontractual" / "examples"
DECEMBER = pytest.mark.sim(now="2024-12-02T17:06:36.885+01:00")
"""The day of the references in the examples."""


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Calls in a fresh workspace."""
    return Wire(sim)


def example(section: str) -> dict[str, Any]:
    """The example of a section, such as 3.3.1."""
    (path,) = EXAMPLES.glob(f"{section}-*.json")
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def comparable(text: str) -> str:
    """A body as text, without the texts to show and the counters of references.

    The document prints placeholders for the one, and no rule for the other.
    """
    body = json.dumps(json.loads(text), ensure_ascii=False)
    return re.sub(
        r'"<i>[^"]*</i>"', '"<i>…</i>"', re.sub(r'(Reference": "\d{19})\d\d', r"\1..", body)
    )


@DECEMBER
def test_the_first_example_to_the_character(wire: Wire) -> None:
    """3.2.2.1: the printed call has the printed answer, members in the printed order."""
    printed = example("3.2.2.1")
    response = wire.call(printed["request"]["query"])
    assert response.status_code == 200
    assert comparable(response.text) == comparable(json.dumps(printed["response"]["body"]))


@pytest.mark.sim(now="2025-09-01T09:00:00+02:00")
def test_the_second_example_to_the_character(wire: Wire) -> None:
    """3.2.2.2: the same, in the quarter of its start, but for the day in the references."""
    printed = example("3.2.2.2")
    response = wire.call(printed["request"]["query"], client="provider")
    assert response.status_code == 200
    ours = comparable(response.text).replace("01092025", "02122024")
    assert ours == comparable(json.dumps(printed["response"]["body"]))


OUTAGES = [
    ("3.3.1", "flexiJob", "pension-register"),
    ("3.3.2", "studentJob", "student-data"),
    ("3.3.6", "studentJob", "mandates"),
]


@DECEMBER
@pytest.mark.parametrize(("section", "kind", "part"), OUTAGES)
def test_a_part_that_is_down_answers_as_printed(
    sim: Simulator, wire: Wire, section: str, kind: str, part: str
) -> None:
    """The block tells that it is unknown; the call before and the one after are answered."""
    question = {"citizen": samples.EXAMPLE, "typeOfWorker": kind}
    before = comparable(wire.ask(**question).text)
    sim.faults.add(effect={"outage": part}, api="precontractual", times=1)
    response = wire.ask(**question)
    assert response.status_code == 200
    assert comparable(response.text) == comparable(json.dumps(example(section)["response"]["body"]))
    assert comparable(wire.ask(**question).text) == before


@DECEMBER
@pytest.mark.parametrize(
    ("section", "citizen"),
    [
        ("3.3.3", samples.FULL_TIME_OLDER_THAN_30),
        ("3.3.4", "10010190162"),
        ("3.3.5", samples.MANDATE_ABSENT),
        ("3.3.5", samples.MANDATE_PENDING),
        ("3.3.5", samples.MANDATE_REFUSED),
        ("3.3.5", samples.MANDATE_EXPIRED),
    ],
)
def test_data_of_a_citizen_answer_as_printed(wire: Wire, section: str, citizen: str) -> None:
    """The block is the printed one; the reference begins with the citizen that was asked for."""
    printed = example(section)["response"]["body"]
    printed_citizen = printed["precontractualMainReference"][:11]
    response = wire.ask(citizen=citizen, typeOfWorker="studentJob")
    ours = comparable(response.text).replace(citizen, printed_citizen)
    assert ours == comparable(json.dumps(printed))


@pytest.mark.parametrize("client", ["employer", "provider"])
def test_both_kinds_of_caller_have_every_outcome(sim: Simulator, wire: Wire, client: str) -> None:
    """A mandatary is told the same as the employer that it represents."""
    told = []
    for part in ("pension-register", "student-data", "mandates", None):
        if part is not None:
            sim.faults.add(effect={"outage": part}, api="precontractual", times=1)
        body = wire.ask(client).json()
        told.append((body["flexiJobResult"]["allowed"], body["studentJobResult"]["allowed"]))
    assert told == [
        ("unknown", "ok"),
        ("nok", "unknown"),
        ("errorGrant", "errorGrant"),
        ("nok", "ok"),
    ]


def test_a_mandate_opens_the_data(sim: Simulator, wire: Wire) -> None:
    """A citizen who gives a mandate while the simulator runs is told about from then on."""
    citizen = samples.MANDATE_ABSENT
    mandate = {
        "citizen": citizen,
        "enterpriseNumber": EMPLOYER,
        "status": "active",
        "from": None,
        "until": None,
    }
    before = wire.ask(citizen=citizen).json()["studentJobResult"]["allowed"]
    sim.merge({"register.citizen-mandate": {f"{citizen}|{EMPLOYER}": mandate}})
    after = wire.ask(citizen=citizen).json()["studentJobResult"]["allowed"]
    of_the_mandatary = wire.ask("provider", citizen=citizen).json()["studentJobResult"]["allowed"]
    assert (before, after, of_the_mandatary) == ("noGrant", "ok", "noGrant")
