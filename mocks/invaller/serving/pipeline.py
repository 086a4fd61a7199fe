"""The checks of a call against its specification, and then the API's own handler.

The answer is left in the Handling; nothing is written to a socket here.
"""

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from invaller.serving.handling import Handling
from invaller.serving.invalid import InvalidInput, NotSimulated
from invaller.serving.parameters import read_parameters, respelled, unknown_parameters

if TYPE_CHECKING:
    from invaller.serving.bodies import Bodies


_BODIES = "invaller.serving.bodies"


class Pipeline:
    """Parameters, body and handler of the operations of all loaded APIs."""

    async def run(self, handling: Handling) -> None:
        """Check a call and let its handler answer it.

        Raises InvalidInput, UnsupportedMediaType and NotSimulated.
        """
        operation = handling.route.operation
        _read_parameters(handling)
        if "requestBody" in operation.definition:
            await self.bodies.read(handling)
        handler = operation.api.handlers.get(operation.id)
        if handler is None:
            raise NotSimulated(operation.id)
        handling.answer = handler(handling.call())

    @staticmethod
    def prepare() -> None:
        """Load what reads bodies before the first one comes; in a thread beside the server."""
        import_module(_BODIES)

    @cached_property
    def bodies(self) -> "Bodies":
        """What reads bodies; the first call with one waits until it is loaded."""
        bodies: Bodies = import_module(_BODIES).Bodies()
        return bodies


def _read_parameters(handling: Handling) -> None:
    """Read and check the parameters of a call; raises InvalidInput."""
    operation, request = handling.route.operation, handling.request
    known, query = operation.parameters, request.query
    if operation.api.any_query_case:
        query = respelled(known, query)
    if not handling.workspace.strict:
        query = _mended(handling, query)
    values, violations = read_parameters(known, handling.route.parameters, query, request.header)
    if handling.workspace.strict:
        violations += unknown_parameters(known, query)
    if violations:
        raise InvalidInput(violations)
    handling.parameters = values
    handling.given = frozenset(query)


def _mended(handling: Handling, query: dict[str, list[str]]) -> dict[str, list[str]]:
    operation = handling.route.operation
    if operation.api.mend_parameters is None:
        return query
    mended = operation.api.mend_parameters(operation.id, query)
    handling.notes.findings.extend(mended.findings)
    return dict(mended.body)
