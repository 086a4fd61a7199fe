"""Options: which fields a metadata endpoint lists, and where their options come from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.metadata import METADATA
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.seed.reading import identify
from invaller.kernel.specs import fidelity_of

if TYPE_CHECKING:
    import httpx

SAMPLES = Path(__file__).with_name("option_samples.tsv")
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1001")}
EMPLOYER = {"employerId": identify("employer", "zonnehof")}
ADMINISTRATION = identify("payroll-administration", "zonnehof")
NOBODY = "00000000-0000-4000-8000-000000000000"


@cache
def _samples() -> list[tuple[str, str, tuple[str, ...]]]:
    lines = SAMPLES.read_text("utf-8").splitlines()[1:]
    split = [line.split("\t") for line in lines]
    return [(field, key, tuple(texts)) for field, key, *texts in split]


def _get(loket: Any, path: str) -> httpx.Response:
    headers = {**loket.headers, "Accept": "application/json"}
    answer: httpx.Response = loket.sim.http.get(loket.sim.urls["loket"] + path, headers=headers)
    return answer


def _options(loket: Any, operation: str, ids: Any) -> dict[str, list[dict[str, Any]]]:
    listed = loket.page(operation, ids)
    return {one["field"]: one["options"] for one in listed}


@pytest.mark.behaviour("loket.metadata.own-lists")
@pytest.mark.parametrize(("field", "key", "texts"), _samples())
def test_lists_hold_the_samples_of_the_document(
    field: str, key: str, texts: tuple[str, ...]
) -> None:
    """A list of the field, of some resource, has the key with a text that the document shows."""
    resources = ["", *CATALOGUE.resources]
    paths = (field, f"benefit.{field}", f"supplementation.{field}")
    lists = [generic_options(one, path) or () for one in resources for path in paths]
    assert any(str(one["key"]) == key and one["value"] in texts for found in lists for one in found)


@pytest.mark.behaviour(
    "loket.metadata.append-to-url",
    "loket.metadata.field-and-options",
    "loket.metadata.envelope",
    "loket.metadata.country-iso-code",
)
def test_fields_with_their_options(loket: Any) -> None:
    """The options for a new contact stand at its URL with /metadata, countries with isoCode."""
    answer = _get(
        loket, f"/providers/employers/employees/{EMPLOYEE['employeeId']}/contacts/metadata"
    )
    assert answer.status_code == 200
    assert answer.json()["totalPages"] == 1
    (field,) = answer.json()["_embedded"]
    assert field["field"] == "country"
    dutch = next(one for one in field["options"] if one["key"] == 530)
    assert dutch == {"key": 530, "value": "Nederland", "isoCode": "NL"}


def _with_endpoints() -> list[Any]:
    """Operations that add or change, with the ledger's entry about their metadata."""
    known = {entry["id"] for entry in fidelity_of("loket")}
    found = []
    for one in CATALOGUE.operations.values():
        name = f"loket.{one.resource}.metadata"
        if one.shape == "metadata" and one.options_for:
            marks = [pytest.mark.behaviour(name)] if name in known else []
            found.append(pytest.param(one.id, marks=marks))
    return found


@pytest.mark.behaviour("loket.metadata.all-fields", "loket.metadata.post-and-put")
@pytest.mark.parametrize("name", _with_endpoints())
def test_every_operation_that_states_metadata_has_its_endpoint(name: str) -> None:
    """The endpoint lies at the URL of an operation and is served; POST and PUT have their own."""
    operation = CATALOGUE.operations[name]
    assert name in METADATA
    for owner in (CATALOGUE.operations[one] for one in operation.options_for):
        assert operation.path in owner.metadata or owner.method == "GET"
        assert "/metadata" in operation.path


def _no_endpoints(what: str) -> list[Any]:
    """The ledger's entries that say there is none, each with the operations it names."""
    words = set(CATALOGUE.operations)
    return [
        pytest.param(
            [word for word in entry["statement"].replace(",", " ").split() if word in words],
            marks=pytest.mark.behaviour(entry["id"]),
        )
        for entry in fidelity_of("loket")
        if entry["id"].endswith(f".no-{what}")
    ]


