"""Calls of precontractual data as they are on the wire, each held against the specification."""

from typing import Any

import httpx

from invaller_contracts.conformance import Specification
from invaller_contracts.precontractual.samples import EMPLOYER, MANDATARY, STUDENT
from invaller_contracts.simulator import Simulator

Query = dict[str, Any]

PATH = "/verifyPrecontractualData"

ORDINARY: Query = {
    "mandataryEnterpriseNumber": EMPLOYER,
    "citizen": STUDENT,
    "startDate": "2025-03-10",
}
"""What an employer asks on 3 March 2025 about a student; it is answered."""

REPRESENTING: Query = {
    **ORDINARY,
    "mandataryEnterpriseNumber": MANDATARY,
    "representedEnterpriseNumber": EMPLOYER,
}
"""What the mandatary of that employer asks."""


class Wire:
    """Raw calls in a workspace; an answer that the specification does not know is an error."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self._specification = Specification("precontractual")

    def call(
        self,
        query: Query | str,
        *,
        method: str = "GET",
        path: str = PATH,
        client: str | None = "employer",
        token: str | None = None,
    ) -> httpx.Response:
        """One call; raises ValueError for an answer that is not documented.

        query: parameters, or a query string as it is; client: whose token goes along, None for
        no token; token: this one instead.
        """
        bearer = token or (self.sim.credentials.token(client) if client else None)
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        url = self.sim.urls["precontractual"] + path
        if isinstance(query, str):
            response = self.sim.http.request(method, f"{url}?{query}", headers=headers)
        else:
            response = self.sim.http.request(method, url, params=query, headers=headers)
        defects = self._specification.defects(response, default=method != "GET")
        if defects:
            raise ValueError(f"{response.request.method} {response.url}: {defects}")
        return response

    def ask(self, client: str | None = "employer", **changes: Any) -> httpx.Response:
        """The ordinary question with changes; a parameter that is None is left out.

        With client "provider" it is the question of the mandatary.
        """
        question = {**(REPRESENTING if client == "provider" else ORDINARY), **changes}
        return self.call(
            {name: value for name, value in question.items() if value is not None}, client=client
        )
