"""Lists that can be read only, notes, workflows, trails, and what a setting decides."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import pytest

from invaller.apis.loket import files
from invaller.apis.loket.seed.reading import identify

if TYPE_CHECKING:
    import httpx

PROVIDER = {"providerId": identify("provider", "linde")}
EMPLOYER = {"employerId": identify("employer", "zonnehof")}
EMPLOYEE = {"employeeId": identify("employee", "zonnehof/1005")}
EMPLOYMENT = {"employmentId": identify("employment", "zonnehof/1001")}
ADMINISTRATION = {"payrollAdministrationId": identify("payroll-administration", "zonnehof")}
OF_EMPLOYER = "h.vanderzon@zonnehof.example"


def _as(loket: Any, user: str) -> Any:
    """Loket as another user."""
    return type(loket)(loket.sim, loket.sim.credentials.bearer_of(user))


def _send(loket: Any, method: str, path: str) -> httpx.Response:
    """A call of a method that the specification may not have."""
    url = loket.sim.urls["loket"] + path
    headers = {**loket.headers, "Accept": "application/json"}
    answer: httpx.Response = loket.sim.http.request(method, url, headers=headers)
    return answer


@pytest.mark.behaviour("loket.employment-template.list", "loket.occupational-disability.read-only")
@pytest.mark.parametrize(
    ("name", "ids", "path"),
    [
        (
            "GetEmploymentTemplatesByEmployerId",
            EMPLOYER,
            f"/providers/employers/{EMPLOYER['employerId']}/employmenttemplates",
        ),
        (
            "GetOccupationalDisabilitiesByEmployeeId",
            EMPLOYEE,
            f"/providers/employers/employees/{EMPLOYEE['employeeId']}/occupationaldisabilities",
        ),
    ],
)
def test_lists_that_can_be_read_only(loket: Any, name: str, ids: dict[str, str], path: str) -> None:
    """The one record is listed; nothing adds, changes or deletes: 405, or 404 for one record."""
    (record,) = loket.page(name, ids)
    assert _send(loket, "GET", path).status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert _send(loket, method, path).status_code == 405
        assert _send(loket, method, f"{path}/{identify('x', 'y')}").status_code in (404, 405)
    assert loket.page(name, ids) == [record]


@pytest.mark.behaviour("loket.attachment-of-earnings.priority")
@pytest.mark.parametrize(("priority", "status"), [(0, 201), (7, 201), (-1, 400)])
def test_no_priority_is_higher_than_0(loket: Any, priority: int, status: int) -> None:
    """0 and larger numbers are taken, a number below 0 is not."""
    name = "PostAttachmentOfEarningsByEmploymentId"
    sample = loket.sample(name, EMPLOYMENT)
    body = {**sample, "creditor": {**sample["creditor"], "priority": priority}}
    answer = loket.call(name, EMPLOYMENT, body)
    assert answer.status_code == status
    if status == 201:
        assert answer.json()["content"]["creditor"]["priority"] == priority


@pytest.mark.behaviour("loket.employment-note.visible-to-user")
@pytest.mark.parametrize(
    ("key", "readers"),
    [(1, {"author", "colleague", "employer"}), (2, {"author"}),
     (3, {"author", "colleague"}), (4, {"employer"})],
)  # fmt: skip
def test_notes_are_listed_for_those_who_may_read_them(
    loket: Any, key: int, readers: set[str]
) -> None:
    """accessibleBy is everyone, the author, users of the provider, or users of employers."""
    body = {"subject": "Rooster", "note": "Werkt thuis.", "accessibleBy": {"key": key}}
    note = loket.content("PostEmploymentNoteByEmploymentId", EMPLOYMENT, body)
    users = {
        "author": loket,
        "colleague": _as(loket, "k.kijker@delinde.example"),
        "employer": _as(loket, OF_EMPLOYER),
    }
    seen = {
        name: {one["id"] for one in user.page("GetEmploymentNotesByEmploymentId", EMPLOYMENT)}
        for name, user in users.items()
    }
    assert {name for name, found in seen.items() if note["id"] in found} == readers
    others = {name: found - {note["id"]} for name, found in seen.items()}
    assert len(set(map(frozenset, others.values()))) == 1


@pytest.mark.behaviour("loket.declaration.with-attachment")
def test_declarations_with_an_attachment(loket: Any) -> None:
    """A declaration is listed by its id once it has an attachment, and not before."""
    name = "GetDeclarationsWithAttachmentByEmployerId"
    with_one = {"declarationId": identify("declaration", "zonnehof/1001/2")}
    assert loket.page(name, EMPLOYER) == [with_one]
    declaration = identify("declaration", "zonnehof/1001/1")
    content = files.pdf("Bon", [])
    body = {
        "name": "bon.pdf",
        "mediaType": files.PDF,
        "data": base64.b64encode(content).decode(),
    }
    row = {"id": declaration, "parent": declaration, "employer": EMPLOYER["employerId"]}
    file = {**row, "link": None, "version": 1, "body": body}
    loket.sim.merge({"loket.file": {declaration: file}})
    assert loket.page(name, EMPLOYER) == [{"declarationId": declaration}, with_one]
    ids = {"declarationId": declaration}
    assert loket.call("GetAttachmentByDeclarationId", ids, accept="*/*").content == content


def _new_employer(loket: Any) -> dict[str, str]:
    name = "PostEmployerByProviderId"
    made = loket.content(name, PROVIDER, loket.sample(name, PROVIDER, companyName="Nieuw B.V."))
    return {"employerId": made["id"]}


def _reaches(loket: Any, ids: dict[str, str]) -> bool:
    status = loket.call("GetEmployerByEmployerId", ids).status_code
    assert status in (200, 403)
    listed = ids["employerId"] in {one["id"] for one in loket.page("GetEmployersByUserId")}
    assert listed == (status == 200)
    return listed


@pytest.mark.behaviour("loket.employer.not-visible-at-once", "loket.employer.team-link-by-hand")
def test_a_new_employer_waits_for_a_team(loket: Any) -> None:
    """Its creator is refused and does not see it listed, until QA links it to the team."""
    ids = _new_employer(loket)
    assert not _reaches(loket, ids)
    document = loket.sim.state()["documents"]["loket.employer"][ids["employerId"]]
    linked = {**document, "body": {**document["body"], "linkedToTeam": True}}
    loket.sim.merge({"loket.employer": {ids["employerId"]: linked}})
    assert _reaches(loket, ids)
    put = "PutEmployerByEmployerId"
    assert loket.content(put, ids, loket.sample(put, ids, companyName="Ouder B.V."))
    assert _reaches(loket, ids)


@pytest.mark.behaviour("loket.employer.team-link-by-hand")
@pytest.mark.parametrize(("strictness", "reached"), [("lenient", True), ("strict", False)])
def test_a_switch_links_a_new_employer_at_once(loket: Any, strictness: str, reached: bool) -> None:
    """With at-once the creator has access without more, in lenient mode only."""
    switches = {"loket.new-employer-team": "at-once"}
    loket.sim.settings.change(strictness=strictness, switches=switches)
    assert _reaches(loket, _new_employer(loket)) is reached


@pytest.mark.behaviour("loket.download-request.needs-every-employer")
def test_download_requests_need_right_and_module_everywhere(loket: Any) -> None:
    """The user lacks the right at one employer; the provider's user lacks a module at one."""
    name = "GetDownloadRequestsByBearerToken"
    refused = _as(loket, OF_EMPLOYER).call(name)
    assert (refused.status_code, loket.why(refused)) == (403, ["loket.authorization.user-right"])
    assert loket.call(name).status_code == 200
    modules = loket.sim.state()["documents"]["loket.module"]
    haven = identify("employer", "de-haven")
    (key,) = [
        key
        for key, one in modules.items()
        if (one["parent"], one["body"]["description"]) == (haven, "Documenten")
    ]
    other = {**modules[key], "body": {**modules[key]["body"], "description": "Kantine"}}
    loket.sim.merge({"loket.module": {key: other}})
    without = loket.call(name)
    assert (without.status_code, loket.why(without)) == (403, ["loket.authorization.module"])


