"""Uploads, dossiers, generated documents, signatures and download requests."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from invaller.kernel.ids import uuid_from


def _seeded(resource: str, label: str) -> str:
    return uuid_from("loket", "seed", resource, label)


EMPLOYER = {"employerId": _seeded("employer", "zonnehof")}
EMPLOYMENT = {"employmentId": _seeded("employment", "zonnehof/1001")}
OTHER = {"employmentId": _seeded("employment", "zonnehof/1002")}
CONCEPT = {"conceptEmployeeId": _seeded("concept-employee", "zonnehof/1")}
TEMPLATE = {"documentId": _seeded("document-template", "zonnehof/1")}
CONTENT = b"%PDF-1.4 onze eigen inhoud"
SIGNER = {"name": "Jan Bakker", "emailAddress": "jan@zonnehof.example", "signingOrder": 1}


def _file(**members: Any) -> dict[str, Any]:
    return {
        "category": "Overig",
        "description": "Rijbewijs",
        "filename": "rijbewijs.pdf",
        "file": b64encode(CONTENT).decode(),
        **members,
    }


def _generation(**members: Any) -> dict[str, Any]:
    return {
        "description": "Contract",
        "filename": "contract.docx",
        "referenceDate": "2025-03-01",
        "templateEmployerId": EMPLOYER["employerId"],
        **members,
    }


def _documents(loket: Any, level: str, ids: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = loket.page(f"GetDocumentsBy{level}", ids)
    return found


@pytest.mark.behaviour("loket.employer-document.round-trip", "loket.employer-document.upload-200")
@pytest.mark.parametrize(
    ("level", "ids"),
    [("EmployerId", EMPLOYER), ("EmploymentId", EMPLOYMENT), ("ConceptEmployeeId", CONCEPT)],
)
def test_an_upload_is_downloaded_as_it_was(loket: Any, level: str, ids: dict[str, str]) -> None:
    """200 without a body, then listed with its description, and its bytes come back."""
    before = {one["qwoaterDocumentId"] for one in _documents(loket, level, ids)}
    answer = loket.call(f"PostDocumentBy{level}", ids, _file())
    assert (answer.status_code, answer.content) == (200, b"")
    (new,) = [
        one for one in _documents(loket, level, ids) if one["qwoaterDocumentId"] not in before
    ]
    assert (new["description"], new["category"]) == ("Rijbewijs", "Overig")
    one = {**ids, "documentId": new["qwoaterDocumentId"]}
    got = loket.call(f"GetDocumentBy{level}AndDocumentId", one, accept="application/pdf, */*")
    assert got.content == CONTENT
    assert "rijbewijs.pdf" in got.headers["Content-Disposition"]


@pytest.mark.behaviour("loket.employer-document.audit-trail")
def test_the_history_of_a_document_grows(loket: Any) -> None:
    """Upload, change and download are in the audit trail, each by the user who did it."""
    loket.call("PostDocumentByEmployerId", EMPLOYER, _file())
    new = _documents(loket, "EmployerId", EMPLOYER)[-1]
    ids = {**EMPLOYER, "documentId": new["qwoaterDocumentId"]}
    changed = {"description": "Nieuw", "category": "Overig"}
    assert loket.call("PutDocumentByEmployerIdAndDocumentId", ids, changed).status_code == 200
    loket.call("GetDocumentByEmployerIdAndDocumentId", ids, accept="*/*")
    trail = loket.page("GetAuditTrailByEmployerIdAndDocumentId", ids)
    assert [one["event"] for one in trail] == ["Upload", "Change", "Download"]
    assert {one["endUser"] for one in trail} == {"M.J. Lindeman"}


@pytest.mark.behaviour("loket.document-template.category")
def test_a_template_has_a_category_of_its_own(loket: Any) -> None:
    """A template is uploaded with the category that its documents get."""
    body = {**_file(targetCategory="Contracten"), "filename": "brief.docx"}
    del body["category"]
    assert loket.call("PostDocumentTemplateByEmployerId", EMPLOYER, body).status_code == 200
    listed = loket.page("GetDocumentTemplatesByEmployerId", EMPLOYER)
    assert "brief.docx" in [one["filename"] for one in listed]


@pytest.mark.parametrize(
    "members", [{"file": "geen base64!"}, {"file": ""}, {"category": "Onbekend"}]
)
def test_an_upload_that_is_none_is_refused(loket: Any, members: dict[str, str]) -> None:
    """A file that is no base64, an empty one, or an unknown category leaves the dossier."""
    before = _documents(loket, "EmployerId", EMPLOYER)
    answer = loket.call("PostDocumentByEmployerId", EMPLOYER, _file(**members))
    assert answer.status_code == 400
    assert _documents(loket, "EmployerId", EMPLOYER) == before


@pytest.mark.behaviour(
    "loket.document-generation.kept", "loket.document-generation.preview-kept-nowhere"
)
def test_a_generated_document_is_kept_a_preview_is_not(loket: Any) -> None:
    """Generating adds a document of the template's category to the dossier."""
    before = _documents(loket, "EmploymentId", EMPLOYMENT)
    ids = {**EMPLOYMENT, **TEMPLATE}
    preview = "PostGenerateDocumentPreviewByEmploymentIdAndDocumentId"
    assert loket.call(preview, ids, _generation(), accept="*/*").status_code == 200
    assert _documents(loket, "EmploymentId", EMPLOYMENT) == before
    made = loket.call("PostGenerateDocumentByEmploymentIdAndDocumentId", ids, _generation())
    assert made.status_code == 200
    new = _documents(loket, "EmploymentId", EMPLOYMENT)[-1]
    assert (new["description"], new["category"]) == ("Contract", "Contracten")


