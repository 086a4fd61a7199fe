"""A document with collections in collections, UUIDs, codes, envelopes and problem details."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from tests.apis.gir.conftest import Dropped


UNIT = {"code": "AB123", "capacity": 3, "open": True}


def _organisation(nested: Dropped, name: str = "Huis") -> str:
    return str(nested.json("POST", "/organisations", {"name": name}))


@pytest.mark.behaviour("gir.dropped-in.base-path")
def test_the_base_path_is_not_said_twice(nested: Dropped) -> None:
    """Where server and paths of the document hold the base path together, it is there once."""
    assert nested.base.endswith("/registratietool/v2")
    assert nested.status("GET", "/organisations") == 200
    assert nested.status("GET", "/v2/organisations") == 404


@pytest.mark.behaviour("gir.dropped-in.create")
def test_an_answer_may_be_the_id_alone(nested: Dropped) -> None:
    """Where the document answers text, it is the new id: a UUID, the same on the same seed."""
    made = nested.call("POST", "/organisations", {"name": "Huis"})
    assert (made.status_code, UUID(made.json()).version) == (200, 4)
    assert made.headers["Location"] == f"{nested.base}/organisations/{made.json()}"
    nested.sim.control.ask("POST", "/reset")
    assert _organisation(nested) == made.json()
    assert _organisation(nested) != made.json()


@pytest.mark.behaviour("gir.dropped-in.read", "gir.dropped-in.list")
def test_a_thing_lies_in_the_envelope_of_its_answer(nested: Dropped) -> None:
    """Its id is in the member that the path means, and it is the same in a list and alone."""
    identifier = _organisation(nested)
    alone = nested.json("GET", f"/organisations/{identifier}")
    assert set(alone) == {"data"}
    assert alone["data"] == {
        "name": "Huis",
        "organisationId": identifier,
        "etag": alone["data"]["etag"],
    }
    assert UUID(alone["data"]["etag"]) != UUID(identifier)
    page = nested.call("GET", "/organisations")
    assert page.headers["Content-Type"] == "application/hal+json"
    assert page.json() == {
        "_embedded": {"organisations": [alone["data"]]},
        "totalElements": 1,
        "pageSize": 20,
    }


@pytest.mark.behaviour("gir.dropped-in.named-id")
def test_a_client_may_name_the_id(nested: Dropped) -> None:
    """An id that the body has is the id; one that is taken is refused as documented."""
    units = f"/organisations/{_organisation(nested)}/units"
    made = nested.call("POST", units, {"code": "AB123", "capacity": 3})
    assert (made.status_code, made.content) == (204, b"")
    assert made.headers["Location"] == f"{nested.base}{units}/AB123"
    taken = nested.call("POST", units, {"code": "AB123", "capacity": 4})
    assert (taken.status_code, taken.text) == (409, "AB123 is taken.")
    assert nested.json("GET", units) == [UNIT]


@pytest.mark.behaviour("gir.dropped-in.update")
def test_the_id_of_the_path_counts(nested: Dropped) -> None:
    """A thing that is replaced keeps the id of its path, whatever the body says."""
    units = f"/organisations/{_organisation(nested)}/units"
    nested.call("POST", units, {"code": "AB123", "capacity": 3})
    replaced = nested.call("PUT", f"{units}/AB123", {"code": "XX999", "capacity": 7})
    assert (replaced.status_code, replaced.content) == (204, b"")
    assert nested.json("GET", f"{units}/AB123") == {**UNIT, "capacity": 7}
    assert nested.status("GET", f"{units}/XX999") == 404


@pytest.mark.behaviour("gir.dropped-in.nested")
def test_each_thing_has_its_own_collection(nested: Dropped) -> None:
    """What is added to one organisation is not in another."""
    first, second = _organisation(nested), _organisation(nested, "Thuis")
    nested.call("POST", f"/organisations/{first}/units", {"code": "AB123", "capacity": 3})
    assert nested.json("GET", f"/organisations/{first}/units") == [UNIT]
    assert nested.json("GET", f"/organisations/{second}/units") == []
    assert nested.status("GET", f"/organisations/{second}/units/AB123") == 404


@pytest.mark.behaviour("gir.dropped-in.nested", "gir.dropped-in.errors")
def test_nothing_lies_below_what_is_not_there(nested: Dropped) -> None:
    """Each operation below an unknown organisation is a 404 in the document's form."""
    nothing = "/organisations/00000000-0000-4000-8000-000000000000/units"
    for method, path in (("GET", ""), ("POST", ""), ("GET", "/AB123"), ("PUT", "/AB123")):
        body = None if method == "GET" else {"code": "AB123", "capacity": 1}
        missing = nested.call(method, nothing + path, body)
        assert (missing.status_code, missing.json()["status"]) == (404, 404)
        assert missing.headers["Content-Type"] == "application/problem+json"
        assert missing.json()["detail"] == f"Nothing is at {nothing}{path}."


@pytest.mark.behaviour("gir.dropped-in.nested", "gir.dropped-in.delete")
def test_what_lies_below_goes_along(nested: Dropped) -> None:
    """A deleted organisation takes its units with it, and is answered where documented."""
    identifier = _organisation(nested)
    nested.call("POST", f"/organisations/{identifier}/units", {"code": "AB123", "capacity": 3})
    assert nested.json("DELETE", f"/organisations/{identifier}")["name"] == "Huis"
    assert nested.status("GET", f"/organisations/{identifier}/units") == 404
    assert nested.sim.state()["documents"].get("gir.thing", {}) == {}


@pytest.mark.behaviour("gir.authentication.basic", "gir.authentication.failed-403")
def test_nothing_said_of_security_is_the_login_of_gir(nested: Dropped) -> None:
    """A document without security is served to who may log in, and to nobody else."""
    assert nested.call("GET", "/organisations", auth=None).status_code == 403
    assert nested.call("GET", "/organisations", auth=("isis", "x")).status_code == 403
    assert nested.call("GET", "/organisations").status_code == 200


@pytest.mark.behaviour("gir.dropped-in.body-by-schema")
def test_a_schema_that_refers_to_itself_is_checked(nested: Dropped) -> None:
    """What is wrong some levels deep is found; the refusal has the form of the catch-all."""
    body = {"name": "a", "parent": {"name": "b", "parent": {"name": "c", "parent": {}}}}
    refused = nested.call("POST", "/organisations", body)
    assert (refused.status_code, refused.json()["status"]) == (400, 400)
    assert refused.json()["detail"] == "parent.parent.parent.name is required and missing"
