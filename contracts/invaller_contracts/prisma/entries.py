"""What became of each request of a run of Link2Prisma: its entry of the queue, and the looks at it.

A request is answered with a unique identifier, under which its Result is asked later on: what it
led to is only seen by putting the two together (Link2Prisma manual, 2 and 4.5).
"""

import json
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from invaller_contracts.consumer.run import Exchange, Run

RESULT = "getResult"

WAITING = frozenset({"202", "302"})
"""Statuscodes of an entry that is not processed yet (facts: prisma_fields.json, statuscodes)."""

DONE = frozenset({"200", "201", "204"})
"""Statuscodes of what went well."""

_WITH_IDENTIFIER = frozenset({202, 400, 412})
"""Statuses that come with an identifier (manual, 4.1; facts: prisma notes, trap 15)."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_STATUSCODE = re.compile(r'"Statuscode"\s*:\s*"([^"]*)"')


def of_prisma(exchange: Exchange) -> bool:
    """Whether an exchange is one of Link2Prisma."""
    return exchange.api == "prisma"


def employer_of(exchange: Exchange) -> str:
    """The external number in the Employer header, empty without one."""
    return exchange.request_headers.get("employer", "").strip()


def user_of(exchange: Exchange) -> str:
    """The user that the certificate names, empty without one.

    The journal's client is not known yet where a fault answers.
    """
    return str(exchange.certificate["userName"]) if exchange.certificate else ""


def whose(exchange: Exchange) -> Hashable:
    """Who calls for whom: several users, and one user for several employers, share a queue."""
    return user_of(exchange), employer_of(exchange)


def last_part(exchange: Exchange) -> str:
    """What the path ends with: an identifier, a number, a date."""
    return exchange.path.rstrip("/").rpartition("/")[2]


def identifier_in(exchange: Exchange) -> str | None:
    """The unique identifier that a request was answered with, in lower case."""
    said = exchange.response_body
    if exchange.operation == RESULT or exchange.status not in _WITH_IDENTIFIER:
        return None
    return said.lower() if isinstance(said, str) and _GUID.fullmatch(said) else None


def statuscode_in(look: Exchange) -> str:
    """The Statuscode that a Result shows, empty when there is none."""
    said = look.response_body
    if isinstance(said, dict):
        return str(said.get("Statuscode") or "")
    # The journal shows the beginning of a long body as text.
    found = _STATUSCODE.search(said) if isinstance(said, str) else None
    return found[1] if found else ""


@dataclass(frozen=True)
class Entry:
    """A request that got an identifier. looks: the Results that were answered, in their order."""

    asked: Exchange
    identifier: str
    looks: tuple[Exchange, ...]

    @cached_property
    def final(self) -> Exchange | None:
        """The first look that told what became of it, None when none did."""
        told = (look for look in self.looks if statuscode_in(look) not in (*WAITING, ""))
        return next(told, None)

    @property
    def statuscode(self) -> str:
        """The Statuscode that the client learned, empty when it learned none."""
        return statuscode_in(self.final) if self.final else ""

    @property
    def response(self) -> Any:
        """The data in Response; None without any, or when the journal could not show all."""
        said = self.final.response_body if self.final else None
        if not isinstance(said, dict):
            return None
        try:
            return json.loads(said.get("Response") or "null")
        except (ValueError, TypeError):
            return None


def entries(run: Run) -> Iterator[Entry]:
    """Every request of a run that got an identifier."""
    looks: dict[str, list[Exchange]] = {}
    for exchange in run.operations(RESULT):
        if exchange.ok:
            looks.setdefault(last_part(exchange).lower(), []).append(exchange)
    for exchange in run.where(of_prisma):
        identifier = identifier_in(exchange)
        if identifier is not None:
            yield Entry(exchange, identifier, tuple(looks.get(identifier, ())))


def refused(entry: Entry) -> bool:
    """Whether the client learned that an entry ended in an error."""
    return entry.final is not None and entry.statuscode not in DONE
