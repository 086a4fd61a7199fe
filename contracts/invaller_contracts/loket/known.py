"""What exists in a workspace: ids and records, found by listing them as any client would."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE, LIST, OperationOf
from invaller_clients import LoketAnswer, LoketClient

Record = dict[str, Any]

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WIDTH = 12
"""So many records of a parent are looked at before the next parent's turn is given up."""

_IDENTIFIERS = ("id", "key", "qwoaterDocumentId", "year")
"""Members that may name a record in a path; the first that a record has counts."""

_INSIDE: Mapping[str, str] = {
    "employer-email-template": "type",
    "provider-email-template": "type",
    "user-integration": "application",
}
"""The member of a record that has its identifier, by resource."""

ENOUGH = 60
"""So many records of a resource are found at most."""

_LISTS: Mapping[str, str] = {
    "application": "GetAvailableApplicationsByEmployerId",
    "non-payroll-administration": "GetAdministrationsByEmployerId",
    "year-end-statement": "GetYearEndStatementsByEmploymentId",
}
"""Operations that tell of records of a resource without a list, by resource."""

_FITS: Mapping[str, Callable[[Record], bool]] = {
    "non-payroll-administration": lambda record: not record["isPayrollAdministration"]
}
"""Which records of a list of several resources are of one of them."""

_UNKNOWN = ("document", "email-identity")
"""Parents of which the operation does not tell to what they belong."""

_DOCUMENTS = (
    ("/documenttemplates", "document-template"),
    ("/conceptemployees", "concept-employee-document"),
    ("/employments", "employment-document"),
    ("", "employer-document"),
)
"""What a document belongs to: the first part that the path has counts."""

PARAMETERS: Mapping[str, str] = {
    "conceptEmployeeId": "concept-employee",
    "employeeId": "employee",
    "employerId": "employer",
    "employmentId": "employment",
    "nonPayrollAdministrationId": "non-payroll-administration",
    "payrollAdministrationId": "payroll-administration",
    "sepafileId": "payroll-run-download",
    "collectiveLaborAgreementId": "wage-projection",
    "journalrunId": "journal-run",
    "payrollrunId": "payroll-run",
    "payrollRunId": "payroll-run",
    "payrolltaxreturnId": "payroll-tax-return",
    "payrollPeriodId": "payroll-period",
    "periodId": "payroll-period",
    "providerUserId": "employer-user",
    "userId": "employer-user",
    "payrollperioddataId": "payroll-period-data",
}
"""Resource by path parameter, whatever the operation is about."""


VALUES: Mapping[str, object] = {
    "accountId": "1",
    "chamberOfCommerceNumber": "27312480",
    "key": 1,
    "payGradeKey": 1,
    "paygradeKey": 1,
    "payScaleKey": 1,
    "payscaleKey": 1,
    "period": 1,
    "periodNumber": 1,
    "version": 1,
    "year": 2025,
}
"""Values of path parameters that name no record."""


