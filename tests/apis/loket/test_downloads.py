"""Downloads are files that open, of the media type and with the records that were asked for."""

from __future__ import annotations

import base64
import csv
import io
import zipfile
import zlib
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket import files
from invaller.apis.loket.downloads.sepa import sepa_file_id
from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1001")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
ADMINISTRATION = {"payrollAdministrationId": identify("payroll-administration", "zonnehof")}
RUN = {"payrollrunId": identify("payroll-run", "zonnehof/2025-1")}
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.03}"
PNG = files.png(1, 2, 3)
TEXT = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=40)


@given(TEXT, st.lists(TEXT, max_size=100))
def test_a_pdf_has_its_objects_where_it_says(title: str, lines: list[str]) -> None:
    """Each offset of the cross-reference table leads to the object of that number."""
    content = files.pdf(title, lines)
    assert content.startswith(b"%PDF-1.4\n")
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    table = content[start:].split(b"trailer")[0].splitlines()[3:]
    for number, line in enumerate(table, 1):
        at = int(line.split()[0])
        assert content[at:].startswith(b"%d 0 obj" % number)


@given(st.lists(st.lists(st.integers() | TEXT, min_size=1, max_size=5), min_size=1, max_size=5))
def test_a_workbook_opens_with_its_cells(rows: list[list[Any]]) -> None:
    """What openpyxl reads of a workbook is what was written."""
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx(rows)))
    read = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    written = [[str(one or "") if isinstance(one, str) else one for one in row] for row in rows]
    assert [
        [one or "" for one in row][: len(its)] for row, its in zip(read, written, strict=True)
    ] == [[one or "" for one in row] for row in written]


def test_other_files_open() -> None:
    """A DOCX is a ZIP with a document, a PNG has a header and data that unpack."""
    with zipfile.ZipFile(io.BytesIO(files.docx(["<Jan>"]))) as zipped:
        assert b"&lt;Jan&gt;" in zipped.read("word/document.xml")
        assert zipped.testzip() is None
    at = PNG.index(b"IDAT") + 4
    assert len(zlib.decompress(PNG[at:-16])) == 8 * 25


