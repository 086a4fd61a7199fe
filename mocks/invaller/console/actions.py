"""The buttons: each posts to one operation of the control plane and leads back to a page."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from invaller.console.control import ControlPlane
from invaller.console.pages import base


class Actions:
    """Views by endpoint for the forms of a workspace."""

    def __init__(self, control: ControlPlane) -> None:
        self._control = control

    def routes(self) -> list[tuple[str, str, Callable[..., Response]]]:
        """Each view with its path and endpoint."""
        workspace = "/_sim/console/workspaces/<name>"
        return [
            (f"{workspace}/advance", "advance", self.advance),
            (f"{workspace}/run-until-idle", "run_until_idle", self.run_until_idle),
            (f"{workspace}/pending/<identifier>/release", "release", self.release),
            (f"{workspace}/reset", "reset", self.reset),
            (f"{workspace}/faults/clear", "clear_faults", self.clear_faults),
        ]

    def advance(self, name: str) -> Response:
        """Move the clock forward by the duration in the form."""
        clock = self._ask("advanceClock", name, {"by": request.form.get("by", "").strip()})
        return _back(name, "advanced", count=len(clock["fellDue"]))

    def run_until_idle(self, name: str) -> Response:
        """Move the clock forward until no timed work is left."""
        clock = self._ask("runUntilIdle", name)
        return _back(name, "advanced", count=len(clock["fellDue"]))

    def release(self, name: str, identifier: str) -> Response:
        """Do an item of pending work now, with the outcome in the form if there is one."""
        outcome = request.form.get("outcome", "").strip()
        self._ask("releasePending", name, {"outcome": outcome} if outcome else {}, id=identifier)
        return _back(name, "released")

    def reset(self, name: str) -> Response:
        """Bring the workspace back to how it was created."""
        self._ask("resetWorkspace", name)
        return _back(name, "reset")

    def clear_faults(self, name: str) -> Response:
        """Remove all fault rules."""
        self._ask("clearFaults", name)
        return redirect(url_for("faults", name=name, done="cleared"), 303)

    def _ask(self, operation: str, name: str, body: Any = None, **parameters: Any) -> Any:
        return self._control.ask(operation, name, base(), body, **parameters)


def _back(name: str, done: str, count: int | None = None) -> Response:
    return redirect(url_for("workspace", name=name, done=done, count=count), 303)
