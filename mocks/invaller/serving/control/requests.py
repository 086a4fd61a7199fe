"""Questions to the journal: listing, counting, finding, explaining, exporting."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant
from invaller.kernel.journal import Exchange
from invaller.kernel.redaction import redacted_headers, redacted_text
from invaller.kernel.version import VERSION
from invaller.serving.control.problems import problem, refusing

Test = Callable[[Exchange, Any], bool]

_TESTS: Mapping[str, Test] = {
    "api": lambda exchange, value: exchange.api == value,
    "operation": lambda exchange, value: exchange.operation == value,
    "status": lambda exchange, value: exchange.status == value,
    "method": lambda exchange, value: value in ("ANY", exchange.method),
    "url": lambda exchange, value: exchange.url == value,
    "urlPath": lambda exchange, value: exchange.url.split("?")[0] == value,
    "urlPattern": lambda exchange, value: re.fullmatch(value, exchange.url) is not None,
    "urlPathPattern": lambda exchange, value: (
        re.fullmatch(value, exchange.url.split("?")[0]) is not None
    ),
}


def _matching(call: Call, pattern: Mapping[str, Any]) -> list[Exchange]:
    for name in ("urlPattern", "urlPathPattern"):
        # Refused for what it is, also when there is nothing yet to match it with.
        re.compile(pattern.get(name, ""))
    tests = [(_TESTS[name], value) for name, value in pattern.items() if name in _TESTS]
    return [e for e in call.workspace.journal if all(test(e, value) for test, value in tests)]


def list_requests(call: Call) -> Answer:
    """The journal, oldest first, with how much of it was dropped."""
    found = _matching(call, call.parameters)
    limit = call.parameters.get("limit")
    shown = found[-limit:] if limit else found
    return Answer(
        200,
        {
            "requests": [exchange.summary() for exchange in shown],
            "meta": _meta(call, found),
        },
    )


def _meta(call: Call, found: list[Exchange]) -> dict[str, int]:
    """How many exchanges were found, and how many the journal no longer has."""
    return {"total": len(found), "dropped": call.workspace.journal.dropped}


@refusing(re.error, OverflowError, RecursionError)
def count_requests(call: Call) -> Answer:
    """How many exchanges match a pattern."""
    return Answer(200, {"count": len(_matching(call, call.body or {}))})


@refusing(re.error, OverflowError, RecursionError)
def find_requests(call: Call) -> Answer:
    """The exchanges that match a pattern, whole."""
    found = _matching(call, call.body or {})
    shown = [exchange.to_document() for exchange in found]
    return Answer(200, {"requests": shown, "meta": _meta(call, found)})


def clear_requests(call: Call) -> Answer:
    """Empty the journal."""
    call.workspace.journal.clear()
    return Answer(204)


def list_findings(call: Call) -> Answer:
    """What a good client would not have done, by exchange."""
    found = [
        {"trace": exchange.trace, "operation": exchange.operation, **finding.to_document()}
        for exchange in call.workspace.journal
        for finding in exchange.notes.findings
    ]
    return Answer(200, {"findings": found})


def get_request(call: Call) -> Answer:
    """One exchange, whole."""
    exchange = call.workspace.journal.find(call.parameters["id"])
    return Answer(200, exchange.to_document()) if exchange else _unknown(call)


def explain_request(call: Call) -> Answer:
    """Why an exchange was answered as it was."""
    exchange = call.workspace.journal.find(call.parameters["id"])
    if exchange is None:
        return _unknown(call)
    document = exchange.to_document()
    members = ("trace", "api", "operation", "method", "url", "status", "time", "fault")
    return Answer(
        200,
        {
            **{name: document[name] for name in members},
            "explanations": document["explanations"],
            "findings": document["findings"],
        },
    )


def _unknown(call: Call) -> Answer:
    journal = call.workspace.journal
    dropped = f", and {journal.dropped} older ones were dropped" if journal.dropped else ""
    return problem(
        404,
        f"no exchange {call.parameters['id']!r} in workspace {call.workspace.name!r}; "
        f"it holds {len(journal)}{dropped}",
    )


def export_har(call: Call) -> Answer:
    """The journal as HTTP Archive 1.2."""
    entries = [_har_entry(call, exchange) for exchange in call.workspace.journal]
    creator = {"name": "invaller", "version": VERSION}
    return Answer(200, {"log": {"version": "1.2", "creator": creator, "entries": entries}})


def _har_entry(call: Call, exchange: Exchange) -> dict[str, Any]:
    url = call.base.split("/_sim")[0].split("/w/")[0] + redacted_text(exchange.url)
    request: dict[str, Any] = {
        "method": exchange.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _har_headers(exchange.request_headers),
        "queryString": [
            {"name": name, "value": value} for name, value in parse_qsl(urlsplit(url).query)
        ],
        "headersSize": -1,
        "bodySize": len(exchange.request_body),
    }
    if exchange.request_body:
        media_type = dict(exchange.request_headers).get("content-type", "")
        request["postData"] = {"mimeType": media_type, "text": _har_text(exchange.request_body)}
    headers = _har_headers(exchange.response_headers)
    return {
        "startedDateTime": render_instant(exchange.time),
        "time": 0,
        "request": request,
        "response": {
            "status": exchange.status,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": headers,
            "content": {
                "size": len(exchange.response_body),
                "mimeType": dict(exchange.response_headers).get("Content-Type", ""),
                "text": _har_text(exchange.response_body),
            },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": len(exchange.response_body),
        },
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "_trace": exchange.trace,
        "_workspace": exchange.workspace,
        "_certificate": exchange.identity.to_document() if exchange.identity else None,
    }


def _har_headers(headers: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in redacted_headers(headers).items()]


def _har_text(body: bytes) -> str:
    return redacted_text(body.decode(errors="replace"))


REQUEST_HANDLERS: Mapping[str, Handler] = {
    "listRequests": list_requests,
    "countRequests": count_requests,
    "findRequests": find_requests,
    "clearRequests": clear_requests,
    "listFindings": list_findings,
    "getRequest": get_request,
    "explainRequest": explain_request,
    "exportHar": export_har,
}
