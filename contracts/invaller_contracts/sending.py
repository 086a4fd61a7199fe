"""Calls of schemathesis by a connection of ours, which records them and knows certificates.

Schemathesis calls with a session of `requests`; this one hands each call to a client of httpx.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import httpx
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse

_DECODED = frozenset({"content-encoding", "transfer-encoding"})
"""Headers of a body on its way, which says nothing about the body as it was read."""


class _Adapter(HTTPAdapter):
    """Answers the calls of a session by a client."""

    def __init__(self, client: httpx.Client) -> None:
        super().__init__()
        self._client = client

    def send(
        self, request: requests.PreparedRequest, *arguments: Any, **options: Any
    ) -> requests.Response:
        """The answer to a prepared call; timeouts and trust are those of the client."""
        answer = self._client.send(
            httpx.Request(
                str(request.method),
                str(request.url),
                headers=_on_the_wire(request.headers),
                content=_content(request.body),
                extensions={"timeout": self._client.timeout.as_dict()},
            ),
            follow_redirects=False,
        )
        told = answer.headers.multi_items()
        headers = HTTPHeaderDict([pair for pair in told if pair[0].lower() not in _DECODED])
        raw = HTTPResponse(
            body=BytesIO(answer.content),
            headers=headers,
            status=answer.status_code,
            reason=answer.reason_phrase,
            version=11,
            preload_content=False,
            # The length is that of a body on its way, too.
            enforce_content_length=False,
        )
        return self.build_response(request, raw)


def session_of(client: httpx.Client) -> requests.Session:
    """A session whose calls go by a client, which stays the caller's to close."""
    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(client))
    return session


def _on_the_wire(headers: Mapping[str, str | bytes]) -> list[tuple[bytes, bytes]]:
    return [(_latin(name), _latin(value)) for name, value in headers.items()]


def _latin(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")


def _content(body: Any) -> bytes | None:
    return body.encode() if isinstance(body, str) else body