@pytest.mark.behaviour("loket.dashboard.url")
def test_the_dashboard_of_each_employer_has_a_url(loket: Any) -> None:
    """The URL is one of the employer, and whoever has no license gets it too."""
    name = "GetEmployerDashboardByEmployerId"
    here = loket.content(name, EMPLOYER)["dashboardLocation"]
    haven = {"employerId": identify("employer", "de-haven")}
    assert here.startswith("https://")
    assert here.endswith(EMPLOYER["employerId"])
    assert loket.content(name, haven)["dashboardLocation"] != here
    assert _as(loket, OF_EMPLOYER).content(name, EMPLOYER)["dashboardLocation"] == here


@pytest.mark.behaviour("loket.document-signature.report")
def test_the_report_of_a_signature_is_a_file(loket: Any) -> None:
    """A PDF that names the document."""
    document = identify("employment-document", "zonnehof/1001")
    name = "GetSignatureReportByEmploymentIdAndDocumentId"
    answer = loket.call(name, {**EMPLOYMENT, "documentId": document}, accept=files.PDF)
    assert answer.content.startswith(b"%PDF-")
    assert b"Arbeidsovereenkomst" in answer.content
    assert "filename=" in answer.headers["Content-Disposition"]


TRIGGER, TEMPLATE = "Adreswijziging", "Uitdiensttreding"


