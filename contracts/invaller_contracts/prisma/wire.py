"""Raw calls of Link2Prisma, for what a good client would not send."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from invaller_contracts.prisma.checking import response_defects, specification
from invaller_contracts.prisma.samples import BUILDER
from invaller_contracts.simulator import Simulator

Result = dict[str, Any]


class Wire:
    """Calls in a workspace as they are, path by path and header by header.

    headers: what goes along with every call, such as who calls.
    """

    def __init__(self, sim: Simulator, headers: Mapping[str, str] | None = None) -> None:
        self.sim = sim
        self._headers = dict(headers or {})

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        employer: str | None = BUILDER,
        **headers: str,
    ) -> httpx.Response:
        """One call; body: JSON, or bytes as they are; employer: None for no such header.

        headers: with `_` where their name has `-`.
        """
        sent = {"Employer": employer} if employer is not None else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        url = self.sim.urls["prisma"] + path
        return self.sim.http.request(method, url, content=content, headers=self._headers | sent)

    def identifier(self, method: str, path: str, body: object = None, **options: Any) -> str:
        """The unique identifier of a call that is accepted; raises ValueError otherwise."""
        response = self.call(method, path, body, **options)
        if response.status_code != httpx.codes.ACCEPTED:
            raise ValueError(f"{method} {path}: {response.status_code} {response.text}")
        return str(response.json())

    def look(self, identifier: str) -> Result:
        """A Result as it is now; raises ValueError for one that is not documented."""
        response = self.call("GET", f"/Result/{identifier}", employer=None)
        defects = specification().defects(response)
        if defects:
            raise ValueError(f"Result: {defects}")
        return dict(response.json())

    def processed(self, identifier: str, operation: str | None = None) -> Result:
        """A Result after all that waits was processed.

        operation: the operationId whose Response it must be; raises ValueError for another.
        """
        self.sim.clock.advance("PT1S")
        result = self.look(identifier)
        if operation is not None:
            defects = response_defects(specification().named(operation), result)
            if defects:
                raise ValueError(f"{operation}: {defects}")
        return result

    def done(self, method: str, path: str, body: object = None, **options: Any) -> Result:
        """The Result of a call that is accepted and processed."""
        return self.processed(self.identifier(method, path, body, **options))