def _url(operation: str) -> str:
    """The URL of an operation with an id that its parameters may have."""
    one = CATALOGUE.operations[operation]
    return one.path.format(**dict.fromkeys(one.path_parameters, NOBODY))


@pytest.mark.behaviour("loket.metadata.no-endpoint")
@pytest.mark.parametrize("names", _no_endpoints("metadata"))
def test_no_metadata_where_the_document_says_so(loket: Any, names: list[str]) -> None:
    """The URL of such an operation with /metadata answers 404."""
    assert names
    assert {_get(loket, f"{_url(name)}/metadata").status_code for name in names} == {404}


@pytest.mark.behaviour("loket.defaults.not-everywhere")
@pytest.mark.parametrize("names", _no_endpoints("defaults"))
def test_no_defaults_where_the_document_says_so(loket: Any, names: list[str]) -> None:
    """The URL of such an operation with /defaults answers 404."""
    assert names
    assert {_get(loket, f"{_url(name)}/defaults").status_code for name in names} == {404}


@pytest.mark.behaviour("loket.metadata.silent-endpoint")
def test_no_metadata_where_the_document_says_nothing(loket: Any) -> None:
    """Departments of the user have no metadata: 404."""
    employer = EMPLOYER["employerId"]
    answer = _get(loket, f"/providers/employers/{employer}/useraccessibledepartments/metadata")
    assert answer.status_code == 404


@pytest.mark.behaviour("loket.metadata.generic")
def test_generic_options_are_the_same_everywhere(loket: Any) -> None:
    """Genders and countries are the same for children, contacts and employees."""
    child = _options(loket, "GetChildMetadataByEmployeeId", EMPLOYEE)
    employee = _options(loket, "GetEmployeeMetadataByEmployeeId", EMPLOYEE)
    contact = _options(loket, "GetContactMetadataByEmployeeId", EMPLOYEE)
    assert child["gender"] == employee["gender"]
    assert contact["country"] == employee["country"]


@pytest.mark.behaviour("loket.metadata.context", "loket.metadata.uuid-keys")
def test_context_options_are_records(loket: Any) -> None:
    """Departments and functions to choose from are those of the employer, by their ids."""
    name = "GetOrganizationalEntityMetadataByEmploymentId"
    options = _options(loket, name, EMPLOYMENT)
    departments = loket.page("GetDepartmentsByEmployerId", EMPLOYER)
    assert [one["key"] for one in options["department"]] == [one["id"] for one in departments]
    functions = loket.page("GetFunctionsByEmployerId", EMPLOYER)
    assert [one["key"] for one in options["function"]] == [one["key"] for one in functions]


@pytest.mark.behaviour("loket.metadata.context-follows-records")
def test_options_follow_the_records(loket: Any) -> None:
    """A new contract code is an option at once, and is none once it is deleted."""
    name = "GetWorkingHoursMetadataByEmploymentId"
    new = loket.content(
        "PostContractCodeByEmployerId", EMPLOYER, {"code": 77, "description": "Nieuw"}
    )
    keys = [one["key"] for one in _options(loket, name, EMPLOYMENT)["contractCode"]]
    assert new["id"] in keys
    loket.call("DeleteContractCodeByContractCodeId", {"contractCodeId": new["id"]})
    keys = [one["key"] for one in _options(loket, name, EMPLOYMENT)["contractCode"]]
    assert new["id"] not in keys


@pytest.mark.behaviour("loket.metadata.combined-contexts")
def test_two_contexts_are_offered_together(loket: Any) -> None:
    """A new user may be of a tenant of the employer or of its provider."""
    users = {"userId": identify("employer-user", "zonnehof")}
    options = _options(loket, "GetEmployerUserMetadataByUserId", users)
    offered = {one["key"] for one in options["tenant"]}
    assert offered == {
        identify("external-tenant", "zonnehof/1"),
        identify("external-tenant", "linde/1"),
    }


@pytest.mark.behaviour("loket.metadata.payroll-administrations-first")
def test_the_first_step_offers_administrations(loket: Any) -> None:
    """For a new concept employee the administrations come first, and no pay scale yet."""
    options = _options(loket, "GetConceptEmployeeMetadataByEmployerId", EMPLOYER)
    assert [one["key"] for one in options["payrollAdministration"]] == [ADMINISTRATION]
    assert "payScale" not in options
    assert "payGrade" not in options


