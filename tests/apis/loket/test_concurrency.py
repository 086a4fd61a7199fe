"""ETag and If-Match on every resource."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, CHANGE, CREATE, DELETE, DETAIL

FULL = sorted(name for name, one in CATALOGUE.resources.items() if one.full)
STALE = '"0123456789abcdef01234567"'


def _operation(resource: str, shape: str) -> str:
    return CATALOGUE.resources[resource].of_shape(shape)[0].id


def _named(resource: str, shape: str, record: dict[str, Any]) -> dict[str, str]:
    return {CATALOGUE.operations[_operation(resource, shape)].key or "": record["id"]}


def _matching(resource: str, shape: str) -> bool:
    return CATALOGUE.resources[resource].of_shape(shape)[0].takes_if_match


@pytest.mark.behaviour(
    "loket.header.etag-on-details",
    "loket.concurrency.stale-if-match",
    "loket.concurrency.current-content",
)
@pytest.mark.parametrize("resource", [name for name in FULL if _matching(name, CHANGE)])
def test_a_stale_change_is_refused(loket: Any, resource: str) -> None:
    """A PUT with another ETag answers 409 with the record as it is, and changes nothing."""
    record = loket.added(resource)
    detail, change = _operation(resource, DETAIL), _operation(resource, CHANGE)
    before = loket.call(detail, _named(resource, DETAIL, record))
    create = _operation(resource, CREATE)
    body = {**record, **loket.sample(create, loket.ids(create))}
    named = _named(resource, CHANGE, record)
    response = loket.call(change, named, body, headers={"If-Match": STALE})
    assert response.status_code == 409
    assert response.json()["messages"][0]["type"] == "ConcurrencyViolation"
    assert response.json()["content"] == record
    after = loket.call(detail, _named(resource, DETAIL, record))
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])


@pytest.mark.behaviour("loket.concurrency.on-delete")
@pytest.mark.parametrize("resource", [name for name in FULL if _matching(name, DELETE)])
def test_a_stale_delete_is_refused(loket: Any, resource: str) -> None:
    """A DELETE with another ETag answers 409, with the current one the record goes."""
    record = loket.added(resource)
    tag = loket.call(_operation(resource, DETAIL), _named(resource, DETAIL, record)).headers["ETag"]
    delete, named = _operation(resource, DELETE), _named(resource, DELETE, record)
    assert loket.call(delete, named, headers={"If-Match": STALE}).status_code == 409
    assert loket.call(delete, named, headers={"If-Match": tag}).status_code == 200


def _child(loket: Any) -> tuple[dict[str, str], dict[str, Any], str]:
    record = loket.added("child")
    named = {"childId": record["id"]}
    tag = loket.call("GetChildByChildId", named).headers["ETag"]
    return named, {**record, "initials": "B"}, tag


@pytest.mark.behaviour("loket.concurrency.fresh-if-match", "loket.header.etag-changes")
def test_the_etag_follows_the_record(loket: Any) -> None:
    """A PUT with the current ETag is done and changes it; the same PUT again changes nothing."""
    named, body, tag = _child(loket)
    changed = loket.call("PutChildByChildId", named, body, headers={"If-Match": tag})
    assert changed.status_code == 200
    new = loket.call("GetChildByChildId", named).headers["ETag"]
    assert new != tag
    again = loket.call("PutChildByChildId", named, body, headers={"If-Match": new})
    assert again.status_code == 200
    assert loket.call("GetChildByChildId", named).headers["ETag"] == new


@pytest.mark.behaviour("loket.header.if-match-optional")
def test_without_if_match(loket: Any) -> None:
    """Without If-Match a change is made whatever happened since."""
    named, body, _ = _child(loket)
    for initials in ("B", "C"):
        changed = loket.call("PutChildByChildId", named, {**body, "initials": initials})
        assert changed.json()["content"]["initials"] == initials


@pytest.mark.behaviour("loket.concurrency.quotes", "loket.concurrency.star")
@pytest.mark.parametrize("form", ["{}", '"{}"', 'W/"{}"', '"x", "{}"', "*"])
def test_forms_of_if_match(loket: Any, form: str) -> None:
    """If-Match is taken with or without quotation marks, weak, in a list, and as a star."""
    named, body, tag = _child(loket)
    header = form.format(tag.strip('"'))
    changed = loket.call("PutChildByChildId", named, body, headers={"If-Match": header})
    assert changed.status_code == 200


@pytest.mark.behaviour("loket.header.etag-none-on-lists")
def test_lists_have_no_etag(loket: Any) -> None:
    """A list has no ETag."""
    operation = "GetChildrenByEmployeeId"
    assert "ETag" not in loket.call(operation, loket.ids(operation)).headers


@pytest.mark.behaviour("loket.header.etag-changes")
def test_the_etag_changes_with_a_moved_end_date(loket: Any) -> None:
    """A record whose end date the server moved has another ETag."""
    record = loket.added("wage")
    tag = loket.call("GetWageByWageId", {"wageId": record["id"]}).headers["ETag"]
    loket.added("wage", startDate="2026-01-01")
    after = loket.call("GetWageByWageId", {"wageId": record["id"]})
    assert after.json()["content"]["endDate"] == "2025-12-31"
    assert after.headers["ETag"] != tag
