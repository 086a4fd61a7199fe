"""A call of any operation with valid data: what it needs, made or found, and the call itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from invaller.apis.loket.catalogue import (
    CATALOGUE,
    CHANGE,
    CREATE,
    DELETE,
    DETAIL,
    OperationOf,
)
from invaller_clients import LoketAnswer
from invaller_contracts.loket.bodies import Options, body_of, options_of
from invaller_contracts.loket.client import CheckedLoketClient
from invaller_contracts.loket.known import Known, Record, resource_of

QUERY: Mapping[str, object] = {
    "dateOfBirth": "1970-05-04",
    "endDate": "2025-03-31",
    "groupBy": "Department",
    "groupingType": "perPeriod",
    "houseNumber": 14,
    "licensePlateNumber": "12ABC3",
    "payrollPeriodId": 12501,
    "payrollPeriodIdStart": 12501,
    "payslipType": 1,
    "postalCode": "2611EG",
    "reportDate": "2025-03-31",
    "reportJournalNumber": 1,
    "reportPeriodNumber": 1,
    "reportVoucherNumber": 1,
    "reportYear": 2025,
    "requestedExecutionDate": "2025-03-25",
    "startDate": "2025-01-01",
}
"""Values of query parameters that have to be sent, by name."""

REPORT_TYPES: Mapping[str, Mapping[str, object]] = {
    "GetAccumulatedBasicJournalResultsReportByPayrollAdministrationId": {
        "reportType": "nonAggregated",
        "startPeriod": 1,
        "endPeriod": 2,
    },
    "GetAccumulationsAndBalancesReportByPayrollAdministrationId": {
        "reportType": "leaveBalancesAtStartOfYear"
    },
}
"""Query parameters whose values differ from one operation to the next."""


@dataclass
class Wanted:
    """What is known of a call before it is made.

    parameters: of path and query; body, upload: as LoketClient.call takes them.
    """

    parameters: dict[str, object] = field(default_factory=dict)
    body: Any = None
    upload: tuple[str, bytes] | None = None


def _at_once() -> None:
    """Nothing is waited for."""


class Sweep:
    """Calls operations of one place, each with data that it takes.

    known: what exists there; preparations: what an operation needs besides, by operationId;
    added: members that bodies of a resource need besides; settle: lets work be done that was
    accepted; changed: whether the latest call may have changed the place.
    """

    def __init__(
        self,
        loket: CheckedLoketClient,
        known: Known,
        preparations: "Mapping[str, Preparation]",
        added: Mapping[str, Record],
        settle: Callable[[], object] = _at_once,
    ) -> None:
        self.loket = loket
        self.known = known
        self.settle = settle
        self.changed = False
        self._preparations = preparations
        self._added = added

    def found(self, operation_id: str) -> dict[str, object]:
        """Path parameters of an operation out of what exists; raises LookupError."""
        return self.known.parameters(CATALOGUE.operations[operation_id])

    def wanted(self, operation_id: str) -> Wanted:
        """What a call of an operation is to say; makes what it needs first."""
        operation = CATALOGUE.operations[operation_id]
        prepare = self._preparations.get(operation_id)
        if prepare is not None:
            return prepare(self, operation)
        return self.usual(operation)

    def call(self, operation_id: str, media_type: str | None = None) -> LoketAnswer:
        """Call an operation; raises what the client raises."""
        # Said first: what is made for a call stays when the call itself fails.
        prepared = operation_id in self._preparations
        self.changed = prepared or CATALOGUE.operations[operation_id].method != "GET"
        wanted = self.wanted(operation_id)
        return self.loket.call(
            operation_id,
            wanted.parameters,
            body=wanted.body,
            upload=wanted.upload,
            media_type=media_type,
        )

    def usual(self, operation: OperationOf) -> Wanted:
        """What an operation needs by its shape.

        What is changed is what is read there; what is deleted was made just before, if it can
        be made.
        """
        if operation.shape == DELETE:
            return Wanted(self._to_delete(operation))
        if operation.shape == CHANGE and operation.key and not self._exists(operation):
            parameters = self._to_delete(operation)
        else:
            parameters = dict(self.known.parameters(operation))
        parameters |= self.query(operation)
        if operation.shape == CHANGE:
            return Wanted(parameters, self._as_read(operation, parameters))
        return Wanted(parameters, self.body(operation, parameters))

    def query(self, operation: OperationOf) -> dict[str, object]:
        """Values of the query parameters that an operation needs."""
        needed = {name: value for name, value in QUERY.items() if name in operation.parameters}
        return {**needed, **REPORT_TYPES.get(operation.id, {})}

    def body(self, operation: OperationOf, parameters: Mapping[str, object]) -> Any:
        """A body that an operation takes, None where it takes none."""
        body = body_of(operation, self._options(operation, parameters))
        added = self._added.get(operation.resource, {}) if operation.shape == CREATE else {}
        return {**body, **added} if isinstance(body, dict) else body

    def made(self, resource: str) -> Record:
        """A new record of a resource, below a parent that exists."""
        create = CATALOGUE.resources[resource].of_shape(CREATE)[0]
        wanted = self.wanted(create.id)
        return self.loket.call(create.id, wanted.parameters, body=wanted.body).content

    def kept(self, operation_id: str, body: Any = None, **parameters: object) -> LoketAnswer:
        """Call another operation first, with these parameters besides what it needs."""
        wanted = self.wanted(operation_id)
        return self.loket.call(
            operation_id,
            {**wanted.parameters, **parameters},
            body=wanted.body if body is None else body,
        )

    def _exists(self, operation: OperationOf) -> bool:
        resource = resource_of(operation, operation.key or "")
        return resource is None or self.known.any(resource)

    def _to_delete(self, operation: OperationOf) -> dict[str, object]:
        """The path parameters for something that was made to be deleted."""
        key = operation.key
        assert key is not None
        resource = resource_of(operation, key)
        assert resource is not None
        if not CATALOGUE.resources[resource].of_shape(CREATE):
            return dict(self.known.parameters(operation))
        # What exists is looked up before anything is made: what is found is remembered.
        others = tuple(name for name in operation.path_parameters if name != key)
        found = self.known.parameters(replace(operation, path_parameters=others))
        return {**found, key: self.made(resource)["id"]}

    def _as_read(self, operation: OperationOf, parameters: Mapping[str, object]) -> Any:
        for one in CATALOGUE.operations.values():
            if one.shape == DETAIL and one.path == operation.path:
                return self.loket.call(one.id, parameters).content
        return self.body(operation, parameters)

    def _options(
        self, operation: OperationOf, parameters: Mapping[str, object]
    ) -> Callable[[], Options]:
        found: list[Options] = []

        def options() -> Options:
            if not found:
                found.append(options_of(self.loket, operation, parameters))
            return found[0]

        return options


Preparation = Callable[[Sweep, OperationOf], Wanted]
