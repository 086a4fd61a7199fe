"""What Link2Prisma answers: the Result of an entry of its queue, and whether a worker exists."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from typing import Any, Self

from .errors import EntryFailed, UnreadableAnswer
from .reading import Members

_WAITING = frozenset({"202", "302"})
"""Accepted, and picked up by the local program (facts: prisma_fields.json, statuscodes)."""

_DONE = frozenset({"200", "201", "204"})


@dataclass(frozen=True, slots=True)
class EntryResult:
    """The state of an entry of the queue (Link2Prisma manual, 4.5): nine texts, empty for none.

    `action` is get, insert, update or delete; `type` is werknemer, contract, adres ...;
    `user` is the user name of the certificate; `response` is a text: see `data` and `content`.
    """

    identifier: str
    action: str
    type: str
    employer: str
    worker: str
    statuscode: str
    description: str
    user: str
    response: str

    @classmethod
    def of(cls, answer: Members) -> Self:
        """Read it; UnreadableAnswer without an ID and a Statuscode."""
        return cls(
            identifier=answer.require(answer.text, "ID"),
            action=answer.text("Action") or "",
            type=answer.text("Type") or "",
            employer=answer.text("Employer") or "",
            worker=answer.text("Worker") or "",
            statuscode=answer.require(answer.text, "Statuscode"),
            description=answer.text("StatusDescription") or "",
            user=answer.text("User") or "",
            response=answer.text("Response") or "",
        )

    @property
    def waiting(self) -> bool:
        """Whether the local program still has to process the entry."""
        return self.statuscode in _WAITING

    @property
    def data(self) -> Any:
        """What `response` says in JSON; None when it is empty. UnreadableAnswer if it is not."""
        if not self.response:
            return None
        try:
            return json.loads(self.response)
        except ValueError as error:
            raise UnreadableAnswer(f"Response of entry {self.identifier}: not JSON") from error

    @property
    def content(self) -> bytes:
        """The document that `response` holds in base64. UnreadableAnswer if it does not."""
        try:
            return b64decode(self.response, validate=True)
        except ValueError as error:
            raise UnreadableAnswer(f"Response of entry {self.identifier}: not base64") from error

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records that were found; none when there is no data."""
        data = self.data
        found = [] if data is None else data if isinstance(data, list) else [data]
        if not all(isinstance(one, dict) for one in found):
            raise UnreadableAnswer(f"Response of entry {self.identifier}: expected records")
        return found

    @property
    def record(self) -> dict[str, Any] | None:
        """The one record that was found, alone or as a list of one; None when there is none."""
        found = self.records
        if len(found) > 1:
            raise UnreadableAnswer(f"Response of entry {self.identifier}: expected one record")
        return found[0] if found else None

    def checked(self) -> Self:
        """This result, when it is a success; EntryFailed with its status otherwise.

        What 400.05 means is not known; it counts as an error like every other code.
        """
        if self.statuscode not in _DONE:
            raise EntryFailed(self.identifier, self.statuscode, self.description)
        return self


@dataclass(frozen=True, slots=True)
class WorkerExists:
    """Whether an employer has a worker; `number` is 0 when not (Link2Prisma manual, 4.6)."""

    identifier: str
    exists: bool
    number: int

    @classmethod
    def of(cls, answer: Members) -> Self:
        """Read it; UnreadableAnswer without the worker number."""
        return cls(
            identifier=answer.text("UniqueIdentifier") or "",
            exists=answer.flag("WorkerExists"),
            number=answer.require(answer.number, "WorkerNumber"),
        )
