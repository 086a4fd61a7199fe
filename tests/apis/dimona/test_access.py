"""Who may call, and whose employers a caller may declare for and consult."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from invaller_clients.oauth import ClientCredentials

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

BUILDER = "1800013360"
"""An employer that gave the client `employer` a mandate."""

FARM = "1800012271"
"""An employer whose mandate to the client `employer` ended in 2018."""

STRANGER = "411702543"
"""An employer that never gave the client `employer` a mandate."""

PERIOD = 600050201853
"""A seeded period of 800002352, another stranger to the client `employer`."""

SCOPES = ("scope:dimona:declaration:declarant", "scope:dimona:declaration:consult")

CRITERIA = {"worker": {"ssin": "65111899997"}}

CONSULTATIONS: list[tuple[str, str, Any]] = [
    ("GET", "/declarations/600050201853", None),
    ("POST", "/declarations/search", CRITERIA),
    ("GET", "/dailyRegistrations/600050201853", None),
    ("GET", "/dailyRegistrations?periodId=600050201853", None),
    ("GET", "/periods/600050201853", None),
    ("POST", "/periods/search", CRITERIA),
    ("POST", "/relations/search", CRITERIA),
]
OPERATIONS = [("POST", "/declarations", {}), *CONSULTATIONS]


def kind_of(response: httpx.Response) -> str:
    """The kind of a belgif problem, the last part of its type."""
    return str(response.json()["type"].rpartition(":")[2])


def token_with(dimona: Dimona, scope: str) -> dict[str, str]:
    """An Authorization header with a token of `provider` that has only one scope."""
    auth = ClientCredentials(
        dimona.sim.credentials.client_id(),
        dimona.sim.credentials.private_key,
        token_url=f"{dimona.sim.url}/REST/oauth/v5/token",
        scopes=[scope],
        clock=dimona.sim.clock.now.timestamp,
    )
    # Any call makes the client fetch a token; the refusal of this one does not matter.
    sent = dimona.sim.http.get(f"{dimona.base}/periods/1", auth=auth).request
    return {"Authorization": sent.headers["Authorization"]}


@pytest.mark.behaviour("dimona.access.token-required")
@pytest.mark.parametrize(("method", "path", "body"), OPERATIONS)
def test_every_operation_needs_a_token(dimona: Dimona, method: str, path: str, body: Any) -> None:
    """Without a token, or with one that nobody holds, each operation answers 401."""
    for authorization, kind in (
        ("", "noAccessToken"),
        ("Basic cHJvdmlkZXI6eA==", "noAccessToken"),
        ("Bearer 0123456789abcdef", "invalidAccessToken"),
    ):
        headers = {"Authorization": authorization} if authorization else {}
        response = dimona.call(method, path, json=body, client=None, headers=headers)
        assert (response.status_code, kind_of(response)) == (401, kind)
        assert response.headers["WWW-Authenticate"].startswith('Bearer realm="')


@pytest.mark.behaviour("dimona.access.token-required")
def test_a_token_expires_on_the_clock_of_the_workspace(dimona: Dimona) -> None:
    """An access token that has expired answers 401, and a new one is admitted."""
    old = dimona.bearer()
    dimona.wait("PT1H")
    expired = dimona.get(f"/periods/{PERIOD}", client=None, headers=old)
    assert (expired.status_code, kind_of(expired)) == (401, "expiredAccessToken")
    assert dimona.get(f"/periods/{PERIOD}").status_code == 200


@pytest.mark.behaviour("dimona.access.declarant-scope")
def test_declaring_needs_the_scope_of_declarants(dimona: Dimona) -> None:
    """A token with consult alone cannot declare: 403 missingScope that names the scope."""
    before = dimona.stored()
    response = dimona.post(
        "/declarations", dimona.entering(), client=None, headers=token_with(dimona, SCOPES[1])
    )
    assert (response.status_code, kind_of(response)) == (403, "missingScope")
    assert response.json()["requiredScopes"] == [SCOPES[0]]
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.access.declarant-scope", "dimona.access.consult-scope")
def test_each_scope_admits_to_its_own_operations(dimona: Dimona) -> None:
    """declarant alone is enough to declare, consult alone to read."""
    declarant, consult = (token_with(dimona, scope) for scope in SCOPES)
    number = dimona.submit(dimona.entering(), client=None, headers=declarant)
    assert dimona.get(f"/declarations/{number}", client=None, headers=consult).status_code == 404
    read = dimona.get(f"/periods/{PERIOD}", client=None, headers=consult)
    assert read.status_code == 200


@pytest.mark.behaviour("dimona.access.consult-scope")
@pytest.mark.parametrize(("method", "path", "body"), CONSULTATIONS)
def test_reading_needs_the_scope_of_consultants(
    dimona: Dimona, method: str, path: str, body: Any
) -> None:
    """A token with declarant alone cannot read: each operation answers 403 missingScope."""
    token = token_with(dimona, SCOPES[0])
    response = dimona.call(method, path, json=body, client=None, headers=token)
    assert (response.status_code, kind_of(response)) == (403, "missingScope")
    assert response.json()["requiredScopes"] == [SCOPES[1]]


@pytest.mark.behaviour("dimona.access.no-right-403")
def test_nobody_declares_for_a_stranger(dimona: Dimona) -> None:
    """A client declares for an employer that gave it a mandate, and for no other: 403."""
    assert dimona.enter(employer=BUILDER, client="employer").result == "A"
    before = dimona.stored()
    response = dimona.post("/declarations", dimona.entering(employer=STRANGER), client="employer")
    assert (response.status_code, kind_of(response)) == (403, "missingPermission")
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.access.no-right-403")
@pytest.mark.parametrize("kind", ["dimonaOut", "dimonaUpdate", "dimonaCancel"])
def test_nobody_touches_the_period_of_a_stranger(dimona: Dimona, kind: str) -> None:
    """A declaration about a stranger's period answers 403 although it names no employer."""
    before = dimona.stored()
    response = dimona.post("/declarations", {kind: {"periodId": PERIOD}}, client="employer")
    assert (response.status_code, kind_of(response)) == (403, "missingPermission")
    assert dimona.stored() == before


