"""What stands around the answers of operations that are not of the engine, and failures."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import httpx
import pytest

from invaller.apis.loket.catalogue import CATALOGUE, JSON
from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1001")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
CONCEPT = {"conceptEmployeeId": identify("concept-employee", "zonnehof/1")}
RUN = {"payrollrunId": identify("payroll-run", "zonnehof/2025-1")}
VERSION = {"obsoleteDate": None, "resourceVersion": "2018-01-01"}
PAY_GRADE = (
    "GetConceptEmployeePayGradeMetaDataByPayrollAdministrationIdAndPayscaleKeyAndPayGradeKey"
)
PARAMETERS = {"GetLeaveBalancesGroupedByEmployerId": {"groupBy": "Department"}}
PNG = b64encode(b"\x89PNG\r\n\x1a\n").decode()
TERMINATION = {
    "endDate": "2030-06-30",
    "endOfEmploymentDueToIllness": False,
    "endOfEmploymentReason": {"key": 2},
    "endOfEmploymentReasonTaxAuthorities": {"key": 4},
}


@pytest.mark.behaviour("loket.envelope.detail-with-paging")
@pytest.mark.parametrize("operation", sorted(CATALOGUE.paged_details))
def test_details_with_paging_members(loket: Any, operation: str) -> None:
    """The details that the schemas show with paging have it beside their content."""
    answer = loket.call(operation, loket.ids(operation), **PARAMETERS.get(operation, {})).json()
    content, paging = answer.pop("content"), {**answer}
    assert content is not None
    assert paging.pop("version")["resourceVersion"]
    assert paging == {
        "totalSize": 1,
        "pageSize": 250,
        "totalPages": 1,
        "currentPage": 1,
        "messages": [],
    }


@pytest.mark.behaviour("loket.envelope.action-200")
@pytest.mark.parametrize(
    ("operation", "ids", "body"),
    [
        ("PatchTerminateByEmploymentId", EMPLOYMENT, TERMINATION),
        ("DeleteDossierByConceptEmployeeId", CONCEPT, None),
        ("DeleteEmployerLogoByEmployerId", EMPLOYER, None),
        (
            "PatchRevokeEmployeeSelfServiceAccessByEmployeeId",
            EMPLOYEE,
            {"revokeEmployeeSelfServiceAccessOn": None},
        ),
    ],
)
def test_actions_without_a_payload(
    loket: Any, operation: str, ids: dict[str, str], body: Any
) -> None:
    """They answer 200 with version, no messages and an empty content."""
    answer = loket.call(operation, ids, body)
    assert answer.status_code == 200
    members = answer.json()
    assert members.pop("version")["obsoleteDate"] is None
    assert members == {"messages": [], "content": {}}


@pytest.mark.behaviour("loket.envelope.no-body")
def test_operations_without_a_body(loket: Any) -> None:
    """Their answers are empty, whatever their status is."""
    photo = {"data": PNG, "mimeType": "image/png"}
    signers = [{"name": "Jan", "emailAddress": "jan@zonnehof.example", "signingOrder": 1}]
    signed = {**EMPLOYMENT, "documentId": identify("employment-document", "zonnehof/1001")}
    loket.content("PostInitiateSignatureByEmploymentIdAndDocumentId", signed, signers)
    answers = [
        loket.call("PostEmployeePhotoByEmployeeId", EMPLOYEE, photo),
        loket.call("PostUserPhotoByToken", None, photo),
        loket.call("DeleteSignatureByEmploymentIdAndDocumentId", signed),
    ]
    assert [(one.status_code, one.content) for one in answers] == [(200, b"")] * 3


@pytest.mark.behaviour("loket.envelope.embedded-object")
def test_one_object_in_embedded(loket: Any) -> None:
    """Integrations and signatures stand as one object in _embedded, without paging."""
    document = {**EMPLOYMENT, "documentId": identify("employment-document", "zonnehof/1001")}
    signers = [{"name": "Jan", "emailAddress": "jan@zonnehof.example", "signingOrder": 1}]
    loket.content("PostInitiateSignatureByEmploymentIdAndDocumentId", document, signers)
    answers = [
        loket.call("GetIntegrationsByBearerToken"),
        loket.call("GetSignatureByEmploymentIdAndDocumentId", document),
    ]
    for answer in answers:
        assert set(answer.json()) == {"version", "messages", "_embedded"}
        assert isinstance(answer.json()["_embedded"], dict)


@pytest.mark.behaviour("loket.envelope.bare")
def test_bare_answers(loket: Any) -> None:
    """SEPA files and values of a pay grade are arrays, a compensation's employment an object."""
    grade = {
        "payrollAdministrationId": identify("payroll-administration", "zonnehof"),
        "payscaleKey": "1",
        "paygradeKey": "1",
    }
    files = loket.call("GetSepaFilesByPayrollRunId", RUN).json()
    assert isinstance(files, list)
    assert files
    values = loket.call(PAY_GRADE, grade).json()
    assert isinstance(values, list)
    assert values
    loket.content("PatchTerminateByEmploymentId", EMPLOYMENT, TERMINATION)
    made = loket.call("PostTransitionCompensationEmploymentByEmploymentId", EMPLOYMENT, {})
    assert set(made.json()) == {"id"}


