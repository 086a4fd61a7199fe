"""Bodies that do not have their form, deep inside: refused, and nothing is kept of them."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.seed.reading import identify

EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1006")}
EMPLOYER = {"employerId": identify("employer", "zonnehof")}
ADD_DATA, DATA = "PostPayrollPeriodDataByEmploymentId", "GetPayrollPeriodDataByEmploymentId"
DOSSIER = "PutDossierAuthorizationsByEmployerId"


@pytest.mark.parametrize("components", ["x", ["x"], [[]], [None], {"key": 1}])
def test_components_that_are_none(loket: Any, components: Any) -> None:
    """Payroll components that are no list of objects answer 400, and no record is added."""
    before = loket.page(DATA, EMPLOYMENT)
    body = {**loket.sample(ADD_DATA, EMPLOYMENT), "payrollComponents": components}
    answer = loket.call(ADD_DATA, EMPLOYMENT, body)
    assert (answer.status_code, answer.json()["messages"][0]["type"]) == (400, "BrokenBusinessRule")
    assert loket.page(DATA, EMPLOYMENT) == before


@pytest.mark.parametrize("key", [{"id": None}, [1], True])
def test_a_key_that_is_none(loket: Any, key: Any) -> None:
    """A key that is neither number nor text is refused also where the document has no type."""
    record = loket.page("GetFiscalPropertiesByEmploymentId", EMPLOYMENT)[-1]
    ids = {"fiscalPropertiesId": record["id"]}
    body = {**record, "applySalarysplit": {"key": key}}
    answer = loket.call("PutFiscalPropertiesByFiscalPropertiesId", ids, body)
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.message.code-12"])
    assert loket.page("GetFiscalPropertiesByEmploymentId", EMPLOYMENT)[-1] == record


@pytest.mark.parametrize("item", [{}, {"category": "nothing"}])
def test_dossier_rights_of_no_category(loket: Any, item: dict[str, Any]) -> None:
    """Rights without a category that there is are refused, and the others stay."""
    before = loket.page("GetDossierAuthorizationsByEmployerId", EMPLOYER)
    answer = loket.call(DOSSIER, EMPLOYER, [*before, item])
    assert (answer.status_code, loket.why(answer)) == (400, ["loket.metadata.unknown-key"])
    assert loket.page("GetDossierAuthorizationsByEmployerId", EMPLOYER) == before


def test_licenses_that_are_no_list(loket: Any) -> None:
    """An object in place of the list of licenses answers 400 with an empty list."""
    answer = loket.call("PutDashboardLicensesByEmployerId", EMPLOYER, {"key": 1})
    assert (answer.status_code, answer.json()["_embedded"]) == (400, [])