@pytest.mark.behaviour("dimona.access.no-right-403")
@pytest.mark.parametrize("what", ["declarations", "periods", "relations"])
def test_nobody_searches_at_a_stranger(dimona: Dimona, what: str) -> None:
    """A search that names a stranger answers 403; one that names a mandator is answered."""
    path = f"/{what}/search"
    for stranger in ({"enterpriseNumber": STRANGER}, {"employerId": 175110801}):
        response = dimona.post(path, {"employer": stranger}, client="employer")
        assert (response.status_code, kind_of(response)) == (403, "missingPermission")
    own = {"employer": {"enterpriseNumber": BUILDER}}
    assert dimona.post(path, own, client="employer").status_code == 200


@pytest.mark.behaviour("dimona.access.other-employers-record-403")
def test_records_of_a_stranger_cannot_be_read(dimona: Dimona) -> None:
    """Declarations, periods and daily registrations of a stranger answer 403."""
    declared = dimona.enter(employer=STRANGER)
    presence = dimona.registered(PERIOD, startDate="2024-01-15", startHour="1630")
    paths = [
        f"/declarations/{declared.number}",
        f"/periods/{declared.subject}",
        f"/dailyRegistrations/{presence}",
        f"/dailyRegistrations?periodId={PERIOD}",
    ]
    for path in paths:
        response = dimona.get(path, client="employer")
        assert (response.status_code, kind_of(response)) == (403, "missingPermission")
        assert dimona.get(path).status_code == 200


