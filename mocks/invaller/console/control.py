"""The control plane, called in this process: the same handlers that answer over HTTP."""

from collections.abc import Mapping
from typing import Any

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call, Notes, Refusal
from invaller.kernel.world import World


class ControlRefused(Exception):
    """The control plane refuses; the detail says what would be right."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class ControlPlane:
    """Asks the operations of the control plane, which are all a page knows of a world."""

    def __init__(self, world: World, handlers: Mapping[str, Handler]) -> None:
        self._world = world
        self._handlers = handlers

    def ask(
        self, operation: str, workspace: str, base: str, body: Any = None, **parameters: Any
    ) -> Any:
        """The body of the answer of an operation; raises ControlRefused when it is an error.

        base: scheme, host and base path under which the visitor reaches the control plane.
        """
        try:
            answer = self._handlers[operation](
                self._call(operation, workspace, base, body, parameters)
            )
        except Refusal as refusal:
            answer = refusal.answer
        if answer.status >= 400:
            raise ControlRefused(answer.status, _detail(answer))
        return answer.body

    def _call(
        self, operation: str, workspace: str, base: str, body: Any, parameters: Mapping[str, Any]
    ) -> Call:
        found = self._world.find(workspace)
        if found is None:
            names = ", ".join(self._world.names())
            raise ControlRefused(404, f"no workspace {workspace!r}; there are {names}")
        return Call(
            api="control",
            operation=operation,
            workspace=found,
            now=found.now,
            caller=None,
            parameters=parameters,
            given=frozenset(parameters),
            body=body,
            base=base,
            method="",
            path="",
            trace="",
            headers={},
            outages=frozenset(),
            notes=Notes(),
        )


def _detail(answer: Answer) -> str:
    return str(answer.body.get("detail", answer.status))
