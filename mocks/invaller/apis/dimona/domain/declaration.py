"""A declaration as it was received: one request body with its number and moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from invaller.apis.dimona.domain.block import Block
from invaller.kernel.legal_dates import local_time


class Kind(Enum):
    """The seven kinds of declaration; the value is the block that carries it.

    Source: Dimona WS REST v2, 5.1.1.
    """

    IN = "dimonaIn"
    OUT = "dimonaOut"
    UPDATE = "dimonaUpdate"
    CANCEL = "dimonaCancel"
    DAILY_IN = "dailyRegistrationIn"
    DAILY_UPDATE = "dailyRegistrationUpdate"
    DAILY_CANCEL = "dailyRegistrationCancel"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a client declared.

    ``declaration_id`` is the twelve-digit number that the declaration got, ``received`` the
    aware moment at which it came in: lateness and creation dates are judged by it. The body
    has the right structure; the values in it may be anything.
    """

    declaration_id: int
    received: datetime
    kind: Kind
    block: Mapping[str, Any]
    employer: Mapping[str, Any] | None = None
    worker: Mapping[str, Any] | None = None
    references: Sequence[Any] | None = None

    @classmethod
    def of(cls, declaration_id: int, received: datetime, body: Mapping[str, Any]) -> Declaration:
        """Return the declaration in a request body.

        Raises ValueError when the body has not exactly one of the seven blocks.
        """
        kinds = [kind for kind in Kind if isinstance(body.get(kind.value), Mapping)]
        if len(kinds) != 1:
            raise ValueError("a declaration has exactly one block that tells its kind")
        return cls(
            declaration_id,
            received,
            kinds[0],
            body[kinds[0].value],
            body.get("employer"),
            body.get("worker"),
            body.get("references"),
        )

    @property
    def main(self) -> Block:
        """The block that tells the kind, with its place in the request."""
        return Block(f"/{self.kind.value}", self.block)

    @property
    def employer_block(self) -> Block:
        """The identification of the employer; empty when it was left out."""
        return Block.of("/employer", self.employer)

    @property
    def worker_block(self) -> Block:
        """The identification of the worker; empty when it was left out."""
        return Block.of("/worker", self.worker)

    @property
    def received_locally(self) -> datetime:
        """The moment of reception on the clock of Brussels (naive)."""
        return local_time(self.received)

    @property
    def received_on(self) -> date:
        """The date of reception in Brussels."""
        return self.received_locally.date()
