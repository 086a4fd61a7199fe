"""Entry point of `make bench`: measure, and print the figures beside what is expected."""

import argparse
import os
import platform
import signal
import sys
from importlib.util import find_spec

from bench.figures import Table
from bench.loket import loket_figures, mocks
from bench.measurements import start_and_memory, thousand_declarations, throughput
from bench.queue import queue_figures
from bench.servers import BARE, INVALLER, MOTO, cores, pin, running
from bench.workspaces import workspace_figures
from bench.xml import xml_figures


def main() -> None:
    """Run all measurements; only servers on loopback are talked to."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a round of load")
    options = parser.parse_args()
    # So that the servers are ended too when this process is asked to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    kinds = [INVALLER, BARE]
    if find_spec("moto"):
        kinds.append(MOTO)
    else:
        _say("moto is not installed, so it is left out (make bench installs it)")
    table = Table([kind.name for kind in kinds] + mocks())
    server_core, load_core = cores()
    _say(f"Python {platform.python_version()}, {os.cpu_count()} cores, {_busyness()}")
    _say("start and memory, each server in turn")
    table.figures += start_and_memory(kinds, options.rounds, _say)
    pinned = load_core is not None
    where = "a core for each server, another one for the load" if pinned else "cores not pinned"
    _say(f"throughput, {options.rounds} rounds of {options.seconds:g} s in turn; {where}")
    pin(0, load_core)
    with running(INVALLER, server_core) as server, running(BARE, server_core) as bare:
        table.figures += throughput(server, bare, options.rounds, options.seconds, _say)
    _say("workspaces, each with the seeds of all APIs")
    with running(INVALLER, server_core) as server:
        table.figures += workspace_figures(server)
    _say("a thousand declarations, one after the other, on a frozen clock")
    with running(INVALLER, server_core) as server:
        table.figures.append(thousand_declarations(server, _say))
    _say("the queue of Link2Prisma, on a frozen clock")
    with running(INVALLER, server_core) as server:
        table.figures += queue_figures(server, options.seconds, _say)
    _say("contracts of VAPH ISIS, validated by the XSD")
    with running(INVALLER, server_core) as server, running(BARE, server_core) as bare:
        table.figures += xml_figures(server, bare, options.rounds, options.seconds, _say)
    _say("Loket: 641 operations, beside mocks of the same document")
    with running(INVALLER, server_core) as server:
        table.figures += loket_figures(server, server_core, options.rounds, options.seconds, _say)
    print()
    print(table.text())
    print("\n(xN): invaller's figure over that one. Compare figures of one run only.")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _busyness() -> str:
    """How busy the machine is with other things, and what that means for the figures."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    load = os.getloadavg()[0]
    if load < 0.5:
        return f"load {load:.1f}"
    return f"load {load:.1f}: the machine is busy, so believe the ratios, not the expectations"


if __name__ == "__main__":
    main()
