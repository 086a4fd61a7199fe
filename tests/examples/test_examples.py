"""The clients in other languages that users may copy, run as a user runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from invaller_contracts.consumer.judging import apis_with

RUN = Path(__file__).parents[2] / "docs" / "examples" / "run"
TOOLS = {
    "bash": ["curl", "openssl"],
    "node": ["curl", "node"],
    "java": ["curl", "java", "javac"],
}
APIS = sorted({*apis_with("rules")} - {"gir"})
"""Those that have rules and are public: GIR's operations come with a document of the user's."""


def run(language: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the examples of a language on a server of their own, and verify what they did."""
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("INVALLER_")
    }
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        [RUN, language, *options],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("language", TOOLS)
def test_examples_are_good_clients(language: str) -> None:
    """Every example does what it should in real time, and breaks no rule of a good client."""
    for tool in ("bash", *TOOLS[language]):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    done = run(language)
    assert done.returncode == 0, done.stdout + done.stderr
    kept = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("kept ")]
    assert sorted({rule.partition(".")[0] for rule in kept}) == APIS


def test_run_takes_a_known_language_only() -> None:
    """Another language is refused with the usage, and nothing is started."""
    done = run("cobol")
    assert done.returncode == 2
    assert done.stderr.startswith("usage: ")
    assert done.stdout == ""
