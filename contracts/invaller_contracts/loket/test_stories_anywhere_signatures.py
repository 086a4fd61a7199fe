"""Documents that are signed, on a simulator or at a URL: asked, looked at, and stopped.

Each story has a document of its own, of an employment or of a concept employee of its own; it is
deleted in the end. Signers are asked at addresses that nobody has, so that none of them signs.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_contracts.loket.casting import Cast, Record
from invaller_contracts.loket.payrolling import granted
from invaller_contracts.loket.telling import NOBODY, taken_back
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

EMPLOYMENT, CONCEPT = "Employment", "ConceptEmployee"
SIGNERS: list[Record] = [
    {"name": name, "emailAddress": f"signer{order}@loket.example", "signingOrder": order}
    for order, name in enumerate(("J.A. Bakker", "H. van der Zon"), start=1)
]


@dataclass(frozen=True)
class Document:
    """A document of an owner: of an employment, or of a concept employee."""

    loket: LoketClient
    owner: str
    owner_id: str
    key: Mapping[str, object]

    def listed_status(self) -> Any:
        """The key of the status that the list of its owner tells, None when it is not signed."""
        documents = _documents(self.loket, self.owner, self.owner_id)
        number = self.key["documentId"]
        (its,) = [one for one in documents if one["qwoaterDocumentId"] == number]
        return (its["signDocumentStatus"] or {}).get("key")

    def initiate(self, signers: list[Record]) -> Record:
        """Ask signers to sign it."""
        name = f"PostInitiateSignatureBy{self.owner}IdAndDocumentId"
        return self.loket.call(name, self.key, body=signers).content

    def signing(self) -> Record:
        """How far its signing is; NotFound when it is not being signed."""
        name = f"GetSignatureBy{self.owner}IdAndDocumentId"
        (signing,) = self.loket.call(name, self.key).records
        return signing

    def stop(self) -> None:
        """Stop its signing."""
        name = f"DeleteSignatureBy{self.owner}IdAndDocumentId"
        assert self.loket.call(name, self.key).status == 200


def _parameter(owner: str) -> str:
    return f"{owner[0].lower()}{owner[1:]}Id"


def _documents(loket: LoketClient, owner: str, owner_id: str) -> list[Record]:
    return list(loket.all(f"GetDocumentsBy{owner}Id", {_parameter(owner): owner_id}))


@pytest.fixture(params=[EMPLOYMENT, CONCEPT])
def owner(request: pytest.FixtureRequest) -> str:
    """What the document is of."""
    return str(request.param)


@pytest.fixture
def owner_id(loket: LoketClient, cast: Cast, owner: str) -> str:
    """The employment that the stories are about, or a concept employee who was just added."""
    if owner == EMPLOYMENT:
        return cast.employment
    body = {"uniqueName": "Invaller", "employeeData": {"personalDetails": {"lastName": "Bos"}}}
    name = "PostConceptEmployeeByEmployerId"
    added = loket.call(name, employerId=cast.employer, body=body)
    return str(added.content["id"])


@pytest.fixture
def document(target: Target, loket: LoketClient, owner: str, owner_id: str) -> Document:
    """A document that was just uploaded and can be signed; at a URL it is deleted in the end."""
    key = {_parameter(owner): owner_id}
    told = loket.call(f"GetDocumentMetadataBy{owner}Id", key).records
    (categories,) = [one["options"] for one in told if one["field"] == "category"]
    before = [one["qwoaterDocumentId"] for one in _documents(loket, owner, owner_id)]
    body = {
        "category": categories[0]["key"],
        "description": "Invaller",
        "filename": "invaller.pdf",
        "file": b64encode(b"%PDF-1.4\n%%EOF\n").decode(),
    }
    loket.call(f"PostDocumentBy{owner}Id", key, body=body)
    after = [one["qwoaterDocumentId"] for one in _documents(loket, owner, owner_id)]
    (number,) = set(after) - set(before)
    whole = {**key, "documentId": number}
    taken_back(loket, f"DeleteDocumentBy{owner}IdAndDocumentId", whole)
    taken_back(loket, f"DeleteSignatureBy{owner}IdAndDocumentId", whole)
    name = f"GetInitiateSignatureDefaultsBy{owner}IdAndDocumentId"
    with granted(target, name):
        loket.call(name, whole)
    return Document(loket, owner, owner_id, whole)


@pytest.mark.behaviour("loket.document-signature.signers", "loket.document-signature.stop")
def test_signers_are_asked_until_it_is_stopped(document: Document) -> None:
    """Each signer has a status, in which none has signed or declined, until it is stopped."""
    document.initiate(SIGNERS)
    signers = document.signing()["signerStatus"]
    assert {one["name"] for one in signers} == {one["name"] for one in SIGNERS}
    assert {one["emailAddress"] for one in signers} == {one["emailAddress"] for one in SIGNERS}
    assert not any(one["signed"] or one["declined"] for one in signers)
    document.stop()
    with pytest.raises(NotFound):
        document.signing()


@pytest.mark.behaviour("loket.document-signature.signers")
def test_a_document_tells_that_it_is_signed(document: Document) -> None:
    """The list of documents tells the status of the signing, as the signing itself does."""
    assert document.listed_status() is None
    begun = document.initiate(SIGNERS[:1])["signDocumentStatus"]
    assert document.listed_status() == begun["Key"]
    assert document.signing()["signDocumentStatus"] == begun
    document.stop()
    assert document.listed_status() is None


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.document-signature.stop")
def test_what_is_not_signed_has_no_signing(document: Document) -> None:
    """A document that nobody was asked to sign has no signing to look at or to stop."""
    for call in (document.signing, document.stop):
        with pytest.raises(NotFound):
            call()


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.document-signature.signers")
def test_a_signer_can_be_reached(document: Document) -> None:
    """Nobody is asked without a signer, or with one who has no address, or while it goes on."""
    for signers in ([], [{"name": "J.A. Bakker", "signingOrder": 1}]):
        with pytest.raises(BadRequest):
            document.initiate(signers)
    with pytest.raises(NotFound):
        document.signing()
    document.initiate(SIGNERS[:1])
    with pytest.raises(BadRequest):
        document.initiate(SIGNERS)
    assert [one["name"] for one in document.signing()["signerStatus"]] == ["J.A. Bakker"]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.document-signature.report")
def test_a_signing_has_a_report(loket: LoketClient, document: Document) -> None:
    """The report of a signing that goes on is a PDF."""
    document.initiate(SIGNERS[:1])
    name = f"GetSignatureReportBy{document.owner}IdAndDocumentId"
    report = loket.call(name, document.key)
    assert (report.media_type, bool(report.file_name)) == ("application/pdf", True)


@pytest.mark.behaviour("loket.document-signature.operations", "loket.status.404-record")
def test_a_document_of_nobody_is_not_signed(loket: LoketClient, owner: str, owner_id: str) -> None:
    """A document that there is not is not found, whatever is to become of its signing."""
    nothing = Document(loket, owner, owner_id, {_parameter(owner): owner_id, "documentId": NOBODY})
    for call in (partial(nothing.initiate, SIGNERS), nothing.signing, nothing.stop):
        with pytest.raises(NotFound):
            call()
