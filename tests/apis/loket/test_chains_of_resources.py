"""The chain of every resource that has one, over HTTP."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, CREATE, DELETE, LIST, Resource

CHAINED = [one for one in CATALOGUE.resources.values() if one.full and one.chain is not None]


def _cases(kind: str, *, server_end: bool | None = None) -> list[Any]:
    found = [
        one
        for one in CHAINED
        if one.chain is not None
        and one.chain.kind == kind
        and server_end in (None, one.chain.server_end)
    ]
    return [
        pytest.param(one, id=one.name, marks=pytest.mark.behaviour(f"loket.{one.name}.chain"))
        for one in found
    ]


BELOW_EMPLOYMENT = [
    pytest.param(one, id=one.name)
    for one in CHAINED
    if one.parent == "employment" and one.chain is not None and one.chain.kind != "unique"
]


def _operation(resource: Resource, shape: str) -> str:
    return resource.of_shape(shape)[0].id


def _starts(resource: Resource) -> tuple[str, str, str]:
    """Three days on which a record of a resource may begin, later than those of the seed."""
    if resource.name == "social-security-configuration":
        return "2026-01-01", "2027-01-01", "2028-01-01"
    return "2026-03-01", "2026-05-01", "2026-07-01"


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _ends(loket: Any, resource: Resource) -> dict[str, Any]:
    """The end dates of the records below the parent of the seed, by start date."""
    operation = _operation(resource, LIST)
    records = loket.page(operation, loket.ids(operation))
    return {one["startDate"]: one["endDate"] for one in records}


def _refused(loket: Any, resource: Resource, **members: Any) -> list[str]:
    operation = _operation(resource, CREATE)
    ids = loket.ids(operation)
    response = loket.call(operation, ids, loket.sample(operation, ids, **members))
    assert response.status_code == 400, response.text
    assert response.json()["messages"][0]["type"] == "BrokenBusinessRule"
    rules: list[str] = loket.why(response)
    return rules


@pytest.mark.behaviour("loket.chain.linked-closes-previous", "loket.chain.linked-no-gaps")
@pytest.mark.parametrize("resource", _cases("linked"))
def test_a_linked_chain_grows_and_closes(loket: Any, resource: Resource) -> None:
    """Each new record ends the one before it the day before; the last one is open."""
    starts = _starts(resource)
    for start in starts:
        loket.added(resource.name, startDate=start)
    ends = _ends(loket, resource)
    assert [ends[start] for start in starts] == [_before(starts[1]), _before(starts[2]), None]


@pytest.mark.behaviour("loket.chain.linked-append-only", "loket.chain.nothing-moved-on-refusal")
@pytest.mark.parametrize("resource", _cases("linked"))
def test_a_linked_chain_takes_no_inserts(loket: Any, resource: Resource) -> None:
    """A record that begins before the last one, or with it, answers 400 and moves nothing."""
    first, second, _ = _starts(resource)
    loket.added(resource.name, startDate=second)
    before = _ends(loket, resource)
    assert _refused(loket, resource, startDate=first) == ["loket.chain.linked-append-only"]
    assert _refused(loket, resource, startDate=second) == ["loket.chain.linked-same-start"]
    assert _ends(loket, resource) == before


@pytest.mark.behaviour("loket.chain.linked-delete-last")
@pytest.mark.parametrize("resource", _cases("linked"))
def test_deleting_the_last_record_opens_the_one_before(loket: Any, resource: Resource) -> None:
    """The chain is as it was before the last record was added."""
    first, second, _ = _starts(resource)
    loket.added(resource.name, startDate=first)
    before = _ends(loket, resource)
    record = loket.added(resource.name, startDate=second)
    operation = _operation(resource, DELETE)
    loket.content(operation, {CATALOGUE.operations[operation].key: record["id"]})
    assert _ends(loket, resource) == before


@pytest.mark.behaviour("loket.chain.no-overlap", "loket.chain.broken-gaps")
@pytest.mark.parametrize("resource", _cases("broken", server_end=False))
def test_a_broken_chain_has_gaps_and_no_overlap(loket: Any, resource: Resource) -> None:
    """A record between others is taken when it leaves them alone, else answers 400."""
    first, second, third = _starts(resource)
    loket.added(resource.name, startDate=first, endDate=first)
    loket.added(resource.name, startDate=third, endDate=None)
    loket.added(resource.name, startDate=second, endDate=_before(third))
    before = _ends(loket, resource)
    for start, end in ((first, second), (second, second), ("2026-12-01", None)):
        rules = _refused(loket, resource, startDate=start, endDate=end)
        assert rules in (["loket.chain.no-overlap"], ["loket.benefit-in-kind.not-twice"])
    assert _ends(loket, resource) == before


@pytest.mark.behaviour("loket.chain.broken-server-end")
@pytest.mark.parametrize("resource", _cases("broken", server_end=True))
def test_a_broken_chain_with_ends_of_the_server(loket: Any, resource: Resource) -> None:
    """An insert ends the record before it, and itself before the next one."""
    first, second, third = _starts(resource)
    for start in (first, third, second):
        loket.added(resource.name, startDate=start)
    ends = _ends(loket, resource)
    assert [ends[one] for one in (first, second, third)] == [_before(second), _before(third), None]


@pytest.mark.behaviour("loket.chain.context")
@pytest.mark.parametrize(
    ("resource", "member"),
    [
        ("benefit-or-deduction", "payrollComponent"),
        ("deviating-hourly-wage", "payrollComponent"),
        ("abp-fund", "fund"),
        ("base-for-calculation", "base"),
    ],
)
def test_a_chain_is_kept_for_each_value_of_its_context(
    loket: Any, resource: str, member: str
) -> None:
    """Records of different components or funds are active at once, those of one are not."""
    operation = CATALOGUE.resources[resource].of_shape(CREATE)[0].id
    ids = loket.ids(operation)
    keys = [one["key"] for one in loket.options(operation, ids)[member]][:2]
    for key in keys:
        loket.added(resource, **{member: {"key": key}})
    body = loket.sample(operation, ids, **{member: {"key": keys[0]}})
    assert loket.call(operation, ids, body).status_code == 400


@pytest.mark.parametrize(
    "resource",
    [
        pytest.param(name, marks=pytest.mark.behaviour(f"loket.{name}.one-per-component"))
        for name in ("payment-information-sepa", "payment-information-non-sepa")
    ],
)
def test_one_record_a_payroll_component(loket: Any, resource: str) -> None:
    """A second record for a payroll component of an employment answers 400."""
    operation = CATALOGUE.resources[resource].of_shape(CREATE)[0].id
    ids = loket.ids(operation)
    body = loket.sample(operation, ids)
    keys = [one["key"] for one in loket.options(operation, ids)["payrollComponent"]]
    body["payrollComponent"] = {"key": keys[-1]}
    assert loket.call(operation, ids, body).status_code == 201
    assert loket.why(loket.call(operation, ids, body)) == ["loket.chain.context"]


@pytest.mark.behaviour("loket.chain.before-employment")
@pytest.mark.parametrize("resource", BELOW_EMPLOYMENT)
def test_nothing_begins_before_its_employment(loket: Any, resource: Resource) -> None:
    """A record that begins before the employment answers 400."""
    start = "2001-01-01"
    rules = _refused(loket, resource, startDate=start)
    assert rules in (
        ["loket.chain.before-employment"],
        ["loket.social-security-configuration.start"],
    )
