"""Who may call, and what for: certificates, users and their rights per employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import httpx
    from tests.apis.prisma.conftest import Prisma

PHONE = {"CommunicationType": "Phone", "Value": "+32 2 000 00 01"}


def rule_of(prisma: Prisma, response: httpx.Response) -> str:
    """The rule by which a call was refused with 403: a message, and nothing in the queue."""
    assert response.status_code == 403, response.text
    assert isinstance(response.json(), str)
    assert prisma.sim.pending.list() == []
    assert "prisma.queue" not in prisma.sim.state()["documents"]
    [explanation] = prisma.sim.explain(response)["explanations"]
    return str(explanation["rule"])


@pytest.mark.behaviour("prisma.certificate.lenient-default-user")
def test_call_without_certificate_when_lenient(prisma: Prisma) -> None:
    """In lenient mode a call without a certificate is made by the workspace's own user."""
    prisma.call("GET", "/department")
    assert [item["client"] for item in prisma.sim.requests.list()] == ["INTEGRATOR"]


@pytest.mark.sim(strictness="strict")
@pytest.mark.behaviour("prisma.certificate.strict-needs-one", "prisma.access.403-body")
def test_call_without_certificate_when_strict(prisma: Prisma) -> None:
    """In strict mode a call without a certificate is refused, one with a good one accepted."""
    assert prisma.call("GET", "/department").status_code == 202
    assert prisma.call("GET", "/workerExists/1").status_code == 200
    prisma.sim.control.ask("POST", "/reset")
    prisma.headers = {}
    rule = rule_of(prisma, prisma.call("GET", "/department"))
    assert rule == "prisma.certificate.strict-needs-one"


@pytest.mark.behaviour("prisma.certificate.carries-user")
def test_certificate_tells_the_user(prisma: Prisma) -> None:
    """The user in the certificate is who calls, as the journal shows."""
    with prisma.acting_as("READER"):
        prisma.call("GET", "/department")
    assert [item["client"] for item in prisma.sim.requests.list()] == ["READER"]


@pytest.mark.behaviour(
    "prisma.certificate.expired",
    "prisma.certificate.not-yet-valid",
    "prisma.certificate.revoked",
    "prisma.certificate.foreign-ca",
)
@pytest.mark.parametrize("kind", ["expired", "not-yet-valid", "revoked", "foreign-ca"])
def test_flawed_certificates_are_refused(prisma: Prisma, kind: str) -> None:
    """A certificate with a flaw is refused with 403, also in lenient mode."""
    prisma.headers = prisma.certificate(kind=kind)
    rule = rule_of(prisma, prisma.call("GET", "/department"))
    assert rule == f"prisma.certificate.{kind}"


@pytest.mark.behaviour("prisma.certificate.unreadable")
def test_unreadable_certificate_is_refused(prisma: Prisma) -> None:
    """A proxy's header that holds no certificate is refused with 403, also in lenient mode."""
    prisma.headers = {"X-SSL-Client-Cert": "nonsense"}
    rule = rule_of(prisma, prisma.call("GET", "/department"))
    assert rule == "prisma.certificate.unreadable"


@pytest.mark.behaviour("prisma.access.user-must-exist")
def test_unknown_user_is_refused(prisma: Prisma) -> None:
    """A certificate whose user does not exist in Prisma is refused, also for a Result."""
    prisma.headers = prisma.certificate(kind="unknown-user")
    for path in ("/department", "/workerExists/1", "/Result/1"):
        assert rule_of(prisma, prisma.call("GET", path)) == "prisma.access.user-must-exist"


@pytest.mark.behaviour("prisma.access.rights-per-user", "prisma.access.403-body")
def test_rights_are_per_employer(prisma: Prisma) -> None:
    """A user with rights for one employer is refused for another."""
    with prisma.acting_as("SINGLE"):
        assert prisma.call("GET", "/department", employer="100002").status_code == 202
        prisma.sim.control.ask("POST", "/reset")
        prisma.headers = prisma.certificate(user="SINGLE")
        for path in ("/department", "/workerExists/1"):
            rule = rule_of(prisma, prisma.call("GET", path))
            assert rule == "prisma.access.rights-per-user"


@pytest.mark.behaviour("prisma.access.read-only-user")
def test_reader_may_not_write(prisma: Prisma) -> None:
    """A user who may only read is refused every POST, PUT and DELETE, and nothing else."""
    with prisma.acting_as("READER"):
        for method in ("POST", "DELETE"):
            response = prisma.call(method, "/worker/1/communication", PHONE)
            assert rule_of(prisma, response) == "prisma.access.read-only-user"
        change = prisma.call("PUT", "/worker/1", {"Name": "X", "Firstname": "Y"})
        assert rule_of(prisma, change) == "prisma.access.read-only-user"
        assert prisma.call("GET", "/worker/1").status_code == 202


def test_rights_of_one_employer_win_over_those_of_all(prisma: Prisma) -> None:
    """A user who reads all employers and writes one may do both."""
    with prisma.acting_as("MIXED"):
        found = [
            prisma.call("POST", "/worker/40/communication", PHONE, employer=number).status_code
            for number in ("100001", "100002")
        ]
        assert prisma.call("GET", "/worker/40", employer="100002").status_code == 202
    assert found == [202, 403]


@pytest.mark.behaviour("prisma.access.unknown-employer")
def test_unknown_employer_is_refused(prisma: Prisma) -> None:
    """An employer that the secretariat does not have is refused with 403."""
    for path in ("/department", "/workerExists/1"):
        response = prisma.call("GET", path, employer="999999")
        assert rule_of(prisma, response) == "prisma.access.unknown-employer"
        assert response.json() == "Employer 999999 is unknown"


@pytest.mark.behaviour("prisma.access.order")
def test_order_of_checks(prisma: Prisma) -> None:
    """The user is looked at before the form of a call, and the form before the rights."""
    with prisma.acting_as("SINGLE"):
        malformed = prisma.call("POST", "/worker/1/communication", b"{")
        assert malformed.status_code == 400
    prisma.headers = prisma.certificate(kind="unknown-user")
    assert prisma.call("POST", "/worker/1/communication", b"{").status_code == 403


@pytest.mark.behaviour("prisma.documents.withdrawals-all-employers")
def test_withdrawals_are_not_per_employer(prisma: Prisma) -> None:
    """The list of withdrawn documents is asked without Employer, and with any."""
    path = "/document/listing/withdrawals/20240101"
    answers = [prisma.ask("GET", path, employer=number).data for number in (None, "999999")]
    assert answers[0] == answers[1] != None  # noqa: E711 - both must have found something
