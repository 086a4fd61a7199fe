"""Several actions in one call: done one by one, each on its own.

What fails changes nothing and is told by the id of its record; the call succeeds when at least
one action does. Source: Loket API V2, HTTP status codes (multi-patch) and Response (messages).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from invaller.apis.loket import envelopes, wire
from invaller.apis.loket.access import sees
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.envelopes import Message
from invaller.apis.loket.problems import broken_rule, explanation
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation

Item = Mapping[str, Any]
"""One element of the body: what the document shows, such as {"id": ..., "action": ...}."""

Act = Callable[[Call, Item], None]
"""Does one action. Raises Broken or NoSuchRecord before it changes anything."""

Served = Callable[[Call, OperationOf], Answer]

_SOURCE = "Loket API V2, HTTP status codes (multi-patch)"


class NoSuchRecord(Exception):
    """The record of an item is not there, or not for this user. what: in words."""

    def __init__(self, what: str, identifier: object) -> None:
        super().__init__(f"There is no {what.replace('-', ' ')} {identifier}")


@dataclass(frozen=True, slots=True)
class _Failed:
    """An action that failed: its message, and why."""

    message: Message
    reasons: tuple[Explanation, ...]


def multi_patch(act: Act, *, key: str = "id", needs: tuple[str, ...] = ("action",)) -> Served:
    """The operation that does `act` for each element of the body.

    key: the member of an element that names its record; needs: other members that each must
    have. Answers 200 when at least one action
    succeeds, with a message for each that failed, else 400; raises Refusal (400) for no action
    at all.
    """

    @wraps(act)
    def served(call: Call, operation: OperationOf) -> Answer:
        items: list[Item] = list(call.body or ())
        if not items:
            raise broken_rule(
                call,
                "at least one action is needed",
                rule="loket.multi-patch.empty-array",
                source=_SOURCE,
            )
        _check_items(call, items, (key, *needs))
        tried = [_try(call, act, item, key) for item in items]
        failed = [one for one in tried if one is not None]
        messages = [one.message for one in failed]
        reasons = [reason for one in failed for reason in one.reasons]
        if len(failed) == len(items):
            raise Refusal(_all_failed(call, operation, messages), *reasons)
        for reason in reasons:
            call.explain(reason)
        return wire.done(call, operation, messages)

    return served


def record_of(call: Call, resource: str, item: Item, key: str = "id") -> Row:
    """The record that an element names; raises NoSuchRecord when the user sees none such."""
    identifier = str(item[key])
    row = Rows(call.workspace).get(resource, identifier)
    if row is None or not sees(call, row):
        raise NoSuchRecord(resource, identifier)
    return row


def _check_items(call: Call, items: list[Item], needs: tuple[str, ...]) -> None:
    """Raise Refusal (400) when an element lacks a member that says what to do to what."""
    for item in items:
        lacking = [name for name in needs if item.get(name) is None]
        if lacking:
            raise broken_rule(
                call,
                f"[{lacking[0]}] is required",
                lacking,
                rule="loket.multi-patch.item-schema",
                source=_SOURCE,
                found=dict(item),
            )


def _try(call: Call, act: Act, item: Item, key: str) -> _Failed | None:
    """Do one action; None when it succeeded."""
    identifier = str(item[key])
    try:
        act(call, item)
    except NoSuchRecord as missing:
        return _missing(str(missing), identifier)
    except Broken as broken:
        return _broken(broken.faults, identifier)
    return None


def _missing(text: str, identifier: str) -> _Failed:
    message = envelopes.message(envelopes.NOT_FOUND, text, identifier=identifier)
    reason = Explanation(
        "loket.multi-patch.unknown-id", _SOURCE, text, where="id", found=identifier
    )
    return _Failed(message, (reason,))


def _broken(faults: tuple[Fault, ...], identifier: str) -> _Failed:
    """One message an action: that of its first broken rule, with all of them as reasons."""
    message = envelopes.message_of(faults[0], identifier=identifier)
    return _Failed(message, tuple(explanation(fault) for fault in faults))


def _all_failed(call: Call, operation: OperationOf, messages: list[Message]) -> Answer:
    body = envelopes.refused(operation, wire.version_of(call, operation), messages)
    return Answer(400, body, envelopes.expired(call.now))
