"""Adding, changing and deleting a record: decide everything, then store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf, Resource
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.proposal import Proposal
from invaller.apis.loket.domain.rules import RULES
from invaller.apis.loket.engine.bodies import Taken, take_body
from invaller.apis.loket.engine.chaining import Chained, bounds_of, with_end
from invaller.apis.loket.engine.settling import Setting, settled, with_first_options
from invaller.apis.loket.engine.targets import (
    check_if_match,
    parent_of,
    presenter_of,
    tag_of,
    target_of,
)
from invaller.apis.loket.history import remember
from invaller.apis.loket.problems import broken_rule, refuse
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.kernel.calls import Answer, Call

Body = dict[str, Any]


def create(call: Call, operation: OperationOf) -> Answer:
    """Add a record below the parent that the path names; raises Refusal."""
    resource = CATALOGUE.resources[operation.resource]
    rows = Rows(call.workspace)
    parent = parent_of(call, operation)
    above = None if parent is None else parent.id
    taken = take_body(call, operation, parent, None)
    beside = rows.of_parent(resource.name, above) if _looks_beside(resource) else []
    proposal = Proposal(taken.body, None, [one.body for one in beside], taken.above, _today(call))
    initial = {**resource.settings.get("initial", {}), **taken.body}
    body = _settled(call, resource, proposal, taken.context, initial)
    ends: Mapping[str, date | None] = {}
    if resource.chain is not None:
        body, ends = _planned(call, resource, beside, taken, None, body)
    identifier = rows.mint(resource.name)
    employer = identifier if resource.name == "employer" else _employer_of(parent)
    row = rows.add(resource.name, above, employer, body, identifier)
    _store_ends(call, beside, ends)
    remember(call, row, None, row.body)
    _begin(call, resource, row)
    return _answered(call, operation, row)


def change(call: Call, operation: OperationOf) -> Answer:
    """Change the record that the path names; raises Refusal."""
    row = target_of(call, operation)
    resource = CATALOGUE.resources[row.resource]
    rows = Rows(call.workspace)
    check_if_match(call, operation, row)
    taken = take_body(call, operation, row, row)
    beside = rows.of_parent(resource.name, row.parent) if _looks_beside(resource) else []
    others = [one.body for one in beside if one.id != row.id]
    proposal = Proposal(taken.body, row.body, others, taken.above, _today(call))
    body = _settled(call, resource, proposal, taken.context, taken.body)
    ends: Mapping[str, date | None] = {}
    if resource.chain is not None and taken.whole_record:
        body, ends = _planned(call, resource, beside, taken, row, body)
    changed = rows.replace(row, body)
    _store_ends(call, beside, ends)
    remember(call, changed, row.body, body)
    return _answered(call, operation, changed)


def delete(call: Call, operation: OperationOf) -> Answer:
    """Delete the record that the path names, and what goes with it; raises Refusal."""
    row = target_of(call, operation)
    resource = CATALOGUE.resources[operation.resource]
    rows = Rows(call.workspace)
    check_if_match(call, operation, row)
    beside = rows.of_parent(resource.name, row.parent) if _looks_beside(resource) else []
    _check_last(call, resource, beside)
    ends: Mapping[str, date | None] = {}
    if resource.chain is not None:
        bounds = bounds_of(rows.above(row), resource.chain)
        ends = Chained(resource.chain, beside, bounds).deleting(row)
    for below in resource.settings.get("takes_along", ()):
        for one in rows.of_parent(below, row.id):
            rows.remove(one)
    rows.remove(row)
    _store_ends(call, beside, ends)
    remember(call, row, row.body, None)
    return wire.done(call, operation)


def _looks_beside(resource: Resource) -> bool:
    """Whether a write depends on the records beside it."""
    names = ("rules", "last_one_stays")
    return resource.chain is not None or any(name in resource.settings for name in names)


def _settled(
    call: Call, resource: Resource, proposal: Proposal, context: Context, body: Body
) -> Body:
    """The body with what the server sets; raises Refusal for broken rules."""
    rules = (RULES[name] for name in resource.settings.get("rules", ()))
    faults = [fault for rule in rules for fault in rule(proposal)]
    if faults:
        raise refuse(call, *faults)
    user = call.caller.user if call.caller is not None else None
    setting = Setting(call.workspace, proposal, context, call.now, user)
    if setting.is_new and resource.form is not None:
        body = with_first_options(resource.form, setting, resource.name, body)
    try:
        return settled(tuple(resource.settings.get("sets", ())), setting, body)
    except Broken as broken:
        raise refuse(call, *broken.faults) from None


def _planned(
    call: Call,
    resource: Resource,
    beside: list[Row],
    taken: Taken,
    row: Row | None,
    body: Body,
) -> tuple[Body, Mapping[str, date | None]]:
    """The body with its end date, and the end dates of others; raises Refusal."""
    if resource.chain is None:
        return body, {}
    chained = Chained(resource.chain, beside, bounds_of(taken.above, resource.chain))
    try:
        plan = chained.adding(body) if row is None else chained.changing(row, body)
    except Broken as broken:
        raise refuse(call, *broken.faults) from None
    if resource.chain.kind == "unique":
        return body, plan.others
    return with_end(body, plan.end), plan.others


def _check_last(call: Call, resource: Resource, beside: list[Row]) -> None:
    text = resource.settings.get("last_one_stays")
    if text is not None and len(beside) == 1:
        raise broken_rule(call, text, rule=f"loket.{resource.name}.last-one-stays")


def _store_ends(call: Call, beside: list[Row], ends: Mapping[str, date | None]) -> None:
    """Move the end dates of records beside the one that is written."""
    rows = Rows(call.workspace)
    for one in beside:
        if one.id in ends:
            moved = with_end(one.body, ends[one.id])
            remember(call, rows.replace(one, moved), one.body, moved)


def _begin(call: Call, resource: Resource, row: Row) -> None:
    """Make the record below a new one that comes with it (Loket API V2, postAbsence...)."""
    begins = resource.settings.get("begins")
    if begins is None:
        return
    given = row.body.get(begins["member"]) or {}
    body = {name: given.get(source) for name, source in begins["fields"].items()}
    below = Rows(call.workspace).add(begins["resource"], row.id, row.employer, body)
    remember(call, below, None, below.body)


def _answered(call: Call, operation: OperationOf, row: Row) -> Answer:
    form = operation.response_form(wire.version_of(call, operation))
    if form is None or not form.fields:
        return wire.done(call, operation)
    shown = presenter_of(call, operation).record(row)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, row))


def _employer_of(parent: Row | None) -> str | None:
    """The employer of a new record: that of its parent, or the parent itself."""
    if parent is None:
        return None
    return parent.id if parent.resource == "employer" else parent.employer


def _today(call: Call) -> date:
    return wire.today(call)
