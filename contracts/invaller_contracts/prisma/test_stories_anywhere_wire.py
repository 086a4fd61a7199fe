"""Calls as they are on the wire, in any secretariat: what is accepted, spelled otherwise, refused.

What a secretariat could take by mistake is about nobody.
"""

import json
from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from invaller_clients import EntryNotAccepted, PrismaClient
from invaller_contracts.prisma.client import certified, identity
from invaller_contracts.prisma.environment import USER
from invaller_contracts.prisma.samples import EMAIL
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.anywhere, pytest.mark.truth("documented")]

NOBODY = 9999998
"""A worker number that is not given out for a long time."""


@pytest.fixture
def http(target: Target) -> Iterator[httpx.Client]:
    """Calls with a certificate for the employer of the stories."""
    sim = target.simulator
    called_by = identity(sim, USER) if sim else {}
    with httpx.Client(
        base_url=target.urls["prisma"],
        transport=target.transport(None if sim else certified(target)),
        headers={"Employer": target.value("INVALLER_PRISMA_EMPLOYER"), **called_by},
    ) as client:
        yield client


@pytest.fixture
def worker(target: Target) -> str:
    """The number of a worker who is there."""
    return target.value("INVALLER_PRISMA_WORKER")


def found(prisma: PrismaClient, answer: httpx.Response) -> object:
    """The data that are asked for with a call that was accepted; None for no data."""
    assert answer.status_code == httpx.codes.ACCEPTED
    result = prisma.wait(answer.json())
    assert result.statuscode in {"200", "204"}
    return json.loads(result.response) if result.response else None


@pytest.mark.behaviour("prisma.queue.202-bare-guid", "prisma.queue.every-other-call")
@pytest.mark.parametrize("path", ["/worker?limit=1", "/department", "/newWorkerNumber"])
def test_a_request_is_accepted_with_an_identifier(http: httpx.Client, path: str) -> None:
    """202, and the body is the unique identifier as a bare JSON text (2 and 4.1)."""
    answer = http.get(path)
    assert answer.status_code == httpx.codes.ACCEPTED
    assert UUID(answer.json()).version is not None


@pytest.mark.behaviour("prisma.exists.direct", "prisma.exists.three-members")
def test_whether_a_worker_exists_is_told_at_once(http: httpx.Client) -> None:
    """The one question that is not queued answers three members (4.6)."""
    answer = http.get("/workerExists/00000000000")
    assert answer.status_code == httpx.codes.OK
    assert (answer.json()["WorkerExists"], answer.json()["WorkerNumber"]) == (False, 0)
    assert len(answer.json()) == 3


@pytest.mark.anywhere(writes=True)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param(
            "DELETE",
            f"/worker/{NOBODY}",
            marks=pytest.mark.behaviour("prisma.workers.never-deleted"),
            id="a worker is never deleted",
        ),
        pytest.param(
            "PUT",
            f"/worker/{NOBODY}/communication",
            marks=pytest.mark.behaviour("prisma.communication.never-changed"),
            id="contact data are never changed",
        ),
    ],
)
def test_what_there_is_no_method_for(http: httpx.Client, method: str, path: str) -> None:
    """Workers are not deleted and contact data not changed: 405 (4.3 and 4.4)."""
    answer = http.request(method, path, content=json.dumps(EMAIL))
    assert answer.status_code == httpx.codes.METHOD_NOT_ALLOWED


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.unknown-route-404")
def test_a_path_that_the_manual_does_not_have(http: httpx.Client) -> None:
    """404 from the API itself."""
    assert http.get("/payslips").status_code == httpx.codes.NOT_FOUND


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.queue.employer-header-required")
def test_a_request_for_no_employer(http: httpx.Client, prisma: PrismaClient) -> None:
    """It is refused with an identifier under which the reason stands."""
    del http.headers["Employer"]
    answer = http.get("/parcom")
    assert answer.status_code == httpx.codes.BAD_REQUEST
    result = prisma.result(answer.json())
    assert result.statuscode == "400"
    assert "employer" in result.description.lower()


@pytest.mark.behaviour("prisma.result.no-employer-needed")
def test_a_result_needs_no_employer(http: httpx.Client, prisma: PrismaClient) -> None:
    """Whose request it was the Result says itself (2, 4.5)."""
    identifier = prisma.submit("GET", "/parcom")
    final = prisma.wait(identifier)
    employer = http.headers.pop("Employer")
    answer = http.get(f"/Result/{identifier}")
    assert (answer.status_code, answer.json()["Employer"]) == (httpx.codes.OK, employer)
    assert answer.json()["Response"] == final.response


@pytest.mark.truth("verified")
@pytest.mark.parametrize(
    ("spelled", "manual"),
    [
        pytest.param("/PARCOM", "/parcom", marks=pytest.mark.behaviour("prisma.lenient.path-case")),
        pytest.param(
            "//worker/{worker}/contract",
            "/worker/{worker}/contract",
            marks=pytest.mark.behaviour("prisma.lenient.double-slash"),
        ),
        pytest.param(
            "/worker/{worker}/contract/",
            "/worker/{worker}/contract",
            marks=pytest.mark.behaviour("prisma.lenient.trailing-slash"),
        ),
        pytest.param(
            "/profcat", "/profcats", marks=pytest.mark.behaviour("prisma.lenient.profcat")
        ),
        pytest.param(
            "/leavecounter/2024/1",
            "/leavecounters/2024/1",
            marks=pytest.mark.behaviour("prisma.lenient.leavecounter"),
        ),
        pytest.param(
            "/worker/{worker}?limit=100&offset=0",
            "/worker/{worker}",
            marks=pytest.mark.behaviour("prisma.lenient.limit-elsewhere"),
        ),
    ],
    ids=["letter-case", "double-slash", "slash-behind", "profcat", "leavecounter", "limit"],
)
def test_paths_as_clients_spell_them(
    target: Target,
    http: httpx.Client,
    prisma: PrismaClient,
    worker: str,
    spelled: str,
    manual: str,
) -> None:
    """What real clients are known to send is answered as the manual's own path is."""
    answers = []
    for path in (spelled, manual):
        # A path that begins with two slashes is one only as a part of the whole URL.
        url = target.urls["prisma"] + path.format(worker=worker)
        answers.append(found(prisma, http.get(url)))
    assert answers[0] == answers[1]


@pytest.mark.behaviour("prisma.queue.dates-yyyymmdd")
def test_what_is_refused_when_it_is_accepted(http: httpx.Client, prisma: PrismaClient) -> None:
    """A date of another form is 400 with an identifier, whose Result says so too (3)."""
    answer = http.get("/absences/2025-01-01")
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert prisma.result(answer.json()).statuscode == "400"
    with pytest.raises(EntryNotAccepted):
        prisma.absences.since("2025-01-01")
