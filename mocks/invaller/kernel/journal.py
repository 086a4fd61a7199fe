"""The journal of one workspace: every exchange, bounded, and honest about what it dropped."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from invaller.kernel.calls import Notes
from invaller.kernel.clock import render_instant
from invaller.kernel.identity.certificates import Certificate
from invaller.kernel.redaction import redacted_body, redacted_headers, redacted_text

CAPACITY = 5_000
"""Exchanges that a workspace's journal holds before it drops the oldest."""

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Identity:
    """The client certificate of an exchange, as the server saw it.

    via: `tls`, or the name of the header in which a proxy passed it on; refused: why it was
    not accepted, None when it was.
    """

    via: str
    certificate: Certificate
    refused: str | None

    def to_document(self) -> dict[str, Any]:
        """The identity as JSON; a certificate is no secret."""
        return {
            **self.certificate.to_document(),
            "via": self.via,
            "accepted": self.refused is None,
            "refused": self.refused,
        }


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as they were on the wire.

    number: position in the journal since the last reset; time: the workspace's clock;
    wall: the machine's; delivery: how the answer left, `whole` unless a fault had it `delayed`,
    `cut` or `dropped`; client: the caller's id when the credential told one; identity:
    the client certificate, when there was one.
    """

    number: int
    trace: str
    workspace: str
    api: str
    operation: str
    time: datetime
    wall: datetime
    method: str
    url: str
    request_headers: Headers
    request_body: bytes
    status: int
    response_headers: Headers
    response_body: bytes
    client: str | None
    delivery: str = "whole"
    notes: Notes = field(default_factory=Notes)
    identity: Identity | None = None

    def summary(self) -> dict[str, Any]:
        """One line of a listing."""
        return {
            "number": self.number,
            "trace": self.trace,
            "time": render_instant(self.time),
            "api": self.api,
            "operation": self.operation,
            "method": self.method,
            "url": redacted_text(self.url),
            "status": self.status,
            "client": self.client,
            "findings": [finding.rule for finding in self.notes.findings],
            "explanations": [explanation.rule for explanation in self.notes.explanations],
            "fault": self.notes.fault,
            "delivery": self.delivery,
        }

    def to_document(self) -> dict[str, Any]:
        """The whole exchange with its secrets redacted."""
        return {
            **self.summary(),
            "workspace": self.workspace,
            "wall": render_instant(self.wall),
            "certificate": self.identity.to_document() if self.identity else None,
            "request": {
                "headers": redacted_headers(self.request_headers),
                "body": redacted_body(self.request_body),
            },
            "response": {
                "headers": redacted_headers(self.response_headers),
                "body": redacted_body(self.response_body),
            },
            "findings": [finding.to_document() for finding in self.notes.findings],
            "explanations": [item.to_document() for item in self.notes.explanations],
        }


class Journal:
    """Exchanges in the order in which they happened."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._entries: deque[Exchange] = deque(maxlen=capacity)
        self._last = 0
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._entries))

    def next_number(self) -> int:
        """The number of the exchange that begins now."""
        self._last += 1
        return self._last

    def add(self, exchange: Exchange) -> None:
        """Remember an exchange; the oldest goes when the journal is full."""
        if len(self._entries) == self._entries.maxlen:
            self.dropped += 1
        self._entries.append(exchange)

    def find(self, trace: str) -> Exchange | None:
        """The exchange with this trace id or number, or None."""
        for exchange in reversed(self._entries):
            if trace in (exchange.trace, str(exchange.number)):
                return exchange
        return None

    def clear(self) -> None:
        """Forget all exchanges and start numbering at 1 again."""
        self._entries.clear()
        self._last = self.dropped = 0
