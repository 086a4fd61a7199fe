"""A call as a handler sees it, and what a handler gives back.

Handlers return an Answer or raise a Refusal; one adapter in `serving` writes HTTP.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from invaller.kernel.explanations import Explanation, Finding
from invaller.kernel.identity.certificates import Certificate
from invaller.kernel.ids import uuid_from

if TYPE_CHECKING:
    from invaller.kernel.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a credential stands for.

    enterprise_number: ten digits; role: employer, provider (mandatary) or portal;
    represents: "*" or the enterprise numbers the caller may act for beside its own; user: id of
    the person who is signed in, where people sign in.
    """

    client_id: str
    enterprise_number: str
    role: str
    represents: tuple[str, ...]
    scopes: tuple[str, ...]
    user: str | None = None

    def may_act_for(self, enterprise_number: str) -> bool:
        """Whether the caller is, or represents, the enterprise with this ten-digit number."""
        return (
            enterprise_number == self.enterprise_number
            or "*" in self.represents
            or enterprise_number in self.represents
        )


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file in a body of several parts."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back on the wire: a JSON-able body (or bytes), status and headers."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


class Refusal(Exception):
    """A call is refused before anything is stored; carries the answer and its reasons."""

    def __init__(self, answer: Answer, *explanations: Explanation) -> None:
        super().__init__(explanations[0].message if explanations else str(answer.status))
        self.answer = answer
        self.explanations = explanations


class TakenBack(Refusal):
    """A call is refused on its way: what it had changed already is not stored."""


@dataclass(slots=True)
class Notes:
    """What is remembered off the wire about one exchange.

    not_admitted: why the API did not let the caller in, for a caller that it knows itself.
    """

    explanations: list[Explanation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    fault: str | None = None
    not_admitted: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call, found valid by the specification.

    operation: operationId; now: the workspace's clock, UTC; parameters: path and query
    parameters as the specification types them, defaults filled in; given: the names of
    those that were sent; base: scheme, host, prefix and base path
    that the caller used, without a trailing slash; path: the path below it;
    trace: 24 hexadecimal digits, unique for the exchange; query: every query parameter as
    it was sent, with all its texts; certificate: what the client presented over TLS or a
    proxy passed on, not judged yet.
    """

    api: str
    operation: str
    workspace: "Workspace"
    now: datetime
    caller: Caller | None
    parameters: Mapping[str, Any]
    given: frozenset[str]
    body: Any
    base: str
    method: str
    path: str
    trace: str
    headers: Mapping[str, str]
    outages: frozenset[str]
    notes: Notes
    query: Mapping[str, list[str]] = field(default_factory=dict)
    certificate: Certificate | None = None

    def explain(self, explanation: Explanation) -> None:
        """Attach a reason to the exchange."""
        self.notes.explanations.append(explanation)

    def finding(self, finding: Finding) -> None:
        """Attach something a good client would not have done."""
        self.notes.findings.append(finding)

    def outage(self, name: str) -> bool:
        """Whether a fault rule declares this part behind the API to be down for this call."""
        return name in self.outages

    def mint_uuid(self, purpose: str) -> str:
        """A UUID for an error body: derived from the trace, so nothing needs storing."""
        return uuid_from(self.trace, purpose)
