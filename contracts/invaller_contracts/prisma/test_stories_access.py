"""Who may call: the user that a certificate names, and its rights by employer.

Today is Monday 3 March 2025. A proxy passes the certificates on.
"""

import httpx
import pytest

from invaller_clients import Forbidden, PrismaClient
from invaller_contracts.prisma.client import identity, prisma_client
from invaller_contracts.prisma.samples import ADDRESS, BUILDER, HOTEL, INSS, STRANGER
from invaller_contracts.prisma.wire import Wire
from invaller_contracts.simulator import Simulator


@pytest.mark.truth("documented")
@pytest.mark.behaviour("prisma.certificate.carries-user", "prisma.result.user")
@pytest.mark.sim(strictness="strict")
def test_a_certificate_names_the_user(sim: Simulator) -> None:
    """No token and no password: the user name in the certificate is enough (1)."""
    with prisma_client(sim, user="READER") as reader:
        assert reader.call("GET", "/department").user == "READER"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.access.user-must-exist", "prisma.access.403-body")
def test_a_user_who_does_not_exist(sim: Simulator) -> None:
    """403 with a text that names the user; nothing is queued (1)."""
    with prisma_client(sim, user="NOBODY") as nobody, pytest.raises(Forbidden) as caught:
        nobody.submit("GET", "/department")
    assert isinstance(caught.value.body, str)
    assert "NOBODY" in caught.value.body
    assert sim.pending.list() == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.access.rights-per-user")
def test_a_user_of_one_employer(sim: Simulator) -> None:
    """The secretariat gave it rights for the hotel, and for nobody else (1)."""
    with prisma_client(sim, HOTEL, user="SINGLE") as single:
        assert single.departments()
    with prisma_client(sim, BUILDER, user="SINGLE") as single:
        with pytest.raises(Forbidden):
            single.departments()
        with pytest.raises(Forbidden):
            single.worker_exists(str(INSS))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.access.read-only-user")
def test_a_user_who_only_reads(sim: Simulator) -> None:
    """It may ask everything, and neither add, change nor delete (1)."""
    with prisma_client(sim, user="READER") as reader:
        assert reader.worker(1).get() is not None
        for method in ("POST", "PUT", "DELETE"):
            path = "/worker/1/address" + ("" if method == "POST" else "/20180701")
            body = None if method == "DELETE" else ADDRESS
            with pytest.raises(Forbidden):
                reader.submit(method, path, body)
    assert sim.pending.list() == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.access.unknown-employer")
def test_an_employer_that_nobody_has(sim: Simulator) -> None:
    """It is refused like one without rights: 403."""
    with prisma_client(sim, STRANGER) as prisma, pytest.raises(Forbidden) as caught:
        prisma.departments()
    assert STRANGER in str(caught.value)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.access.order")
def test_what_is_looked_at_first(sim: Simulator) -> None:
    """An unknown user is refused before a bad date, and a bad date before missing rights."""
    path = "/absences/2025-01-01"
    nobody, reader = (Wire(sim, identity(sim, user)) for user in ("NOBODY", "READER"))
    assert nobody.call("GET", path).status_code == httpx.codes.FORBIDDEN
    assert reader.call("GET", path, employer=STRANGER).status_code == httpx.codes.BAD_REQUEST
    assert reader.call("GET", "/department", employer=STRANGER).status_code == 403


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.result.any-user")
def test_the_result_of_somebody_else(sim: Simulator, prisma: PrismaClient) -> None:
    """Any user of the secretariat may look at any entry."""
    identifier = prisma.submit("GET", "/department")
    with prisma_client(sim, user="SINGLE") as single:
        assert single.wait(identifier).user == "INTEGRATOR"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.documents.withdrawals-by-rights")
def test_withdrawals_of_an_employer_without_rights(sim: Simulator) -> None:
    """A user of one employer is told of that one only."""
    with prisma_client(sim, HOTEL, user="SINGLE") as single:
        withdrawn = single.documents.withdrawals("20240101")
    assert {one["Employer"] for one in withdrawn} == {HOTEL}


@pytest.mark.truth("assumed")
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=pytest.mark.behaviour(f"prisma.certificate.{kind}"))
        for kind in ("expired", "not-yet-valid", "revoked", "foreign-ca")
    ],
)
def test_a_certificate_that_is_not_accepted(sim: Simulator, kind: str) -> None:
    """403, whatever the rights of the user whom it names (1)."""
    response = Wire(sim, identity(sim, "INTEGRATOR", kind=kind)).call("GET", "/department")
    assert response.status_code == httpx.codes.FORBIDDEN
    assert isinstance(response.json(), str)
    assert sim.pending.list() == []


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.certificate.strict-needs-one")
@pytest.mark.sim(strictness="strict")
def test_strict_asks_for_a_certificate(sim: Simulator) -> None:
    """Without one nobody is let in (1)."""
    assert Wire(sim).call("GET", "/department").status_code == httpx.codes.FORBIDDEN


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("prisma.certificate.lenient-default-user")
def test_without_a_certificate(sim: Simulator) -> None:
    """The default user of the workspace is taken to call."""
    wire = Wire(sim)
    assert wire.done("GET", "/department")["User"] == "INTEGRATOR"