@pytest.mark.behaviour("loket.message.warning-with-success")
def test_successes_carry_no_warnings(loket: Any) -> None:
    """What is read, added and changed without fault has no messages."""
    record = loket.added("child")
    ids = {"childId": record["id"]}
    answers = [
        loket.call("GetChildByChildId", ids),
        loket.call("GetChildrenByEmployeeId", loket.ids("GetChildrenByEmployeeId")),
        loket.call("PutChildByChildId", ids, {**record, "initials": "B."}),
        loket.call("DeleteChildByChildId", ids),
    ]
    assert [(one.status_code, one.json()["messages"]) for one in answers] == [(200, [])] * 4


@pytest.mark.behaviour("loket.status.400-plain-text")
def test_plain_http_is_served(loket: Any) -> None:
    """A call without TLS is answered like any other."""
    answer = loket.call("GetProvidersByUser")
    assert answer.url.scheme == "http"
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, JSON)


@pytest.mark.behaviour("loket.status.500-body")
def test_a_technical_failure(loket: Any) -> None:
    """It answers 500 with version, an empty content and one message of type Exception."""
    loket.sim.faults.add(effect={"status": 500}, api="loket", times=1)
    answer = _raw(loket, "/providers")
    message: dict[str, Any] = {
        "code": 0,
        "id": None,
        "type": "Exception",
        "description": "An unforeseen error occurred",
        "properties": [],
    }
    assert answer.status_code == 500
    assert answer.json() == {"version": VERSION, "messages": [message], "content": {}}


def _raw(loket: Any, path: str) -> httpx.Response:
    headers = {**loket.headers, "Accept": JSON}
    answer: httpx.Response = loket.sim.http.get(loket.sim.urls["loket"] + path, headers=headers)
    return answer


@pytest.mark.behaviour("loket.filtersettings.per-client")
def test_filter_settings_of_another_client(loket: Any) -> None:
    """What a user sets with one client leaves what the user has with another as it was."""
    read, change = "GetUserFilterSettingsByEmployerId", "PutUserFilterSettingsByEmployerId"
    other = loket.sim.credentials.bearer_of("m.lindeman@delinde.example", "desktop")
    before = loket.call(read, EMPLOYER, headers=other).json()["content"]
    body = loket.content(read, EMPLOYER)
    body["employmentFilter"]["filterOnEmployedStatus"] = "ActiveEmployments"
    loket.content(change, EMPLOYER, body)
    assert loket.content(read, EMPLOYER) == body
    assert loket.call(read, EMPLOYER, headers=other).json()["content"] == before != body
