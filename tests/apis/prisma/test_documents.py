"""Documents: listed, withdrawn, downloaded, uploaded."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.prisma.domain.documents import content_of

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(now="2024-03-01T09:00:00+01:00")

CONTENT = base64.b64encode(b"een attest").decode()
UPLOAD: dict[str, Any] = {
    "Filename": "attest.PDF",
    "DocumentType": "ATTEST",
    "PublicationDate": "20240301",
    "Language": "N",
    "Document": CONTENT,
}


def listed(prisma: Prisma, first: str = "20240301", last: str = "20240301") -> list[Any]:
    """The listing of a period."""
    told: list[Any] = prisma.get(f"/document/listing/{first}/{last}")
    return told


@given(content=st.binary(min_size=1), at=st.integers(0, 100))
def test_content(content: bytes, at: int) -> None:
    """Base64 gives its bytes back, also with a line break somewhere."""
    text = base64.b64encode(content).decode()
    assert content_of(f"{text[:at]}\r\n{text[at:]}") == content


@pytest.mark.behaviour("prisma.documents.listing", "prisma.documents.types")
def test_listing(prisma: Prisma) -> None:
    """A listing has the documents of employer and workers, both days of the period included."""
    told = listed(prisma, "20240131", "20240205")
    assert [(each["DocumentID"], each["DocumentType"], each["Worker"]) for each in told] == [
        (1001, "SalarySlip", 1),
        (1002, "SalarySlip", 17),
        (1003, "WageCharge", 0),
    ]
    assert [each["DocumentID"] for each in listed(prisma, "20240201", "20240229")] == [1003]


@pytest.mark.behaviour("prisma.documents.listing-shape")
def test_listing_shape(prisma: Prisma) -> None:
    """A document is listed with everything that is known of it but its content."""
    assert listed(prisma, "20240205", "20240205") == [
        {
            "DocumentID": 1003,
            "DocumentType": "WageCharge",
            "PublicationDate": "20240205",
            "Worker": 0,
            "Month": 1,
            "Year": 2024,
            "Size": 21,
            "Language": "N",
            "DocumentName": "loonkost-202401.pdf",
            "MIMEtype": "application/pdf",
            "TypeDescription": "Loonkost",
            "Employer": "100001",
        }
    ]


def test_nothing_listed(prisma: Prisma) -> None:
    """A period without documents has no data."""
    assert prisma.ask("GET", "/document/listing/20230101/20231231").status == "204"


@pytest.mark.behaviour("prisma.queue.period-in-order")
def test_period_backwards(prisma: Prisma) -> None:
    """A period that ends before it starts is refused."""
    assert prisma.refused("GET", "/document/listing/20240301/20240229").status == "400"


@pytest.mark.behaviour(
    "prisma.documents.withdrawals",
    "prisma.documents.withdrawals-all-employers",
    "prisma.documents.withdrawals-shape",
)
def test_withdrawals(prisma: Prisma) -> None:
    """Withdrawals from a day on name employer and document, whatever employer is sent or none."""
    both = [{"Employer": "100001", "DocumentID": 1004}, {"Employer": "100002", "DocumentID": 1006}]
    path = "/document/listing/withdrawals/"
    assert prisma.get(f"{path}20240131") == both
    assert prisma.get(f"{path}20240131", employer=None) == both
    assert prisma.get(f"{path}20240201", employer="100003") == both[1:]
    assert prisma.ask("GET", f"{path}20240216").status == "204"


@pytest.mark.behaviour("prisma.documents.withdrawals-by-rights")
def test_withdrawals_by_rights(prisma: Prisma) -> None:
    """A user hears of the employers for which he has rights only."""
    with prisma.acting_as("SINGLE"):
        told = prisma.get("/document/listing/withdrawals/20240101", employer="100002")
    assert told == [{"Employer": "100002", "DocumentID": 1006}]


@pytest.mark.behaviour("prisma.documents.withdrawn-not-listed")
def test_withdrawn(prisma: Prisma) -> None:
    """A withdrawn document is not listed and cannot be downloaded."""
    assert prisma.ask("GET", "/document/listing/20240130/20240130").status == "204"
    assert prisma.refused("GET", "/document/1004").status == "404"


@pytest.mark.behaviour("prisma.documents.download", "prisma.documents.unique-number")
def test_download(prisma: Prisma) -> None:
    """A document comes as base64 text, without the quotes of JSON."""
    result = prisma.ask("GET", "/document/1001")
    assert (result.status, result.response) == ("200", "TG9vbmZpY2hlIGphbnVhcmkgMjAyNA==")
    assert base64.b64decode(result.response) == b"Loonfiche januari 2024"


@pytest.mark.behaviour("prisma.documents.unknown")
@pytest.mark.parametrize("number", [9999, 1005])
def test_unknown(prisma: Prisma, number: int) -> None:
    """A document that is not there, or another employer's, is refused."""
    assert prisma.refused("GET", f"/document/{number}").status == "404"


