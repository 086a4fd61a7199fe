"""Documents that are uploaded or generated, and the dossiers that they lie in.

Source: Loket API V2, documentManagement, documentTemplate, generateDocument and the dossiers.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import engine, files, wire
from invaller.apis.loket.actions.document_events import (
    CHANGE,
    DOWNLOAD,
    UPLOAD,
    record_event,
    user_name,
    with_event,
)
from invaller.apis.loket.actions.writing import add, body_of, change, day_of, remove, unknown
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.catalogue import CHANGE as CHANGING
from invaller.apis.loket.domain.actions.completing import completed
from invaller.apis.loket.domain.faults import INVALID_VALUE
from invaller.apis.loket.downloads.documents import DOCUMENTS as DOWNLOADS
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import target_of
from invaller.apis.loket.problems import broken_rule, not_found, refuse
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.apis.loket.stored_files import StoredFile, drop_file, keep_file
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.calls import Answer, Call

Served = Callable[[Call, OperationOf], Answer]

_CATEGORIES: Mapping[str, str] = {
    "employer-document": "category",
    "employment-document": "category",
    "concept-employee-document": "category",
    "document-template": "targetCategory",
}
"""Resources of documents, each with the member that names a category of the dossier."""

_DOSSIER = "dossier"


def _upload(resource: str) -> Served:
    """Keep a document with its file, base64 in `file`; answers without a body."""

    def served(call: Call, operation: OperationOf) -> Answer:
        owner = target_of(call, operation)
        taken = take_body(call, operation, owner, None).body
        content = _decoded(call, body_of(call).get("file"))
        _check_category(call, owner, _CATEGORIES[resource], taken)
        told = {name: value for name, value in taken.items() if name != "file"}
        keep_document(call, resource, owner, told, content)
        return wire.done(call, operation)

    return served


def keep_document(
    call: Call, resource: str, owner: Row, told: Mapping[str, Any], content: bytes
) -> Row:
    """Store a document below its owner with its file, and begin its history."""
    rows = Rows(call.workspace)
    identifier = rows.mint(resource)
    given = {
        **told,
        "qwoaterDocumentId": identifier,
        "dateOfSubmission": day_of(call),
        "submittedBy": user_name(call),
    }
    form = CATALOGUE.resources[resource].form
    body = given if form is None else completed(form, given, lambda _path, _field: None)
    row = add(call, resource, owner, body, identifier)
    file = StoredFile(str(told["filename"]), "application/octet-stream", content)
    keep_file(rows, row.id, row.employer, file)
    record_event(call, row, UPLOAD)
    return row


def _decoded(call: Call, data: object) -> bytes:
    """The bytes of a file in base64; raises Refusal (400)."""
    try:
        content = b64decode(str(data), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if content:
        return content
    raise broken_rule(
        call,
        "[file] has an invalid value",
        ("file",),
        rule="loket.message.code-12",
        code=INVALID_VALUE,
        found=str(data)[:20],
        expected="base64",
    )


def _check_category(call: Call, owner: Row, member: str, taken: Mapping[str, Any]) -> None:
    """Raise Refusal (400) for a category that the dossier of the employer does not have."""
    rows = Rows(call.workspace)
    employer = context_of(rows, owner).get("employer", "")
    known = [one.body["category"] for one in rows.of_parent(_DOSSIER, employer)]
    if known and taken.get(member) not in known:
        raise refuse(call, unknown(member, taken.get(member), known))


def _generate(resource: str) -> Served:
    """Make a document after a template, and keep it in the dossier."""

    def served(call: Call, operation: OperationOf) -> Answer:
        owner = _owner(call, operation)
        employer = context_of(Rows(call.workspace), owner).get("employer", "")
        template = template_of(call, employer)
        taken = take_body(call, operation, owner, None).body
        generate(call, resource, owner, template, taken)
        return wire.done(call, operation)

    return served


def generate(call: Call, resource: str, owner: Row, template: Row, told: Mapping[str, Any]) -> Row:
    """Keep a document that is made after a template for an employment or concept employee."""
    members = ("attribute", "dateOfAlert", "description", "filename", "year")
    given = {name: told.get(name) for name in members}
    lines = [str(template.body["description"]), f"Voor {owner.resource} {owner.id}"]
    category = {"category": template.body["targetCategory"]}
    return keep_document(call, resource, owner, {**given, **category}, files.docx(lines))


def template_of(call: Call, employer: str) -> Row:
    """The template of the employer that the path names; raises Refusal (404)."""
    identifier = str(call.parameters["documentId"])
    template = Rows(call.workspace).get("document-template", identifier)
    if template is None or template.parent != employer:
        raise not_found(call, "document template", identifier)
    return template


def _owner(call: Call, operation: OperationOf) -> Row:
    """The employment or concept employee that the path names; raises Refusal (404)."""
    name = next(one for one in operation.path_parameters if one != "documentId")
    resource = "employment" if name == "employmentId" else "concept-employee"
    row = Rows(call.workspace).get(resource, str(call.parameters[name]))
    if row is None:
        raise not_found(call, resource, call.parameters[name])
    return row


def _delete_dossier(call: Call, operation: OperationOf) -> Answer:
    """Delete every document of a concept employee."""
    owner = target_of(call, operation)
    for row in Rows(call.workspace).of_parent("concept-employee-document", owner.id):
        _drop(call, row)
    return wire.done(call, operation)


def _delete_complete_dossier(call: Call, operation: OperationOf) -> Answer:
    """Delete the documents of an employer and of its employments."""
    employer, rows = target_of(call, operation), Rows(call.workspace)
    for resource in ("employer-document", "employment-document"):
        for row in rows.of_employer(resource, employer.id):
            _drop(call, row)
    return wire.done(call, operation)


def _drop(call: Call, document: Row) -> None:
    remove(call, document)
    drop_file(Rows(call.workspace), document.id)


def _authorize(call: Call, operation: OperationOf) -> Answer:
    """Set which roles may write in which category; those left out nobody may."""
    employer, rows = target_of(call, operation), Rows(call.workspace)
    known = {one.body["category"]: one for one in rows.of_parent(_DOSSIER, employer.id)}
    items: list[Body] = call.body or []
    strange = [name for name in (one.get("category") for one in items) if name not in known]
    if strange:
        raise refuse(call, unknown("category", strange[0], sorted(known)))
    sent: dict[str, Body] = {one["category"]: one.get("canWrite") or {} for one in items}
    for category, row in known.items():
        allowed = sent.get(category, {})
        roles = {role: bool(allowed.get(role)) for role in row.body["canWrite"]}
        change(call, row, {**row.body, "canWrite": roles})
    return wire.done(call, operation)


def _with_history(name: str, resource: str) -> Mapping[str, Served]:
    """Changing and downloading a document add to its history."""
    put, get = f"PutDocumentBy{name}AndDocumentId", f"GetDocumentBy{name}AndDocumentId"
    return {
        put: with_event(engine.ENGINE[CHANGING], resource, CHANGE),
        get: with_event(DOWNLOADS[get], resource, DOWNLOAD),
    }


DOCUMENTS: Mapping[str, Served] = {
    **_with_history("ConceptEmployeeId", "concept-employee-document"),
    **_with_history("EmployerId", "employer-document"),
    **_with_history("EmploymentId", "employment-document"),
    "DeleteCompleteDossierByEmployerId": _delete_complete_dossier,
    "DeleteDossierByConceptEmployeeId": _delete_dossier,
    "PostDocumentByConceptEmployeeId": _upload("concept-employee-document"),
    "PostDocumentByEmployerId": _upload("employer-document"),
    "PostDocumentByEmploymentId": _upload("employment-document"),
    "PostDocumentTemplateByEmployerId": _upload("document-template"),
    "PostGenerateDocumentByConceptEmployeeIdAndDocumentId": _generate("concept-employee-document"),
    "PostGenerateDocumentByEmploymentIdAndDocumentId": _generate("employment-document"),
    "PutDossierAuthorizationsByEmployerId": _authorize,
}
"""By operationId."""
