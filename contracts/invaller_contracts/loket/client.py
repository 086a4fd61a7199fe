"""The reference client of Loket, aimed at a workspace; every answer is checked."""

from collections.abc import Mapping
from typing import Any

import httpx

from invaller_clients import LoketAnswer, LoketClient
from invaller_contracts.connections import connection
from invaller_contracts.loket.checking import CheckedTransport
from invaller_contracts.loketoauth.client import USER, signed_in
from invaller_contracts.simulator import Simulator

_NONE: Mapping[str, object] = {}


class CheckedLoketClient(LoketClient):
    """A client that raises UndocumentedAnswer for what the specification does not have."""

    def __init__(self, base_url: str, **options: Any) -> None:
        self._checked = CheckedTransport(connection())
        super().__init__(base_url, transport=self._checked, **options)

    def call(
        self, operation: str, parameters: Mapping[str, object] = _NONE, /, **options: Any
    ) -> LoketAnswer:
        """Do one call, whose answer is checked."""
        self._checked.operation = operation
        return super().call(operation, parameters, **options)

    @property
    def last(self) -> httpx.Response | None:
        """The latest answer, a refusal too."""
        return self._checked.last


def loket_client(sim: Simulator, username: str = USER, **options: Any) -> CheckedLoketClient:
    """A client that calls in the name of a user of the workspace.

    options: those of LoketClient, in place of ours.
    """
    given: dict[str, Any] = {"auth": signed_in(sim, username)}
    return CheckedLoketClient(sim.urls["loket"], **{**given, **options})
