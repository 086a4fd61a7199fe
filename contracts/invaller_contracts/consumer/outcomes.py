"""`make outcomes`: what came of the calls that prove each entry of the fidelity ledgers.

Runs every test that proves a behaviour, and writes `specs/<api>/outcomes.yaml`, by which
`invaller verify --coverage` tells whether a run met the situation of an entry.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from invaller import apis
from invaller.kernel.specs import fidelity_of, specs_folder
from invaller_contracts.consumer.noting import FOLDER

Shown = dict[str, set[str]]
"""Outcomes by the entry whose proofs show them."""

_HEAD = """\
# What came of the call that a ledger entry is about, as its proof shows it: operation, status,
# reasons, codes; and the entries that explanations and findings name. Made by `make outcomes`.
"""


def _notes(folder: Path) -> Iterator[Mapping[str, Any]]:
    options = ["-q", "-m", "behaviour", "-n", "auto", "-p", "invaller_contracts.consumer.noting"]
    environment = {**os.environ, FOLDER: str(folder)}
    subprocess.run([sys.executable, "-m", "pytest", *options], env=environment, check=True)
    for path in folder.glob("*.jsonl"):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def _shown(notes: Iterable[Mapping[str, Any]]) -> Shown:
    shown: Shown = defaultdict(set)
    for note in notes:
        for behaviour in note["behaviours"]:
            api = behaviour.partition(".")[0]
            shown[behaviour] |= {text for key, text in note["outcomes"] if key == api}
    return shown


def _most_telling(shown: Shown) -> dict[str, str]:
    """Of each entry the outcome that the fewest entries share, the longest among equals."""
    shared = Counter(text for texts in shown.values() for text in texts)
    return {
        name: min(texts, key=lambda text: (shared[text], -len(text), text))
        for name, texts in shown.items()
        if texts
    }


def main() -> None:
    """Write the outcomes of every API."""
    with tempfile.TemporaryDirectory() as folder:
        notes = list(_notes(Path(folder)))
    telling = _most_telling(_shown(notes))
    named = {name for note in notes for name in note["named"]}
    for api in apis.available():
        names = [entry["id"] for entry in fidelity_of(api)]
        outcomes = {name: telling[name] for name in names if name in telling}
        content = {"outcomes": outcomes, "named": [name for name in names if name in named]}
        text = yaml.safe_dump(content, sort_keys=False, width=1000)
        (specs_folder() / api / "outcomes.yaml").write_text(_HEAD + text, encoding="utf-8")
        print(f"{api}: {len(outcomes)} of {len(names)} entries are shown by a call")


if __name__ == "__main__":
    main()
