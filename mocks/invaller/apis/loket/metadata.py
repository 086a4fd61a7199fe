"""Options of metadata fields, and the endpoints that answer them.

`options` and `option` serve every field: generic lists (option_lists) and the records of a
context (option_context). An endpoint lists the option fields that the body of its operation
may set; where a field depends on a value chosen before, it is listed by a further URL that
ends in that value (Loket API V2, Metadata).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.apis.loket.domain.forms import ARRAY, OBJECT, OPTION, STRING, Field
from invaller.apis.loket.metadata_steps import listed_in, step_of
from invaller.apis.loket.option_context import context_option, context_options, source_for
from invaller.apis.loket.option_lists import Option, generic_options, pay_grade_values
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.query_metadata import QUERIES
from invaller.apis.loket.rows import Context, Rows
from invaller.apis.loket.surroundings import surroundings
from invaller.kernel.calls import Answer, Call
from invaller.kernel.workspace import Workspace

View = Callable[[Call, OperationOf], Answer]

_CATEGORIES = ("category", "targetCategory")
"""Text fields whose options are the categories of the employer's dossier."""


def options(workspace: Workspace, resource: str, field: str, context: Context) -> list[Option]:
    """The options that a field of a resource offers in a context, none where it has no list.

    field: its dotted path in the record; context: ids by resource, and the key of a chosen
    pay scale under `payScale`.
    """
    name = field.rpartition(".")[2]
    source = source_for(resource, field)
    if source is not None:
        return context_options(Rows(workspace), source, context)
    found = generic_options(resource, field) or ()
    scale = context.get("payScale")
    if name == "payGrade" and scale is not None:
        return [one for one in found if str(one["payScale"]) == scale]
    return list(found)


def option(
    workspace: Workspace, resource: str, field: str, key: object, context: Context
) -> Option | None:
    """The option of a field with this key in a context, None when there is none such.

    key: what identifies it: a key, an id, a shift number, or year and number of a period.
    """
    source = source_for(resource, field)
    if source is not None:
        return context_option(Rows(workspace), source, key, context)
    found = generic_options(resource, field) or ()
    return next((one for one in found if one["key"] == key), None)


def endpoint(call: Call, operation: OperationOf) -> Answer:
    """The options of the fields of an operation's body. Raises Refusal (404)."""
    context = surroundings(call, operation)
    step = step_of(operation)
    if step == "paygrade":
        return _pay_grade_options(call, operation)
    _check_step(call, step)
    if step == "payscale":
        scale = call.parameters.get("payScaleKey", call.parameters.get("key"))
        context = {**context, "payScale": str(scale)}
    fields: dict[str, Option] = {}
    for owner in _owners(operation):
        for path, field in _option_fields(owner):
            if listed_in(operation, path, step):
                shown = _field(call, owner.resource, path, field, context)
                fields.setdefault(_named(owner, path), shown)
    listed = [{**shown, "field": name} for name, shown in fields.items()]
    return wire.listing(call, operation, listed)


def pay_grade(call: Call, operation: OperationOf) -> Answer:
    """The values of a pay grade in time; with `date` the one that holds on it."""
    surroundings(call, operation)
    values = _grade_values(call, call.parameters["paygradeKey"])
    return wire.detail(
        call, operation, [{"startDate": day, "value": amount} for day, amount in values]
    )


def _pay_grade_options(call: Call, operation: OperationOf) -> Answer:
    """The values of a pay grade as options: each amount with the first day it holds."""
    values = _grade_values(call, call.parameters["payGradeKey"])
    options = [
        {"key": at, "value": f"{amount:.2f}", "startDate": day}
        for at, (day, amount) in enumerate(values, 1)
    ]
    return wire.listing(call, operation, [{"field": "payGrade", "options": options}])


def _grade_values(call: Call, key: object) -> tuple[tuple[str, float], ...]:
    """The values of a pay grade, or the one that holds on `date`; raises Refusal (404)."""
    _check_step(call, "payscale")
    values = pay_grade_values(int(str(key)))
    if not values:
        raise not_found(call, "pay grade", key, rule="loket.metadata.unknown-step-value")
    on = call.parameters.get("date")
    return values if on is None else tuple(one for one in values if one[0] <= str(on))[-1:]


def _check_step(call: Call, step: str) -> None:
    if step != "payscale":
        return
    names = ("payScaleKey", "payscaleKey", "key")
    key = next(call.parameters[name] for name in names if name in call.parameters)
    known = generic_options("wage", "payScale") or ()
    if not any(str(one["key"]) == str(key) for one in known):
        raise not_found(call, "pay scale", key, rule="loket.metadata.unknown-step-value")


def _owners(operation: OperationOf) -> list[OperationOf]:
    """The operations whose fields an endpoint lists: as it says, or those at its URL."""
    if operation.options_for:
        return [CATALOGUE.operations[one] for one in operation.options_for]
    url = operation.path.lower().partition("/metadata")[0]
    return [one for one in CATALOGUE.operations.values() if one.path.lower() == url]


def _option_fields(owner: OperationOf) -> Iterator[tuple[str, Field]]:
    form = owner.request_form()
    if form is None:
        return
    whole = form.item if form.kind == ARRAY and form.item is not None else form
    yield from _inside(whole, "")


def _inside(form: Field, prefix: str) -> Iterator[tuple[str, Field]]:
    for name, field in form.fields.items():
        its = field.item if field.kind == ARRAY and field.item is not None else field
        path = f"{prefix}{name}"
        if field.read_only:
            continue
        if its.kind == OPTION or (its.kind == STRING and name in _CATEGORIES):
            yield path, its
        elif its.kind == OBJECT:
            yield from _inside(its, f"{path}.")


def _named(owner: OperationOf, path: str) -> str:
    """The name of a field: its last part, or its path where two lists share the last part."""
    name = path.rpartition(".")[2]
    others = [other for other, _ in _option_fields(owner) if other.rpartition(".")[2] == name]
    lists = {str(generic_options(owner.resource, other)) for other in others}
    return path if len(lists) > 1 else name


def _field(call: Call, resource: str, path: str, field: Field, context: Context) -> Option:
    """The options of a field with the members that its block shows."""
    if field.kind == STRING:
        rows = Rows(call.workspace).of_parent("dossier", context.get("employer", ""))
        names = [row.body["category"] for row in rows]
        return {"options": [{"key": name, "value": name} for name in names]}
    found = options(call.workspace, resource, path, context)
    members = {"key": None, "value": None, "isoCode": None, **field.fields}
    return {"options": [{name: one[name] for name in members if name in one} for one in found]}


def _serve(call: Call, operation: OperationOf) -> Answer:
    return pay_grade(call, operation) if operation.envelope == "bare" else endpoint(call, operation)


METADATA: Mapping[str, View] = {
    name: QUERIES.get(name, _serve)
    for name, shape in CATALOGUE.shapes.items()
    if shape == "metadata"
}
"""Every metadata endpoint by its operationId."""