@pytest.mark.behaviour(
    "prisma.documents.upload",
    "prisma.documents.upload-listed-as-extra",
    "prisma.documents.upload-publication-date",
    "prisma.documents.unique-number",
)
def test_upload(prisma: Prisma) -> None:
    """An uploaded document is listed under its publication date, and comes as it was sent."""
    assert prisma.add("/document", {**UPLOAD, "Month": 2, "Year": 2024}).response == ""
    prisma.add("/document", {**UPLOAD, "PublicationDate": "20240302"})
    [told] = listed(prisma)
    assert told == {
        "DocumentID": told["DocumentID"],
        "DocumentType": "Extra",
        "PublicationDate": "20240301",
        "Worker": 0,
        "Month": 2,
        "Year": 2024,
        "Size": 10,
        "Language": "N",
        "DocumentName": "attest.PDF",
        "MIMEtype": "application/pdf",
        "TypeDescription": "Attesten",
        "Employer": "100001",
    }
    assert prisma.ask("GET", f"/document/{told['DocumentID']}").response == CONTENT
    assert len({each["DocumentID"] for each in listed(prisma, "20240301", "20240302")}) == 2


@pytest.mark.behaviour("prisma.documents.upload-of-worker")
@pytest.mark.parametrize("name", ["WorkerID", "WorkerId"])
@pytest.mark.parametrize(("sent", "shown"), [(17, 17), ("", 0), (0, 0)])
def test_upload_of_worker(prisma: Prisma, name: str, sent: int | str, shown: int) -> None:
    """A document is the worker's that it names, and the employer's when it names none."""
    prisma.add("/document", {**UPLOAD, name: sent})
    assert [each["Worker"] for each in listed(prisma)] == [shown]


@pytest.mark.behaviour("prisma.documents.upload-unknown-worker")
def test_upload_for_unknown_worker(prisma: Prisma) -> None:
    """A document for an unknown worker is refused."""
    assert prisma.refused("POST", "/document", {**UPLOAD, "WorkerID": 999}).status == "404"
    assert prisma.ask("GET", "/document/listing/20240301/20240301").status == "204"


@pytest.mark.behaviour("prisma.documents.upload-code")
def test_upload_type(prisma: Prisma) -> None:
    """A type that the secretariat has not defined for the employer is refused."""
    refused = prisma.refused("POST", "/document", {**UPLOAD, "DocumentType": "SalarySlip"})
    assert (refused.status, prisma.rules(refused)) == ("400", ["prisma.documents.upload-code"])
    contract = {**UPLOAD, "DocumentType": "CONTRACT"}
    assert prisma.refused("POST", "/document", contract, employer="100002").status == "400"


@pytest.mark.behaviour("prisma.documents.upload-base64")
@pytest.mark.parametrize("content", ["geen base64!", "YQ", "", "é"])
def test_upload_not_base64(prisma: Prisma, content: str) -> None:
    """A content that is no base64, or empty, is refused."""
    refused = prisma.refused("POST", "/document", {**UPLOAD, "Document": content})
    assert (refused.status, prisma.rules(refused)) == ("400", ["prisma.documents.upload-base64"])
