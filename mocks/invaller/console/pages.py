"""The pages that show: they change nothing."""

from collections.abc import Callable
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from invaller.console.control import ControlPlane
from invaller.console.presentation import STATUSES, notice
from invaller.console.wsgi import WORKSPACE
from invaller.kernel.world import DEFAULT

Shown = str | Response | WerkzeugResponse

RECENT = 15
"""Exchanges that the page of a workspace shows."""

LISTED = 200
"""Exchanges that the page of exchanges shows at most."""


def base() -> str:
    """Where the visitor reaches the control plane."""
    return request.host_url.rstrip("/") + "/_sim"


class Pages:
    """Views by endpoint, each over one or a few operations of the control plane."""

    def __init__(self, control: ControlPlane) -> None:
        self._control = control

    def routes(self) -> list[tuple[str, str, Callable[..., Shown]]]:
        """Each view with its path and endpoint."""
        workspace = "/_sim/console/workspaces/<name>"
        return [
            ("/_sim/", "overview", self.overview),
            ("/_sim/console/", "console", self.console),
            ("/_sim/console/fidelity", "fidelity", self.fidelity),
            (f"{workspace}/", "workspace", self.workspace),
            (f"{workspace}/exchanges", "exchanges", self.exchanges),
            (f"{workspace}/exchanges/<trace>", "exchange", self.exchange),
            (f"{workspace}/faults", "faults", self.faults),
            (f"{workspace}/settings", "settings", self.settings),
        ]

    def overview(self) -> Shown:
        """All workspaces; under a workspace's prefix, the page of that workspace."""
        prefixed = request.environ[WORKSPACE]
        if prefixed is not None:
            return redirect(url_for("workspace", name=prefixed), 303)
        return render_template(
            "overview.html",
            health=self._ask("getHealth", DEFAULT),
            workspaces=self._ask("listWorkspaces", DEFAULT)["workspaces"],
        )

    def console(self) -> Shown:
        """The console starts at the overview."""
        return redirect(url_for("overview"), 303)

    def workspace(self, name: str) -> Shown:
        """Clock, pending work and last exchanges of a workspace."""
        return render_template(
            "workspace.html",
            name=name,
            workspace=self._ask("getWorkspace", name, id=name),
            pending=self._ask("listPending", name)["pending"],
            journal=self._ask("listRequests", name, limit=RECENT),
            notice=notice(request.args.get("done", ""), request.args.get("count", 0, type=int)),
        )

    def exchanges(self, name: str) -> Shown:
        """The journal of a workspace, newest first, by API and status when asked."""
        asked = {
            "api": request.args.get("api") or None,
            "status": request.args.get("status", type=int),
        }
        chosen = {member: value for member, value in asked.items() if value is not None}
        return render_template(
            "exchanges.html",
            name=name,
            asked=asked,
            apis=self._ask("getHealth", name)["apis"],
            journal=self._ask("listRequests", name, limit=LISTED, **chosen),
        )

    def exchange(self, name: str, trace: str) -> Shown:
        """One exchange with its explanation."""
        return render_template(
            "exchange.html", name=name, exchange=self._ask("getRequest", name, id=trace)
        )

    def faults(self, name: str) -> Shown:
        """The fault rules of a workspace."""
        return render_template(
            "faults.html",
            name=name,
            faults=self._ask("listFaults", name)["faults"],
            notice=notice(request.args.get("done", ""), 0),
        )

    def settings(self, name: str) -> Shown:
        """Strictness, registers, switches and processing of a workspace."""
        return render_template(
            "settings.html",
            name=name,
            settings=self._ask("getSettings", name),
            processing=self._ask("getProcessing", name),
        )

    def fidelity(self) -> Shown:
        """The fidelity ledgers, counted; the entries of an API or status when asked."""
        asked = {"api": request.args.get("api", ""), "status": request.args.get("status", "")}
        ledgers = self._ask("getFidelity", DEFAULT)
        shown = {
            api: [entry for entry in entries if asked["status"] in ("", entry["status"])]
            for api, entries in ledgers.items()
            if asked["api"] in ("", api) and any(asked.values())
        }
        return render_template(
            "fidelity.html", ledgers=ledgers, shown=shown, asked=asked, statuses=STATUSES
        )

    def _ask(self, operation: str, name: str, **parameters: Any) -> Any:
        return self._control.ask(operation, name, base(), **parameters)
