"""What exchanges with Loket tell: which kind of operation, which page, what became of items."""

import json
import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller_contracts.consumer.run import Exchange

CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MULTI_PATCH = "multi-patch"

_NUMBERS = re.compile(r'"(totalPages|currentPage)": ?(\d+)')
"""The journal shows the beginning of a very long answer only, as text; paging stands there."""


def operation_of(exchange: Exchange) -> OperationOf | None:
    """The operation of the document that was called; None when there is none."""
    if exchange.api != "loket":
        return None
    return CATALOGUE.operations.get(exchange.operation)


def is_call(exchange: Exchange) -> bool:
    """Whether an operation of Loket was called."""
    return operation_of(exchange) is not None


def shape_of(exchange: Exchange) -> str:
    """What kind of operation was called, such as `list` or `create`; empty when none was."""
    operation = operation_of(exchange)
    return "" if operation is None else operation.shape


def is_change(exchange: Exchange) -> bool:
    """Whether a call changes something."""
    return is_call(exchange) and exchange.method in CHANGES


def caller(exchange: Exchange) -> Hashable:
    """Who called: the fingerprint of the token, by which users of one client differ too."""
    return exchange.request_headers.get("authorization")


def sent(exchange: Exchange) -> Hashable:
    """Who sends what: two calls with equal ones are the same."""
    headers = ("accept", "content-type", "if-match", "x-validateonly")
    return (
        caller(exchange),
        exchange.method,
        exchange.path,
        json.dumps(exchange.request_body, sort_keys=True),
        *(exchange.request_headers.get(name) for name in headers),
    )


def is_paged(exchange: Exchange) -> bool:
    """Whether a list in pages was asked."""
    operation = operation_of(exchange)
    return operation is not None and "pageNumber" in operation.parameters


def parameter(exchange: Exchange, name: str) -> str | None:
    """A parameter of the query, whose name has any letter case; None when it is absent."""
    for known, texts in exchange.query.items():
        if known.lower() == name.lower() and texts:
            return texts[-1]
    return None


def page(exchange: Exchange) -> Hashable:
    """Which page of which list was asked, whoever asked it."""
    return (*_list_of(exchange), _number(parameter(exchange, "pageNumber")))


def next_page(exchange: Exchange) -> Hashable:
    """The page that comes next by an answer; None at the end.

    A client that asks for one record wants one, such as the newest.
    """
    told = _paging(exchange)
    current, last = told.get("currentPage"), told.get("totalPages")
    if current is None or last is None or current >= last:
        return None
    if parameter(exchange, "pageSize") == "1":
        return None
    return (*_list_of(exchange), current + 1)


def _list_of(exchange: Exchange) -> tuple[Hashable, ...]:
    asked = sorted((name.lower(), *texts) for name, texts in exchange.query.items())
    return (exchange.path.lower(), *(one for one in asked if one[0] != "pagenumber"))


def _paging(exchange: Exchange) -> Mapping[str, int]:
    body = exchange.response_body
    if isinstance(body, str):
        return {name: int(number) for name, number in _NUMBERS.findall(body[:500])}
    found = body if isinstance(body, Mapping) else {}
    return {name: its for name, its in found.items() if isinstance(its, int)}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def content(exchange: Exchange) -> Mapping[str, Any]:
    """The record that an answer has; empty when it has none."""
    body = exchange.response_body
    found = body.get("content") if isinstance(body, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def records(exchange: Exchange) -> Iterator[Mapping[str, Any]]:
    """The records that an answer shows, of a list or by itself."""
    body = exchange.response_body
    if not exchange.ok or not isinstance(body, Mapping):
        return
    if content(exchange):
        yield content(exchange)
    listed = body.get("_embedded")
    yield from (one for one in listed or () if isinstance(one, Mapping))


def messages(exchange: Exchange) -> Iterator[Mapping[str, Any]]:
    """What an answer says in messages."""
    body = exchange.response_body
    listed = body.get("messages") if isinstance(body, Mapping) else None
    yield from (one for one in listed or () if isinstance(one, Mapping))


def items(exchange: Exchange) -> Iterator[tuple[Hashable, bool]]:
    """The actions of a call on several records, each with whether it failed.

    Nothing when the answer does not tell.
    """
    body = exchange.request_body
    if shape_of(exchange) != MULTI_PATCH or not isinstance(body, list) or exchange.unanswered:
        return
    failed = {one["id"] for one in messages(exchange) if one.get("id")}
    for item in body:
        if isinstance(item, Mapping) and (exchange.ok or failed):
            key = caller(exchange), exchange.operation, json.dumps(item, sort_keys=True)
            yield key, not failed.isdisjoint(map(str, item.values()))
