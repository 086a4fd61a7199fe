"""Runs of the suite in a process of their own, at a second simulator that plays the vendor."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from invaller.serving.running import build
from invaller_contracts.local_server import served
from invaller_contracts.provider.defects import Tamper
from invaller_contracts.provider.environment import environments
from invaller_contracts.provider.planting import Planted
from invaller_contracts.simulator import Simulator, SimulatorServer

CONTRACTS = Path(__file__).parents[3] / "contracts" / "invaller_contracts"


@contextmanager
def vendor_with(tamper: Tamper | None = None) -> Iterator[Simulator]:
    """An acceptance environment: a workspace whose clock runs, on a server of its own.

    tamper: what it does otherwise.
    """
    server = build(None, {}, trace_header=False)
    try:
        app = server if tamper is None else Planted(server, tamper)
        with served(app) as url, SimulatorServer(url) as found:
            yield found.create({"id": "vendor", "clock": "real"})
    finally:
        server.world.store.close()


@dataclass(frozen=True)
class Outcome:
    """What became of a run: its exit status, the counts of its last line, and what it said."""

    status: int
    counts: str
    text: str


def variables_of(vendor: Simulator, folder: Path, *apis: str) -> dict[str, str]:
    """What a vendor gives to those who run the contracts of some APIs; files go into a folder."""
    given = {}
    for variable in (one for api in apis for one in environments()[api].variables):
        if variable.simulated is None:
            continue
        value = variable.simulated(vendor)
        if variable.file:
            file = folder / variable.name.lower()
            file.write_text(value)
            value = str(file)
        given[variable.name] = value
    return given


def run_at(
    vendor: Simulator, folder: Path, given: Mapping[str, str], tests: list[str], *options: str
) -> Outcome:
    """Run tests of the contracts at a vendor, with these variables."""
    environment = {name: text for name, text in os.environ.items() if "PYTEST" not in name}
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "--target", vendor.url, *options]
    command += [f"-pno:{name}" for name in ("cacheprovider", "hypothesispytest")]
    command += [f"{CONTRACTS}/{test}" for test in tests]
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env={**environment, **given},
        capture_output=True,
        text=True,
    )
    text = done.stdout + done.stderr
    found = re.search(r"^(\d.*) in [\d.]+s", text, re.MULTILINE)
    return Outcome(done.returncode, found[1] if found else "", text)
