"""Documents that are to be signed: by whom, and how far that is (Loket API V2, signDocument).

A signing is a row of kind `document-signature` under the id of its document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.writing import add, change, remove
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.targets import tag_of
from invaller.apis.loket.option_lists import option_of
from invaller.apis.loket.problems import broken_rule, not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call

Served = Callable[[Call, OperationOf], Answer]

SIGNATURE = "document-signature"
_SENT = "Se"
"""Key of signDocumentStatus: the signers were asked."""


def _initiate(resource: str) -> Served:
    """Ask one or more signers to sign a document."""

    def served(call: Call, operation: OperationOf) -> Answer:
        document = _document(call, operation, resource)
        signers: list[dict[str, Any]] = list(call.body or ())
        lacking = any(not one.get(name) for one in signers for name in ("name", "emailAddress"))
        if not signers or lacking:
            raise _refused(call, "at least one signer with name and emailAddress is needed")
        if Rows(call.workspace).get(SIGNATURE, document.id) is not None:
            raise _refused(call, "the document is being signed already")
        status = {"key": _SENT}
        asked = {"status": status, "signers": [_asked(one) for one in signers]}
        add(call, SIGNATURE, document, asked, document.id)
        change(call, document, {**document.body, "signDocumentStatus": status})
        return wire.detail(call, operation, {"signDocumentStatus": _shown(status)})

    return served


def _read(resource: str) -> Served:
    """How far the signing of a document is, with each signer; 404 without one."""

    def served(call: Call, operation: OperationOf) -> Answer:
        row = _signing(call, _document(call, operation, resource))
        shown = {
            "signDocumentStatus": _shown(row.body["status"]),
            "signerStatus": row.body["signers"],
        }
        return wire.detail(call, operation, shown, tag=tag_of(call.workspace, row))

    return served


def _stop(resource: str) -> Served:
    """Stop the signing of a document."""

    def served(call: Call, operation: OperationOf) -> Answer:
        document = _document(call, operation, resource)
        remove(call, _signing(call, document))
        change(call, document, {**document.body, "signDocumentStatus": None})
        return wire.done(call, operation)

    return served


def _document(call: Call, operation: OperationOf, resource: str) -> Row:
    """The document that the path names, below the record that it names."""
    owner = next(one for one in operation.path_parameters if one != "documentId")
    identifier = str(call.parameters["documentId"])
    row = Rows(call.workspace).get(resource, identifier)
    if row is None or row.parent != str(call.parameters[owner]).lower():
        raise not_found(call, "document", identifier)
    return row


def _signing(call: Call, document: Row) -> Row:
    row = Rows(call.workspace).get(SIGNATURE, document.id)
    if row is None:
        raise not_found(call, "signature of document", document.id)
    return row


def _asked(signer: Mapping[str, Any]) -> dict[str, Any]:
    """A signer who was sent an email and has done nothing yet."""
    return {
        "declined": False,
        "emailAddress": signer["emailAddress"],
        "emailed": True,
        "name": signer["name"],
        "signed": False,
        "signedOnDate": None,
        "viewed": False,
    }


def _shown(status: Mapping[str, str]) -> dict[str, str]:
    """A status as these answers have it, with capitals."""
    found = option_of("signDocumentStatus", status["key"])
    return {"Key": found["key"], "Value": found["value"]}


def _refused(call: Call, text: str) -> Exception:
    return broken_rule(
        call,
        text,
        rule="loket.document-signature.signers",
        source="Loket API V2, postInitiateSignatureByEmploymentIdAndDocumentId",
    )


SIGNATURES: Mapping[str, Served] = {
    f"{verb}By{owner}AndDocumentId": action(resource)
    for owner, resource in (
        ("ConceptEmployeeId", "concept-employee-document"),
        ("EmploymentId", "employment-document"),
    )
    for verb, action in (
        ("PostInitiateSignature", _initiate),
        ("GetSignature", _read),
        ("DeleteSignature", _stop),
    )
}
"""By operationId."""
