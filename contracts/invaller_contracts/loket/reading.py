"""Calls of operations that read, at a real environment, with what is found there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, DETAIL, OperationOf
from invaller_clients import LoketAnswer
from invaller_clients.errors import NotFound, ProblemError, ServerError, Unauthorized
from invaller_clients.loket_answers import loket_messages
from invaller_contracts.loket.client import CheckedLoketClient
from invaller_contracts.loket.known import resource_of
from invaller_contracts.loket.preparing.reading import READING
from invaller_contracts.loket.sweeping import QUERY, REPORT_TYPES, Sweep, Wanted
from invaller_contracts.loket.walking import Walk
from invaller_contracts.provider.target import Target

LEFT_OUT: Mapping[str, str] = {
    "GetBenifyUrlByEmployeeId": "its answer lets anybody in elsewhere, and would be recorded",
    "GetDataNewBusinessToken": "its answer is a token, and would be recorded",
    "GetDataNewBusinessTokenByEmployerId": "its answer is a token, and would be recorded",
    "GetIdealUrlByPayrollTaxReturnId": "it begins a payment",
    "GetYourcampusUrlByUserId": "its answer lets anybody in elsewhere, and would be recorded",
}
"""Operations that read and are not called at somebody's environment, with the reason."""

_PERIOD = "payrollPeriodId"
_PERIODS = frozenset({_PERIOD, "payrollPeriodIdStart"})


class Reading(Sweep):
    """Reads at a target, and writes nothing; skips the test that asks for what is not there."""

    def __init__(self, target: Target, loket: CheckedLoketClient, walk: Walk) -> None:
        super().__init__(loket, walk, READING, {})
        self._walk = walk
        self._today = target.today

    def found(self, operation_id: str) -> dict[str, object]:
        """Path parameters out of what exists; raises LookupError, and UndocumentedAnswer for
        what was met on the way.
        """
        with self._trusting():
            return super().found(operation_id)

    def wanted(self, operation_id: str) -> Wanted:
        """What a call is to say; raises what `found` raises, and ValueError for one that writes."""
        if CATALOGUE.operations[operation_id].method != "GET":
            raise ValueError(f"{operation_id} writes")
        with self._trusting():
            return super().wanted(operation_id)

    def call(self, operation_id: str, media_type: str | None = None) -> LoketAnswer:
        """Call an operation; skips the test, saying why, when it has nothing to show.

        Raises what the client raises when the answer may not be a refusal: of the token, or of
        a record that was listed.
        """
        if operation_id in LEFT_OUT:
            pytest.skip(f"{operation_id}: {LEFT_OUT[operation_id]}")
        try:
            wanted = self.wanted(operation_id)
        except (LookupError, ProblemError) as error:
            pytest.skip(f"{operation_id} has nothing to show there: {_words(error)}")
        try:
            return self.loket.call(operation_id, wanted.parameters, media_type=media_type)
        except ProblemError as error:
            if _is_wrong(error, CATALOGUE.operations[operation_id]):
                raise
            pytest.skip(f"{operation_id} was refused, as documented: {_words(error)}")

    def query(self, operation: OperationOf) -> dict[str, object]:
        """Values of the query parameters that an operation needs, about this year and today."""
        known: dict[str, object] = {
            **QUERY,
            "endDate": f"{self._today}",
            "reportDate": f"{self._today}",
            "reportYear": self._today.year,
            "requestedExecutionDate": f"{self._today + timedelta(days=7)}",
            "startDate": f"{self._today.replace(month=1, day=1)}",
        }
        named = {name: its for name, its in known.items() if name in operation.parameters}
        named |= dict.fromkeys(_PERIODS & operation.parameters, self._period(operation))
        return {**named, **REPORT_TYPES.get(operation.id, {})}

    @contextmanager
    def _trusting(self) -> Iterator[None]:
        try:
            yield
        finally:
            # A list that answers something undocumented is why nothing is found below it.
            self._walk.tell()

    def _period(self, operation: OperationOf) -> object:
        """A payroll period of the administration that an operation is about, if it asks for one."""
        if not _PERIODS & operation.parameters:
            return None
        names = (*operation.path_parameters, _PERIOD)
        return self.known.parameters(replace(operation, path_parameters=names))[_PERIOD]


def _is_wrong(error: ProblemError, operation: OperationOf) -> bool:
    """Whether a refusal cannot be what the document means."""
    if isinstance(error, Unauthorized | ServerError):
        return True
    key = operation.key if operation.shape == DETAIL else None
    listed = key is not None and resource_of(operation, key) is not None
    return listed and isinstance(error, NotFound)


def _words(error: Exception) -> str:
    if isinstance(error, ProblemError):
        told = "; ".join(one.description for one in loket_messages(error))
        return f"{error.status} {told}".strip()
    return str(error)
