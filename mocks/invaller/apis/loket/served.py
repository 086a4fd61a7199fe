"""The table of how every operation is served; OPERATIONS.md is what it prints.

`python -m invaller.apis.loket.served > mocks/invaller/apis/loket/OPERATIONS.md`
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from invaller.apis.loket.actions import ACTIONS
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.defaults import DEFAULTS
from invaller.apis.loket.downloads import DOWNLOADS
from invaller.apis.loket.handlers import OWN, Served
from invaller.apis.loket.metadata import METADATA
from invaller.apis.loket.views import VIEWS

_KINDS: Mapping[str, Mapping[str, Served]] = {
    "action": ACTIONS,
    "download": DOWNLOADS,
    "view": VIEWS,
    "defaults": DEFAULTS,
    "metadata": METADATA,
}
"""What a function of its own is called, the one that goes first first."""

_PACKAGE = "invaller.apis.loket."

_INTRODUCTION = """\
# How every operation is served

Made by `python -m invaller.apis.loket.served`; a test holds it against the simulator.

- **engine**: one generic function for each shape (`engine/`), by what the specification and
  `resources.yaml` say of the resource.
- **metadata**, **defaults**: generic too, out of the body's schema, option lists and records.
- **view**, **download**, **action**: a small function of its own, in the file that is named.
- **501**: not simulated, with the reason.
"""


@dataclass(frozen=True, slots=True)
class Service:
    """How one operation is served: kind is engine, a name of _KINDS, or 501; by: with what."""

    operation: OperationOf
    kind: str
    by: str


def services() -> Iterator[Service]:
    """How each operation is served, in the order of the specification."""
    for name, operation in CATALOGUE.operations.items():
        if name in CATALOGUE.not_simulated:
            yield Service(operation, "501", CATALOGUE.not_simulated[name])
        elif name in OWN:
            kind = next(kind for kind, functions in _KINDS.items() if name in functions)
            module = OWN[name].__module__.removeprefix(_PACKAGE)
            yield Service(operation, kind, f"`{module.replace('.', '/')}.py`")
        else:
            yield Service(operation, "engine", operation.shape)


def table() -> str:
    """The table as Markdown, after how many operations there are of each kind."""
    found = sorted(services(), key=lambda one: (one.operation.resource, one.operation.path))
    counts = Counter(one.kind for one in found)
    lines = [
        _INTRODUCTION,
        "| served by | operations |",
        "|---|---|",
        *(f"| {kind} | {counts[kind]} |" for kind in ("engine", *_KINDS, "501")),
        f"| all | {len(found)} |",
        "",
        "| resource | operation | operationId | served by |",
        "|---|---|---|---|",
        *(_line(one) for one in found),
    ]
    return "\n".join(lines) + "\n"


def _line(one: Service) -> str:
    its = one.operation
    return f"| {its.resource} | {its.method} `{its.path}` | {its.id} | {one.kind}: {one.by} |"


if __name__ == "__main__":
    sys.stdout.write(table())
