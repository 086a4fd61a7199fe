"""Documents, templates, attachments, generated previews, signature reports and dossiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket import files, wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.downloads.answering import Table, as_file, named
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.stored_files import kept_file
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.calls import Answer, Call

View = Callable[[Call, OperationOf], Answer]

_FINISHED = 2
"""Status of a download request whose file was made."""


def _document(resource: str) -> View:
    """A document as it was uploaded, or a file of our own for one of the seed."""

    def view(call: Call, operation: OperationOf) -> Answer:
        row = _of_dossier(call, operation, resource)
        name = str(row.body.get("filename") or "document.pdf")
        kept = kept_file(Rows(call.workspace), row.id)
        media_type = operation.media_types[0]
        return wire.file(call, kept.content if kept else _made(row, name), media_type, name)

    return view


def _of_dossier(call: Call, operation: OperationOf, resource: str) -> Row:
    """The document that the path names, which lies below the record that it names."""
    owner = named(call, operation)
    identifier = str(call.parameters["documentId"])
    row = Rows(call.workspace).get(resource, identifier)
    if row is None or row.parent != owner.id:
        raise not_found(call, "document", identifier)
    return row


def _made(row: Row, name: str) -> bytes:
    lines = [str(row.body.get("description", "")), f"Document {row.id}"]
    if name.endswith(".docx"):
        return files.docx([*lines, "Naam: {{firstName}} {{lastName}}"])
    return files.pdf(name, lines)


def _attachment(call: Call, operation: OperationOf) -> Answer:
    """The attachment of a declaration; 404 without one."""
    row = named(call, operation)
    kept = kept_file(Rows(call.workspace), row.id)
    if kept is None:
        rule = "loket.declaration.attachment-missing"
        raise not_found(call, "attachment of declaration", row.id, rule=rule)
    return wire.file(call, kept.content, operation.media_types[0], kept.name)


def _preview(call: Call, operation: OperationOf) -> Answer:
    """A document made after a template; nothing is kept."""
    owner = named(call, operation)
    rows = Rows(call.workspace)
    template = rows.get("document-template", str(call.parameters["documentId"]))
    employer = context_of(rows, owner).get("employer")
    if template is None or template.employer != employer:
        raise not_found(call, "document template", call.parameters["documentId"])
    lines = [str(template.body["description"]), f"Voor {owner.resource} {owner.id}"]
    return wire.file(call, files.docx(lines), files.DOCX, "preview.docx")


def _signature_report(resource: str) -> View:
    """Who was asked to sign a document."""

    def view(call: Call, operation: OperationOf) -> Answer:
        row = _of_dossier(call, operation, resource)
        status = (row.body.get("signDocumentStatus") or {}).get("key", "")
        lines = [[row.body["description"], status]]
        table = Table(f"Ondertekening {row.id}", ("document", "status"), lines)
        return as_file(call, operation, table, "ondertekening")

    return view


def _requested(call: Call, operation: OperationOf) -> Answer:
    """The file of a download request, a ZIP; 404 before it was made."""
    row = named(call, operation)
    if row.body["downloadRequestStatus"]["key"] != _FINISHED:
        rule = "loket.download-request.file-too-early"
        raise not_found(call, "file of download request", row.id, rule=rule)
    kept = kept_file(Rows(call.workspace), row.id)
    content = kept.content if kept else files.archive({"dossier.pdf": files.pdf(row.id, [])})
    return wire.file(call, content, files.RAR, str(row.body.get("filename") or "dossier.rar"))


DOCUMENTS: Mapping[str, View] = {
    "GetDocumentByConceptEmployeeIdAndDocumentId": _document("concept-employee-document"),
    "GetDocumentByEmployerIdAndDocumentId": _document("employer-document"),
    "GetDocumentByEmploymentIdAndDocumentId": _document("employment-document"),
    "GetDocumentTemplateByEmployerIdAndDocumentId": _document("document-template"),
    "GetAttachmentByDeclarationId": _attachment,
    "PostGenerateDocumentPreviewByConceptEmployeeIdAndDocumentId": _preview,
    "PostGenerateDocumentPreviewByEmploymentIdAndDocumentId": _preview,
    "GetSignatureReportByConceptEmployeeIdAndDocumentId": _signature_report(
        "concept-employee-document"
    ),
    "GetSignatureReportByEmploymentIdAndDocumentId": _signature_report("employment-document"),
    "GetFileByDownloadRequestId": _requested,
}
"""By operationId."""