def _address_change(loket: Any) -> dict[str, Any]:
    """The workflow that a request to change an address begins."""
    ids = {"employeeId": identify("employee", "zonnehof/1002")}
    name = "PostChangeAddressRequestByEmployeeId"
    known = {one["id"] for one in loket.page("GetWorkflowsByEmployerId", EMPLOYER)}
    assert loket.call(name, ids, loket.sample(name, ids)).status_code == 202
    listed = loket.page("GetWorkflowsByEmployerId", EMPLOYER)
    (new,) = [one for one in listed if one["id"] not in known]
    return dict(new)


@pytest.mark.behaviour("loket.workflow-trigger-mapping.starts")
def test_a_trigger_starts_the_workflow_that_it_is_mapped_to(loket: Any) -> None:
    """Mapped to a template it starts that one; without its mapping that of changes again."""
    name = "PostWorkflowTriggerMappingByEmployerId"
    options = loket.options(name, EMPLOYER)
    chosen = {
        field: next(one["key"] for one in options[field] if wanted in one["value"])
        for field, wanted in (("trigger", TRIGGER), ("workflowTemplate", TEMPLATE))
    }
    body = {field: {"id": key} for field, key in chosen.items()}
    mapping = loket.content(name, EMPLOYER, body)
    started = _address_change(loket)
    assert started["trigger"]["description"] == TRIGGER
    assert started["workflowTemplate"]["description"] == TEMPLATE
    ids = {"workflowTriggerMappingId": mapping["id"]}
    assert loket.call("DeleteFiscalPropertiesByworkflowTriggerId", ids).status_code == 200
    assert _address_change(loket)["workflowTemplate"]["description"] == "Wijziging goedkeuren"


@pytest.mark.behaviour("loket.workflow.open-and-finished")
def test_finished_workflows_stay_in_the_list(loket: Any) -> None:
    """A workflow that was approved is listed beside one that is open."""
    workflow = _address_change(loket)
    (allowed,) = workflow["allowedTransitions"]
    ids = {"workflowId": workflow["id"]}
    loket.call("TransitionWorkflowByWorkflowId", ids, allowed["transitions"][0])
    loket.sim.clock.run_until_idle()
    listed = loket.page("GetWorkflowsByEmployerId", EMPLOYER)
    statuses = {one["id"]: one["status"]["key"] for one in listed}
    assert statuses[workflow["id"]] == 2
    assert statuses[identify("workflow", "zonnehof/1")] == 1


@pytest.mark.behaviour("loket.audit-trail.payroll-data")
def test_the_trail_of_payroll_data(loket: Any) -> None:
    """Payroll records of employments are in it, payroll period data is not."""
    resources = (
        "wage",
        "working-hours",
        "benefit-or-deduction",
        "fiscal-properties",
        "organizational-entity",
    )
    ids = {"employmentId": identify("employment", "zonnehof/1006")}
    for resource in (*resources, "payroll-period-data"):
        loket.added(resource, ids)
    put = "PutEmploymentByEmploymentId"
    loket.content(put, ids, loket.sample(put, ids))
    name = "GetEmploymentPayrollDataAuditTrailByPayrollAdministrationId"
    days = {"startDate": "2025-03-03", "endDate": "2025-03-03"}
    answer = loket.call(name, ADMINISTRATION, accept=files.PDF, **days)
    found = re.findall(r"\(2025-03-03T08:00:00\.000000Z  ([\w-]+)  ", answer.text)
    assert set(found) == {*resources, "employment"}
    later = {"startDate": "2025-03-04", "endDate": "2025-03-05"}
    assert "wage  " not in loket.call(name, ADMINISTRATION, accept=files.PDF, **later).text


@pytest.mark.behaviour("loket.workflow-trigger-mapping.starts")
def test_other_triggers_start_nothing(loket: Any) -> None:
    """The end of an employment starts no workflow, mapped or not."""
    name = "PostWorkflowTriggerMappingByEmployerId"
    options = loket.options(name, EMPLOYER)
    end = next(one["key"] for one in options["trigger"] if one["value"] == "Einde dienstverband")
    template = options["workflowTemplate"][0]["key"]
    loket.content(name, EMPLOYER, {"trigger": {"id": end}, "workflowTemplate": {"id": template}})
    before = loket.page("GetWorkflowsByEmployerId", EMPLOYER)
    ids = {"employmentId": identify("employment", "zonnehof/1006")}
    terminate = "PatchTerminateByEmploymentId"
    body = loket.sample(terminate, ids, endDate="2025-06-30")
    assert loket.call(terminate, ids, body).is_success
    assert loket.content("GetEmploymentByEmploymentId", ids)["endDate"] == "2025-06-30"
    assert loket.page("GetWorkflowsByEmployerId", EMPLOYER) == before
