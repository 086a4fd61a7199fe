"""What the Loket API V2 answers: an envelope around a record or a list, or a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote

import httpx

from .errors import ProblemError, UnreadableAnswer
from .problems import trace_of

LoketRecord = dict[str, Any]
"""A record as it is on the wire, with the vendor's names."""

_NAMED = re.compile(r"filename\*=UTF-8''([^;]+)|filename=\"?([^\";]+)")


@dataclass(frozen=True, slots=True)
class LoketMessage:
    """What Loket says beside an answer, or instead of one (Loket API V2, Messages).

    kind: BrokenBusinessRule, Warning, Exception, ConcurrencyViolation or NotFound; identifier:
    the item of a call on several records that it is about.
    """

    code: int | None
    kind: str | None
    description: str
    identifier: str | None
    properties: tuple[str, ...]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; whatever is absent is None or empty."""
        return cls(
            raw.get("code"),
            raw.get("type"),
            raw.get("description") or "",
            raw.get("id"),
            tuple(raw.get("properties") or ()),
        )


@dataclass(frozen=True, slots=True)
class LoketAnswer:
    """A successful answer.

    body: the parsed JSON, None for a file or an empty answer; data: the bytes as they came;
    media_type: without parameters; etag: as sent; file_name: of a download; trace: the id under
    which the server knows this exchange, if it gave one.
    """

    status: int
    body: Any
    data: bytes = field(repr=False)
    media_type: str | None
    etag: str | None
    file_name: str | None
    trace: str | None

    @classmethod
    def of(cls, response: httpx.Response) -> Self:
        """Read it; UnreadableAnswer when it says it is JSON and is not."""
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip() or None
        body = None
        if media_type == "application/json" and response.content:
            try:
                body = response.json()
            except ValueError as error:
                where = f"{response.request.url}: not JSON (trace {trace_of(response)})"
                raise UnreadableAnswer(where) from error
        return cls(
            response.status_code,
            body,
            response.content,
            media_type,
            response.headers.get("ETag"),
            _file_name(response.headers.get("Content-Disposition", "")),
            trace_of(response),
        )

    @property
    def content(self) -> LoketRecord:
        """The record of a detail; UnreadableAnswer when the answer has none."""
        return dict(self._member("content", dict))

    @property
    def records(self) -> list[LoketRecord]:
        """The records of a list, of one page; UnreadableAnswer when the answer has none.

        A few lists answer one object in their place (Loket API V2, integrations).
        """
        listed = self._member("_embedded", (list, dict))
        if isinstance(listed, dict):
            return [listed] if listed else []
        return list(listed)

    @property
    def total(self) -> int:
        """How many records all pages have; UnreadableAnswer for an answer without pages."""
        return int(self._member("totalSize", int))

    @property
    def pages(self) -> int:
        """How many pages there are; UnreadableAnswer for an answer without pages."""
        return int(self._member("totalPages", int))

    @property
    def version(self) -> str | None:
        """The resource version of the answer, as yyyy-mm-dd."""
        said: str | None = (self._members().get("version") or {}).get("resourceVersion")
        return said

    @property
    def messages(self) -> tuple[LoketMessage, ...]:
        """Warnings, and what is said of the items of a call on several records."""
        return tuple(LoketMessage.of(one) for one in self._members().get("messages") or ())

    def _members(self) -> Mapping[str, Any]:
        return self.body if isinstance(self.body, dict) else {}

    def _member(self, name: str, kind: type[Any] | tuple[type[Any], ...]) -> Any:
        value = self._members().get(name)
        if not isinstance(value, kind):
            raise UnreadableAnswer(f"{name}: promised, but absent (trace {self.trace})")
        return value


def loket_messages(error: ProblemError) -> tuple[LoketMessage, ...]:
    """What Loket said when it refused; empty for a refusal in another form (401, 403)."""
    members = error.body if isinstance(error.body, dict) else {}
    listed = members.get("messages")
    return tuple(
        LoketMessage.of(one)
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict)
    )


def _file_name(disposition: str) -> str | None:
    found = _NAMED.search(disposition)
    if found is None:
        return None
    return unquote(found[1]) if found[1] else found[2]
