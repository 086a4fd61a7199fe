"""A workspace's state as one JSON document: exported, imported, merged, compared."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from invaller.kernel.api import Api
from invaller.kernel.clock import Clock, ClockError, parse_instant
from invaller.kernel.identity.certificates import CERTIFICATES
from invaller.kernel.identity.clients import CLIENTS
from invaller.kernel.identity.tokens import TOKENS
from invaller.kernel.pending import Pending, Work
from invaller.kernel.registers.registers import KINDS as REGISTER_KINDS
from invaller.kernel.settings import Settings
from invaller.kernel.store import Documents, Kind, Store
from invaller.kernel.workspace import Workspace

FORMAT = 1
"""Version of the export's shape."""

_CREDENTIALS = "identity."
"""Kinds that stay out of exports: credentials belong to one workspace and are secrets."""


class StateError(ValueError):
    """A state document that cannot be imported; the message says what is wrong with it."""


def export_state(store: Store, workspace: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """Everything a workspace (or snapshot) holds, credentials left out."""
    documents = Documents(store, workspace).everything()
    pending = Pending(store, workspace, lambda: 0).all()
    return {
        "format": FORMAT,
        "workspace": record["name"],
        "settings": record["settings"],
        "clock": record["clock"],
        "counters": record["counters"],
        "documents": {
            kind: bodies for kind, bodies in documents.items() if not kind.startswith(_CREDENTIALS)
        },
        "pending": [work.to_document() for work in pending],
    }


def import_state(store: Store, workspace: Workspace, state: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a workspace after its documents and pending work are replaced.

    Credentials stay as they are. Raises StateError before anything is changed.
    """
    version = state.get("format", FORMAT)
    if version != FORMAT:
        raise StateError(f"a state of format {version} cannot be read; this is format {FORMAT}")
    merged = list(_known(workspace, state["documents"]))
    pending = _pending(workspace, state.get("pending", []))
    credentials = _credentials(workspace)
    record = _record(workspace, state)
    store.clear(workspace.name)
    for kind, key, body in [*credentials, *merged]:
        workspace.documents.put(kind, key, body)
    for work in pending:
        workspace.pending.restore(work)
    return record


def merge_state(workspace: Workspace, state: Mapping[str, Any]) -> int:
    """Add or replace documents; tells how many. Raises StateError before anything is changed."""
    documents = list(_known(workspace, state["documents"]))
    for kind, key, body in documents:
        workspace.documents.put(kind, key, body)
    return len(documents)


def kinds_of(apis: Mapping[str, Api]) -> dict[str, Kind]:
    """Every kind of document that can be imported, by name."""
    declared = [
        *REGISTER_KINDS,
        CLIENTS,
        TOKENS,
        CERTIFICATES,
        *(kind for api in apis.values() for kind in api.kinds),
    ]
    return {kind.name: kind for kind in declared}


def _known(
    workspace: Workspace, documents: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Kind, str, dict[str, Any]]]:
    kinds = kinds_of(workspace.apis)
    for name, bodies in documents.items():
        if name not in kinds:
            raise StateError(f"no kind of document {name!r}; there are {sorted(kinds)}")
        for key, body in bodies.items():
            missing = [member for member in kinds[name].required if body.get(member) is None]
            if missing:
                raise StateError(f"{name} {key!r} lacks {', '.join(missing)}")
            yield kinds[name], key, dict(body)


def _credentials(workspace: Workspace) -> list[tuple[Kind, str, dict[str, Any]]]:
    kinds = kinds_of(workspace.apis)
    return [
        (kinds[name], key, body)
        for name, bodies in workspace.documents.everything().items()
        if name.startswith(_CREDENTIALS)
        for key, body in bodies.items()
    ]


def _record(workspace: Workspace, state: Mapping[str, Any]) -> dict[str, Any]:
    record = workspace.record()
    switches: dict[str, Iterable[str]] = {
        switch.name: switch.choices for api in workspace.apis.values() for switch in api.switches
    }
    try:
        settings = Settings().changed(state.get("settings", record["settings"]), switches)
        Clock.from_document(state.get("clock", record["clock"]))
    except (TypeError, KeyError, ValueError, OverflowError, AttributeError) as error:
        raise StateError(f"settings or clock of the state cannot be read: {error}") from error
    if not all(type(count) is int for count in state.get("counters", {}).values()):
        raise StateError("the counters of a state are whole numbers")
    given = {name: state[name] for name in ("clock", "counters") if name in state}
    return {**record, **given, "settings": settings.to_document()}


def _pending(workspace: Workspace, items: Iterable[Mapping[str, Any]]) -> list[Work]:
    pending = [_work(workspace, item) for item in items]
    if len({work.id for work in pending}) < len(pending):
        raise StateError("two items of pending work have the same id")
    return pending


def _work(workspace: Workspace, item: Mapping[str, Any]) -> Work:
    due = item.get("due")
    api = workspace.apis.get(item["api"])
    if api is None or item["kind"] not in api.process:
        raise StateError(f"nothing here does pending work {item['api']} {item['kind']}")
    try:
        due = parse_instant(due) if due else None
    except ClockError as error:
        raise StateError(f"pending work {item['id']}: {error}") from error
    return Work(
        id=item["id"],
        api=item["api"],
        kind=item["kind"],
        subject=item["subject"],
        due=due,
        priority=item.get("priority", 0),
        sequence=item.get("sequence", 0),
        polls_left=item.get("pollsLeft"),
        held=item.get("held", False),
        payload=item.get("payload", {}),
        failure=item.get("failure"),
    )
