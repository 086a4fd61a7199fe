"""What every client shares: a base URL, credentials, JSON, paging and one translation of errors."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import httpx

from .errors import UnreadableAnswer
from .problems import trace_of
from .reading import Members
from .translation import Recognition, translated

Query = Mapping[str, str | Sequence[str]]

DEFAULT_TIMEOUT = 30.0
"""Seconds to wait for a connection, and for each part of an answer."""


class Service:
    """One API at one base URL; the clients are this plus their operations.

    `transport` is the seam: leave it out for the network, or hand over an httpx transport that
    answers by itself. Redirects are not followed. Close it, or use it in a `with` block.
    """

    recognised: Sequence[Recognition] = ()
    """Errors that this API tells apart by their message."""

    def __init__(
        self,
        base_url: str,
        *,
        auth: httpx.Auth | None = None,
        transport: httpx.BaseTransport | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        verify: ssl.SSLContext | bool = True,
    ) -> None:
        """Point at `base_url`, with `auth` on every call and `timeout` in seconds.

        `verify` is how to trust the server, and as whom to be known by it; `transport` goes first.
        """
        self._http = httpx.Client(
            base_url=base_url,
            auth=auth,
            transport=transport,
            timeout=timeout,
            verify=verify,
            headers={"Accept": "application/json, application/problem+json"},
        )

    def __enter__(self) -> Self:
        """Open the connections."""
        self._http.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._http.__exit__(kind, error, traceback)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _call(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: object = None,
    ) -> httpx.Response:
        """Do one call and give its successful answer; every failure is an InvallerClientError."""
        request = self._http.build_request(method, path, params=query, json=body)
        with translated(request, self.recognised):
            return self._http.send(request).raise_for_status()

    def _read(
        self,
        method: str,
        path: str,
        *,
        query: Query | None = None,
        body: object = None,
    ) -> Members:
        """Do one call and give the JSON object that it answers."""
        response = self._call(method, path, query=query, body=body)
        return Members(json_of(response))

    def _read_pages(
        self,
        method: str,
        path: str,
        *,
        query: Query,
        body: object = None,
    ) -> Iterator[Members]:
        """Give the items of every page, asking for the next page when it is needed.

        Each page is asked with the same method, path and body. Of `next` only the query counts:
        its path lacks `/search` in the examples (Dimona WS REST v2, 7.3 and 7.7), and credentials
        must not follow a link to another host.
        """
        asked: list[Query] = []
        while query not in asked:
            asked.append(query)
            page = self._read(method, path, query=query, body=body)
            yield from page.items("items")
            following = page.text("next")
            if not following:
                return
            query = _query_of_next(following, query)
        raise UnreadableAnswer(f"{method} {path}: `next` leads back to a page already read")


def json_of(response: httpx.Response) -> Any:
    """The JSON value of an answer; UnreadableAnswer when it is not JSON."""
    try:
        return response.json()
    except ValueError as error:
        trace = trace_of(response)
        raise UnreadableAnswer(f"{response.request.url}: not JSON (trace {trace})") from error


def _query_of_next(following: str, query: Query) -> Query:
    """What we asked, with the page of `following` (and what else it adds)."""
    added = parse_qs(urlsplit(following).query)
    kept = {name: value for name, value in query.items() if name != "page"}
    return {**added, **kept}
