"""What an integrator's client did: the exchanges of one workspace, as its journal tells them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Remark:
    """What the simulator noted about an exchange: a finding, or the reason of a refusal."""

    rule: str
    source: str
    message: str
    where: str = ""


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; secrets are fingerprints, so that reuse stays visible.

    time: the workspace's clock; operation: the operationId, empty when there is none; client:
    the caller's id when the credential told one; fault: what a fault rule did to the call, None
    when nothing; delivery: how the answer left, `whole`, `delayed`, `cut` or `dropped`;
    certificate: the client certificate, None when there was none. Header names are in lower
    case; bodies are JSON values, or text.
    """

    number: int
    trace: str
    time: datetime
    api: str
    operation: str
    method: str
    url: str
    status: int
    client: str | None = None
    fault: str | None = None
    delivery: str = "whole"
    certificate: Mapping[str, Any] | None = None
    findings: tuple[Remark, ...] = ()
    explanations: tuple[Remark, ...] = ()
    request_headers: Mapping[str, str] = field(default_factory=dict)
    request_body: Any = None
    response_headers: Mapping[str, str] = field(default_factory=dict)
    response_body: Any = None

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """The exchange that a document of the journal describes (POST /_sim/requests/find)."""
        request, response = document["request"], document["response"]
        return cls(
            number=document["number"],
            trace=document["trace"],
            time=datetime.fromisoformat(document["time"]),
            api=document["api"],
            operation=document["operation"] or "",
            method=document["method"],
            url=document["url"],
            status=document["status"],
            client=document["client"],
            fault=document["fault"],
            delivery=document["delivery"],
            certificate=document["certificate"],
            findings=_remarks(document["findings"]),
            explanations=_remarks(document["explanations"]),
            request_headers=_lower(request["headers"]),
            request_body=request["body"],
            response_headers=_lower(response["headers"]),
            response_body=response["body"],
        )

    @cached_property
    def path(self) -> str:
        """The path that was asked, without query and without the workspace's prefix."""
        path = urlsplit(self.url).path
        if path.startswith("/w/"):
            _, _, rest = path.removeprefix("/w/").partition("/")
            return f"/{rest}"
        return path

    @cached_property
    def query(self) -> Mapping[str, list[str]]:
        """The parameters of the query."""
        return parse_qs(urlsplit(self.url).query, keep_blank_values=True)

    @property
    def ok(self) -> bool:
        """Whether the answer tells success."""
        return 200 <= self.status < 300

    @property
    def unanswered(self) -> bool:
        """Whether the client cannot know what became of the call: no whole answer, or a 5xx.

        Whether it waited for one that was delayed cannot be seen, so that it is taken to have.
        """
        return self.status >= 500 or self.delivery in ("cut", "dropped")

    def noted(self, *rules: str) -> Remark | None:
        """The first finding or explanation of one of these rules; `x.*` means all below x."""
        for remark in (*self.findings, *self.explanations):
            if any(_is(remark.rule, rule) for rule in rules):
                return remark
        return None


def _is(rule: str, wanted: str) -> bool:
    return rule.startswith(wanted[:-1]) if wanted.endswith("*") else rule == wanted


def _remarks(documents: Sequence[Mapping[str, Any]]) -> tuple[Remark, ...]:
    return tuple(
        Remark(one["rule"], one["source"], one["message"], str(one.get("where", "")))
        for one in documents
    )


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@dataclass(frozen=True)
class Run:
    """The exchanges of one workspace in their order.

    dropped: how many older ones the journal had to forget, so that nothing is said of them.
    """

    exchanges: tuple[Exchange, ...]
    dropped: int = 0

    @classmethod
    def of(cls, documents: Sequence[Mapping[str, Any]], dropped: int = 0) -> Self:
        """The run that the documents of a journal describe."""
        return cls(tuple(Exchange.of(one) for one in documents), dropped)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self.exchanges)

    def __len__(self) -> int:
        return len(self.exchanges)

    def where(self, wanted: Callable[[Exchange], bool]) -> Iterator[Exchange]:
        """The exchanges that are wanted."""
        return (one for one in self.exchanges if wanted(one))

    def of_api(self, *apis: str) -> Iterator[Exchange]:
        """The exchanges of these APIs."""
        return self.where(lambda one: one.api in apis)

    def operations(self, *operation_ids: str) -> Iterator[Exchange]:
        """The exchanges of these operations."""
        return self.where(lambda one: one.operation in operation_ids)

    def after(self, exchange: Exchange) -> Iterator[Exchange]:
        """The exchanges that came later."""
        return self.where(lambda one: one.number > exchange.number)

    def between(self, first: Exchange, last: Exchange) -> Iterator[Exchange]:
        """The exchanges after the first and before the last."""
        return self.where(lambda one: first.number < one.number < last.number)

    @property
    def apis(self) -> tuple[str, ...]:
        """The APIs that were called, in the order of their first call."""
        return tuple(dict.fromkeys(one.api for one in self.exchanges if one.api))
