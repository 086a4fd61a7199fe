"""A client of Loket that deletes what it added: real environments are not forgotten."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import httpx

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller_clients import InvallerClientError, LoketAnswer
from invaller_contracts.loket.checking import UndocumentedAnswer
from invaller_contracts.loket.client import CheckedLoketClient
from invaller_contracts.loket.taking_back import Undoing, undoings

_NONE: Mapping[str, object] = {}


class TidyLoketClient(CheckedLoketClient):
    """Remembers the records that it added, so as to delete, cancel or undo them."""

    def __init__(self, base_url: str, **options: Any) -> None:
        """Call as a CheckedLoketClient."""
        super().__init__(base_url, **options)
        self._added: list[Undoing] = []

    def call(
        self, operation: str, parameters: Mapping[str, object] = _NONE, /, **options: Any
    ) -> LoketAnswer:
        """Do one call, and remember what it adds, also when its answer is not documented."""
        before = self.last
        try:
            return super().call(operation, parameters, **options)
        finally:
            last = self.last
            if last is not None and last is not before and last.is_success:
                self._added.extend(_taking_back(CATALOGUE.operations[operation], last))

    def later(self, operation: str, parameters: Mapping[str, object], body: object = None) -> None:
        """Remember a call that takes back what no deletion does."""
        self._added.append((operation, parameters, body))

    def tidy(self) -> None:
        """Delete or undo what is there, the latest first; what is gone already refuses it."""
        while self._added:
            operation, key, body = self._added.pop()
            with suppress(InvallerClientError, UndocumentedAnswer):
                self.call(operation, key, body=body)


def _taking_back(done: OperationOf, answer: httpx.Response) -> Sequence[Undoing]:
    """The calls that take back what was added, in reverse order; none where nothing was."""
    if done.shape not in ("create", "queued"):
        return ()
    try:
        identifier = str(answer.json()["content"]["id"])
    except (ValueError, LookupError, TypeError):
        return ()
    if done.shape == "queued":
        return undoings(done.id, identifier)
    deleting = _deleting(done)
    if deleting is None or deleting.key is None:
        return ()
    return ((deleting.id, {deleting.key: identifier}, None),)


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
