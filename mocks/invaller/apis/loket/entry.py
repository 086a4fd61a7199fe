"""What happens before a handler: who calls, what is asked, and bodies that do not fit.

A call is checked in the order token, authorization, path, version, parameters, body, rules
(fidelity ledger, loket.status.order).
"""

from __future__ import annotations

from invaller.apis.loket import problems, wire
from invaller.apis.loket.access import checking
from invaller.apis.loket.catalogue import CHANGE, DELETE, DETAIL, ENGINE_SHAPES, JSON, OperationOf
from invaller.apis.loket.domain.versions import read_media_types
from invaller.apis.loket.engine.bodies import body_faults
from invaller.apis.loket.engine.targets import parent_of, target_of
from invaller.apis.loket.handlers import HANDLERS, OWN
from invaller.kernel.calls import Answer, Call, Caller, Refusal, TakenBack
from invaller.kernel.problems import Violation


def admit(call: Call) -> Caller:
    """The user who calls; raises Refusal for a caller, path, version or body type that is not
    taken.
    """
    operation = problems.operation_of(call)
    caller = checking.admit(call)
    if operation.shape in ENGINE_SHAPES and operation.id not in OWN:
        _check_path(call, operation)
    wire.check_headers(call, operation)
    _check_media_type(call, operation)
    return caller


def receive_invalid(call: Call, violations: tuple[Violation, ...]) -> Answer:
    """The answer to a call that the specification does not allow.

    A body is held against the form of its version instead, which ignores what a client cannot
    set and tells everything at once; one that this finds nothing wrong with is taken.
    """
    try:
        return _judged(call, violations)
    except TakenBack:
        raise
    except Refusal as refusal:
        call.notes.explanations.extend(refusal.explanations)
        return refusal.answer


def _judged(call: Call, violations: tuple[Violation, ...]) -> Answer:
    if any(one.place == "body" and one.rule in _UNREADABLE for one in violations):
        return problems.unreadable(call, violations)
    # What the schema did not allow is told again by what holds the call against the form.
    call.notes.explanations.clear()
    operation = problems.operation_of(call)
    form = operation.request_form(wire.request_version(call, operation))
    if form is None or any(one.place != "body" for one in violations):
        raise problems.refuse(call, *(problems.fault_of(one) for one in violations))
    if operation.shape not in ENGINE_SHAPES:
        faults = body_faults(call, operation, form)
        if faults:
            raise problems.refuse(call, *faults)
    return HANDLERS[call.operation](call)


_UNREADABLE = ("json", "multipart", "depth")


def _check_path(call: Call, operation: OperationOf) -> None:
    """Raise Refusal (404) for a path that names a record which is not there."""
    if operation.shape in (DETAIL, CHANGE, DELETE):
        target_of(call, operation)
    else:
        parent_of(call, operation)


def _check_media_type(call: Call, operation: OperationOf) -> None:
    """Raise Refusal (400) for a body of another media type than the operation takes."""
    header = call.headers.get("content-type")
    takes_json = any(version.request for version in operation.versions)
    if header is None or not takes_json or operation.method == "GET":
        return
    named = read_media_types(header)
    if named and named[0].media_type != JSON:
        raise problems.broken_rule(
            call,
            f"[Content-Type] {header} is not taken here; it is {JSON}",
            ("header Content-Type",),
            rule="loket.base.wrong-media-type",
            source="Loket API V2, Data types",
            found=header,
            nearest=JSON,
        )
