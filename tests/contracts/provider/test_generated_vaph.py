"""Generated documents of VAPH at a URL: none without leave, and none that stay."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.provider.vendors import Outcome, run_at, variables_of, vendor_with

from invaller_contracts.provider.wire import Answer, Forward, Request
from invaller_contracts.simulator import Simulator

MODEL, XML, READING = (f"vaph/test_properties{name}.py" for name in ("", "_xml", "_reading"))
SETTLED = r"/isis/[^/]+/afrekeningen/contracten"


def run(vendor: Simulator, folder: Path, tests: list[str], *options: str) -> Outcome:
    """Run tests of VAPH with a login of the vendor."""
    given = variables_of(vendor, folder, "vaph")
    # What explores specifications is costly to import, and explores none here.
    return run_at(vendor, folder, given, tests, "-pno:schemathesis", *options)


def held(vendor: Simulator) -> dict[str, Any]:
    """Everything that the vendor keeps of VAPH, but for workers: nothing deletes one."""
    return {
        kind: rows
        for kind, rows in vendor.state()["documents"].items()
        if kind.startswith("vaph.") and kind != "vaph.worker"
    }


def called(vendor: Simulator, method: str) -> int:
    """How many calls with a method the vendor received."""
    return sum(one["method"] == method for one in vendor.requests.list(limit=1000))


@pytest.fixture(scope="module")
def vendor() -> Iterator[Simulator]:
    """A vendor whose environment does what the simulator does."""
    with vendor_with() as found:
        yield found


def test_nothing_is_written_without_leave(vendor: Simulator, tmp_path: Path) -> None:
    """What reads is called and recorded; of what writes not one call arrives."""
    outcome = run(vendor, tmp_path, [MODEL, XML, READING], "--recording", "r.json")
    assert outcome.status == 0, outcome.text
    assert outcome.counts.startswith("8 passed")
    assert "allow that with --allow-writes" in outcome.text
    assert called(vendor, "GET") > 20
    assert called(vendor, "PUT") + called(vendor, "DELETE") == 0
    stories = json.loads((tmp_path / "r.json").read_text())["stories"].values()
    assert {call["status"] for one in stories for call in one["exchanges"]} == {200, 400, 404}


def test_what_is_registered_is_gone_at_the_end(vendor: Simulator, tmp_path: Path) -> None:
    """With leave documents of every kind are registered and changed, and all of them deleted."""
    before, deleted = held(vendor), called(vendor, "DELETE")
    outcome = run(vendor, tmp_path, [MODEL, XML], "--allow-writes", "-k", "model or past_the_xsd")
    assert outcome.status == 0, outcome.text
    assert outcome.counts.startswith("11 passed")
    operations = {one["operation"] for one in vendor.requests.list(limit=1000)}
    assert operations >= {
        *("registerContract", "changeContract", "registerPrestatie", "addAfrekeningscontract"),
        *("changeAfrekeningscontract", "addBruggepensioneerden", "replaceBruggepensioneerden"),
        *("addVariabelePrestaties", "replaceVariabelePrestaties"),
    }
    assert called(vendor, "DELETE") > deleted
    assert held(vendor) == before


async def otherwise(request: Request, forward: Forward) -> Answer:
    """Nothing is validated, a list of contracts has no names, and what is settled stays."""
    if request.method == "DELETE" and re.fullmatch(rf"{SETTLED}/\d+", request.path):
        return Answer(403)
    if request.method == "PUT":
        request = request.with_target(request.target.replace("/isis/", "/isis-rest/"))
    answer = await forward(request)
    if request.method == "GET" and request.path.endswith("/contract"):
        return answer.with_text(re.sub("<naam>.*?</naam>", "", answer.text))
    return answer


@pytest.fixture(scope="module")
def deviating(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """What a run says at a vendor that does otherwise, and what the vendor keeps afterwards."""
    tests = [
        f"{MODEL}::test_contracts_are_as_a_model_says",
        f"{XML}::test_anything_is_answered_and_explained[url-/contract]",
        f"{XML}::test_valid_documents_get_past_the_xsd[url-/afrekeningen/contracten]",
    ]
    with vendor_with(otherwise) as vendor:
        outcome = run(vendor, tmp_path_factory.mktemp("otherwise"), tests, "--allow-writes")
        assert outcome.counts == "2 failed, 1 passed, 1 error", outcome.text
        return outcome.text, held(vendor)


@pytest.mark.parametrize(
    "told",
    [
        "assert 201 == 400",
        "Element 'voornaam': This element is not expected. Expected is ( naam )",
        "left behind in the environment: http://",
        "/isis/SE.50/afrekeningen/contracten/",
    ],
)
def test_a_deviation_is_named(deviating: tuple[str, dict[str, Any]], told: str) -> None:
    """What should be refused and is not, an answer that is not valid, and what stays."""
    assert told in deviating[0]


def test_what_failed_leaves_nothing(
    deviating: tuple[str, dict[str, Any]], vendor: Simulator
) -> None:
    """After a failure all is deleted too, but for what the vendor does not delete."""
    kept, untouched = deviating[1], held(vendor)
    settled = "vaph.afrekeningscontract"
    assert len(kept[settled]) > len(untouched[settled])
    assert {**kept, settled: None} == {**untouched, settled: None}
