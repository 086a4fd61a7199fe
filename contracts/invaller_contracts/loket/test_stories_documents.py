"""Documents and pictures: uploaded, read as they were, signed and deleted."""

from base64 import b64encode

import pytest

from invaller_clients import LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord
from invaller_contracts.loket.samples import Nursery

pytestmark = pytest.mark.truth("documented")

FILE = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n%%EOF\n"
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def upload(loket: LoketClient, employer: str) -> LoketRecord:
    """Upload a document; gives how it is listed."""
    body = {
        "category": "Overig",
        "description": "Werkkleding",
        "filename": "kleding.pdf",
        "file": b64encode(FILE).decode(),
    }
    answer = loket.call("PostDocumentByEmployerId", employerId=employer, body=body)
    assert (answer.status, answer.data) == (200, b"")
    listed = loket.all("GetDocumentsByEmployerId", employerId=employer)
    return next(one for one in listed if one["description"] == "Werkkleding")


@pytest.mark.behaviour("loket.employer-document.round-trip", "loket.employer-document.upload-200")
def test_a_document_comes_back_as_it_was(loket: LoketClient, nursery: Nursery) -> None:
    """What was uploaded is listed, downloaded byte by byte, and gone once it is deleted."""
    document = upload(loket, nursery.employer)
    key = {"employerId": nursery.employer, "documentId": document["qwoaterDocumentId"]}
    name = "GetDocumentByEmployerIdAndDocumentId"
    downloaded = loket.call(name, key)
    assert (downloaded.data, downloaded.file_name) == (FILE, "kleding.pdf")
    loket.call("DeleteDocumentByEmployerIdAndDocumentId", key)
    with pytest.raises(NotFound):
        loket.call(name, key)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.employer-document.audit-trail")
def test_a_document_has_an_audit_trail(loket: LoketClient, nursery: Nursery) -> None:
    """Uploading and downloading are written down."""
    document = upload(loket, nursery.employer)
    key = {"employerId": nursery.employer, "documentId": document["qwoaterDocumentId"]}
    before = list(loket.all("GetAuditTrailByEmployerIdAndDocumentId", key))
    loket.call("GetDocumentByEmployerIdAndDocumentId", key)
    after = list(loket.all("GetAuditTrailByEmployerIdAndDocumentId", key))
    assert len(before) == 1
    assert len(after) == 2


@pytest.mark.behaviour("loket.employee.photo-round-trip", "loket.employee.photo-version")
def test_a_photo_comes_back_as_it_was(loket: LoketClient, nursery: Nursery) -> None:
    """A photo is answered as it was uploaded, by itself and under its version."""
    key = {"employeeId": nursery.employee(1006)}
    body = {"data": b64encode(PHOTO).decode(), "mimeType": "image/png"}
    loket.call("PostEmployeePhotoByEmployeeId", key, body=body)
    photo = loket.call("GetEmployeePhotoByEmployeeId", key)
    assert (photo.data, photo.media_type) == (PHOTO, "image/png")
    link = loket.call("GetEmployeeByEmployeeId", key).content["personalDetails"]["photo"]
    version = link.rpartition("/")[2]
    name = "GetEmployeePhotoByEmployeeIdAndVersion"
    assert loket.call(name, key, version=version).data == PHOTO
    loket.call("PostEmployeePhotoByEmployeeId", key, body=body)
    with pytest.raises(NotFound):
        loket.call(name, key, version=version)


@pytest.mark.behaviour("loket.document-signature.signers", "loket.document-signature.stop")
def test_a_document_is_to_be_signed(loket: LoketClient, nursery: Nursery) -> None:
    """Each signer has a status, until the signing is stopped."""
    employment = nursery.employment(1001)
    (document,) = loket.all("GetDocumentsByEmploymentId", employmentId=employment)
    key = {"employmentId": employment, "documentId": document["qwoaterDocumentId"]}
    names = ["J.A. Bakker", "H. van der Zon"]
    signers = [
        {"name": name, "emailAddress": f"{number}@loket.example", "signingOrder": number}
        for number, name in enumerate(names, start=1)
    ]
    loket.call("PostInitiateSignatureByEmploymentIdAndDocumentId", key, body=signers)
    (read,) = loket.call("GetSignatureByEmploymentIdAndDocumentId", key).records
    assert [one["name"] for one in read["signerStatus"]] == names
    assert not any(one["signed"] for one in read["signerStatus"])
    loket.call("DeleteSignatureByEmploymentIdAndDocumentId", key)
    with pytest.raises(NotFound):
        loket.call("GetSignatureByEmploymentIdAndDocumentId", key)
