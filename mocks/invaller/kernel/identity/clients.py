"""OAuth2 clients: the enterprises that call, one register per workspace."""

from dataclasses import dataclass
from typing import Any

from invaller.kernel.ids import derive
from invaller.kernel.store import Documents, Kind

CLIENTS = Kind("identity.oauth-client", ("name",))

SCOPES = ("scope:dimona:declaration:declarant", "scope:dimona:declaration:consult")
"""Scopes that a social security client can be given (facts: dimona A10)."""


@dataclass(frozen=True, slots=True)
class SeededClient:
    """A client that every workspace has from the start."""

    name: str
    enterprise_number: str
    role: str
    represents: tuple[str, ...]


SEEDED = (
    # The employer of precontractual data 3.2.2.1 B; it declares for itself only.
    SeededClient("employer", "0880820673", "employer", ()),
    # The mandatary of precontractual data 3.2.2.2 B; it declares for every employer.
    SeededClient("provider", "0123456789", "provider", ("*",)),
    # The web application of precontractual data 3.3.10, used by the same employer.
    SeededClient("portal", "0880820673", "portal", ()),
)


def client_id(workspace: str, seed: str, name: str) -> str:
    """A client id in the form that the self-service portal hands out (facts: dimona A10).

    It derives from the workspace's name too, because a credential leads to its workspace.
    """
    drawn = derive(seed, workspace, "client", name)
    number = int.from_bytes(drawn[:4], "big") % 900_000 + 100_000
    return f"self_service_chaman_{number}_{drawn[4:9].hex()}"


def mint_clients(documents: Documents, workspace: str, seed: str) -> None:
    """Give a workspace its seeded clients, in place of those it was copied with."""
    for client in documents.find(CLIENTS):
        documents.delete(CLIENTS, client["clientId"])
    for seeded in SEEDED:
        identifier = client_id(workspace, seed, seeded.name)
        documents.put(
            CLIENTS,
            identifier,
            {
                "clientId": identifier,
                "name": seeded.name,
                "enterpriseNumber": seeded.enterprise_number,
                "role": seeded.role,
                "represents": list(seeded.represents),
                "scopes": list(SCOPES),
            },
        )


def clients_of(documents: Documents) -> list[dict[str, Any]]:
    """The clients of a workspace, in the order in which they were made."""
    return documents.find(CLIENTS)
