"""What becomes of an entry of the queue: the status and response that its Result shows.

Source: Link2Prisma manual, 4.5; status codes: facts, prisma_fields.json, envelopes.result.
"""

from dataclasses import dataclass
from typing import Any

OK, CREATED, WAITING, NO_DATA = "200", "201", "202", "204"
INVALID, FORBIDDEN, UNKNOWN, EXISTS = "400", "403", "404", "409"

DESCRIPTIONS = {
    OK: "OK",
    CREATED: "Created",
    WAITING: "Accepted",
    NO_DATA: "No Content",
}
"""StatusDescription of what went well. Assumed: no source shows one."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What an explanation of a success tells: the rule in the fidelity ledger, and why."""

    rule: str
    source: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A processed entry.

    response: what was asked for, as JSON-able data; None leaves Response empty;
    verbatim: a text that goes out as it is (the base64 of a document); remarks: what goes into
    the explanations of its Result.
    """

    statuscode: str
    response: Any = None
    verbatim: str | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def description(self) -> str:
        """The StatusDescription."""
        return DESCRIPTIONS[self.statuscode]


def found(data: Any) -> Outcome:
    """The outcome of a question: 200 with the data, 204 when there is none."""
    return Outcome(NO_DATA) if data in (None, [], {}) else Outcome(OK, data)


def created(response: Any = None) -> Outcome:
    """The outcome of an addition: Response stays empty unless the manual says otherwise."""
    return Outcome(CREATED, response)


def done(response: Any = None) -> Outcome:
    """The outcome of a change or deletion."""
    return Outcome(OK, response)


class Refused(Exception):
    """The local program refuses an entry, before anything is stored.

    statuscode: INVALID (a rule), FORBIDDEN, UNKNOWN (employer, worker or record) or EXISTS;
    message: becomes the StatusDescription; rule: id in the fidelity ledger; the rest goes
    into the explanation.
    """

    def __init__(
        self,
        statuscode: str,
        rule: str,
        message: str,
        *,
        source: str,
        where: str = "",
        found: Any = None,
        expected: Any = None,
        nearest: Any = None,
    ) -> None:
        super().__init__(message)
        self.statuscode = statuscode
        self.rule = rule
        self.message = message
        self.source = source
        self.where = where
        self.found = found
        self.expected = expected
        self.nearest = nearest
