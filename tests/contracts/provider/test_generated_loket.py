"""Generated calls of Loket at a URL: what they read, what they write, and what is left of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.provider.vendors import Outcome, run_at, variables_of, vendor_with

from invaller_contracts.provider.wire import Answer, Forward, Request
from invaller_contracts.simulator import Simulator

SWEEP, PROPERTIES = "loket/test_sweep.py", "loket/test_properties.py"
OWN = f"{PROPERTIES}::test_any_body_of_an_own_record_has_a_documented_answer"
READ = ("GetWageByWageId", "GetCompanyCarByCompanyCarId", "GetDataNewBusinessToken-")
TRACES = ("loket.change", "loket.version-number")
"""What tells that there were changes: it grows with any that was made and taken back."""


def run(vendor: Simulator, folder: Path, tests: list[str], *options: str) -> Outcome:
    """Run tests of Loket in the name of a user of the vendor."""
    given = variables_of(vendor, folder, "loketoauth")
    # What explores specifications is costly to import, and explores none here.
    return run_at(vendor, folder, given, tests, "-pno:schemathesis", *options)


def only(*names: str) -> tuple[str, str]:
    """The option for tests whose names have one of these in them."""
    return ("-k", " or ".join(names))


def records(vendor: Simulator) -> dict[str, Any]:
    """Everything that the vendor keeps of Loket, but for the traces of changes."""
    return {
        kind: rows
        for kind, rows in vendor.state()["documents"].items()
        if kind.startswith("loket.") and kind not in TRACES
    }


def writes(vendor: Simulator) -> list[str]:
    """The operations that were asked to change something."""
    return [
        one["operation"]
        for one in vendor.requests.list()
        if one["method"] != "GET" and one["operation"] != "giveToken"
    ]


@pytest.fixture(scope="module")
def vendor() -> Iterator[Simulator]:
    """A vendor whose environment does what the simulator does."""
    with vendor_with() as found:
        yield found


@pytest.fixture(scope="module")
def read(vendor: Simulator, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """A run that may only read, and what it recorded."""
    folder = tmp_path_factory.mktemp("read")
    options = ("--recording", "r.json", *only("test_any_", *READ))
    outcome = run(vendor, folder, [SWEEP, PROPERTIES], *options)
    assert not writes(vendor), "asked before anybody may write"
    return outcome, folder / "r.json"


def test_reading_needs_no_leave(read: tuple[Outcome, Path]) -> None:
    """What reads is called and recorded, with ids that were found there; nothing is written."""
    outcome, file = read
    assert outcome.status == 0, outcome.text
    stories = json.loads(file.read_text())["stories"]
    (wage,) = [one for key, one in stories.items() if "GetWageByWageId" in key]
    assert wage["outcome"] == "passed"
    assert [call["status"] for call in wage["exchanges"]][-1:] == [200]
    assert wage["exchanges"][-1]["operation"] == "GetWageByWageId"
    asked = [key for key, one in stories.items() if "test_any_" in key and one["exchanges"]]
    assert len(asked) == 2


def test_what_is_not_read_is_told(read: tuple[Outcome, Path]) -> None:
    """Of what is not there, and of what hands out a token, the report names the operation."""
    for told in (
        "GetCompanyCarByCompanyCarId has nothing to show there: there is no company-car",
        "GetDataNewBusinessToken: its answer is a token, and would be recorded",
        "allow that with --allow-writes",
    ):
        assert told in read[0].text


@pytest.mark.usefixtures("read")
def test_what_is_written_is_deleted(vendor: Simulator, tmp_path: Path) -> None:
    """With leave, own records are made and changed, and afterwards all is as it was."""
    before = records(vendor)
    outcome = run(vendor, tmp_path, [PROPERTIES], "--allow-writes", *only("body", "written"))
    assert (outcome.status, outcome.counts) == (0, "2 passed, 1 skipped, 2 deselected")
    asked = writes(vendor)
    assert {"PostChildByEmployeeId", "PutChildByChildId", "DeleteChildByChildId"} <= set(asked)
    assert records(vendor) == before


async def otherwise(request: Request, forward: Forward) -> Answer:
    """A wage has one member more; a contact that is deleted stays, which is not said."""
    if request.method == "DELETE" and "/contacts/" in request.path:
        return await forward(Request("GET", request.target, request.headers))
    answer = await forward(request)
    if request.method == "GET" and "/employments/wages/" in request.path and answer.ok:
        content = {**answer.json["content"], "bonus": 1}
        return answer.with_json({**answer.json, "content": content})
    return answer


@pytest.fixture(scope="module")
def deviating(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a run says at a vendor that does otherwise."""
    with vendor_with(otherwise) as vendor:
        tests = [f"{SWEEP}::test_reading", OWN]
        options = ("--allow-writes", *only("GetWageByWageId", "own_record"))
        outcome = run(vendor, tmp_path_factory.mktemp("otherwise"), tests, *options)
    assert outcome.status == 1
    return outcome.text


@pytest.mark.parametrize(
    "told",
    [
        "GetWageByWageId, http://",
        ".bonus is not documented",
        "LeftBehind: contact ",
        "can be read after it was deleted",
    ],
)
def test_a_deviation_is_named(deviating: str, told: str) -> None:
    """An undocumented answer fails, and so does a record that stays."""
    assert told in deviating
