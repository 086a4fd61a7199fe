"""Employers, workers and their modifications in the store, for every module that performs.

Sources: Link2Prisma manual, 4.1; facts: prisma_fields.json, FullWorker and Modification.
"""

from datetime import datetime
from typing import Any

from invaller.apis.prisma.domain.modifications import modification
from invaller.apis.prisma.domain.outcome import UNKNOWN, Refused
from invaller.apis.prisma.domain.replacements import SUBSTITUTE, stored
from invaller.apis.prisma.entry import Entry
from invaller.apis.prisma.kinds import EMPLOYERS, MODIFICATIONS, WORKERS
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.workspace import Workspace


def employer_of(workspace: Workspace, number: str) -> dict[str, Any]:
    """The employer with an external number; raises Refused (UNKNOWN) when there is none."""
    employer = workspace.documents.get(EMPLOYERS, number)
    if employer is None:
        raise Refused(
            UNKNOWN,
            "prisma.access.unknown-employer",
            f"Employer {number} is unknown.",
            source="Link2Prisma manual, 4.1",
            where="Employer",
            found=number,
            expected="the external number of an employer of this social secretariat",
        )
    return employer


def worker_key(employer: str, number: int) -> str:
    """The key of a worker in the store."""
    return f"{employer}/{number}"


def worker_of(
    workspace: Workspace,
    employer: str,
    number: int,
    where: str = "workerID",
    rule: str = "prisma.workers.unknown",
) -> dict[str, Any]:
    """The worker of an employer with a number; raises Refused (UNKNOWN) when there is none."""
    worker = workspace.documents.get(WORKERS, worker_key(employer, number))
    if worker is None:
        known = numbers_of(workspace, employer)
        raise Refused(
            UNKNOWN,
            rule,
            f"Worker {number} of employer {employer} is unknown.",
            source="Link2Prisma manual, 4.1",
            where=where,
            found=number,
            expected="the number of a worker of this employer",
            nearest=min(known, key=lambda other: abs(other - number), default=None),
        )
    return worker


def require_substitute(workspace: Workspace, employer: str, replacement: dict[str, Any]) -> None:
    """Refuse (UNKNOWN) a replacement, as sent or kept, by somebody who is no worker (assumed)."""
    number = stored(replacement).get(SUBSTITUTE)
    if number is not None:
        worker_of(
            workspace,
            employer,
            int(number),
            f"/{SUBSTITUTE}",
            "prisma.replacement.substitute-known",
        )


def keep_worker(workspace: Workspace, worker: dict[str, Any]) -> None:
    """Store a worker, new or changed."""
    workspace.documents.put(WORKERS, worker_key(worker["employer"], worker["number"]), worker)


def numbers_of(workspace: Workspace, employer: str) -> list[int]:
    """The numbers of all workers of an employer, in order."""
    keys = workspace.documents.keys(WORKERS, {"employer": employer})
    return sorted(int(key.rpartition("/")[2]) for key in keys)


def workers_of(workspace: Workspace, employer: str) -> list[dict[str, Any]]:
    """All workers of an employer, ordered by number."""
    workers = workspace.documents.find(WORKERS, {"employer": employer})
    return sorted(workers, key=lambda worker: int(worker["number"]))


def record_modification(
    workspace: Workspace,
    entry: Entry,
    worker_number: int,
    action: str,
    entity: str,
    key: str,
    previous_key: str | None,
    now: datetime,
) -> None:
    """Note a change for GET /modifications.

    action: `add`, `update` or `delete`; previous_key: given when the change gave the record
    another key. The change is dated by the calendar of Brussels.
    """
    sequence = workspace.ids.counter(MODIFICATIONS.name)
    noted = modification(worker_number, action, entity, key, previous_key, legal_date(now))
    workspace.documents.put(
        MODIFICATIONS,
        f"{entry.employer}/{sequence}",
        {"employer": entry.employer, "user": entry.user, "modification": noted},
    )
