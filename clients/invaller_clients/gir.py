"""The client of the VAPH's geïntegreerde registratietool (GIR).

Its operations are not public, so this one knows none: it reads the document that the service
shows to who may log in, and calls what that document names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

import httpx

from .errors import UnreadableAnswer
from .transport import DEFAULT_TIMEOUT, Query, Service

__all__ = ["Gir"]

_DOCUMENT = "/v3/api-docs"
_BASE = "/registratietool/v2"


class Gir(Service):
    """Calls GIR with the login of the ISIS calls (VAPH GIR, Swagger documentatie)."""

    PRODUCTION_URL: ClassVar[str] = "https://api.vaph.be/registratietool/v2"
    ACCEPTANCE_URL: ClassVar[str] = "https://api-acc.vaph.be/registratietool/v2"
    TEST_URL: ClassVar[str] = "https://api-tst.vaph.be/registratietool/v2"
    """Open to the outside only for larger changes (VAPH GIR)."""

    def __init__(
        self,
        base_url: str,
        user: str,
        password: str,
        *,
        transport: httpx.BaseTransport | None = None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        """Point at `base_url`, which ends in /registratietool/v2."""
        auth = httpx.BasicAuth(user, password)
        super().__init__(base_url, auth=auth, transport=transport, timeout=timeout)
        self._document_url = _beside(base_url)

    def document(self) -> Mapping[str, Any]:
        """The OpenAPI document of the service, which lies beside the base URL (assumed)."""
        return self._read("GET", self._document_url).raw

    def call(
        self, method: str, path: str, *, query: Query | None = None, body: object = None
    ) -> Any:
        """Do what the document names by method and path: its JSON, or None when it answers none.

        `path` is below the base URL and begins with a slash. Every failure is an
        InvallerClientError: Forbidden for a failed login, NotFound, BadRequest, ...
        """
        response = self._call(method, path, query=query, body=body)
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError as error:
            raise UnreadableAnswer(f"{response.request.url}: not JSON") from error


def _beside(base_url: str) -> str:
    """Where the document is for a base URL."""
    parts = urlsplit(base_url)
    prefix = parts.path.rstrip("/").removesuffix(_BASE)
    return urlunsplit((parts.scheme, parts.netloc, prefix + _DOCUMENT, "", ""))
