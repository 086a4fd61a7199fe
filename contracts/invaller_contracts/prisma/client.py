"""The reference client of Link2Prisma, aimed at a workspace whose clock it moves as it waits."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from invaller_clients import PrismaClient
from invaller_contracts.connections import connection
from invaller_contracts.oauth.client import seconds_of
from invaller_contracts.prisma.checking import CheckedTransport
from invaller_contracts.prisma.samples import BUILDER
from invaller_contracts.simulator import Simulator


def identity(sim: Simulator, user: str, **options: str) -> dict[str, str]:
    """The header by which a proxy passes on that a user called with a certificate.

    options: those of a certificate, such as its kind.
    """
    issued = sim.certificates.issue(user, **options)
    return {"X-SSL-Client-Cert": quote(issued["certificate"])}


def prisma_client(
    sim: Simulator, employer: str = BUILDER, *, user: str | None = None, **options: Any
) -> PrismaClient:
    """A client for an employer, called by a user of the workspace (None: nobody is named).

    Between two looks for a result it advances the workspace's clock, so no time is lost; every
    answer is held against the specification. options: those of PrismaClient, in place of ours.
    """
    headers = identity(sim, user) if user else {}
    given: dict[str, Any] = {
        "employer": employer,
        "transport": CheckedTransport(connection(), headers),
        "wait": lambda seconds: sim.clock.advance(timedelta(seconds=seconds)),
        "clock": seconds_of(sim),
    }
    return PrismaClient(sim.urls["prisma"], **{**given, **options})