@pytest.mark.behaviour("loket.document-generation.one-each", "loket.queued.202")
def test_a_selection_gets_one_document_each(sim: Any, loket: Any) -> None:
    """202 at once and nothing yet; when the work is done each employment has one more."""
    chosen = [EMPLOYMENT, OTHER]
    before = [len(_documents(loket, "EmploymentId", one)) for one in chosen]
    body = _generation(employmentIds=[one["employmentId"] for one in chosen])
    answer = loket.call(
        "PostGenerateDocumentsByEmployerIdAndDocumentId", {**EMPLOYER, **TEMPLATE}, body
    )
    assert answer.status_code == 202
    assert [len(_documents(loket, "EmploymentId", one)) for one in chosen] == before
    sim.clock.run_until_idle()
    after = [len(_documents(loket, "EmploymentId", one)) for one in chosen]
    assert after == [count + 1 for count in before]


@pytest.mark.behaviour("loket.document-signature.signers", "loket.document-signature.stop")
def test_signers_are_asked_until_it_is_stopped(loket: Any) -> None:
    """Each signer has a status; stopped, there is no signature to read any more."""
    ids = {**EMPLOYMENT, "documentId": _seeded("employment-document", "zonnehof/1001")}
    read = "GetSignatureByEmploymentIdAndDocumentId"
    assert loket.call(read, ids).status_code == 404
    signers = [SIGNER, {**SIGNER, "name": "Henk", "emailAddress": "h@zonnehof.example"}]
    begun = loket.content("PostInitiateSignatureByEmploymentIdAndDocumentId", ids, signers)
    assert begun["signDocumentStatus"]["Key"] == "Se"
    status = loket.call(read, ids).json()["_embedded"]["signerStatus"]
    assert [(one["name"], one["emailed"], one["signed"]) for one in status] == [
        ("Jan Bakker", True, False),
        ("Henk", True, False),
    ]
    stopped = loket.call("DeleteSignatureByEmploymentIdAndDocumentId", ids)
    assert (stopped.status_code, loket.call(read, ids).status_code) == (200, 404)


