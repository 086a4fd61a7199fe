"""The reference client of Link2Prisma, aimed at a workspace or at a real environment."""

import ssl
from typing import Any
from urllib.parse import quote

from invaller_clients import ClientCertificate, PrismaClient
from invaller_clients.prisma_certificate import tls_context
from invaller_contracts.prisma.checking import CheckedTransport
from invaller_contracts.prisma.environment import CERTIFIED, USER
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator


def identity(sim: Simulator, user: str, **options: str) -> dict[str, str]:
    """The header by which a proxy passes on that a user called with a certificate.

    options: those of a certificate, such as its kind.
    """
    issued = sim.certificates.issue(user, **options)
    return {"X-SSL-Client-Cert": quote(issued["certificate"])}


def prisma_client(
    place: Simulator | Target,
    employer: str | None = None,
    *,
    user: str | None = None,
    kind: type[PrismaClient] = PrismaClient,
    **options: Any,
) -> PrismaClient:
    """A client for an employer, called by a user of the workspace (None: nobody is named).

    At a URL a certificate of the environment's table names the user, and without employer it
    is the one of that table. On a simulator the client advances the workspace's clock between
    two looks for a result, so no time is lost. Every answer is held against the specification.
    options: those of PrismaClient, in place of ours.
    """
    target = target_on(place)
    given: dict[str, Any] = {
        "employer": employer or target.value("INVALLER_PRISMA_EMPLOYER"),
        "wait": target.wait,
        "clock": target.seconds,
    }
    if "transport" not in options:
        sim = target.simulator
        headers = identity(sim, user) if user and sim else {}
        inner = target.transport(certified(target, user) if user and sim is None else None)
        given["transport"] = CheckedTransport(inner, headers)
    return kind(target.urls["prisma"], **{**given, **options})


def certified(target: Target, user: str = USER) -> ssl.SSLContext:
    """How to connect with a certificate of an environment: the first one, or another user's."""
    beginning = CERTIFIED.get(user, CERTIFIED[USER])
    certificate = target.value(f"{beginning}_CERTIFICATE").encode()
    key = target.value(f"{beginning}_PRIVATE_KEY").encode()
    return tls_context(ClientCertificate.of_pem(certificate, key), None)
