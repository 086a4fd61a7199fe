"""A client of the Dimona simulator that holds every answer against the specification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from invaller_contracts import conformance

if TYPE_CHECKING:
    import httpx

    from invaller_contracts.simulator import Simulator

Document = dict[str, Any]

PROCESSED = "PT6S"
"""After this long every declaration has its result (the longest takes less than 6 seconds)."""

BLOCKS: dict[str, Document] = {
    "OTH": {"startDate": "2024-02-01"},
    "BCW": {"startDate": "2024-02-01"},
    "DWD": {"startDate": "2024-02-01"},
    "FLX": {"startDate": "2024-02-01", "endDate": "2024-02-29"},
    "EXT": {
        "startDate": "2024-02-01",
        "endDate": "2024-02-01",
        "startHour": "0900",
        "endHour": "1700",
    },
    "STU": {"startDate": "2024-02-01", "endDate": "2024-02-29", "plannedHoursNumber": 40},
    "O17": {"startDate": "2024-01-20", "endDate": "2024-02-29", "plannedHoursNumber": 10},
    "S17": {"startDate": "2024-01-20", "endDate": "2024-02-29", "plannedHoursNumber": 10},
    "T17": {"startDate": "2024-01-20", "endDate": "2024-01-20"},
    "IVT": {
        "startDate": "2024-02-01",
        "endDate": "2024-02-29",
        "smallStatutesInformation": {"employmentNature": "WORKER", "workerStatus": "F1"},
    },
}
"""A sound dimonaIn block for each worker type, for declarations in January 2024."""


class Specification(conformance.Specification):
    """The OpenAPI document of Dimona; what it does not document is a failed test."""

    def check_body(self, schema: str, body: Any) -> None:
        """Raise AssertionError for a body that the component `schema` does not allow."""
        defects = self.body_defects({"$ref": f"#/components/schemas/{schema}"}, body)
        assert not defects, defects

    def check_answer(self, operation: Mapping[str, Any], response: httpx.Response) -> None:
        """Raise AssertionError for an answer that an operation does not document."""
        defects = self.answer_defects(operation, response)
        assert not defects, defects


@dataclass(frozen=True)
class Declared:
    """A declaration with its result, as GET shows it."""

    body: Document

    @property
    def status(self) -> Document:
        """The member declarationStatus."""
        status: Document = self.body["declarationStatus"]
        return status

    @property
    def number(self) -> int:
        """Its own number."""
        return int(self.status["declarationId"])

    @property
    def result(self) -> str:
        """A, W, B or S."""
        return str(self.status["result"])

    @property
    def codes(self) -> list[str]:
        """The codes of its anomalies, in their order."""
        return [anomaly["errorId"] for anomaly in self.status["anomalies"]]

    @property
    def informations(self) -> list[tuple[str, str]]:
        """Type and value of each item of informationsCollection."""
        return [(item["type"], item["value"]) for item in self.status["informationsCollection"]]

    @property
    def subject(self) -> int:
        """The number of the period or daily registration that it made or changed."""
        reference = self.status.get("period") or self.status["dailyRegistration"]
        return int(reference["id"])


def entering(
    worker_type: str = "OTH",
    commission: str = "XXX",
    *,
    employer: Any = "411702543",
    worker: Any = "65111899997",
    features: Any = None,
    **block: Any,
) -> Document:
    """A sound dimonaIn with changes; a member that is None is left out.

    employer, worker: a number, or the whole block.
    """
    declared = {"jointCommissionNumber": commission, "workerType": worker_type, **(features or {})}
    members = {**BLOCKS.get(worker_type, BLOCKS["OTH"]), **block, "features": declared}
    return {
        "employer": employer if isinstance(employer, dict) else {"enterpriseNumber": employer},
        "worker": worker if isinstance(worker, dict) else {"ssin": worker},
        "dimonaIn": {name: value for name, value in members.items() if value is not None},
    }


class Dimona:
    """Dimona in the workspace of a test: calls over HTTP, and the steps that most tests make."""

    entering = staticmethod(entering)

    def __init__(self, sim: Simulator, specification: Specification) -> None:
        self.sim = sim
        self.specification = specification
        self.base = sim.urls["dimona"]
        self._tokens: dict[str, str] = {}

    def bearer(self, client: str = "provider") -> Document:
        """An Authorization header for a client by its name."""
        if client not in self._tokens:
            self._tokens[client] = self.sim.credentials.token(client)
        return {"Authorization": f"Bearer {self._tokens[client]}"}

    def call(
        self,
        method: str,
        path: str,
        *,
        client: str | None = "provider",
        operation: str | None = None,
        headers: Document | None = None,
        **more: Any,
    ) -> httpx.Response:
        """One call, whose answer is held against the specification.

        path: below the base path, or a URL; client: None sends no token; operation: the one
        whose answers count when method and path do not tell.
        """
        url = path if path.startswith("http") else self.base + path
        sent = {**(self.bearer(client) if client else {}), **(headers or {})}
        response = self.sim.http.request(method, url, headers=sent, **more)
        below = url.removeprefix(self.base).partition("?")[0]
        known = self.specification
        found = known.named(operation) if operation else known.operation(method, below)
        assert found is not None, f"the specification has no operation {method} {path}"
        known.check_answer(found, response)
        return response

    def get(self, path: str, **more: Any) -> httpx.Response:
        """A GET; arguments as in `call`."""
        return self.call("GET", path, **more)

    def post(self, path: str, body: Any, **more: Any) -> httpx.Response:
        """A POST with a JSON body; arguments as in `call`."""
        return self.call("POST", path, json=body, **more)

    def wait(self, by: str = PROCESSED) -> None:
        """Let the clock of the workspace go on."""
        self.sim.clock.advance(by)
        self._tokens.clear()

    def move_to(self, moment: str) -> None:
        """Let the clock go on to a moment; without an offset it is one in Brussels."""
        self.sim.clock.set(moment)
        self._tokens.clear()

    def submit(self, body: Document, **more: Any) -> int:
        """Submit a declaration that must be received; gives its number."""
        response = self.post("/declarations", body, **more)
        assert response.status_code == 201, response.text
        return int(response.headers["Location"].rpartition("/")[2])

    def result(self, number: int, **more: Any) -> Declared:
        """A declaration that must have its result."""
        return Declared(self._found(f"/declarations/{number}", **more))

    def declare(self, body: Document, **more: Any) -> Declared:
        """Submit a declaration, wait, and read it with its result."""
        number = self.submit(body, **more)
        self.wait()
        return self.result(number, **more)

    def declare_all(self, bodies: Iterable[Document]) -> list[Declared]:
        """Submit declarations at one moment, wait, and read them with their results."""
        numbers = [self.submit(body) for body in bodies]
        self.wait()
        return [self.result(number) for number in numbers]

    def enter(self, *args: Any, **changes: Any) -> Declared:
        """Declare a dimonaIn as a client (of that name); other arguments as in `entering`."""
        client = changes.pop("client", "provider")
        return self.declare(entering(*args, **changes), client=client)

    def hired(self, *args: Any, **changes: Any) -> int:
        """Declare a dimonaIn that must be accepted; gives the number of the period."""
        declared = self.enter(*args, **changes)
        assert declared.result in ("A", "W"), declared.status
        return declared.subject

    def about(self, kind: str, period: int, **block: Any) -> Declared:
        """Declare something about a period: out, update, cancel, or a daily registration in."""
        return self.declare({kind: {"periodId": period, **block}})

    def registered(self, period: int, **block: Any) -> int:
        """Declare a dailyRegistrationIn that must be accepted; gives its number."""
        declared = self.about("dailyRegistrationIn", period, **block)
        assert declared.result == "A", declared.status
        return declared.subject

    def period(self, number: int | str) -> Document:
        """A period that must exist."""
        return self._found(f"/periods/{number}")

    def registration(self, number: int | str) -> Document:
        """A daily registration that must exist."""
        return self._found(f"/dailyRegistrations/{number}")

    def search(self, what: str, criteria: Document, **more: Any) -> Document:
        """A page of a POST search of declarations, periods or relations; more: query, client."""
        client = more.pop("client", "provider")
        response = self.post(f"/{what}/search", criteria, params=more, client=client)
        assert response.status_code == 200, response.text
        page: Document = response.json()
        return page

    def presences(self, period: int, **more: Any) -> Document:
        """A page of the daily registrations of a period."""
        response = self.get("/dailyRegistrations", params={"periodId": period, **more})
        assert response.status_code == 200, response.text
        page: Document = response.json()
        return page

    def pages(self, what: str, criteria: Document, **query: Any) -> Iterator[Document]:
        """The pages of a POST search, each `next` followed with the same body."""
        page = self.search(what, criteria, **query)
        yield page
        while "next" in page:
            page = self.post(page["next"], criteria).json()
            yield page

    def findings(self) -> list[str]:
        """The rules of the findings so far."""
        return [finding["rule"] for finding in self.sim.findings]

    def stored(self) -> Document:
        """The documents and the pending work of the workspace, what calls may change."""
        state = self.sim.state()
        return {"documents": state["documents"], "pending": state["pending"]}

    def _found(self, path: str, **more: Any) -> Document:
        response = self.get(path, **more)
        assert response.status_code == 200, response.text
        document: Document = response.json()
        return document


@pytest.fixture(scope="session")
def specification() -> Specification:
    """The specification that answers are held against."""
    return Specification("dimona")


@pytest.fixture
def dimona(sim: Simulator, specification: Specification) -> Dimona:
    """Dimona in a fresh workspace."""
    return Dimona(sim, specification)