@pytest.mark.behaviour("loket.concept-employee-document.dossier-delete")
def test_a_dossier_is_deleted_with_its_documents(loket: Any) -> None:
    """No document of the concept employee is left."""
    loket.call("PostDocumentByConceptEmployeeId", CONCEPT, _file())
    assert loket.content("DeleteDossierByConceptEmployeeId", CONCEPT) == {}
    assert _documents(loket, "ConceptEmployeeId", CONCEPT) == []


@pytest.mark.behaviour("loket.dossier.delete-complete")
def test_a_complete_dossier_is_that_of_the_employments_too(loket: Any) -> None:
    """No document of the employer and of its employments is left."""
    loket.call("PostDocumentByEmploymentId", OTHER, _file())
    assert loket.content("DeleteCompleteDossierByEmployerId", EMPLOYER) == {}
    levels = (("EmployerId", EMPLOYER), ("EmploymentId", EMPLOYMENT), ("EmploymentId", OTHER))
    assert [_documents(loket, level, ids) for level, ids in levels] == [[], [], []]


@pytest.mark.behaviour("loket.dossier.authorizations-left-out")
def test_a_category_that_is_left_out_is_closed(loket: Any) -> None:
    """Only the roles of the body may write; in the other categories nobody may."""
    everyone = dict.fromkeys(("departmentManager", "employee", "employer", "provider"), True)
    body = [{"category": "Overig", "canWrite": everyone}]
    loket.content("PutDossierAuthorizationsByEmployerId", EMPLOYER, body)
    listed = loket.page("GetDossierAuthorizationsByEmployerId", EMPLOYER)
    writable = {one["category"]: set(one["canWrite"].values()) for one in listed}
    assert writable.pop("Overig") == {True}
    assert set().union(*writable.values()) == {False}


def _request(loket: Any, ids: dict[str, str]) -> dict[str, Any]:
    content: dict[str, Any] = loket.content("GetDownloadRequestByDownloadRequestId", ids)
    return content


@pytest.mark.behaviour("loket.download-request.later", "loket.download-request.file-too-early")
def test_a_requested_file_comes_later(sim: Any, loket: Any) -> None:
    """Made with status 1 and no file; when its work is done it has status 2 and a file."""
    made = loket.call("PostDownloadRequestByBearerToken", {}, {"year": 2025})
    assert made.status_code == 201
    ids = {"downloadRequestId": made.json()["content"]["id"]}
    assert _request(loket, ids)["downloadRequestStatus"]["key"] == 1
    assert loket.call("GetFileByDownloadRequestId", ids, accept="*/*").status_code == 404
    sim.clock.run_until_idle()
    done = _request(loket, ids)
    assert done["downloadRequestStatus"]["key"] == 2
    assert done["expirationTime"] > done["processingFinishedTime"]
    assert loket.call("GetFileByDownloadRequestId", ids, accept="*/*").content[:2] == b"PK"


@pytest.mark.behaviour("loket.dossier.zip")
def test_the_complete_dossier_is_found_among_the_download_requests(sim: Any, loket: Any) -> None:
    """202 with messages alone; the file holds the document that was uploaded."""
    before = loket.page("GetDownloadRequestsByBearerToken", {})
    loket.call("PostDocumentByEmployerId", EMPLOYER, _file())
    answer = loket.call("PostInitiateCompleteDossierByEmployerId", EMPLOYER)
    assert (answer.status_code, answer.json()) == (202, {"messages": []})
    sim.clock.run_until_idle()
    known = {one["id"] for one in before}
    listed = loket.page("GetDownloadRequestsByBearerToken", {})
    (new,) = [one for one in listed if one["id"] not in known]
    ids = {"downloadRequestId": new["id"]}
    assert CONTENT in loket.call("GetFileByDownloadRequestId", ids, accept="*/*").content
