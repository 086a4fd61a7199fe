"""Link2Prisma over TLS, by the reference client and the certificates that are handed out."""

import base64
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from invaller.serving.running import Secured, build
from invaller.serving.tls import server_context
from invaller_clients.errors import Forbidden
from invaller_clients.prisma import PrismaClient
from invaller_clients.prisma_certificate import ClientCertificate
from invaller_contracts.local_server import served
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer


@pytest.fixture(scope="module")
def secured() -> Iterator[tuple[SimulatorServer, str]]:
    """A server of Link2Prisma, and its base URL with TLS."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = build(["prisma"], DEFAULTS, tls_port=port)
    with (
        served(server, Secured(listening, server_context("127.0.0.1"))) as url,
        SimulatorServer(url) as steered,
    ):
        yield steered, f"https://127.0.0.1:{port}/link2prisma.svc"
    server.world.store.close()


@pytest.fixture
def simulator(secured: tuple[SimulatorServer, str]) -> Iterator[Simulator]:
    """A workspace that takes calls with its certificates only."""
    server, _ = secured
    made = server.create({**DEFAULTS, "processing": "immediate", "strictness": "strict"})
    yield made
    server.delete(made)


def _connected(
    simulator: Simulator, base_url: str, folder: Path, **wanted: Any
) -> tuple[PrismaClient, dict[str, Any]]:
    """The reference client with a certificate of the workspace, and what was issued."""
    issued = simulator.control.ask("POST", "/certs", {"format": "pfx", "password": "x", **wanted})
    authority = folder / "ca.pem"
    authority.write_text(issued["ca"])
    certificate = ClientCertificate.of_pfx(base64.b64decode(issued["pfx"]), b"x")
    client = PrismaClient(
        base_url, employer="100001", certificate=certificate, authorities=authority
    )
    return client, issued


@pytest.mark.behaviour("prisma.certificate.https", "prisma.certificate.carries-user")
def test_a_certificate_is_all_that_a_client_needs(
    secured: tuple[SimulatorServer, str], simulator: Simulator, tmp_path: Path
) -> None:
    """Over TLS a certificate leads to its workspace and its user, as the journal shows."""
    client, issued = _connected(simulator, secured[1], tmp_path, kind="good", user="READER")
    with client:
        assert client.worker_exists("65111899997").exists
    [exchange] = simulator.requests.list()
    assert exchange["client"] == "READER"
    seen = simulator.requests.get(exchange["trace"])["certificate"]
    assert (seen["via"], seen["serial"], seen["accepted"]) == ("tls", issued["serial"], True)


@pytest.mark.parametrize(
    "kind", ["expired", "not-yet-valid", "revoked", "foreign-ca", "unknown-user"]
)
def test_other_certificates_are_refused_over_tls(
    secured: tuple[SimulatorServer, str], simulator: Simulator, tmp_path: Path, kind: str
) -> None:
    """Each other kind of certificate passes the handshake and is answered 403, with its reason."""
    client, issued = _connected(simulator, secured[1], tmp_path, kind=kind)
    with client, pytest.raises(Forbidden):
        client.worker_exists("65111899997")
    [exchange] = simulator.requests.list()
    seen = simulator.requests.get(exchange["trace"])["certificate"]
    assert (seen["serial"], seen["accepted"]) == (issued["serial"], False)
    assert seen["refused"]
