"""The control plane of a running server, as tests use it: one call, one answer, or an error."""

from typing import Any, Self

import httpx


class SimulatorError(RuntimeError):
    """The control plane refused a call; the message is its own."""


class Control:
    """The control plane of one server, seen from one workspace or from none.

    url: scheme, host and port, with the prefix of a workspace when it is about one.
    """

    def __init__(self, client: httpx.Client, url: str) -> None:
        self._client = client
        self.url = url

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """The JSON (or text) that answers a call; raises SimulatorError when it is refused."""
        response = self._client.request(method, f"{self.url}/_sim{path}", params=query, json=body)
        if response.is_error:
            raise SimulatorError(f"{method} {path}: {response.status_code} {_detail(response)}")
        if not response.content:
            return None
        if response.headers["Content-Type"].startswith("text/plain"):
            return response.text
        return response.json()

    def within(self, url: str) -> Self:
        """The control plane of the same server, seen from the workspace with this URL."""
        return type(self)(self._client, url)


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return response.text[:500]
