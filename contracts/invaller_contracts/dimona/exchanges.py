"""What exchanges with Dimona tell: which declaration was handed in, and what became of it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from invaller_contracts.consumer.run import Exchange

SUBMIT, LOOK = "submitDeclaration", "getDeclaration"
LISTS = ("searchDeclarations", "listDailyRegistrations", "searchPeriods", "searchRelations")
"""Operations that answer page by page."""

ACCEPTED = frozenset({"A", "W"})
WAITING = "S"
REFUSED = "B"


def content(exchange: Exchange) -> str:
    """What a body says, whoever says it, so that equal things are equal text."""
    return json.dumps(exchange.request_body, sort_keys=True, ensure_ascii=False)


def said(exchange: Exchange) -> str:
    """Who says what; a call that a fault answered has no author."""
    return f"{exchange.client} {content(exchange)}"


def received_as(exchange: Exchange) -> str | None:
    """The number with which a declaration was received; None for any other exchange."""
    if exchange.operation != SUBMIT or not exchange.ok:
        return None
    return exchange.response_headers.get("location", "").rpartition("/")[2] or None


def looked_for(exchange: Exchange) -> str | None:
    """The number whose result a call asks for; None for any other exchange."""
    return exchange.path.rpartition("/")[2] if exchange.operation == LOOK else None


def results(exchange: Exchange) -> Iterator[tuple[str, dict[str, Any]]]:
    """The declarations whose result an answer tells, by number, each with its status block."""
    body = exchange.response_body
    if not exchange.ok or not isinstance(body, dict):
        return
    shown = body.get("items", ()) if exchange.operation == "searchDeclarations" else (body,)
    for declaration in shown if exchange.operation in (LOOK, "searchDeclarations") else ():
        status = declaration["declarationStatus"]
        yield str(status["declarationId"]), status


def page(exchange: Exchange) -> tuple[str, ...]:
    """Which page of which list a call asks for."""
    return (*_list_of(exchange), _number(exchange.query))


def next_page(exchange: Exchange) -> tuple[str, ...] | None:
    """The page that an answer says to come next; None at the end."""
    body = exchange.response_body
    following = body.get("next") if isinstance(body, dict) else None
    if not following:
        return None
    return (*_list_of(exchange), _number(parse_qs(urlsplit(str(following)).query)))


def _list_of(exchange: Exchange) -> tuple[str, ...]:
    criteria = {name: values for name, values in exchange.query.items() if name != "page"}
    return exchange.operation, content(exchange), json.dumps(criteria, sort_keys=True)


def _number(query: Any) -> str:
    return str(query.get("page", ["1"])[-1])
