"""`invaller state`: export, import, diff."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from invaller_contracts.simulator import Simulator

Invaller = Callable[..., Result]
CITIZEN = {"ssin": "1", "familyName": "ONE", "birthDate": "2000-01-01"}


def _merge(sim: Simulator, **citizens: Any) -> None:
    sim.merge({"register.citizen": citizens})


def test_export_writes_or_shows(invaller: Invaller, sim: Simulator, tmp_path: Path) -> None:
    """Without a file the state is shown, with one it is written; both are the state."""
    file = tmp_path / "state.json"
    assert json.loads(invaller("state", "export").output) == sim.state()
    told = invaller("state", "export", str(file)).output
    assert told == f"state of {sim.name} in {file}\n"
    assert json.loads(file.read_text()) == sim.state()


def test_import_replaces(invaller: Invaller, sim: Simulator, tmp_path: Path) -> None:
    """An imported state is what the workspace holds afterwards."""
    file = tmp_path / "state.json"
    before = sim.state()
    invaller("state", "export", str(file))
    _merge(sim, one=CITIZEN)
    sim.clock.advance("PT1H")
    told = invaller("state", "import", str(file)).output
    assert told == f"{sum(map(len, before['documents'].values()))} documents brought in\n"
    assert sim.state() == before


def test_merge_adds(invaller: Invaller, sim: Simulator, tmp_path: Path) -> None:
    """A merged state adds to what is there."""
    before = sim.state()["documents"]
    file = tmp_path / "more.json"
    file.write_text(json.dumps({"documents": {"register.citizen": {"one": CITIZEN}}}))
    assert invaller("state", "import", "--merge", str(file)).output == "1 documents brought in\n"
    after = sim.state()["documents"]
    assert after["register.citizen"] == {**before["register.citizen"], "one": CITIZEN}


def test_diff_tells_what_changed(invaller: Invaller, sim: Simulator, tmp_path: Path) -> None:
    """Added, removed and changed documents are told, and end with 1; no change ends with 0."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    _merge(sim, stays=CITIZEN, changes=CITIZEN, goes=CITIZEN)
    invaller("state", "export", str(first))
    assert invaller("state", "diff", str(first)).output == "nothing changed\n"
    state = sim.state()
    del state["documents"]["register.citizen"]["goes"]
    state["documents"]["register.citizen"]["comes"] = CITIZEN
    state["documents"]["register.citizen"]["changes"] = {**CITIZEN, "familyName": "TWO"}
    second.write_text(json.dumps(state))
    told = invaller("state", "diff", str(first), str(second), exit_code=1).output
    assert told.splitlines() == [
        "~ register.citizen changes",
        "    familyName: 'ONE' -> 'TWO'",
        "+ register.citizen comes",
        "- register.citizen goes",
    ]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"documents": []}', "null"])
@pytest.mark.parametrize("command", [("import",), ("import", "--merge"), ("diff",)])
def test_file_that_is_no_state_is_told(
    invaller: Invaller, tmp_path: Path, command: tuple[str, ...], content: str
) -> None:
    """A file that holds no state ends with 2 and names the file."""
    file = tmp_path / "no-state.json"
    file.write_text(content)
    assert str(file) in invaller("state", *command, str(file), exit_code=2).output


def test_unusable_files_are_told(invaller: Invaller, tmp_path: Path) -> None:
    """A file that is not there, or cannot be written, ends with 2."""
    missing = str(tmp_path / "missing.json")
    assert "cannot read" in invaller("state", "import", missing, exit_code=2).output
    unwritable = str(tmp_path / "no" / "folder.json")
    assert "cannot write" in invaller("state", "export", unwritable, exit_code=2).output


def test_state_of_unknown_kinds_is_told(invaller: Invaller, tmp_path: Path) -> None:
    """A state with a kind of document that does not exist ends with 2 and names the kinds."""
    file = tmp_path / "state.json"
    file.write_text('{"documents": {"no.kind": {"1": {}}}}')
    told = invaller("state", "import", str(file), exit_code=2).output
    assert "no kind of document 'no.kind'; there are" in told
