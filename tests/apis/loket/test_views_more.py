"""Lookups, payslips, documents and other views: what is particular to each."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from invaller.apis.loket import files
from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1001")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
ADMINISTRATION = {"payrollAdministrationId": identify("payroll-administration", "zonnehof")}
RUN = {"payrollrunId": identify("payroll-run", "zonnehof/2025-1")}


def _options(loket: Any, operation: str, ids: Any) -> dict[str, list[Any]]:
    listed = loket.page(operation, ids)
    return {one["field"]: [its["key"] for its in one["options"]] for one in listed}


def _ids_of(loket: Any, operation: str, ids: Any) -> list[str]:
    return [one["id"] for one in loket.page(operation, ids)]


@pytest.mark.behaviour("loket.organizational-entity.departments-and-functions")
def test_departments_and_functions_of_the_employer(loket: Any) -> None:
    """An organizational entity offers the departments of the employer."""
    options = _options(loket, "GetOrganizationalEntityMetadataByEmploymentId", EMPLOYMENT)
    assert options["department"] == _ids_of(loket, "GetDepartmentsByEmployerId", EMPLOYER)


@pytest.mark.behaviour("loket.benefit-in-kind.types-of-employer")
def test_benefit_in_kind_types_of_the_employer(loket: Any) -> None:
    """A benefit in kind offers the types of the employer."""
    options = _options(loket, "GetBenefitInKindMetadataByEmploymentId", EMPLOYMENT)
    types = _ids_of(loket, "GetBenefitInKindTypesByEmployerId", EMPLOYER)
    assert options["benefitInKindType"] == types


@pytest.mark.behaviour("loket.education.types-of-employer")
def test_education_types_of_the_employer(loket: Any) -> None:
    """An education offers the types and further indications of the employer."""
    options = _options(loket, "GetEducationMetadataByEmployeeId", EMPLOYEE)
    types = _ids_of(loket, "GetEducationTypesByEmployerId", EMPLOYER)
    assert options["typeOfEducation"] == types
    further = _ids_of(loket, "GetEducationFurtherIndicationsByEmployerId", EMPLOYER)
    assert options["furtherIndication"] == further


@pytest.mark.behaviour("loket.employment.metadata-shared")
def test_reasons_of_termination_are_options_of_the_employment(loket: Any) -> None:
    """The metadata of the employment has both reasons of termination."""
    options = _options(loket, "GetEmploymentMetadataByEmploymentId", EMPLOYMENT)
    assert options["endOfEmploymentReason"]
    assert options["endOfEmploymentReasonTaxAuthorities"]


@pytest.mark.behaviour(
    "loket.payroll-process-overview.query-metadata",
    "loket.payroll-period-data-of-administration.query-metadata",
)
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "GetPayrollProcessOverviewMetadataByPayrollAdministrationId",
            {"payrollPeriodIdStart", "payrollPeriodIdEnd"},
        ),
        (
            "GetPayrollPeriodDataMetadataByPayrollAdministrationId",
            {
                "payrollPeriodId",
                "payslipType",
                "payrollComponentSet",
                "payrollComponentCategory",
            },
        ),
    ],
)
def test_metadata_about_query_parameters(loket: Any, name: str, fields: set[str]) -> None:
    """The fields of such an endpoint are query parameters."""
    assert set(_options(loket, name, ADMINISTRATION)) == fields


@pytest.mark.behaviour("loket.payslip.years", "loket.leave.overview-years")
def test_years_that_can_be_asked(loket: Any) -> None:
    """Payslips offer the years of approved runs, the overview of leave the years of leave."""
    payslips = _options(loket, "GetPayslipsMetadataByEmploymentId", EMPLOYMENT)
    sheets = _options(loket, "GetWageSheetMetadataByEmploymentId", EMPLOYMENT)
    assert payslips == sheets == {"year": [2025, 2024]}
    assert _options(loket, "GetLeaveOverviewMetadataByEmploymentId", EMPLOYMENT) == {"year": [2025]}


@pytest.mark.behaviour("loket.payslip.run-or-year")
def test_payslips_by_run_and_by_year(loket: Any) -> None:
    """A number in the path is a year, a uuid a run."""
    run = loket.call("GetPayslipsByEmploymentIdAndPayrollRunId", {**EMPLOYMENT, **RUN})
    assert run.json()["content"]["employmentId"] == EMPLOYMENT["employmentId"]
    ids = {**EMPLOYMENT, "year": "2024"}
    year = loket.call("GetPayslipsByEmploymentIdAndYear", ids, accept=files.PDF)
    assert year.content.count(b"2024-") == 12


@pytest.mark.behaviour("loket.year-end-statement.collection")
def test_statements_of_all_employments(loket: Any) -> None:
    """The statement of an administration has a line for each employment, as PDF."""
    name = "GetYearEndStatementForYearByPayrollAdministrationId"
    answer = loket.call(name, {**ADMINISTRATION, "year": "2024"}, accept=files.PDF)
    assert answer.content.count(b") Tj") == 2 + 1 + 20


@pytest.mark.behaviour("loket.payroll-administration-report.pdf-only")
def test_reports_that_are_pdf_only(loket: Any) -> None:
    """Such a report asked for as CSV answers 406."""
    name = "GetAnnualPayrollTaxReturnReportByPayrollAdministrationId"
    assert loket.call(name, ADMINISTRATION, accept="text/csv", reportYear=2024).status_code == 406


@pytest.mark.behaviour("loket.leave.both-kinds")
def test_leave_has_additions_and_subtractions(loket: Any) -> None:
    """The list of leave has accruals and leave that is taken."""
    listed = loket.page("GetLeaveByEmploymentId", EMPLOYMENT)
    assert {one["isAccrual"] for one in listed} == {True, False}


@pytest.mark.behaviour("loket.payroll-run-download.balance-sheet")
def test_the_balance_sheet_balances(loket: Any) -> None:
    """Gross wages are the sum of net wages and tax, each with an account of the ledger."""
    name = "GetPayrollRunBalanceSheetByPayrollRunId"
    sums = {one["payrollComponent"]["key"]: one["value"] for one in loket.page(name, RUN)}
    assert sums[70] == pytest.approx(sums[260] + sums[495])
    assert all(one["journalAllocation"] for one in loket.page(name, RUN))


@pytest.mark.behaviour("loket.payroll-run.initiation-values")
def test_initiation_values_of_a_period(loket: Any) -> None:
    """What a run would start with is about the asked period."""
    name = "GetPayrollrunInitiationvaluesByPayrollAdministrationIdAndPeriodId"
    content = loket.content(name, {**ADMINISTRATION, "periodId": "12503"})
    assert content["payrollPeriod"]["periodNumber"] == 3


@pytest.mark.behaviour("loket.payroll-tax-return.message-is-the-return")
def test_the_message_is_the_return(loket: Any) -> None:
    """The message of a tax return is its own XML, with its reference."""
    ids = {"payrolltaxreturnId": identify("payroll-tax-return", "zonnehof/10")}
    content = loket.content("GetPayrollTaxReturnByPayrollTaxReturnId", ids)
    answer = loket.call("GetMessageByPayrollTaxReturnId", ids, accept=files.XML)
    assert f"<Kenmerk>{content['messageReference']}</Kenmerk>" in answer.text


@pytest.mark.behaviour("loket.document-generation.preview-kept-nowhere")
def test_a_preview_keeps_nothing(loket: Any) -> None:
    """A preview answers a Word document, and the dossier stays as it was."""
    documents = loket.page("GetDocumentsByEmploymentId", EMPLOYMENT)
    template = {"documentId": identify("document-template", "zonnehof/1")}
    name = "PostGenerateDocumentPreviewByEmploymentIdAndDocumentId"
    answer = loket.call(name, {**EMPLOYMENT, **template}, {}, accept=files.DOCX)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        assert b"Arbeidsovereenkomst" in zipped.read("word/document.xml")
    assert loket.page("GetDocumentsByEmploymentId", EMPLOYMENT) == documents


@pytest.mark.behaviour("loket.application.linked-users")
def test_users_that_are_linked_to_an_application(loket: Any) -> None:
    """The user with a connection to the planner is linked, nobody is to the other application."""
    planner = {**EMPLOYER, "applicationId": identify("application", "planner")}
    (one,) = loket.page("GetLinkedUsersByEmployerIdAndApplicationId", planner)
    assert one["user"]["id"] == identify("employer-user", "zonnehof")
    other = {**EMPLOYER, "applicationId": identify("application", "boekhouding")}
    assert loket.page("GetLinkedUsersByEmployerIdAndApplicationId", other) == []


@pytest.mark.behaviour("loket.workflow.assigned", "loket.workflow.initiated")
def test_workflows_of_the_user(loket: Any) -> None:
    """The workflow of the seed is assigned to the user who calls, and was begun by that user."""
    own = [one["id"] for one in loket.page("GetAssignedWorkflowsByEmployerId", EMPLOYER)]
    assert own == [identify("workflow", "zonnehof/1")]
    begun = [one["id"] for one in loket.page("GetInitiatedWorkflowsByBearerToken")]
    assert identify("workflow", "zonnehof/1") in begun


@pytest.mark.behaviour("loket.last-modified-version-number.static-data-only")
def test_payroll_period_data_raises_no_number(loket: Any) -> None:
    """New payroll period data leaves the version numbers as they were."""
    name = "GetEmploymentLastModifiedVersionNumbersByUser"
    before = loket.page(name, EMPLOYER)
    loket.added("payroll-period-data", EMPLOYMENT)
    assert loket.page(name, EMPLOYER) == before
