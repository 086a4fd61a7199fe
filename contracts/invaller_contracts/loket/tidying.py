"""A client of Loket that deletes what it added: real environments are not forgotten."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller_clients import InvallerClientError, LoketAnswer
from invaller_contracts.loket.client import CheckedLoketClient

_NONE: Mapping[str, object] = {}


class TidyLoketClient(CheckedLoketClient):
    """Remembers the records that it added, so as to delete them."""

    def __init__(self, base_url: str, **options: Any) -> None:
        """Call as a CheckedLoketClient."""
        super().__init__(base_url, **options)
        self._added: list[tuple[str, dict[str, object]]] = []

    def call(
        self, operation: str, parameters: Mapping[str, object] = _NONE, /, **options: Any
    ) -> LoketAnswer:
        """Do one call, and remember the record that it adds."""
        answer = super().call(operation, parameters, **options)
        known = CATALOGUE.operations[operation]
        if known.shape == "create":
            deleting = _deleting(known)
            if deleting is not None and deleting.key is not None:
                self._added.append((deleting.id, {deleting.key: answer.content["id"]}))
        return answer

    def tidy(self) -> None:
        """Delete what is there, the latest first; what is gone already refuses it."""
        while self._added:
            operation, key = self._added.pop()
            with suppress(InvallerClientError):
                self.call(operation, key)


def _deleting(creating: OperationOf) -> OperationOf | None:
    """The operation that deletes what another one adds, None without one."""
    return next(
        (
            one
            for one in CATALOGUE.operations.values()
            if one.shape == "delete" and one.resource == creating.resource
        ),
        None,
    )