def _pdf(loket: Any, name: str, ids: Any, **query: Any) -> str:
    answer = loket.call(name, ids, accept="application/pdf", **query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/pdf"
    return str(answer.content.decode("cp1252"))


@pytest.mark.behaviour("loket.download.pdf", "loket.download.own-content")
def test_payslips_name_their_employees(loket: Any) -> None:
    """The PDF with the payslips of a run names employees and amounts."""
    text = _pdf(loket, "GetPayslipsByPayrollRunId", RUN)
    assert "1001  J.A. Bakker  2350.00" in text


@pytest.mark.behaviour("loket.payroll-run-download.payslips-by-employee-number")
def test_payslips_are_ordered_by_employee_number(loket: Any) -> None:
    """Payslips of a run stand in the order of employee numbers."""
    text = _pdf(loket, "GetPayslipsByPayrollRunId", RUN)
    places = [text.index(f"({number}  ") for number in (1001, 1002, 1010, 1020)]
    assert places == sorted(places)


@pytest.mark.behaviour("loket.payroll-run-download.payment-overview-1")
def test_the_payment_overview_is_number_1(loket: Any) -> None:
    """The payment overview is number 1, with the accounts of employees."""
    assert "Betaaloverzicht 1" in _pdf(loket, "GetPaymentOverviewsByPayrollRunId", RUN)


@pytest.mark.behaviour("loket.header.content-disposition", "loket.download.csv")
def test_csv_with_a_head_line(loket: Any) -> None:
    """The report of attachments of earnings is CSV with a head line and a file name."""
    name = "GetAttachmentsOfEarningsReportByPayrollAdministrationId"
    answer = loket.call(name, ADMINISTRATION, accept="text/csv", reportYear=2025)
    head, line = csv.reader(io.StringIO(answer.text), delimiter=";")
    assert head == ["nummer", "naam", "begunstigde", "bedrag"]
    assert line[2] == "Belastingdienst"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="loonbeslagen.csv"'


@pytest.mark.behaviour("loket.download.accept", "loket.payroll-run-download.wage-sheets-formats")
def test_accept_chooses_the_media_type(loket: Any) -> None:
    """Wage sheets are a workbook when Accept asks for it, else a PDF."""
    answer = loket.call("GetWageSheetsByPayrollRunId", RUN, accept=files.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.worksheets[0]["A1"].value == "nummer"
    either = loket.call("GetWageSheetsByPayrollRunId", RUN, accept="*/*")
    assert either.headers["Content-Type"] == "application/pdf"


@pytest.mark.behaviour(
    "loket.download.xml",
    "loket.payroll-run-download.sepa-xml",
    "loket.payroll-run-download.sepa-total",
)
def test_sepa_files_pay_every_employee(loket: Any) -> None:
    """A SEPA file pays each employee on the asked day; the total file has the same payments."""
    query = {"requestedExecutionDate": "2025-01-24"}
    file = {"sepafileId": sepa_file_id(RUN["payrollrunId"])}
    one = loket.call("GetSepaFileBySepaFileId", file, accept=files.XML, **query)
    total = loket.call("GetTotalSepaFileByPayrollRunId", RUN, accept=files.XML, **query)
    document = ET.fromstring(one.content)  # noqa: S314  written by the simulator itself
    assert len(document.findall(f".//{PAIN}CdtTrfTxInf")) == 20
    assert [day.text for day in document.iter(f"{PAIN}ReqdExctnDt")] == ["2025-01-24"]
    assert total.content == one.content


@pytest.mark.behaviour("loket.payroll-run-download.balance-sheet-formats")
def test_the_balance_sheet_is_json_or_csv(loket: Any) -> None:
    """The balance sheet is JSON, or CSV when Accept asks for it."""
    name = "GetPayrollRunBalanceSheetByPayrollRunId"
    records = loket.page(name, RUN)
    answer = loket.call(name, RUN, accept="text/csv")
    assert len(answer.text.splitlines()) == len(records) + 1


@pytest.mark.behaviour("loket.payslip.json-or-pdf")
def test_payslips_of_a_run_are_json_or_pdf(loket: Any) -> None:
    """The payslips of an employment in a run are JSON or PDF, as Accept asks."""
    name = "GetPayslipsByEmploymentIdAndPayrollRunId"
    ids = {**EMPLOYMENT, **RUN}
    assert loket.content(name, ids)["employmentId"] == EMPLOYMENT["employmentId"]
    assert "Loonstrook 1001" in _pdf(loket, name, ids)


@pytest.mark.behaviour("loket.journal-run.no-results-before-4")
def test_a_journal_run_that_is_ready_has_an_overview(loket: Any) -> None:
    """The overview of a ready journal run balances: debit is credit."""
    ids = {"journalrunId": identify("journal-run", "zonnehof/11")}
    query = {"reportJournalNumber": 7, "reportVoucherNumber": 1, "reportYear": 2024}
    query |= {"reportPeriodNumber": 11}
    name = "GetRunOverviewByJournalRunId"
    answer = loket.call(name, ids, accept="text/csv", reportDate="2024-11-30", **query)
    _, *lines = csv.reader(io.StringIO(answer.text), delimiter=";")
    assert sum(float(line[-2]) for line in lines) == pytest.approx(
        sum(float(line[-1]) for line in lines)
    )


@pytest.mark.behaviour("loket.payroll-administration-report.report-type")
def test_another_report_type_is_refused(loket: Any) -> None:
    """A report type that is not documented answers 400."""
    name = "GetAccumulationsAndBalancesReportByPayrollAdministrationId"
    answer = loket.call(name, ADMINISTRATION, reportType="other", reportYear=2025, accept="*/*")
    assert answer.status_code == 400


@pytest.mark.behaviour("loket.payroll-administration-report.year-or-periods")
@pytest.mark.parametrize("query", [{}, {"reportYear": 2025, "startPeriod": 1, "endPeriod": 2}])
def test_year_or_periods(loket: Any, query: dict[str, int]) -> None:
    """The annual wage sheet takes either a year or a range of periods, else 400."""
    name = "GetAnnualWagesheetReportByPayrollAdministrationId"
    answer = loket.call(name, ADMINISTRATION, accept="*/*", **query)
    assert answer.status_code == 400


@pytest.mark.behaviour(
    "loket.employee.photo-missing",
    "loket.employee.photo-round-trip",
    "loket.employee.photo-version",
    "loket.download.images",
)
def test_a_photo_is_answered_as_it_was_uploaded(loket: Any) -> None:
    """Before the upload 404, then the same bytes, also under a version, and 404 once deleted."""
    read, upload = "GetEmployeePhotoByEmployeeId", "PostEmployeePhotoByEmployeeId"
    assert loket.call(read, EMPLOYEE, accept="image/png").status_code == 404
    body = {"data": base64.b64encode(PNG).decode(), "mimeType": "image/png"}
    assert loket.call(upload, EMPLOYEE, body).status_code == 200
    url = loket.content("GetEmployeeByEmployeeId", EMPLOYEE)["personalDetails"]["photo"]
    version = url.rpartition("/")[2]
    answers = [
        loket.call(read, EMPLOYEE, accept="image/png"),
        loket.call(f"{read}AndVersion", {**EMPLOYEE, "version": version}, accept="image/png"),
    ]
    assert [(one.content, one.headers["Content-Type"]) for one in answers] == [
        (PNG, "image/png")
    ] * 2
    loket.call("DeleteEmployeePhotoByEmployeeId", EMPLOYEE)
    assert loket.call(read, EMPLOYEE, accept="image/png").status_code == 404


@pytest.mark.behaviour("loket.header.expires-pictures", "loket.header.expires-pictures-a-day")
def test_pictures_may_be_cached(loket: Any) -> None:
    """A logo expires a day ahead, under its version thirty days."""
    ids = {"providerId": identify("provider", "linde")}
    plain = loket.call("GetProviderLogo", ids, accept="image/png")
    version = {**ids, "version": identify("picture", ids["providerId"])}
    lasting = loket.call("GetProviderLogoByVersion", version, accept="image/png")
    expires = [parsedate_to_datetime(one.headers["Expires"]) for one in (plain, lasting)]
    assert expires[1] - expires[0] == timedelta(days=29)


@pytest.mark.behaviour("loket.employer.logo-missing", "loket.employer.provider-logo")
def test_the_logo_of_the_provider_for_an_employer(loket: Any) -> None:
    """An employer without a logo answers 404 to it, and shows that of its provider."""
    own = loket.call("GetEmployerLogoByEmployerId", EMPLOYER, accept="image/png")
    assert own.status_code == 404
    shown = loket.call("GetProviderLogoByEmployerId", EMPLOYER, accept="image/png")
    assert shown.content.startswith(b"\x89PNG")


@pytest.mark.behaviour("loket.user.photo-missing")
def test_a_user_without_a_photo(loket: Any) -> None:
    """A user who uploaded no photo gets 404."""
    assert loket.call("GetUserPhotoByToken", accept="image/png").status_code == 404


@pytest.mark.behaviour("loket.download.zip")
def test_the_file_of_a_download_request_holds_documents(loket: Any) -> None:
    """The file has the documented media type and opens as an archive."""
    ids = {"downloadRequestId": identify("download-request", "zonnehof/1")}
    answer = loket.call("GetFileByDownloadRequestId", ids, accept=files.RAR)
    assert answer.headers["Content-Type"] == files.RAR
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        assert zipped.namelist()


@pytest.mark.behaviour("loket.declaration.attachment-missing")
def test_a_declaration_without_attachment(loket: Any) -> None:
    """A declaration without an attachment answers 404 to it."""
    ids = {"declarationId": identify("declaration", "zonnehof/1001/1")}
    assert loket.call("GetAttachmentByDeclarationId", ids, accept="*/*").status_code == 404


@pytest.mark.behaviour("loket.absence.overview-dates")
def test_the_absence_overview_needs_dates(loket: Any) -> None:
    """Without dates 400, with them a PDF with the absence."""
    name = "GetAbsenceOverviewByEmployeeId"
    assert loket.call(name, EMPLOYEE, accept="*/*").status_code == 400
    year = {"startDate": "2024-01-01", "endDate": "2025-12-31"}
    assert "Verzuim van J.A. Bakker" in _pdf(loket, name, EMPLOYEE, **year)
