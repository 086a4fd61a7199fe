"""Every view, lookup, download, metadata and defaults endpoint, called on records of the seed.

The client of these tests holds each answer against the specification.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf, document
from invaller.apis.loket.downloads.sepa import sepa_file_id
from invaller.apis.loket.seed import rows
from invaller.apis.loket.seed.reading import identify
from invaller.apis.loket.surroundings import resource_named

if TYPE_CHECKING:
    import httpx

TODAY = date(2025, 3, 3)
YEAR = TODAY.year - 1
PERIOD = str(10_000 + YEAR % 100 * 100 + 11)
RUN = identify("payroll-run", f"zonnehof/{YEAR}-11")

PATH = {
    "accountId": "1",
    "chamberOfCommerceNumber": "27123451",
    "collectiveLaborAgreementId": identify("wage-projection", "glastuinbouw"),
    "key": "1",
    "payGradeKey": "1",
    "payScaleKey": "1",
    "paygradeKey": "1",
    "payscaleKey": "1",
    "payrollPeriodId": PERIOD,
    "payrollrunId": RUN,
    "period": "1",
    "periodId": PERIOD,
    "periodNumber": "1",
    "sepafileId": sepa_file_id(RUN),
    "userId": identify("employer-user", "zonnehof"),
    "version": identify("picture", identify("provider", "linde")),
    "year": str(YEAR),
}
"""Path parameters whose value the name of a resource does not give."""

QUERY: dict[str, Any] = {
    "dateOfBirth": "1980-05-17",
    "endDate": "2025-12-31",
    "endPeriod": PERIOD,
    "groupBy": "Department",
    "houseNumber": 112,
    "licensePlateNumber": "K-456-ZX",
    "payrollPeriodId": PERIOD,
    "payrollPeriodIdStart": PERIOD,
    "payslipType": 1,
    "postalCode": "2671 GH",
    "reportDate": "2024-11-30",
    "reportJournalNumber": 1,
    "reportPeriodNumber": 11,
    "reportVoucherNumber": 1,
    "reportYear": YEAR,
    "requestedExecutionDate": "2024-11-25",
    "startDate": "2024-01-01",
    "startPeriod": PERIOD,
}
"""Query parameters that operations need."""

EXTRA: dict[str, dict[str, Any]] = {
    "GetAnnualWagesheetReportByPayrollAdministrationId": {"reportYear": YEAR},
    "GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId": {
        "payrollComponentCategory": 1
    },
}
"""Query parameters of which the document says one is needed."""

PAY_GRADE = (
    "GetConceptEmployeePayGradeMetaDataByPayrollAdministrationIdAndPayscaleKeyAndPayGradeKey"
)
"""The one metadata endpoint that answers a bare array."""

MISSING = {
    "GetAttachmentByDeclarationId",
    "GetEmployeePhotoByEmployeeId",
    "GetEmployeePhotoByEmployeeIdAndVersion",
    "GetEmployerLogoByEmployerId",
    "GetEmployerLogoByEmployerIdAndVersion",
    "GetUserPhotoByToken",
}
"""What nobody uploaded in the seed: 404."""


def _of_shape(*shapes: str) -> list[str]:
    return sorted(one.id for one in CATALOGUE.operations.values() if one.shape in shapes)


def _resource_of_document(path: str) -> str:
    if "documenttemplates" in path:
        return "document-template"
    if "conceptemployees" in path:
        return "concept-employee-document"
    return "employment-document" if "employments" in path else "employer-document"


def _ids(operation: OperationOf) -> dict[str, str]:
    """Path parameters: of the first records of the seed, which belong together."""
    found = {}
    for name in operation.path_parameters:
        resource = resource_named(operation, name)
        if name in PATH:
            found[name] = PATH[name]
        elif name == "documentId":
            resource = _resource_of_document(operation.path)
            found[name] = next(one.id for one in rows(TODAY) if one.resource == resource)
        else:
            found[name] = next(one.id for one in rows(TODAY) if one.resource == resource)
    return found


def _query(operation: OperationOf) -> dict[str, Any]:
    item = document()["paths"][operation.path]
    raw = [*item[operation.method.lower()].get("parameters", ()), *item.get("parameters", ())]
    named = [
        document()["components"]["parameters"][one["$ref"].rpartition("/")[2]]
        if "$ref" in one
        else one
        for one in raw
    ]
    needed = {
        one["name"]: QUERY.get(one["name"], one["schema"].get("enum", [""])[0])
        for one in named
        if one["in"] == "query" and one.get("required")
    }
    return {**needed, **EXTRA.get(operation.id, {})}


def _asked(loket: Any, name: str) -> httpx.Response:
    operation = CATALOGUE.operations[name]
    accept = None if operation.shape == "download" else "application/json;version=2023-03-06"
    accept = ", ".join(operation.media_types) if accept is None else accept
    body: dict[str, Any] | None = {} if operation.method == "POST" else None
    answer: httpx.Response = loket.call(
        name, _ids(operation), body, accept=accept, **_query(operation)
    )
    return answer


@pytest.mark.parametrize("name", _of_shape("view", "lookup"))
def test_views_answer_as_documented(loket: Any, name: str) -> None:
    """A view on records of the seed answers 200 in the form of the document."""
    answer = _asked(loket, name)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("name", sorted(set(_of_shape("metadata")) - {PAY_GRADE}))
def test_metadata_answers_fields_with_options(loket: Any, name: str) -> None:
    """A metadata endpoint answers 200 with fields, each with options that have a key."""
    answer = _asked(loket, name)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("name", _of_shape("defaults"))
def test_defaults_answer_the_object(loket: Any, name: str) -> None:
    """A defaults endpoint answers 200 with an object in content."""
    answer = _asked(loket, name)
    assert answer.status_code == 200, answer.text
    assert isinstance(answer.json()["content"], dict)


@pytest.mark.parametrize("name", sorted(set(_of_shape("download")) - MISSING))
def test_downloads_answer_files(loket: Any, name: str) -> None:
    """A download answers 200 with a file of a documented media type and its name."""
    answer = _asked(loket, name)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    media_type = answer.headers["Content-Type"].partition(";")[0]
    assert media_type in CATALOGUE.operations[name].media_types
    assert answer.content


@pytest.mark.parametrize("name", sorted(MISSING))
def test_what_was_not_uploaded_is_missing(loket: Any, name: str) -> None:
    """A picture or attachment that nobody uploaded answers 404."""
    assert _asked(loket, name).status_code == 404
