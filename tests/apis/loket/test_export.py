"""Lists as CSV and Excel."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from invaller.apis.loket.catalogue import CATALOGUE, LIST
from invaller.apis.loket.seed.reading import identify

JSON, CSV = "application/json", "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHILDREN, EMPLOYMENTS = "GetChildrenByEmployeeId", "GetEmploymentsByEmployerId"
EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EXPORTED = sorted(
    one.id for one in CATALOGUE.operations.values() if one.shape == LIST and one.exports
)


def _export(
    loket: Any,
    accept: str,
    report: Any = None,
    operation: str = CHILDREN,
    ids: dict[str, str] | None = None,
    **query: Any,
) -> Any:
    headers = {} if report is None else {"X-ReportInput": json.dumps(report)}
    named = loket.ids(operation) if ids is None else ids
    return loket.call(operation, named, accept=accept, headers=headers, **query)


def _rows(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))


def _columns(*names: str) -> list[dict[str, str]]:
    return [{"fieldName": name, "reportColumnName": name.upper()} for name in names]


@pytest.mark.behaviour(
    "loket.export.csv", "loket.export.which-lists", "loket.export.without-report-input"
)
@pytest.mark.parametrize("operation", EXPORTED)
def test_every_paged_list_exports(loket: Any, operation: str) -> None:
    """A CSV has a head with the plain fields of the list, and a row for each record."""
    ids = loket.ids(operation)
    form = CATALOGUE.operations[operation].response_form()
    assert form is not None
    answer = loket.call(operation, ids, accept=CSV)
    rows = _rows(answer.content)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[0] == [name for name, _ in form.leaves()]
    assert len(rows) - 1 == len(loket.page(operation, ids))


@pytest.mark.behaviour("loket.export.which-lists")
def test_the_specification_offers_what_exports() -> None:
    """A paged list is offered as CSV and Excel too, views as much as plain lists."""
    paged = [one for one in CATALOGUE.operations.values() if one.is_list and one.exports]
    assert len(paged) == 149
    assert [one.id for one in paged if set(one.media_types) != {JSON, CSV, EXCEL}] == []


@pytest.mark.behaviour("loket.export.which-lists")
def test_the_report_input_of_the_document(loket: Any) -> None:
    """Start date and names of the employments of an employer, as columns of a CSV."""
    fields = [
        {"fieldName": "startDate", "reportColumnName": "In dienst datum", "format": "dd-MM-yyyy"},
        {"fieldName": "employee.lastName", "reportColumnName": "Last Name"},
    ]
    answer = _export(loket, CSV, {"delimiter": ";", "fields": fields}, EMPLOYMENTS, EMPLOYER)
    lines = answer.text.splitlines()
    assert lines[:2] == ["In dienst datum;Last Name", "01-01-2024;Bakker"]
    assert len(lines) - 1 == len(loket.page(EMPLOYMENTS, EMPLOYER))


@pytest.mark.behaviour("loket.export.excel", "loket.export.date-format-excel")
def test_excel(loket: Any) -> None:
    """A workbook has the columns that are asked for; dates are dates in their format."""
    loket.added("child", firstName="Ans", dateOfBirth="2020-01-31")
    report = {
        "fields": [
            *_columns("firstName"),
            {"fieldName": "dateOfBirth", "reportColumnName": "Geboren", "format": "dd-mm-yyyy"},
        ]
    }
    answer = _export(loket, EXCEL, report)
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["FIRSTNAME", "Geboren"],
        ["Ans", datetime.fromisoformat("2020-01-31")],
    ]
    assert sheet["B2"].number_format == "dd-mm-yyyy"
    assert answer.headers["Content-Type"] == EXCEL


@pytest.mark.behaviour(
    "loket.export.columns",
    "loket.export.delimiter",
    "loket.export.file-name",
    "loket.export.nested-field",
    "loket.export.date-format-csv",
    "loket.export.utf8",
)
def test_the_example_of_the_document(loket: Any) -> None:
    """Columns, heads, delimiter, date format and file name are as X-ReportInput asks."""
    loket.added("child", firstName="Noë; Jr", dateOfBirth="2020-01-31")
    report = {
        "fileNameWithoutExtension": "MyExport",
        "delimiter": ";",
        "fields": [
            {"fieldName": "dateOfBirth", "reportColumnName": "Geboren", "format": "dd-MM-yyyy"},
            {"fieldName": "gender.key", "reportColumnName": "M/V"},
            {"fieldName": "firstName", "reportColumnName": "First Name"},
        ],
    }
    answer = _export(loket, "text/csv;version=2018-01-01", report)
    assert answer.content == 'Geboren;M/V;First Name\r\n31-01-2020;1;"Noë; Jr"\r\n'.encode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="MyExport.csv"'


@pytest.mark.behaviour("loket.export.name-case", "loket.export.delimiter-comma")
def test_members_in_any_letter_case(loket: Any) -> None:
    """The second example of the document writes the members with capitals."""
    loket.added("child")
    column = {"FieldName": "INITIALS", "ReportColumnName": "Initials"}
    answer = _export(loket, CSV, {"FileNameWithoutExtension": "MyExport", "Fields": [column] * 2})
    assert answer.content == b"Initials,Initials\r\nA,A\r\n"


@pytest.mark.behaviour("loket.export.filter-and-order", "loket.export.page")
def test_filter_order_and_page(loket: Any) -> None:
    """An export holds the page that is asked for of what passes the filter, in order."""
    for name in ("Cor", "Ans", "Bea", "Dirk"):
        loket.added("child", firstName=name)
    asked: dict[str, Any] = {
        "filter": "firstName ne 'Dirk'",
        "orderBy": "-firstName",
        "pageSize": 2,
    }
    report = {"fields": _columns("firstName")}
    assert _rows(_export(loket, CSV, report, **asked).content)[1:] == [["Cor"], ["Bea"]]
    assert _rows(_export(loket, CSV, report, **asked, pageNumber=2).content)[1:] == [["Ans"]]


@pytest.mark.behaviour("loket.export.formula-safe")
def test_no_text_is_a_formula(loket: Any) -> None:
    """A text that begins like a formula is text in CSV and in Excel."""
    loket.added("child", firstName="=1+1")
    report = {"fields": _columns("firstName")}
    assert _rows(_export(loket, CSV, report).content)[1] == ["'=1+1"]
    sheet = load_workbook(io.BytesIO(_export(loket, EXCEL, report).content)).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


@pytest.mark.behaviour("loket.export.malformed-report-input")
@pytest.mark.parametrize(
    "report",
    [
        "{",
        "[]",
        "{}",
        '{"fields": []}',
        '{"fields": ["firstName"]}',
        '{"fields": [{"fieldName": "nonsense"}]}',
        '{"fields": [{"fieldName": "firstName"}], "delimiter": ";;"}',
        '{"fields": [{"fieldName": 1}]}',
    ],
)
@pytest.mark.parametrize("accept", [CSV, EXCEL])
def test_a_report_input_that_is_none(loket: Any, report: str, accept: str) -> None:
    """An X-ReportInput that cannot be used answers 400."""
    response = loket.call(
        CHILDREN, loket.ids(CHILDREN), accept=accept, headers={"X-ReportInput": report}
    )
    assert response.status_code == 400
    assert loket.why(response) == ["loket.export.malformed-report-input"]


@pytest.mark.behaviour("loket.export.versioned")
def test_the_version_of_an_export(loket: Any) -> None:
    """The version beside the media type selects the resource version."""
    operation = "GetEmployeesByEmployerId"
    heads = {}
    for version in ("2018-12-31", "2021-03-29"):
        accept = f"{CSV};version={version}"
        heads[version] = _rows(loket.call(operation, loket.ids(operation), accept=accept).content)[
            0
        ]
    added = set(heads["2021-03-29"]) - set(heads["2018-12-31"])
    assert "contactInformation.businessPhoneNumber" in added
