"""A workspace's state as one document: out, in, merged."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from invaller.kernel.identity.clients import clients_of
from invaller.kernel.identity.tokens import TOKENS, mint_token, token_key
from invaller.kernel.settings import Settings
from invaller.kernel.state import StateError, export_state, import_state, merge_state
from invaller.kernel.workspace import Workspace
from invaller.kernel.world import DEFAULT, World

FROZEN = Settings(clock="frozen", now="2025-03-03T09:00:00+01:00", seed="7")


def _work(workspace: Workspace) -> None:
    """Make documents, minted ids and pending work of each kind."""
    for seconds in (1, 60):
        delay = timedelta(seconds=seconds)
        workspace.schedule("test", "note", "é", {"n": seconds}, now=workspace.now, delay=delay)
    workspace.advance(timedelta(seconds=2))
    workspace.registers.citizens.put(
        {"ssin": "65111899997", "familyName": "SMITH", "birthDate": "1965-11-18"}
    )
    workspace.registers.student_accounts.reserve("65111899997", 2025, "p1", 40)


def _export(world: World, workspace: Workspace) -> dict[str, Any]:
    return export_state(world.store, workspace.name, workspace.record())


def _import(world: World, workspace: Workspace, state: Mapping[str, Any]) -> Workspace:
    return world.adopt(import_state(world.store, workspace, state))


@pytest.fixture
def other_world(open_test_world: Callable[..., World]) -> World:
    """A world of its own in memory: where a state is brought to."""
    return open_test_world()


def test_round_trip_over_stores(world: World, other_world: World) -> None:
    """A state exported from one store and imported in another goes on the same way there."""
    with world.transaction(), other_world.transaction():
        origin = world.create("origin", FROZEN)
        _work(origin)
        state = _export(world, origin)
        copy = _import(other_world, other_world.workspace(), state)
        assert _export(other_world, copy) == {**state, "workspace": DEFAULT}
        assert copy.advance(timedelta(hours=1)) == origin.advance(timedelta(hours=1))
        assert copy.ids.hexadecimal("x", 8) == origin.ids.hexadecimal("x", 8)
        assert _export(other_world, copy)["documents"] == _export(world, origin)["documents"]


def test_imported_documents_are_looked_up(other_world: World) -> None:
    """Imported documents are found by the members by which their kind is searched."""
    with other_world.transaction():
        workspace = other_world.workspace()
        _work(workspace)
        copy = _import(other_world, workspace, _export(other_world, workspace))
        assert copy.registers.citizens.find(familyName="SMITH") != []


def test_export_holds_no_credentials(other_world: World) -> None:
    """Neither clients nor tokens leave with an export."""
    with other_world.transaction():
        workspace = other_world.workspace()
        client = clients_of(workspace.documents)[0]["clientId"]
        token = mint_token(workspace, client, (), workspace.now)
        text = str(_export(other_world, workspace))
    assert "identity." not in text
    assert client not in text
    assert token not in text


def test_import_leaves_credentials(other_world: World) -> None:
    """Clients and tokens work on after an import, and a fork does not get the tokens."""
    with other_world.transaction():
        state = _export(other_world, other_world.create("source", FROZEN))
        workspace = other_world.workspace()
        clients = clients_of(workspace.documents)
        token = mint_token(workspace, clients[0]["clientId"], (), workspace.now)
        after = _import(other_world, workspace, state)
        assert clients_of(after.documents) == clients
        assert after.documents.get(TOKENS, token_key(token)) is not None
        fork = other_world.fork(DEFAULT, "fork")
        assert fork.documents.find(TOKENS) == []


def test_import_replaces_everything(other_world: World) -> None:
    """What was there and is not in the state is gone, pending work too."""
    with other_world.transaction():
        workspace = other_world.workspace()
        _work(workspace)
        after = _import(other_world, workspace, {"documents": {}})
        state = _export(other_world, after)
    assert (state["documents"], state["pending"]) == ({}, [])


def test_merge_adds_and_replaces(other_world: World) -> None:
    """Merging adds documents, replaces those with the same key, and leaves the others."""
    with other_world.transaction():
        workspace = other_world.workspace()
        _work(workspace)
        citizens = {
            ssin: {"ssin": ssin, "familyName": name, "birthDate": "1965-11-18"}
            for ssin, name in {"65111899997": "NEW", "2": "TWO"}.items()
        }
        assert merge_state(workspace, {"documents": {"register.citizen": citizens}}) == 2
        documents = workspace.documents.everything()
    assert documents["register.citizen"] == citizens
    assert len(documents["test.done"]) == 1


_ITEM = {"id": "a", "api": "test", "kind": "note", "subject": "s", "due": None, "held": True}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 2}, "format 2"),
        ({"documents": {"test.unknown": {"a": {}}}}, "no kind of document 'test.unknown'"),
        ({"documents": {"register.citizen": {"1": {"ssin": "1"}}}}, "'1' lacks birthDate"),
        ({"clock": {"mode": "frozen"}}, "clock"),
        ({"clock": {"mode": "frozen", "instant": "9999-12-31"}}, "clock"),
        ({"clock": {"mode": "real", "offsetSeconds": 1e30}}, "clock"),
        ({"settings": {"speed": "fast"}}, "speed"),
        ({"settings": {"processing": {"default": "later"}}}, "later"),
        ({"counters": {"x": "many"}}, "counters"),
        ({"pending": [{**_ITEM, "due": "soon"}]}, "soon"),
        ({"pending": [{**_ITEM, "kind": "other"}]}, "test other"),
        ({"pending": [_ITEM, _ITEM]}, "same id"),
    ],
)
def test_unreadable_state_changes_nothing(
    other_world: World, change: dict[str, Any], told: str
) -> None:
    """A state that cannot be imported is refused, and the workspace stays as it was."""
    with other_world.transaction():
        workspace = other_world.workspace()
        _work(workspace)
        before = _export(other_world, workspace)
        with pytest.raises(StateError, match=told):
            import_state(other_world.store, workspace, {"documents": {}, **change})
        assert _export(other_world, other_world.workspace()) == before


def test_partial_settings_are_completed(other_world: World) -> None:
    """A state that names some settings gives the others their defaults."""
    with other_world.transaction():
        given = {"documents": {}, "settings": {"strictness": "strict"}}
        after = _import(other_world, other_world.workspace(), given)
        assert after.settings == Settings(strictness="strict")
