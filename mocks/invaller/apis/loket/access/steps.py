"""The five questions of authorization, in the order of the document; pure.

Loket API V2, The authorization process: client, user, role, module, entity. The first that is
answered with no gives the reason of the 403.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a call.

    activity and right: what is asked; client, user_rights and role_rights: who asks, with
    names of rights; module: the one that the right needs; modules: those that are enabled,
    None where the call is about no employer; entity: why the user has no access to the
    record, None when it has.
    """

    activity: str
    right: str
    client: str
    client_may: bool
    user_rights: frozenset[str]
    role: str
    role_rights: frozenset[str]
    module: str | None = None
    modules: frozenset[str] | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Denied:
    """The step that failed. rule: its entry in the ledger; found and expected: what decided."""

    rule: str
    reason: str
    found: object = None
    expected: object = None


def _client(facts: Facts) -> Denied | None:
    if facts.client_may:
        return None
    reason = f"client {facts.client} has no access to activity {facts.activity}"
    return Denied("loket.authorization.client-first", reason, facts.client, facts.activity)


def _user(facts: Facts) -> Denied | None:
    if facts.right in facts.user_rights:
        return None
    reason = f"the user has no right '{facts.right}', which activity {facts.activity} needs"
    found = sorted(facts.user_rights)
    return Denied("loket.authorization.user-right", reason, found, facts.right)


def _role(facts: Facts) -> Denied | None:
    if facts.right in facts.role_rights:
        return None
    reason = f"role '{facts.role}' has no right '{facts.right}'"
    return Denied("loket.authorization.role-right", reason, facts.role, facts.right)


def _module(facts: Facts) -> Denied | None:
    if facts.module is None or facts.modules is None or facts.module in facts.modules:
        return None
    reason = f"module {facts.module} is not enabled"
    return Denied("loket.authorization.module", reason, sorted(facts.modules), facts.module)


def _entity(facts: Facts) -> Denied | None:
    return None if facts.entity is None else Denied("loket.authorization.entity", facts.entity)


_STEPS: Sequence[Callable[[Facts], Denied | None]] = (_client, _user, _role, _module, _entity)


def first_failure(facts: Facts) -> Denied | None:
    """The first step that fails, None when the call is authorized."""
    return next((denied for step in _STEPS if (denied := step(facts)) is not None), None)
