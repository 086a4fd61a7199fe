"""What a workspace begins with: its own for ever, whatever later versions of the seed say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from invaller.kernel.api import Api
from invaller.kernel.settings import Settings
from invaller.kernel.store import Documents, Kind
from invaller.kernel.store.documents import find_anywhere
from invaller.kernel.world import World, open_world

PLANT, TREE = Kind("test.plant", ("bed",)), Kind("test.tree")
FROZEN = Settings(clock="frozen", now="2025-03-03T09:00:00+01:00")
GARDEN = Api("garden", "Garden", "/garden", {}, kinds=(PLANT, TREE))

Opened = Callable[..., World]


@pytest.fixture
def open_garden() -> Iterator[Opened]:
    """Open a world whose seed holds these plants, and one tree after the first of them."""
    worlds: list[World] = []

    def open_(state: str, *plants: str) -> World:
        def sow(documents: Documents, _today: date) -> None:
            for plant in plants:
                documents.put(PLANT, plant, {"bed": plant})
                documents.put(TREE, "oak", {})

        worlds.append(open_world({"garden": replace(GARDEN, sow=sow)}, FROZEN, state))
        return worlds[-1]

    yield open_
    for world in worlds:
        world.store.close()


def _plants(world: World, workspace: str) -> list[str]:
    with world.transaction():
        return world.workspace(workspace).documents.keys(PLANT)


def test_an_older_workspace_keeps_what_it_began_with(
    open_garden: Opened, lasting_state_url: str
) -> None:
    """A seed that changed with an upgrade is that of new workspaces only, until a reset."""
    before = open_garden(lasting_state_url, "aster", "begonia")
    with before.transaction():
        before.create("old", FROZEN)
        before.save_snapshot(before.workspace("old"), "kept")
    before.store.close()
    after = open_garden(lasting_state_url, "begonia", "clivia")
    with after.transaction():
        after.create("new", FROZEN)
    assert _plants(after, "old") == ["aster", "begonia"]
    assert _plants(after, "new") == ["begonia", "clivia"]
    with after.transaction():
        after.workspace("old").documents.delete(PLANT, "begonia")
        after.reset("new")
    assert (_plants(after, "old"), _plants(after, "new")) == (["aster"], ["begonia", "clivia"])
    with after.transaction():
        after.restore_snapshot("old", "kept")
    assert _plants(after, "old") == ["aster", "begonia"]
    with after.transaction():
        after.reset("old")
    assert _plants(after, "old") == ["begonia", "clivia"]


def test_a_template_goes_with_its_last_workspace(
    open_garden: Opened, lasting_state_url: str
) -> None:
    """A template that nobody shares is dropped at the next start, no other one is."""
    world = open_garden(lasting_state_url, "aster")
    world.store.close()
    world = open_garden(lasting_state_url, "begonia")
    with world.transaction():
        world.create("second", FROZEN)
        world.reset("default")
    assert len([name for name in world.store.names() if name.startswith("~")]) == 2
    world.store.close()
    world = open_garden(lasting_state_url, "begonia")
    assert len([name for name in world.store.names() if name.startswith("~")]) == 1
    assert (_plants(world, "default"), _plants(world, "second")) == (["begonia"], ["begonia"])


def test_an_export_keeps_its_order(open_garden: Opened, state_url: str) -> None:
    """A kind that is written stays where it stood among the kinds, its documents in order."""
    world = open_garden(state_url, "aster", "begonia")
    with world.transaction():
        documents = world.workspace().documents
        documents.put(TREE, "elm", {})
        documents.put(Kind("test.new"), "x", {})
        documents.put(PLANT, "aster", {"bed": "other"})
        held = documents.everything()
    named = {name: list(bodies) for name, bodies in held.items() if name.startswith("test.")}
    assert list(named.items()) == [
        ("test.plant", ["aster", "begonia"]),
        ("test.tree", ["oak", "elm"]),
        ("test.new", ["x"]),
    ]


def test_a_key_leads_to_who_shares_its_document(open_garden: Opened, state_url: str) -> None:
    """Every workspace that sees a seeded document is found by its key, until it lets go."""
    world = open_garden(state_url, "aster")
    with world.transaction():
        world.create("one", FROZEN)
        world.create("two", FROZEN).documents.delete(PLANT, "aster")
        world.workspace("one").documents.put(PLANT, "aster", {"bed": "own"})
        found = dict(find_anywhere(world.store, PLANT, "aster"))
    visible = {name: body for name, body in found.items() if not name.startswith("~")}
    assert visible == {"default": {"bed": "aster"}, "one": {"bed": "own"}}


def test_state_of_an_earlier_version_is_read(open_garden: Opened, tmp_path: Path) -> None:
    """A database whose pending work could not be set aside yet goes on."""
    url = f"sqlite:///{tmp_path / 'state.db'}"
    open_garden(url, "aster").store.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE pending DROP COLUMN failure")
        connection.exec_driver_sql("DROP TABLE shares")
    engine.dispose()
    world = open_garden(url, "aster")
    with world.transaction():
        assert world.workspace().pending.all() == []
        assert world.create("new", FROZEN).documents.keys(PLANT) == ["aster"]
