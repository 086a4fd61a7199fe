"""The handler of each operation: an engine function by its shape, or a function of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket.actions import ACTIONS
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.defaults import DEFAULTS
from invaller.apis.loket.downloads import DOWNLOADS
from invaller.apis.loket.engine import ENGINE
from invaller.apis.loket.metadata import METADATA
from invaller.apis.loket.views import VIEWS
from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call

Served = Callable[[Call, OperationOf], Answer]

OWN: Mapping[str, Served] = {**METADATA, **DEFAULTS, **VIEWS, **DOWNLOADS, **ACTIONS}
"""Functions of their own by operationId; they go before the engine."""


def _bound(name: str, served: Served) -> Handler:
    return lambda call: served(call, CATALOGUE.operations[name])


def served_by() -> Mapping[str, Served]:
    """What serves each operation by its id; absent ones answer 501 (resources.yaml says why)."""
    found = {
        name: OWN.get(name) or ENGINE.get(shape)
        for name, shape in CATALOGUE.shapes.items()
        if name not in CATALOGUE.not_simulated
    }
    return {name: served for name, served in found.items() if served is not None}


HANDLERS: Mapping[str, Handler] = {
    name: _bound(name, served) for name, served in served_by().items()
}
"""By operationId of specs/loket/openapi.yaml."""
