"""Stores, workspaces and worlds for tests of the kernel."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from invaller.kernel.api import Api
from invaller.kernel.pending import Work
from invaller.kernel.settings import Settings
from invaller.kernel.store import Kind, Store
from invaller.kernel.workspace import Workspace
from invaller.kernel.world import World, open_world

NOW = "2025-03-03T09:00:00+01:00"
DONE = Kind("test.done")


def _write_down(workspace: Workspace, work: Work, due: datetime) -> None:
    """Does an item by writing down when it was done, as which one."""
    number = workspace.ids.counter("done")
    workspace.documents.put(DONE, number, {"id": work.id, "at": due.isoformat(), **work.payload})


def _again(workspace: Workspace, work: Work, due: datetime) -> None:
    """Does an item by making another one that is due at once."""
    workspace.schedule("test", "endless", "", {}, now=due, delay=due - due)


API = Api(
    key="test",
    title="Test",
    base_path="/test",
    handlers={},
    process={"note": _write_down, "endless": _again},
    kinds=(DONE,),
)


@pytest.fixture
def store(state_url: str) -> Iterator[Store]:
    """An empty store, over every database there is."""
    store = Store(state_url)
    yield store
    store.close()


@pytest.fixture
def memory() -> Iterator[Store]:
    """An empty store in memory, for what does not depend on the database."""
    store = Store()
    yield store
    store.close()


@pytest.fixture
def open_test_world() -> Iterator[Callable[..., World]]:
    """Open a world with one API whose work writes down what it did, on a frozen clock."""
    opened: list[World] = []

    def open_(state: str = "sqlite://", **settings: Any) -> World:
        given = replace(Settings(clock="frozen", now=NOW), **settings)
        opened.append(open_world({"test": API}, given, state))
        return opened[-1]

    yield open_
    for world in opened:
        world.store.close()


@pytest.fixture
def world(open_test_world: Callable[..., World], state_url: str) -> World:
    """A world over every database there is."""
    return open_test_world(state_url)


@pytest.fixture
def workspace(open_test_world: Callable[..., World]) -> Workspace:
    """A workspace in memory."""
    return open_test_world().workspace()
