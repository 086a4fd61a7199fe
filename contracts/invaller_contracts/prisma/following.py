"""What becomes of generated calls of Link2Prisma: each makes an entry, whose Result comes later."""

from collections.abc import Mapping
from typing import Any

from schemathesis import Response

from invaller_clients import PrismaClient
from invaller_contracts.exploring import Exploration
from invaller_contracts.prisma.checking import response_defects, specification
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.prisma.environment import USER

_ACCEPTED = {202, 400}
"""Statuses of answers that give an identifier."""


_LONG = 3600
"""Seconds after which a simulator has processed whatever was handed in."""


def identifier_in(response: Response) -> str | None:
    """The identifier of the entry that a call made; None when it made none."""
    if response.status_code not in _ACCEPTED:
        return None
    said = response.json()
    return said if isinstance(said, str) and len(said) == 36 else None


class Followed:
    """The entries that an exploration made, to be looked at when all is processed."""

    def __init__(self, exploration: Exploration) -> None:
        self._exploration = exploration
        self._identifiers: set[str] = set()

    def look(self, response: Response) -> None:
        """Remember the identifier that an answer gives."""
        identifier = identifier_in(response)
        if identifier is not None:
            self._identifiers.add(identifier)

    def results(self, operation_id: str) -> set[str]:
        """The Statuscodes of the entries in the end; AssertionError for one not documented."""
        operation = specification().named(operation_id)
        if self._exploration.target.simulator is not None:
            self._exploration.target.wait(_LONG)
        with prisma_client(self._exploration.target, user=USER) as prisma:
            results = [_processed(prisma, identifier) for identifier in self._identifiers]
        defects = [response_defects(operation, result) for result in results]
        assert [found for found in defects if found] == []
        return {result["Statuscode"] for result in results}


def _processed(prisma: PrismaClient, identifier: str) -> Mapping[str, Any]:
    """A Result in the end; those that were handed in before have theirs mostly."""
    found = prisma.result(identifier)
    if found.waiting:
        found = prisma.wait(identifier)
    return {
        "Statuscode": found.statuscode,
        "Action": found.action,
        "Response": found.response,
    }
