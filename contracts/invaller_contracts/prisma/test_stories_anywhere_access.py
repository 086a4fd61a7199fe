"""Who may call for whom, and what one user is told of another, in any secretariat.

On a simulator certificates are of its users; at a URL variables name a second certificate, and an
employer for which the first has no rights.
"""

from collections.abc import Iterator

import pytest

from invaller_clients import Forbidden, PrismaClient, PrismaWorker
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.environment import OTHER_USER, USER, USER_OF_ONE_EMPLOYER
from invaller_contracts.prisma.refusals import statuscode_of
from invaller_contracts.prisma.samples import ADDRESS, INSS, Body, day_of
from invaller_contracts.prisma.tidying import tidy_client
from invaller_contracts.provider.target import Target

LATER = 400
"""Days from today on which records start."""


@pytest.fixture
def outsider(target: Target) -> Iterator[PrismaClient]:
    """The client of a user for an employer for which that user has no rights."""
    employer = target.value("INVALLER_PRISMA_FOREIGN_EMPLOYER")
    with prisma_client(target, employer, user=USER_OF_ONE_EMPLOYER) as client:
        yield client


@pytest.fixture
def other(target: Target) -> Iterator[PrismaClient]:
    """The client of another user of the same employer."""
    yield from tidy_client(target, OTHER_USER)


@pytest.fixture
def unregistered(target: Target) -> Iterator[PrismaClient]:
    """The client of the first user for an employer that registers no time."""
    employer = target.value("INVALLER_PRISMA_UNREGISTERED_EMPLOYER")
    with prisma_client(target, employer, user=USER) as client:
        yield client


def told(client: PrismaClient, worker: PrismaWorker, day: str) -> list[Body]:
    """Which addresses of a worker others changed on a day, as a client is told."""
    found = client.modifications(day, day)
    mine = [one for one in found if one["Worker"] == worker.number]
    return [one for one in mine if one["Entity"] == "Address"]


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.access.rights-per-user")
def test_an_employer_of_others_is_not_read(outsider: PrismaClient) -> None:
    """The secretariat gave no rights for it: 403, whatever is asked (1)."""
    for ask in (
        outsider.departments,
        lambda: outsider.worker_exists(str(INSS)),
        lambda: outsider.worker(1).get(),
        lambda: outsider.modifications("20250301", "20250301"),
    ):
        with pytest.raises(Forbidden):
            ask()


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.access.rights-per-user")
def test_nothing_is_written_for_others(target: Target, outsider: PrismaClient) -> None:
    """403 before it is queued, for what adds, changes and deletes (1)."""
    day = day_of(target, LATER)
    body = {**ADDRESS, "Startdate": day}
    for method, path, sent in (
        ("POST", "/worker/1/address", body),
        ("PUT", f"/worker/1/address/{day}", body),
        ("DELETE", f"/worker/1/address/{day}", None),
    ):
        with pytest.raises(Forbidden):
            outsider.submit(method, path, sent)


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.result.any-user")
def test_the_result_of_somebody_else(prisma: PrismaClient, other: PrismaClient) -> None:
    """Any user of the secretariat may look at any entry; it says who called."""
    mine, theirs = (client.call("GET", "/parcom") for client in (prisma, other))
    assert mine.user != theirs.user
    assert other.result(mine.identifier) == mine


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.modifications.own-left-out", "prisma.modifications.in-period")
def test_who_asks_is_not_told_of_own_changes(
    target: Target, prisma: PrismaClient, other: PrismaClient, staff: PrismaWorker
) -> None:
    """Changes of the user who asks are filtered out; what others changed is told (4.1)."""
    today, mine, theirs = (day_of(target, offset) for offset in (0, LATER, LATER + 1))
    staff.addresses.add({**ADDRESS, "Startdate": mine})
    other.worker(staff.number).addresses.add({**ADDRESS, "Startdate": theirs})
    to_me, to_other = (told(client, staff, today) for client in (prisma, other))
    assert theirs in [one["Key"] for one in to_me]
    assert mine not in [one["Key"] for one in to_me]
    assert mine in [one["Key"] for one in to_other]
    assert theirs not in [one["Key"] for one in to_other]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.prestations.workflow-flag")
def test_an_employer_without_time_registration(target: Target, unregistered: PrismaClient) -> None:
    """Its workflow does not name Link2Prisma, so that nothing can be processed (3)."""
    earlier = target.day(-800)
    refused = statuscode_of(
        lambda: unregistered.prestations.completed(earlier.month, earlier.year, correction=True)
    )
    assert refused == "400"


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.queue.employer-is-external-number", "prisma.exists.of-this-employer")
def test_each_employer_has_its_own_data(
    prisma: PrismaClient, unregistered: PrismaClient, staff: PrismaWorker
) -> None:
    """A worker of one employer is unknown to the other (4.1 and 4.6)."""
    found = staff.get()
    assert found is not None
    inss = f"{found['INSS']:011d}"
    assert prisma.worker_exists(inss).exists
    assert not unregistered.worker_exists(inss).exists
