"""Records that actions add under the rules of their resource: chains, rules and options.

An action first decides every addition, then stores them; so nothing is stored when one of
them breaks a rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from invaller.apis.loket import metadata, wire
from invaller.apis.loket.actions.writing import add, change, unknown, user_of
from invaller.apis.loket.catalogue import CATALOGUE, Resource
from invaller.apis.loket.domain.actions.completing import completed
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.forms import Field
from invaller.apis.loket.domain.proposal import Proposal
from invaller.apis.loket.domain.rules import RULES
from invaller.apis.loket.domain.shaping import options_in
from invaller.apis.loket.engine.chaining import Chained, bounds_of, with_end
from invaller.apis.loket.engine.settling import Setting, settled
from invaller.apis.loket.rows import Body, Context, Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.calls import Call
from invaller.kernel.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Addition:
    """A record that may be added: below which row, and the end dates of others that it sets."""

    resource: str
    parent: Row
    body: Body
    ends: tuple[tuple[Row, date | None], ...] = ()

    def store(self, call: Call) -> Row:
        """Add the record, and move the ends of the others."""
        row = add(call, self.resource, self.parent, self.body)
        for one, end in self.ends:
            change(call, one, with_end(one.body, end))
        return row


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a record: ids by resource, and the bodies above it by resource."""

    context: Context
    above: Mapping[str, Mapping[str, Any]]


def decide(
    call: Call,
    resource: str,
    parent: Row,
    given: Mapping[str, Any],
    around: Around | None = None,
) -> Addition:
    """What adding a record sets; raises Broken.

    given: the fields that are known; the others become what `filled` makes of them; around:
    for a parent that is not stored yet.
    """
    rows, named = Rows(call.workspace), CATALOGUE.resources[resource]
    if around is None:
        around = Around(context_of(rows, parent), rows.above(parent, itself=True))
    context, above = around.context, around.above
    _check_options(call.workspace, named, given, context)
    beside = rows.of_parent(resource, parent.id)
    others = [one.body for one in beside]
    proposal = Proposal(dict(given), None, others, above, wire.today(call))
    broken = [fault for rule in _rules(named) for fault in RULES[rule](proposal)]
    if broken:
        raise Broken(*broken)
    body = filled(call.workspace, resource, {**named.settings.get("initial", {}), **given}, context)
    setting = Setting(call.workspace, proposal, context, call.now, user_of(call))
    body = settled(tuple(named.settings.get("sets", ())), setting, body)
    return _chained(named, parent, beside, above, body)


def filled(workspace: Workspace, resource: str, given: Mapping[str, Any], context: Context) -> Body:
    """A record of a resource with every field of its form, as far as fields are known."""
    form = CATALOGUE.resources[resource].form
    if form is None:
        return dict(given)

    def first(path: str, _field: Field) -> Mapping[str, Any] | None:
        offered = metadata.options(workspace, resource, path, context)
        return offered[0] if offered else None

    return completed(form, given, first)


def _rules(resource: Resource) -> Sequence[str]:
    names: Sequence[str] = resource.settings.get("rules", ())
    return names


def _check_options(
    workspace: Workspace, resource: Resource, given: Mapping[str, Any], context: Context
) -> None:
    """Raise Broken for an option that its field does not offer."""
    form = resource.form
    if form is None:
        return
    for path, field, value in options_in(form, given):
        key = field.key_of(value)
        if metadata.option(workspace, resource.name, path, key, context) is None:
            raise Broken(unknown(path, value))


def _chained(
    resource: Resource,
    parent: Row,
    beside: Sequence[Row],
    above: Mapping[str, Mapping[str, Any]],
    body: Body,
) -> Addition:
    if resource.chain is None:
        return Addition(resource.name, parent, body)
    bounds = bounds_of(above, resource.chain)
    plan = Chained(resource.chain, beside, bounds).adding(body)
    ends = tuple((one, plan.others[one.id]) for one in beside if one.id in plan.others)
    whole = body if resource.chain.kind == "unique" else with_end(body, plan.end)
    return Addition(resource.name, parent, whole, ends)
