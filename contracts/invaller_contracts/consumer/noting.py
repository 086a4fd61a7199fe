"""A pytest plugin that notes what came of the calls of every test that proves a behaviour.

Loaded by `make outcomes` alone: `pytest -p invaller_contracts.consumer.noting`, with the folder
for the notes in the environment, a file a process.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from invaller_contracts.consumer.coverage import outcome_of
from invaller_contracts.consumer.run import Run
from invaller_contracts.simulator import Simulator

FOLDER = "INVALLER_OUTCOMES"
"""The variable that names the folder."""


def _workspaces(in_hand: Iterable[Any]) -> list[Simulator]:
    """The workspaces among what a test holds: by themselves, or as where something else is."""
    whose = [(one, getattr(one, "sim", None), getattr(one, "simulator", None)) for one in in_hand]
    return [one for held in whose for one in held if isinstance(one, Simulator)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Called by pytest while the workspace of a test is still there."""
    behaviours = [name for marker in item.iter_markers("behaviour") for name in marker.args]
    found = _workspaces(getattr(item, "funcargs", {}).values())
    if not behaviours or not found:
        return
    run = Run.of(found[0].requests.find())
    outcomes = list(dict.fromkeys((one.api, outcome_of(one)) for one in run if one.operation))
    named = sorted({one.rule for ex in run for one in (*ex.explanations, *ex.findings)})
    path = Path(os.environ[FOLDER]) / f"{os.getpid()}.jsonl"
    note = {"behaviours": behaviours, "outcomes": outcomes, "named": named}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(note) + "\n")