@dataclass(frozen=True)
class Found:
    """A record that exists, and the ids of those above it, by resource."""

    resource: str
    record: Record
    above: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its id, as it goes into a path; raises LookupError for one that has none."""
        inside = _INSIDE.get(self.resource)
        record = self.record[inside] if inside else self.record
        for name in _IDENTIFIERS:
            if name in record:
                return str(record[name])
        raise LookupError(f"a {self.resource} has no id")

    @property
    def ids(self) -> Mapping[str, str]:
        """Its own id and those above it, by resource."""
        return {**self.above, self.resource: self.id}


class _Remembered:
    """What a search finds, looked for no further than somebody asks, and remembered."""

    def __init__(self, search: Iterator[Found]) -> None:
        self._search = search
        self._found: list[Found] = []

    def __iter__(self) -> Iterator[Found]:
        at = 0
        while True:
            if at == len(self._found):
                one = next(self._search, None)
                if one is None:
                    return
                self._found.append(one)
            yield self._found[at]
            at += 1


class Known:
    """Records of a workspace; what was found once is remembered, so ask before it changes.

    loket: who lists them, and can be another client from one call to the next; width: records
    of a parent that are looked at; enough: records of a resource that are looked for; values:
    of path parameters that name no record.
    """

    def __init__(
        self,
        loket: LoketClient,
        *,
        width: int = WIDTH,
        enough: int = ENOUGH,
        values: Mapping[str, object] = VALUES,
    ) -> None:
        self.loket = loket
        self._width, self._enough = width, enough
        self._values = values
        self._found: dict[str, _Remembered] = {}

    def all(self, resource: str) -> list[Found]:
        """Records of a resource, those of the first employer first; empty when there are none."""
        return list(self._each(resource))

    def any(self, resource: str) -> bool:
        """Whether there is a record of a resource."""
        return any(True for _ in self._each(resource))

    def first(self, resource: str, fits: Callable[[Record], bool] = bool) -> Found:
        """The first record of a resource that fits; raises LookupError when there is none."""
        for one in self._each(resource):
            if fits(one.record):
                return one
        raise LookupError(f"there is no such {resource}")

    def _each(self, resource: str) -> _Remembered:
        if resource not in self._found:
            found = (one for one in self._search(resource) if _FITS.get(resource, bool)(one.record))
            self._found[resource] = _Remembered(islice(found, self._enough))
        return self._found[resource]

    def parameters(self, operation: OperationOf) -> dict[str, object]:
        """Values of the path parameters of an operation that fit together."""
        resources = {name: resource_of(operation, name) for name in operation.path_parameters}
        values: dict[str, object] = {
            name: its for name, its in self._values.items() if name in operation.path_parameters
        }
        around: dict[str, str] = {}
        # The last one lies deepest, so that it decides about those above it.
        for name in reversed(operation.path_parameters):
            resource = resources[name]
            if resource is None:
                continue
            if resource not in around:
                around = {**self._beside(resource, around).ids, **around}
            values[name] = around[resource]
        return values

    def _beside(self, resource: str, around: Mapping[str, str]) -> Found:
        """A record that has as much above it as possible in common with what is there."""
        best: Found | None = None
        most = -1
        for one in self._each(resource):
            shared = sum(around.get(its) == identifier for its, identifier in one.above.items())
            if shared > most:
                best, most = one, shared
            if shared == sum(its in around for its in one.above):
                break  # whatever can be shared with this one is
        if best is None:
            raise LookupError(f"there is no {resource}")
        return best

    def _search(self, resource: str) -> Iterator[Found]:
        for operation in _lists_of(resource):
            if operation.parent is None:
                if not operation.path_parameters:
                    yield from (Found(resource, one) for one in self.records(operation))
            else:
                yield from self._below(operation, resource)

    def _below(self, operation: OperationOf, resource: str) -> Iterator[Found]:
        assert operation.parent is not None
        # Records below another of their own kind are not listed as such (wage percentages).
        if operation.parent.resource in (resource, *_UNKNOWN):
            return
        for parent in self._each(operation.parent.resource):
            asked = {operation.parent.parameter: parent.id}
            for one in islice(self.records(operation, **asked), self._width):
                yield Found(resource, one, parent.ids)

    def records(self, operation: OperationOf, **parameters: str) -> Iterator[Record]:
        """The records that an operation tells of, looked up as they are asked for."""
        if operation.is_list:
            yield from self.loket.all(operation.id, parameters)
        else:
            yield from records_in(self.loket.call(operation.id, parameters))


def records_in(answer: LoketAnswer) -> Iterator[Record]:
    """The records of an answer: of a list, with an envelope or without, or the only one."""
    if isinstance(answer.body, list):
        yield from answer.body
    else:
        yield from answer.records if "_embedded" in answer.body else [answer.content]


def _lists_of(resource: str) -> Iterator[OperationOf]:
    if resource in CATALOGUE.resources:
        yield from CATALOGUE.resources[resource].of_shape(LIST)
    if resource in _LISTS:
        yield CATALOGUE.operations[_LISTS[resource]]


def resource_of(operation: OperationOf, name: str) -> str | None:
    """The resource that a path parameter names a record of; None for one that names none."""
    if name in VALUES:
        return None
    if name == "documentId":
        return next(its for part, its in _DOCUMENTS if part in operation.path)
    if name == "emailIdentityId":
        level = "employer" if "/employers/" in operation.path else "provider"
        return f"{level}-email-identity"
    if name in PARAMETERS:
        return PARAMETERS[name]
    owner = CATALOGUE.belongs_to(operation)
    for one in (operation, owner):
        if one.key == name:
            return one.resource
        if one.parent is not None and one.parent.parameter == name:
            return one.parent.resource
    guessed = _CAPITAL.sub("-", name.removesuffix("Id")).lower()
    return guessed if name.endswith("Id") else None
