"""Good calls with something wrong in them: never a defect, neither at once nor when work is due."""

import asyncio
import json
import os
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invaller.serving.running import build
from invaller.serving.server import Server
from invaller_contracts.plugin import DEFAULTS

EXAMPLES = int(os.environ.get("INVALLER_FUZZ_EXAMPLES", "100"))
_DIMONA = "/REST/dimona/v2"
_VERIFY = "/REST/employmentPrecontractualData/v1/verifyPrecontractualData"
_EMPLOYER = {"enterpriseNumber": "411702543"}
_PARTIES = {"employer": _EMPLOYER, "worker": {"ssin": "65111899997"}}
_STRANGER = {"familyName": "NOBODY", "givenName": "NEMO", "birthDate": "1990-01-01"}
_DATES = {"startDate": "2025-03-03", "endDate": "2025-03-10"}


def _in(worker_type: str, **more: Any) -> dict[str, Any]:
    features = {"jointCommissionNumber": "XXX", "workerType": worker_type}
    return {**_PARTIES, "dimonaIn": {**_DATES, "features": features, **more}}


# {period} is the number of a period that was declared before.
_GOOD: list[tuple[str, str, dict[str, Any]]] = [
    (
        "GET",
        _VERIFY,
        {
            "mandataryEnterpriseNumber": "0880820673",
            "citizen": "06081991188",
            "startDate": "2025-03-30",
            "typeOfWorker": "studentJob",
        },
    ),
    ("POST", "/declarations", _in("OTH")),
    ("POST", "/declarations", _in("STU", plannedHoursNumber=20)),
    ("POST", "/declarations", _in("FLX", startHour="0800", endHour="1200")),
    ("POST", "/declarations", _in("EXT", startHour="0800", endHour="1200")),
    ("POST", "/declarations", {**_in("OTH"), "worker": _STRANGER}),
    ("POST", "/declarations", {"dimonaOut": {"periodId": "{period}", "endDate": "2025-03-05"}}),
    ("POST", "/declarations", {"dimonaUpdate": {"periodId": "{period}", **_DATES}}),
    ("POST", "/declarations", {"dimonaCancel": {"periodId": "{period}"}}),
    (
        "POST",
        "/declarations",
        {"dailyRegistrationIn": {"periodId": "{period}", "startDate": "2025-03-03"}},
    ),
    ("POST", "/declarations/search", {**_PARTIES, "dimonaDeclarationType": ["dimonaIn"]}),
    ("POST", "/periods/search", {"employer": _EMPLOYER, "activeFromDate": "2025-01-01"}),
    ("POST", "/relations/search", {**_PARTIES, "activeToDate": "2025-12-31"}),
    ("GET", "/periods/{period}", {}),
    ("GET", "/dailyRegistrations", {"periodId": "{period}", "page": "1", "pageSize": "5"}),
]
_WRONG: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        ["", " ", "0", "\x00", "9999-12-31", "0001-01-01", "2025-02-30", "2400", "9959", "STU",
         "DWD", "T/EBE", "00000000097", "6511189999", "é" * 300, "\U0001f600", "2025-03-04", "1030"]
    ),
    st.sampled_from([0, -1, 1, 10**12, 10**30, 0.5, 1e300, True, None, [], {}, [None], [[]]]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.integers(),
    st.dates().map(str),
)  # fmt: skip


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _places(item, (*path, name))


@st.composite
def _calls(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    method, path, body = draw(st.sampled_from(_GOOD))
    body = deepcopy(body)
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(body))
        if not places:
            break
        *parents, last = draw(st.sampled_from(places))
        holder: Any = body
        for step in parents:
            holder = holder[step]
        if draw(st.booleans()):
            holder[last] = draw(_WRONG)
        else:
            del holder[last]
    return method, path, body


class _Session:
    """One client of every API over a world that keeps what was declared."""

    def __init__(self) -> None:
        self.server: Server = build(None, {**DEFAULTS, "registers": "open"})
        self.period = 0
        self.call("POST", "/declarations", _in("OTH"))

    def call(self, method: str, path: str, body: Any) -> httpx.Response:
        """Call an API, with a query where the method takes no body; gives the result, once due."""
        text = json.dumps(body).replace('"{period}"', str(self.period))
        url = path if path.startswith("/REST") else f"{_DIMONA}{path}"
        answer = asyncio.run(self._send(method, url.replace("{period}", str(self.period)), text))
        status = answer.json().get("declarationStatus", {})
        # What comes next is about the newest period, so that annulled ones are left behind.
        self.period = int((status.get("period") or {}).get("id", self.period))
        return answer

    async def _send(self, method: str, url: str, text: str) -> httpx.Response:
        transport = httpx.ASGITransport(self.server)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            client.headers["Authorization"] = await self._bearer(client, url)
            if method == "GET":
                return await client.get(url, params=json.loads(text))
            headers = {"Content-Type": "application/json"}
            answer = await client.request(method, url, content=text, headers=headers)
            if "Location" not in answer.headers:
                return answer
            due = await client.post("/_sim/clock/run-until-idle")
            assert due.status_code == 200, due.text
            client.headers["Authorization"] = await self._bearer(client, url)
            return await client.get(answer.headers["Location"])

    async def _bearer(self, client: httpx.AsyncClient, url: str) -> str:
        name = "employer" if "verify" in url else "provider"
        return f"Bearer {(await client.get('/_sim/token', params={'client': name})).text}"


@pytest.fixture(scope="module")
def session() -> Iterator[_Session]:
    """A session with one period declared."""
    session = _Session()
    assert session.period > 0
    yield session
    session.server.world.store.close()


@pytest.mark.parametrize("good", _GOOD, ids=lambda good: f"{good[0]} {good[1]}")
def test_unmutated_calls_are_taken(session: _Session, good: tuple[str, str, Any]) -> None:
    """What the mutations start from is found and read by its operation."""
    assert session.call(*good).status_code in (200, 404)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(drawn=_calls())
def test_no_mutation_meets_a_defect(
    session: _Session, drawn: tuple[str, str, dict[str, Any]]
) -> None:
    """A call that is nearly right is answered, and so is the question for its result."""
    answer = session.call(*drawn)
    assert answer.status_code < 500, answer.text
    assert answer.json() is not None
