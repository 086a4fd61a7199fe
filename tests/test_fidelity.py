"""The fidelity ledgers: every behaviour has a source and a proof, every proof a behaviour."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from invaller import apis
from invaller.kernel.specs import fidelity_of

ROOT = Path(__file__).parents[1]
APIS = apis.available()
STATUSES = {"documented", "observed", "assumed"}

FOLDERS = ("tests", "contracts")
Proofs = dict[str, list[str]]

_COLLECTOR = """
import json, os

def pytest_collection_finish(session):
    found = [
        (name, item.nodeid)
        for item in session.items
        for marker in item.iter_markers("behaviour")
        for name in marker.args
    ]
    with open(os.environ["COLLECTED_PROOFS"], "w", encoding="utf-8") as file:
        json.dump(found, file)
"""
"""A pytest plugin that writes down which collected test claims to prove what."""


@pytest.fixture(scope="session")
def proofs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Proofs:
    """The entries that markers name, each with the tests that do.

    pytest itself is asked, not the source text: a marker may stand on a test, on a parameter
    or come out of a table, and it counts only where a test is really collected.
    """
    found = (
        _found_by(request.session)
        if _is_whole(request.config)
        else _found_anew(tmp_path_factory.mktemp("proofs"))
    )
    proofs: Proofs = {}
    for name, test in found:
        proofs.setdefault(name, []).append(test)
    return proofs


def _is_whole(config: pytest.Config) -> bool:
    """Whether this run collected every test."""
    selected = config.getoption("keyword") or config.getoption("markexpr")
    return not selected and {Path(name).name for name in config.args} >= set(FOLDERS)


def _found_by(session: pytest.Session) -> list[tuple[str, str]]:
    return [
        (name, item.nodeid)
        for item in session.items
        for marker in item.iter_markers("behaviour")
        for name in marker.args
    ]


def _found_anew(folder: Path) -> list[tuple[str, str]]:
    (folder / "collector_of_proofs.py").write_text(_COLLECTOR)
    collected = folder / "proofs.json"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]),
        "COLLECTED_PROOFS": str(collected),
    }
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "collector_of_proofs"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "--continue-on-collection-errors", *FOLDERS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert collected.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    return [(name, test) for name, test in json.loads(collected.read_text("utf-8"))]


@pytest.mark.parametrize("key", APIS)
def test_every_entry_has_a_proof(key: str, proofs: Proofs) -> None:
    """Each behaviour of the ledger is named by a test that proves it."""
    entries = [entry["id"] for entry in fidelity_of(key)]
    unproven = [identifier for identifier in entries if identifier not in proofs]
    assert unproven == [], f"{len(unproven)} of {len(entries)} entries have no proof"


def test_every_marker_names_an_entry(proofs: Proofs) -> None:
    """No test claims to prove a behaviour that is in no ledger."""
    known = {entry["id"] for key in APIS for entry in fidelity_of(key)}
    assert {name: tests for name, tests in proofs.items() if name not in known} == {}


def test_markers_are_collected(proofs: Proofs) -> None:
    """A marker on a test, and one of several of it, are both found with their test."""
    for name in ("oauth.token.two-versions", "oauth.token.four-members"):
        assert any("test_answer_has_exactly_four_members[v5]" in test for test in proofs[name])


@pytest.mark.parametrize("key", APIS)
def test_entries_are_whole(key: str) -> None:
    """An entry has an id of its API, one sentence, a source and a status, and nothing else."""
    entries = fidelity_of(key)
    assert entries != []
    for entry in entries:
        assert set(entry) == {"id", "statement", "source", "status"}, entry
        # A code of the vendor may hold question marks: Dimona's ?????-???.
        assert re.fullmatch(rf"{key}\.[a-z0-9-]+\.[a-z0-9?-]+", entry["id"]), entry
        assert entry["status"] in STATUSES, entry
        assert entry["statement"].strip().endswith("."), entry
        assert str(entry["source"]).strip(), entry


def test_ids_are_unique() -> None:
    """No id stands for two behaviours, in whichever ledger."""
    ids = Counter(entry["id"] for key in APIS for entry in fidelity_of(key))
    assert [identifier for identifier, count in ids.items() if count > 1] == []
