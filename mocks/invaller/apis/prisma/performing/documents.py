"""Documents: listing, withdrawals, download and upload.

Source: Link2Prisma manual, 5.
"""

from collections.abc import Mapping
from datetime import datetime

from invaller.apis.prisma.domain import documents
from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.outcome import OK, Outcome, created, found
from invaller.apis.prisma.domain.periods import period_of
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.kinds import DOCUMENTS, USERS
from invaller.apis.prisma.performing.filing import employer_of, worker_of
from invaller.kernel.workspace import Workspace

FIRST_NUMBER = 500000
"""Document numbers that are minted start after this one; below are those of the seed."""


def get_listing(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The documents of an employer and its workers, published in a period, by number."""
    employer_of(workspace, entry.employer)
    first, last = period_of(entry.parameters)
    kept = workspace.documents.find(DOCUMENTS, {"employer": entry.employer})
    items = [each["item"] for each in kept if documents.published(each, first, last)]
    return found(sorted(items, key=lambda item: int(item["DocumentID"])))


def get_withdrawals(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The documents withdrawn from a day on, of every employer that the user may see."""
    start = day_of(entry.parameters, "StartDate")
    rights = (workspace.documents.get(USERS, entry.user) or {}).get("rights", {})
    kept = workspace.documents.find(DOCUMENTS)
    return found(documents.withdrawals(kept, start, rights))


def get_document(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The content of a document of the employer as base64; raises Refused (UNKNOWN)."""
    number = entry.parameters["documentID"]
    stored = workspace.documents.get(DOCUMENTS, number)
    if stored is None or stored["employer"] != entry.employer:
        raise documents.unknown(number)
    if stored["withdrawn"]:
        raise documents.withdrawn(number, stored["withdrawn"])
    return Outcome(OK, verbatim=stored["content"])


def add_document(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Upload a document for the employer, or for one of its workers."""
    types = employer_of(workspace, entry.employer)["documentTypes"]
    documents.check_upload(entry.body, types)
    if documents.worker_in(entry.body):
        worker_of(workspace, entry.employer, documents.worker_in(entry.body))
    number = FIRST_NUMBER + workspace.ids.counter(DOCUMENTS.name)
    stored = documents.uploaded(number, entry.employer, entry.body, types)
    workspace.documents.put(DOCUMENTS, number, stored)
    return created()


PERFORM: Mapping[str, Perform] = {
    "getDocumentListing": get_listing,
    "getDocumentWithdrawals": get_withdrawals,
    "getDocument": get_document,
    "addDocument": add_document,
}
