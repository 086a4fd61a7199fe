"""The reference client of Loket, aimed at a workspace or a URL; every answer is checked."""

from collections.abc import Mapping
from typing import Any

import httpx

from invaller_clients import LoketAnswer, LoketClient
from invaller_contracts.connections import connection
from invaller_contracts.loket.checking import CheckedTransport
from invaller_contracts.loketoauth.client import USER, authorized, signed_in
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator

_NONE: Mapping[str, object] = {}


class CheckedLoketClient(LoketClient):
    """A client that raises UndocumentedAnswer for what the specification does not have."""

    def __init__(
        self, base_url: str, *, inner: httpx.BaseTransport | None = None, **options: Any
    ) -> None:
        """Call over a connection, `inner` or one of its own; options: those of LoketClient."""
        self._checked = CheckedTransport(inner or connection())
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


def loket_client(
    place: Simulator | Target,
    username: str = USER,
    *,
    kind: type[CheckedLoketClient] = CheckedLoketClient,
    **options: Any,
) -> CheckedLoketClient:
    """A client that calls in the name of a user of the workspace, or of the one of the URL.

    options: those of LoketClient, in place of ours.
    """
    target = target_on(place)
    if "auth" not in options:
        sim = target.simulator
        auth = authorized(target) if sim is None else signed_in(sim, username)
        options = {**options, "auth": auth}
    return kind(target.urls["loket"], inner=target.transport(), **options)
