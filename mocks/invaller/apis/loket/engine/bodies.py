"""The body of a write: held against its form, options looked up, as it will be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from invaller.apis.loket import metadata, wire
from invaller.apis.loket.catalogue import OperationOf, Version
from invaller.apis.loket.conversions import as_kept
from invaller.apis.loket.domain.checking import check_body, unknown_members
from invaller.apis.loket.domain.faults import INVALID_VALUE, Fault, nearest
from invaller.apis.loket.domain.forms import OPTION, Field
from invaller.apis.loket.domain.shaping import Body, kept, options_in
from invaller.apis.loket.presenting import Presenter
from invaller.apis.loket.problems import refuse
from invaller.apis.loket.rows import Context, Row, Rows
from invaller.apis.loket.surroundings import context_of
from invaller.kernel.calls import Call
from invaller.kernel.explanations import Finding


@dataclass(frozen=True, slots=True)
class Taken:
    """A body that may be kept.

    above: the bodies of the records above it by resource, context: their ids; whole_record:
    whether the operation writes the record itself, not a part of it.
    """

    body: Body
    above: Mapping[str, Mapping[str, Any]]
    context: Context
    whole_record: bool


def take_body(call: Call, operation: OperationOf, where: Row | None, before: Row | None) -> Taken:
    """The body of a call as it is to be kept; raises Refusal with all that is wrong with it.

    where: the record to change, or the parent of a new one; before: the record to change.
    """
    version = wire.request_version(call, operation)
    form = operation.request_form(version)
    if form is None:
        raise LookupError(f"{operation.id} takes no body")
    rows = Rows(call.workspace)
    sent = call.body if isinstance(call.body, dict) else {}
    context = {} if where is None else context_of(rows, where)
    unknown = _unknown_options(call, operation, form, context)
    faults = [*body_faults(call, operation, form), *unknown]
    if faults:
        raise refuse(call, *faults)
    old = None if before is None else before.body
    if before is not None:
        _find_ignored(call, operation, form, before, version)
    body = as_kept(operation.resource, form, kept(form, sent, old))
    above = {} if where is None else rows.above(where, itself=before is None)
    return Taken(body, above, context, operation.key is not None or before is None)


def body_faults(call: Call, operation: OperationOf, form: Field) -> list[Fault]:
    """What a form does not allow in the body of a call.

    Members that it does not have are refused in strict mode, and a finding in lenient mode.
    """
    faults = check_body(form, call.body, whole=operation.method in ("POST", "PUT"))
    unknown = list(unknown_members(form, call.body))
    if call.workspace.strict:
        return [*faults, *unknown]
    for fault in unknown:
        call.finding(Finding(fault.rule, fault.source, fault.description))
    return faults


def _unknown_options(
    call: Call, operation: OperationOf, form: Field, context: Context
) -> Iterator[Fault]:
    """The options of a body that are not among those of their fields."""
    if not isinstance(call.body, Mapping):
        return
    for path, field, value in options_in(form, call.body):
        if not isinstance(value, dict):
            continue
        key = field.key_of(value)
        if key is None or not isinstance(key, int | str | tuple) or isinstance(key, bool):
            continue  # told by the form already
        plain = key.lower() if isinstance(key, str) and _is_id(field) else key
        if metadata.option(call.workspace, operation.resource, path, plain, context) is None:
            offered = metadata.options(call.workspace, operation.resource, path, context)
            keys = [field.key_of(one) for one in offered]
            shown = [" ".join(map(str, one)) if isinstance(one, tuple) else one for one in keys]
            yield Fault(
                "loket.metadata.unknown-key",
                f"[{path}] has an invalid value",
                path,
                INVALID_VALUE,
                found=value,
                expected=shown,
                nearest=nearest(str(key), [str(one) for one in shown]),
                source="Loket API V2, Metadata",
            )


def _is_id(field: Field) -> bool:
    return field.kind == OPTION and field.fields[field.identity[0]].format == "uuid"


def _find_ignored(
    call: Call, operation: OperationOf, form: Field, before: Row, version: Version
) -> None:
    """Note read-only fields of a body that differ from the record: they are ignored."""
    shown_form = operation.response_form(version)
    if shown_form is None or not isinstance(call.body, Mapping):
        return
    shown = Presenter(call.workspace, before.resource, shown_form).record(before)
    for name, field in form.fields.items():
        if field.read_only and name in call.body and call.body[name] != shown.get(name):
            text = f"[{name}] cannot be set; the value that was sent is ignored"
            call.finding(Finding("loket.write.read-only-strict", "facts: loket/fields.tsv", text))
