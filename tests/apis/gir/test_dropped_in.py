"""Operations of a document that was brought in: one collection, with ids that are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from invaller_contracts.gir.client import LOGIN

if TYPE_CHECKING:
    from tests.apis.gir.conftest import Dropped


REX = {
    "name": "Rex",
    "status": "available",
    "vaccinated": False,
    "id": 1,
    "registered": "2025-03-03T08:00:00.000000Z",
}
"""What is known of the first pet of a workspace, when only its name was told."""


def _error(status: int, message: str) -> dict[str, Any]:
    """An error as the document has it, with the member that nobody told made up."""
    return {"code": status, "message": message, "severity": "error"}


@pytest.mark.behaviour("gir.dropped-in.served")
def test_the_document_is_the_one_that_was_brought_in(petstore: Dropped) -> None:
    """/v3/api-docs gives that document, with the base URL of the caller as its only server."""
    served = petstore.sim.http.get("/v3/api-docs", auth=LOGIN).json()
    assert served == {**petstore.document, "servers": [{"url": petstore.base}]}
    page = petstore.sim.http.get("/webjars/swagger-ui/index.html", auth=LOGIN).text
    assert "<h1>Pets</h1>" in page
    assert "<td><b>PATCH</b></td><td><code>/pets/{petId}</code></td><td>changePet</td>" in page


@pytest.mark.behaviour("gir.dropped-in.create")
def test_a_body_is_kept_under_a_new_id(petstore: Dropped) -> None:
    """POST answers the documented status, the body with defaults and id, and its place."""
    made = petstore.call("POST", "/pets", {"name": "Rex"})
    assert (made.status_code, made.json()) == (201, REX)
    assert made.headers["Location"] == f"{petstore.base}/pets/1"
    second = petstore.json("POST", "/pets", {"name": "Bello", "status": "sold"})
    assert (second["id"], second["status"]) == (2, "sold")


@pytest.mark.behaviour("gir.dropped-in.read-only")
def test_what_only_answers_have_is_not_taken(petstore: Dropped) -> None:
    """Read-only members of a body are ignored, and write-only ones are not answered."""
    sent = {"name": "Rex", "id": 77, "registered": "2001-01-01T00:00:00Z", "secret": "s"}
    assert petstore.json("POST", "/pets", sent) == REX
    assert petstore.status("GET", "/pets/77") == 404


@pytest.mark.behaviour("gir.dropped-in.defaults")
def test_defaults_are_filled_in_at_every_level(petstore: Dropped) -> None:
    """What a body leaves out has the default of the document, also within lists."""
    tags = [{"label": "a"}, {"label": "b", "weight": 2}]
    made = petstore.json("POST", "/pets", {"name": "Rex", "tags": tags})
    assert made["tags"] == [{"label": "a", "weight": 1}, {"label": "b", "weight": 2}]


@pytest.mark.behaviour("gir.dropped-in.read", "gir.dropped-in.errors")
def test_a_thing_is_read_as_it_was_kept(petstore: Dropped) -> None:
    """GET answers what POST did, at any later time; another id is a documented 404."""
    petstore.json("POST", "/pets", {"name": "Rex"})
    petstore.sim.clock.advance("P1D")
    assert petstore.json("GET", "/pets/1") == REX
    missing = petstore.call("GET", "/pets/2")
    assert (missing.status_code, missing.json()) == (404, _error(404, "Nothing is at /pets/2."))


@pytest.mark.behaviour("gir.dropped-in.list")
def test_things_are_listed_in_the_order_of_their_creation(petstore: Dropped) -> None:
    """GET on the collection gives all, oldest first, up to what the document allows."""
    first = petstore.call("GET", "/pets")
    assert (first.json(), first.headers["X-Next"][:9]) == ([], "urn:uuid:")
    for name in ("C", "A", "B"):
        petstore.json("POST", "/pets", {"name": name})
    petstore.json("PUT", "/pets/1", {"name": "Z"})
    assert [pet["name"] for pet in petstore.json("GET", "/pets")] == ["Z", "A", "B"]
    petstore.json("POST", "/pets", {"name": "D"})
    assert [pet["name"] for pet in petstore.json("GET", "/pets")] == ["Z", "A", "B"]


@pytest.mark.behaviour("gir.dropped-in.update")
def test_put_replaces(petstore: Dropped) -> None:
    """After PUT a thing is the new body; id and read-only members stay."""
    petstore.json("POST", "/pets", {"name": "Rex", "chip": "A1", "status": "sold"})
    petstore.sim.clock.advance("P1D")
    assert petstore.json("PUT", "/pets/1", {"name": "Max", "id": 5}) == {**REX, "name": "Max"}
    assert petstore.json("GET", "/pets/1") == {**REX, "name": "Max"}


@pytest.mark.behaviour("gir.dropped-in.update")
def test_patch_merges(petstore: Dropped) -> None:
    """After PATCH a thing has the new members too, and those that were null are gone."""
    petstore.json("POST", "/pets", {"name": "Rex", "chip": "A1"})
    merge = {"headers": {"Content-Type": "application/merge-patch+json"}}
    sold = petstore.call("PATCH", "/pets/1", content='{"status": "sold"}', **merge)
    assert (sold.status_code, sold.json()) == (200, {**REX, "chip": "A1", "status": "sold"})
    petstore.call("PATCH", "/pets/1", content='{"chip": null}', **merge)
    assert petstore.json("GET", "/pets/1") == {**REX, "status": "sold"}


@pytest.mark.behaviour("gir.dropped-in.update")
def test_what_is_not_there_is_not_changed(petstore: Dropped) -> None:
    """PUT and PATCH on an id that nothing has are a 404, and nothing is made."""
    merge = {"Content-Type": "application/merge-patch+json"}
    assert petstore.status("PUT", "/pets/1", {"name": "Max"}) == 404
    assert petstore.call("PATCH", "/pets/1", {"name": "M"}, headers=merge).status_code == 404
    assert petstore.json("GET", "/pets") == []


@pytest.mark.behaviour("gir.dropped-in.delete")
def test_what_is_deleted_is_gone(petstore: Dropped) -> None:
    """DELETE answers the documented status without a body; then the thing is a 404."""
    petstore.json("POST", "/pets", {"name": "Rex"})
    deleted = petstore.call("DELETE", "/pets/1")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert petstore.status("GET", "/pets/1") == 404
    assert petstore.status("DELETE", "/pets/1") == 404
    assert petstore.json("GET", "/pets") == []


def test_an_id_is_never_given_twice(petstore: Dropped) -> None:
    """A new thing does not get the id of one that was deleted."""
    petstore.json("POST", "/pets", {"name": "Rex"})
    petstore.call("DELETE", "/pets/1")
    assert petstore.json("POST", "/pets", {"name": "Max"})["id"] == 2


@pytest.mark.behaviour("gir.dropped-in.body-by-schema")
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "name is required and missing"),
        ({"name": 1}, "1 is not of type"),
        ({"name": "R", "status": "lost"}, "is not one of"),
        ({"name": "R", "parents": [{"status": "sold"}]}, "parents[0].name is required"),
    ],
)
def test_a_body_that_the_schema_refuses_changes_nothing(
    petstore: Dropped, body: dict[str, Any], told: str
) -> None:
    """It is the documented 400, with what is wrong, for a new thing and for an old one."""
    petstore.json("POST", "/pets", {"name": "Rex"})
    for method, path in (("POST", "/pets"), ("PUT", "/pets/1")):
        refused = petstore.call(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (400, 400)
        assert told in refused.json()["message"]
    assert petstore.json("GET", "/pets") == [REX]


@pytest.mark.behaviour("gir.dropped-in.body-by-schema")
@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("", "application/json", 400),
        ("name=Rex", "application/x-www-form-urlencoded", 415),
        ("<pet/>", "application/xml", 415),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    petstore: Dropped, content: str, media_type: str, status: int
) -> None:
    """Broken, empty and other bodies have the document's form of error too."""
    headers = {"Content-Type": media_type}
    refused = petstore.call("POST", "/pets", content=content, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (status, status)
    assert petstore.json("GET", "/pets") == []


@pytest.mark.behaviour("gir.dropped-in.not-in-document-404")
def test_what_the_document_does_not_have_is_not_there(petstore: Dropped) -> None:
    """Another path is a 404; another method is a 405 that tells the ones there are."""
    assert petstore.status("GET", "/cats") == 404
    assert petstore.status("GET", "/pets/1/toys") == 404
    refused = petstore.call("DELETE", "/pets")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")


def test_two_workspaces_have_each_their_own(petstore: Dropped) -> None:
    """What is kept belongs to a workspace: it is gone after a reset, and a snapshot has it."""
    petstore.json("POST", "/pets", {"name": "Rex"})
    petstore.sim.snapshot("one")
    petstore.json("POST", "/pets", {"name": "Max"})
    petstore.sim.restore("one")
    assert petstore.json("GET", "/pets") == [REX]
    assert [one["body"]["name"] for one in _things(petstore)] == ["Rex"]


def _things(petstore: Dropped) -> list[dict[str, Any]]:
    return list(petstore.sim.state()["documents"]["gir.thing"].values())
