"""Files that are made later: download requests, complete dossiers, documents for many.

Source: Loket API V2, downloadRequest, documentManagement and generateDocument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from invaller.apis.loket import files, wire
from invaller.apis.loket.access import sees
from invaller.apis.loket.actions.background import polled
from invaller.apis.loket.actions.documents import generate, template_of
from invaller.apis.loket.actions.queueing import process, queue
from invaller.apis.loket.actions.writing import add, change, need, unknown
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import presenter_of, tag_of, target_of
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.apis.loket.stored_files import StoredFile, keep_file, kept_file
from invaller.apis.loket.views.common import record
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant

REQUESTED, MADE = {"key": 1}, {"key": 2}
"""Options of downloadRequestStatus (options/payroll.yaml)."""

_KEPT_FOR = timedelta(days=14)
_REQUEST, _DOCUMENTS = "download-request", "documents"


def _request(call: Call, operation: OperationOf) -> Answer:
    """Ask for the documents of a year of every employer; the file comes later."""
    sent = call.body or {}
    need(call, sent, "year")
    take_body(call, operation, None, None)
    row = _ask(call, int(sent["year"]), "documenten.rar", None)
    shown = presenter_of(call, operation).record(row)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, row))


def _complete_dossier(call: Call, operation: OperationOf) -> Answer:
    """Ask for the whole dossier of an employer; it will be among the download requests."""
    employer = target_of(call, operation)
    _ask(call, wire.today(call).year, "dossier.zip", employer)
    return wire.accepted(call, operation)


def _ask(call: Call, year: int, filename: str, employer: Row | None) -> Row:
    """Add a download request and queue the making of its file."""
    body = {
        "downloadRequestStatus": REQUESTED,
        "expirationTime": None,
        "filename": filename,
        "latestDownloadTime": None,
        "processingFinishedTime": None,
        "requestTime": render_instant(call.now),
        "year": year,
    }
    row = add(call, _REQUEST, employer, body)
    whose = None if employer is None else employer.id
    queue(call, _REQUEST, row.id, {"employer": whose})
    return row


def _make(call: Call, request: str, given: dict[str, Any]) -> None:
    """Make the file of a download request out of the documents that the user sees."""
    rows = Rows(call.workspace)
    row = rows.get(_REQUEST, request)
    if row is None:
        return
    year = None if given["employer"] else row.body["year"]
    contents = dict(_contents(call, rows, given["employer"], year))
    packed = files.archive(contents or {"leeg.txt": b""})
    keep_file(rows, row.id, row.employer, StoredFile(row.body["filename"], files.RAR, packed))
    made = {
        "downloadRequestStatus": MADE,
        "processingFinishedTime": render_instant(call.now),
        "expirationTime": render_instant(call.now + _KEPT_FOR),
    }
    change(call, row, {**row.body, **made})


def _contents(
    call: Call, rows: Rows, employer: str | None, year: int | None
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each document of an employer, or of all; of a year, or all."""
    for resource in ("employer-document", "employment-document"):
        found = rows.of_employer(resource, employer) if employer else rows.of_parent(resource, None)
        for one in found:
            if year is not None and not str(one.body["dateOfSubmission"]).startswith(str(year)):
                continue
            if sees(call, one):
                kept = kept_file(rows, one.id)
                content = files.pdf(str(one.body["description"]), [one.id])
                yield f"{one.id}/{one.body['filename']}", kept.content if kept else content


def _generate_many(call: Call, operation: OperationOf) -> Answer:
    """Have a document made for each employment of a selection."""
    employer = record(call, "employer", "employerId")
    template = template_of(call, employer.id)
    taken = take_body(call, operation, employer, None).body
    chosen = [str(one).lower() for one in taken.get("employmentIds") or ()]
    known = {one.id for one in Rows(call.workspace).of_employer("employment", employer.id)}
    strange = [one for one in chosen if one not in known]
    if strange or not chosen:
        raise refuse(call, unknown("employmentIds", strange))
    given: Body = {"template": template.id, "employments": chosen, "told": taken}
    queue(call, _DOCUMENTS, employer.id, given)
    return wire.accepted(call, operation)


def _generate_each(call: Call, _employer: str, given: dict[str, Any]) -> None:
    """Keep one document for each employment, as far as it is still there."""
    rows = Rows(call.workspace)
    template = rows.get("document-template", given["template"])
    for identifier in given["employments"] if template is not None else ():
        employment = rows.get("employment", identifier)
        if employment is not None and template is not None:
            generate(call, "employment-document", employment, template, given["told"])


FILES: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "GetDownloadRequestByDownloadRequestId": polled(_REQUEST),
    "PostDownloadRequestByBearerToken": _request,
    "PostGenerateDocumentsByEmployerIdAndDocumentId": _generate_many,
    "PostInitiateCompleteDossierByEmployerId": _complete_dossier,
}
"""By operationId."""

FILES_WORK: Mapping[str, Process] = {
    _REQUEST: process(_make),
    _DOCUMENTS: process(_generate_each),
}
"""By kind of pending work."""
