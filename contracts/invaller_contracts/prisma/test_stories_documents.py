"""Documents of the secretariat: listed, downloaded and withdrawn; and those that are uploaded.

Today is Monday 3 March 2025. The documents of the secretariat are those of early 2024.
"""

import pytest

from invaller_clients import EntryFailed, EntryNotAccepted, PrismaClient, PrismaWorker
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.samples import HOTEL, NOTICE, Body
from invaller_contracts.simulator import Simulator

EARLY_2024 = ("20240101", "20240331")


def uploaded(prisma: PrismaClient, **changes: object) -> Body:
    """How the listing shows a document that is uploaded with changes, published that day."""
    before = {one["DocumentID"] for one in listed(prisma)}
    prisma.documents.upload({**NOTICE, **changes}, b"een attest")
    (added,) = [one for one in listed(prisma) if one["DocumentID"] not in before]
    return added


def listed(prisma: PrismaClient) -> list[Body]:
    """The documents of March 2025."""
    return prisma.documents.listing("20250301", "20250331")


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.documents.listing", "prisma.documents.types")
@pytest.mark.behaviour("prisma.documents.unique-number")
def test_documents_are_listed(prisma: PrismaClient) -> None:
    """Those of the employer and of its workers, published in a period, by number (5.1)."""
    found = prisma.documents.listing(*EARLY_2024)
    numbers = [one["DocumentID"] for one in found]
    assert len(set(numbers)) == len(numbers)
    assert {0, 17} <= {one["Worker"] for one in found}
    for one in found:
        day = one["PublicationDate"]
        assert EARLY_2024[0] <= day <= EARLY_2024[1]
        assert one in prisma.documents.listing(day, day)
    assert prisma.documents.listing("20230101", "20231231") == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.documents.download", "prisma.documents.unique-number")
def test_a_document_is_downloaded(prisma: PrismaClient) -> None:
    """By its number: the bytes in base64, and nothing around them (5.1)."""
    for one in prisma.documents.listing(*EARLY_2024):
        result = prisma.call("GET", f"/document/{one['DocumentID']}")
        assert result.content == prisma.documents.download(one["DocumentID"])
        assert len(result.content) == one["Size"]


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.documents.withdrawals", "prisma.documents.withdrawals-all-employers")
def test_withdrawn_documents(prisma: PrismaClient) -> None:
    """Those of every employer from a date on, each with employer and number (5.1)."""
    withdrawn = prisma.documents.withdrawals("20240101")
    assert {one["Employer"] for one in withdrawn} == {"100001", "100002"}
    assert prisma.documents.withdrawals("20240201") == [withdrawn[-1]]
    assert prisma.documents.withdrawals("20250101") == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.documents.withdrawn-not-listed", "prisma.documents.unknown")
@pytest.mark.behaviour("prisma.documents.withdrawals-shape")
def test_documents_that_cannot_be_had(prisma: PrismaClient) -> None:
    """Withdrawn ones, another employer's, and those that never were."""
    withdrawn = prisma.documents.withdrawals("20240101")
    numbers = [one["DocumentID"] for one in withdrawn]
    assert [set(one) for one in withdrawn] == [{"Employer", "DocumentID"}] * len(withdrawn)
    listed_numbers = {one["DocumentID"] for one in prisma.documents.listing(*EARLY_2024)}
    assert listed_numbers.isdisjoint(numbers)
    for number in (*numbers, 1005, 4_000_000):
        with pytest.raises(EntryFailed) as caught:
            prisma.documents.download(number)
        assert caught.value.statuscode == "404"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.documents.upload", "prisma.documents.upload-publication-date")
@pytest.mark.behaviour("prisma.documents.upload-of-worker")
def test_a_document_is_uploaded(prisma: PrismaClient, worker: PrismaWorker) -> None:
    """It is listed by its publication date, for the worker it names or the employer (5.2)."""
    document = uploaded(prisma, WorkerId=worker.number)
    assert (document["Worker"], document["PublicationDate"]) == (worker.number, "20250303")
    assert (document["Month"], document["Year"], document["Language"]) == (3, 2025, "N")
    assert prisma.documents.download(document["DocumentID"]) == b"een attest"
    assert uploaded(prisma)["Worker"] == 0


@pytest.mark.truth("verified")
@pytest.mark.behaviour("prisma.documents.listing-shape")
@pytest.mark.behaviour("prisma.documents.upload-listed-as-extra")
def test_what_a_listing_says(prisma: PrismaClient) -> None:
    """An uploaded document is an extra one, and its code is told in words."""
    document = uploaded(prisma)
    expected = {
        "DocumentID": document["DocumentID"],
        "DocumentName": "attest.txt",
        "DocumentType": "Extra",
        "PublicationDate": "20250303",
        "Worker": 0,
        "Month": 3,
        "Year": 2025,
        "Size": len(b"een attest"),
        "Language": "N",
    }
    assert {name: document[name] for name in expected} == expected
    assert document["TypeDescription"] == "Attesten"


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.documents.upload-code")
def test_a_type_that_the_secretariat_does_not_have(prisma: PrismaClient) -> None:
    """The type is a code of the secretariat's own (5.2)."""
    with pytest.raises(EntryFailed) as caught:
        prisma.documents.upload({**NOTICE, "DocumentType": "SalarySlip"}, b"een attest")
    assert caught.value.statuscode == "400"
    assert listed(prisma) == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.documents.upload-unknown-worker", "prisma.documents.upload-base64")
def test_uploads_that_cannot_be(prisma: PrismaClient) -> None:
    """Documents of nobody, and documents that are no base64."""
    with pytest.raises(EntryFailed) as caught:
        prisma.documents.upload({**NOTICE, "WorkerId": 9999999}, b"een attest")
    assert caught.value.statuscode == "404"
    with pytest.raises((EntryFailed, EntryNotAccepted)) as refused:
        prisma.call("POST", "/document", {**NOTICE, "Document": "?!"})
    assert refused.value.statuscode == "400"
    assert listed(prisma) == []


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.documents.listing", "prisma.queue.employer-is-external-number")
def test_documents_of_another_employer(sim: Simulator, prisma: PrismaClient) -> None:
    """Each employer has its own (5.1)."""
    own = {one["DocumentID"] for one in prisma.documents.listing(*EARLY_2024)}
    with prisma_client(sim, HOTEL) as hotel:
        others = {one["DocumentID"] for one in hotel.documents.listing(*EARLY_2024)}
    assert others
    assert own.isdisjoint(others)