@pytest.mark.behaviour("dimona.access.search-shows-own-employers")
@pytest.mark.parametrize("what", ["declarations", "periods", "relations"])
def test_a_search_by_worker_shows_own_employers(dimona: Dimona, what: str) -> None:
    """A search by SSIN lists what belongs to employers for whom the caller has a right."""
    dimona.declare_all([dimona.entering(employer=number) for number in (BUILDER, STRANGER)])
    own = dimona.search(what, CRITERIA, client="employer")
    everyone = dimona.search(what, CRITERIA)
    assert [item["employer"]["enterpriseNumber"] for item in own["items"]] == [BUILDER]
    assert own["total"] == 1
    assert {BUILDER, STRANGER} <= {
        item["employer"]["enterpriseNumber"] for item in everyone["items"]
    }


@pytest.mark.behaviour("dimona.access.search-shows-own-employers")
def test_a_declaration_for_nobody_is_shown_to_its_declarant_only(dimona: Dimona) -> None:
    """A refused declaration for an unknown employer is not listed, or read, by another client."""
    declared = dimona.enter(employer="407585882")
    assert (declared.result, declared.codes) == ("B", ["00014-235"])
    assert dimona.search("declarations", CRITERIA)["total"] == 1
    assert dimona.search("declarations", CRITERIA, client="employer")["total"] == 0
    read = dimona.get(f"/declarations/{declared.number}", client="employer")
    assert (read.status_code, kind_of(read)) == (403, "missingPermission")


@pytest.mark.behaviour("dimona.access.lapsed-mandate-is-b")
def test_a_lapsed_mandate_is_told_by_the_result(dimona: Dimona) -> None:
    """A mandatary whose mandate ended is received and reads a B with 90256-155."""
    declared = dimona.enter(employer=FARM, client="employer")
    assert (declared.result, declared.codes) == ("B", ["90256-155"])


@pytest.mark.behaviour("dimona.access.lapsed-mandate-is-b")
@pytest.mark.parametrize(("begin", "result"), [("2024-01-15", "A"), ("2024-01-16", "B")])
def test_a_mandate_counts_from_the_day_it_begins(dimona: Dimona, begin: str, result: str) -> None:
    """One that begins tomorrow is as good as lapsed, one that begins today is valid."""
    mandate = {"mandatary": "0880820673", "employer": FARM, "from": begin, "until": None}
    dimona.sim.merge({"register.employer-mandate": {f"0880820673|{FARM}": mandate}})
    declared = dimona.enter(employer=FARM, client="employer")
    assert declared.result == result
    assert ("90256-155" in declared.codes) is (result == "B")


UNKNOWN_PERSON, UNKNOWN_EMPLOYER, UNKNOWN_NSSO = "85051000164", "407585882", 15170023
"""Numbers whose check digits are right and that are in no register."""


@pytest.mark.behaviour("dimona.access.closed-registers")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"worker": UNKNOWN_PERSON}, "00024-003"),
        ({"employer": UNKNOWN_EMPLOYER}, "00014-235"),
        ({"employer": {"employerId": UNKNOWN_NSSO}}, "00011-235"),
    ],
)
def test_closed_registers_know_only_their_own(
    dimona: Dimona, changes: dict[str, Any], code: str
) -> None:
    """A valid number that is in no register is refused; open registers accept it."""
    declared = dimona.enter(**changes)
    assert (declared.result, declared.codes) == ("B", [code])
    dimona.sim.settings.change(registers="open")
    assert dimona.enter(**changes).result == "A"


@pytest.mark.behaviour("dimona.access.closed-registers")
@pytest.mark.sim(registers="open")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"worker": "85051000165"}, "00024-003"),
        ({"employer": "407585883"}, "00014-003"),
        ({"employer": {"employerId": 15170024}}, "00011-003"),
    ],
)
def test_open_registers_still_check_digits(
    dimona: Dimona, changes: dict[str, Any], code: str
) -> None:
    """With open registers a number with wrong check digits is refused all the same."""
    declared = dimona.enter(**changes)
    assert (declared.result, declared.codes) == ("B", [code])
