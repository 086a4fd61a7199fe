"""A simulated workspace in the hands of a test, and the server that it lives on."""

import ssl
from collections.abc import Mapping
from functools import cached_property
from types import TracebackType
from typing import Any, Self

import httpx

from invaller_contracts.control import Control
from invaller_contracts.parts import (
    Certificates,
    Clock,
    Credentials,
    Document,
    Documents,
    Faults,
    Pending,
    Requests,
    Settings,
)

_TIMEOUT = 30.0
"""Seconds that a call may take; the simulator itself needs milliseconds."""


class Simulator:
    """One workspace: where its APIs are, who may call them, and how it is steered.

    url: scheme, host, port and workspace prefix; urls: base URL by API key; http: a client
    whose base URL is `url`.
    """

    def __init__(
        self, control: Control, description: Mapping[str, Any], http: httpx.Client
    ) -> None:
        self.name: str = description["id"]
        self.url: str = description["url"]
        self.urls: dict[str, str] = dict(description["urls"])
        self.http = http
        self.control = control.within(self.url)
        self.credentials = Credentials(self.control, description)
        self.certificates = Certificates(self.control)
        self.clock = Clock(self.control)
        self.pending = Pending(self.control)
        self.requests = Requests(self.control)
        self.faults = Faults(self.control)
        self.settings = Settings(self.control)

    @property
    def findings(self) -> Documents:
        """What a good client would not have done, by exchange."""
        return list(self.control.ask("GET", "/requests/findings")["findings"])

    def explain(self, trace: str | httpx.Response) -> Document:
        """Why a call was answered as it was, by its answer, its trace id or its number."""
        found = trace if isinstance(trace, str) else trace.headers["X-Sim-Trace-Id"]
        return dict(self.control.ask("GET", f"/explain/{found}"))

    def state(self) -> Document:
        """Everything the workspace holds, secrets left out."""
        return dict(self.control.ask("GET", "/state"))

    def load(self, state: Mapping[str, Any]) -> None:
        """Replace everything the workspace holds by an earlier state."""
        self.control.ask("PUT", "/state", dict(state))

    def merge(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        """Add documents, or replace those with the same kind and key."""
        self.control.ask("PATCH", "/state", {"documents": dict(documents)})

    def snapshot(self, name: str) -> None:
        """Keep clock, settings, data and pending work under a name."""
        self.control.ask("PUT", f"/snapshots/{name}")

    def restore(self, name: str) -> None:
        """Bring the workspace back to a snapshot, its clock included."""
        self.control.ask("POST", f"/snapshots/{name}/restore")


class SimulatorServer:
    """A running server on which workspaces are made; used as a context manager.

    token: operator token of a server beyond loopback.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    @cached_property
    def _client(self) -> httpx.Client:
        return httpx.Client(headers=self._headers, timeout=_TIMEOUT, verify=self._trust)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        # Reading the machine's certificates takes longer than most tests: once is enough.
        return ssl.create_default_context()

    @property
    def control(self) -> Control:
        """The control plane, seen from the default workspace."""
        return Control(self._client, self.url)

    def create(self, settings: Mapping[str, Any]) -> Simulator:
        """A new workspace with these settings (the members of POST /_sim/workspaces)."""
        description = self.control.ask("POST", "/workspaces", dict(settings))
        http = httpx.Client(base_url=description["url"], timeout=_TIMEOUT, verify=self._trust)
        return Simulator(self.control, description, http)

    def delete(self, simulator: Simulator) -> None:
        """Forget a workspace and close its client."""
        simulator.http.close()
        self.control.ask("DELETE", f"/workspaces/{simulator.name}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()