@pytest.mark.behaviour("loket.metadata.by-payroll-administration", "loket.metadata.several-steps")
def test_the_second_step_offers_pay_scales(loket: Any) -> None:
    """With an administration chosen, its pay scales and profiles are offered."""
    ids = {"payrollAdministrationId": ADMINISTRATION}
    options = _options(loket, "GetConceptEmployeeMetadataByPayrollAdministrationId", ids)
    assert options["payScale"]
    assert options["employeeProfileId"]
    assert "gender" not in options


@pytest.mark.behaviour("loket.metadata.by-pay-scale", "loket.wage.grades-by-scale")
def test_the_third_step_offers_pay_grades(loket: Any) -> None:
    """With a pay scale chosen, its pay grades are offered and no others."""
    first = _options(loket, "GetWageMetadataByPayScaleKey", {"key": "1"})["payGrade"]
    second = _options(loket, "GetWageMetadataByPayScaleKey", {"key": "2"})["payGrade"]
    assert {one["key"] for one in first}.isdisjoint(one["key"] for one in second)
    assert first
    assert second


@pytest.mark.behaviour("loket.metadata.unknown-step-value")
def test_an_unknown_pay_scale_is_not_there(loket: Any) -> None:
    """The options of a pay scale that does not exist answer 404."""
    answer = loket.call("GetWageMetadataByPayScaleKey", {"key": "99"})
    assert answer.status_code == 404
    assert loket.why(answer) == ["loket.metadata.unknown-step-value"]


@pytest.mark.behaviour("loket.concept-employee.metadata-non-payroll")
def test_non_payroll_administrations_have_metadata_too(loket: Any) -> None:
    """Profiles are offered by non-payroll administration as well."""
    identifier = identify("non-payroll-administration", "zonnehof")
    ids = {"nonPayrollAdministrationId": identifier}
    name = "GetConceptEmployeeMetadataByNonPayrollAdministrationId"
    assert _options(loket, name, ids)["employeeProfileId"]


@pytest.mark.behaviour(
    "loket.concept-employee.pay-grade-values", "loket.concept-employee.pay-grade-date"
)
def test_values_of_a_pay_grade_in_time(loket: Any) -> None:
    """A pay grade has amounts with the day they begin; with a date only the one that holds."""
    path = (
        "/providers/employers/conceptemployees/metadata/payrollAdministration/"
        f"{ADMINISTRATION}/payScale/1/paygrade/2"
    )
    every = _get(loket, path).json()
    assert [one["startDate"] for one in every] == ["2018-01-01", "2023-01-01", "2025-01-01"]
    assert _get(loket, f"{path}?date=2024-06-30").json() == [every[1]]


@pytest.mark.behaviour("loket.working-hours.contract-codes")
def test_contract_codes_are_those_of_the_employer(loket: Any) -> None:
    """Working hours offer the contract codes of the employer."""
    options = _options(loket, "GetWorkingHoursMetadataByEmploymentId", EMPLOYMENT)
    own = loket.page("GetContractCodesByEmployerId", EMPLOYER)
    assert [one["key"] for one in options["contractCode"]] == [one["id"] for one in own]


@pytest.mark.behaviour(
    "loket.journal-allocation.options-by-period", "loket.payroll-period-data.options-by-period"
)
@pytest.mark.parametrize("what", ["JournalAllocation", "PayrollPeriodData"])
def test_what_depends_on_a_period_has_its_own_step(loket: Any, what: str) -> None:
    """Cost centers are offered for a period, and not before it is chosen."""
    last = "PeriodNumber" if what == "PayrollPeriodData" else "Period"
    ids = {**EMPLOYMENT, "year": "2025", "period": "1", "periodNumber": "1"}
    step = _options(loket, f"Get{what}MetadataByEmploymentIdAndYearAnd{last}", ids)
    assert step["costCenter"]
    assert "costCenter" not in _options(loket, f"Get{what}MetadataByEmploymentId", EMPLOYMENT)
