"""Workspaces: made, forked, reset and deleted, and never in sight of each other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from invaller.kernel.faults import parse_fault
from invaller.kernel.identity.clients import clients_of
from invaller.kernel.identity.keys import key_pair
from invaller.kernel.identity.tokens import TOKENS, mint_token, token_key
from invaller.kernel.settings import Settings
from invaller.kernel.store import Kind
from invaller.kernel.store.documents import find_anywhere
from invaller.kernel.workspace import Workspace
from invaller.kernel.world import DEFAULT, World, WorldError

NOTE = Kind("test.note")
FROZEN = Settings(clock="frozen", now="2025-03-03T09:00:00+01:00")


def _use(workspace: Workspace) -> list[Any]:
    """Calls whose outcome depends on the workspace's seed and history."""
    ids = workspace.ids
    drawn: list[Any] = [ids.integer("n", 0, 10**9), ids.hexadecimal("h", 12), ids.fraction("f")]
    workspace.documents.put(NOTE, str(drawn[0]), {"drawn": drawn})
    work = workspace.schedule(
        "test", "note", "s", {}, now=workspace.now, delay=timedelta(seconds=drawn[2])
    )
    return [*drawn, work.to_document(), workspace.documents.find(NOTE)]


def test_new_world_has_the_default_workspace(world: World) -> None:
    """A new world has one workspace, `default`, with the settings of the server."""
    with world.transaction():
        assert world.names() == [DEFAULT]
        assert world.workspace().settings.clock == "frozen"


def test_same_seed_same_calls_same_values(world: World) -> None:
    """Two workspaces on the same seed mint the same, also when they take turns."""
    with world.transaction():
        one, two = world.create("one", FROZEN), world.create("two", FROZEN)
        first = [_use(one), _use(one)]
        second = []
        for _ in range(2):
            _use(world.workspace())
            second.append(_use(two))
    assert first == second


def test_workspaces_never_see_each_other(world: World) -> None:
    """Data, work, clock, settings and faults of a workspace are its own."""
    with world.transaction():
        one, two = world.create("one", FROZEN), world.create("two", FROZEN)
        before = (two.record(), two.documents.everything(), two.pending.all())
        _use(one)
        one.clock.advance(timedelta(days=1))
        one.settings = one.settings.changed({"strictness": "strict"}, {})
        one.faults.append(parse_fault({"effect": {"drop": True}}, "f"))
        assert (two.record(), two.documents.everything(), two.pending.all()) == before


def test_credentials_lead_to_one_workspace(world: World) -> None:
    """Client ids and keys of two workspaces on the same seed differ."""
    with world.transaction():
        one, two = world.create("one", FROZEN), world.create("two", FROZEN)
        ids = [{c["clientId"] for c in clients_of(w.documents)} for w in (one, two)]
    assert ids[0].isdisjoint(ids[1])
    assert len(ids[0]) == len(ids[1]) > 0
    assert key_pair("one", "1") != key_pair("two", "1")
    assert key_pair("one", "1") == key_pair("one", "1")


def test_same_name_and_seed_give_the_same_credentials(
    open_test_world: Callable[..., World],
) -> None:
    """A workspace of the same name on the same seed has the same clients in every run."""
    found = []
    for world in (open_test_world(), open_test_world()):
        with world.transaction():
            found.append(clients_of(world.create("one", FROZEN).documents))
    assert found[0] == found[1]


def test_nameless_workspaces_are_numbered(world: World) -> None:
    """A workspace without a name gets the next number that is free."""
    with world.transaction():
        world.create("w2", FROZEN)
        names = [world.create(None, FROZEN).name, world.create(None, FROZEN).name]
    assert names == ["w1", "w3"]


@pytest.mark.parametrize("name", ["", "~seed/2025Q1", "a/b", "a b", "-a", "é", "a\n", "x" * 101])
def test_unusable_names_are_refused(world: World, name: str) -> None:
    """A name that a URL could not carry is refused, and no such workspace exists."""
    with world.transaction():
        with pytest.raises(WorldError, match="no name for a workspace"):
            world.create(name, FROZEN)
        assert world.find(name) is None


def test_name_can_be_taken_once(world: World) -> None:
    """A workspace is not made twice under one name."""
    with world.transaction(), pytest.raises(WorldError, match="exists already"):
        world.create(DEFAULT, FROZEN)


def test_unknown_workspace_names_the_known(world: World) -> None:
    """Asking for a workspace that is not there tells which there are."""
    with world.transaction(), pytest.raises(WorldError, match="default"):
        world.workspace("nowhere")


def test_fork_goes_its_own_way(world: World) -> None:
    """A fork has all that its origin has, and neither notices what the other does then."""
    with world.transaction():
        origin = world.create("origin", FROZEN)
        _use(origin)
        fork = world.fork("origin", "fork")
        assert fork.documents.find(NOTE) == origin.documents.find(NOTE)
        assert fork.pending.all() == origin.pending.all()
        assert fork.now == origin.now
        assert _use(fork) == _use(origin)
        fork.advance(timedelta(seconds=5))
        assert (len(origin.pending.all()), fork.pending.all()) == (2, [])


def test_fork_has_credentials_of_its_own(world: World) -> None:
    """The clients of a fork are its own, and a token of the origin leads to the origin only."""
    with world.transaction():
        origin = world.create("origin", FROZEN)
        client = clients_of(origin.documents)[0]["clientId"]
        token = mint_token(origin, client, (), origin.now)
        fork = world.fork("origin", "fork")
        assert client not in [found["clientId"] for found in clients_of(fork.documents)]
        places = find_anywhere(world.store, TOKENS, token_key(token))
    assert [name for name, _ in places] == ["origin"]


def test_reset_brings_back_how_it_began(world: World) -> None:
    """A reset workspace is as it was created: data, work, clock, settings, faults, journal."""
    with world.transaction():
        workspace = world.create("one", FROZEN)
        record, documents = workspace.record(), workspace.documents.everything()
        first = _use(workspace)
        workspace.advance(timedelta(days=1))
        workspace.settings = workspace.settings.changed({"strictness": "strict"}, {})
        workspace.journal.next_number()
        again = world.reset("one")
        assert (again.record(), again.documents.everything()) == (record, documents)
        assert (again.pending.all(), again.journal.next_number()) == ([], 1)
        assert _use(again) == first


def test_reset_of_a_fork_is_a_new_beginning(world: World) -> None:
    """A reset fork has what the seed gives, not what it was forked with."""
    with world.transaction():
        _use(world.create("origin", FROZEN))
        world.fork("origin", "fork")
        assert world.reset("fork").documents.find(NOTE) == []


def test_deleted_workspace_is_gone(world: World) -> None:
    """A deleted workspace and its snapshots are gone; its name is free again and empty."""
    with world.transaction():
        workspace = world.create("one", FROZEN)
        _use(workspace)
        world.save_snapshot(workspace, "s")
        world.delete("one")
        assert (world.find("one"), world.names()) == (None, [DEFAULT])
        again = world.create("one", FROZEN)
        assert (again.documents.find(NOTE), world.snapshots("one")) == ([], [])


def test_default_workspace_stays(world: World) -> None:
    """The default workspace is not deleted."""
    with world.transaction(), pytest.raises(WorldError, match="reset it"):
        world.delete(DEFAULT)


def test_snapshot_brings_everything_back(world: World) -> None:
    """A restored snapshot brings back data, work, clock, settings and what is minted next."""
    with world.transaction():
        workspace = world.workspace()
        _use(workspace)
        world.save_snapshot(workspace, "before")
        record = workspace.record()
        expected = _use(workspace)
        workspace.advance(timedelta(days=1))
        workspace.settings = workspace.settings.changed({"strictness": "strict"}, {})
        restored = world.restore_snapshot(DEFAULT, "before")
        assert restored.record() == record
        assert _use(restored) == expected


def test_snapshot_can_be_restored_again(world: World) -> None:
    """Going on after a restore does not change the snapshot."""
    with world.transaction():
        world.save_snapshot(world.workspace(), "empty")
        for _ in range(2):
            _use(world.restore_snapshot(DEFAULT, "empty"))
        assert world.restore_snapshot(DEFAULT, "empty").documents.find(NOTE) == []


def test_snapshots_by_name(world: World) -> None:
    """Snapshots are a workspace's own, are replaced by name, listed and deleted."""
    with world.transaction():
        one, other = world.create("one", FROZEN), world.create("other", FROZEN)
        for workspace in (one, other):
            world.save_snapshot(workspace, "s")
        _use(one)
        world.save_snapshot(one, "s")
        assert (world.snapshots("one"), world.snapshots("other")) == (["s"], ["s"])
        assert world.restore_snapshot("one", "s").documents.find(NOTE) != []
        world.delete_snapshot("one", "s")
        assert (world.snapshots("one"), world.snapshots("other")) == ([], ["s"])


def test_unknown_snapshots_are_refused(world: World) -> None:
    """A snapshot that is not there can be neither restored nor deleted nor badly named."""
    with world.transaction():
        for attempt in (world.restore_snapshot, world.delete_snapshot):
            with pytest.raises(WorldError, match="no snapshot 'x'"):
                attempt(DEFAULT, "x")
        with pytest.raises(WorldError, match="no name for a snapshot"):
            world.save_snapshot(world.workspace(), "a/b")


def test_failed_exchange_changes_nothing(world: World) -> None:
    """An exchange that raises leaves data, clock, counters, settings and workspaces alone."""
    with world.transaction():
        expected = world.fork(DEFAULT, "reference")
        expectation = _use(expected)
        record = world.workspace().record()

    def fail() -> None:
        with world.transaction():
            _use(world.workspace())
            world.workspace().advance(timedelta(days=1))
            world.create("new", FROZEN)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with world.transaction():
        assert world.workspace().record() == record
        assert _use(world.workspace()) == expectation
        assert world.names() == [DEFAULT, "reference"]


def test_world_goes_on_after_a_restart(
    open_test_world: Callable[..., World], lasting_state_url: str
) -> None:
    """A world opened again over the same database goes on exactly where it was."""
    world = open_test_world(lasting_state_url)
    with world.transaction():
        _use(world.create(None, FROZEN))
        world.workspace("w1").clock.advance(timedelta(hours=1))
        reference = _use(world.fork("w1", "reference"))
    world.store.close()
    again = open_test_world(lasting_state_url)
    with again.transaction():
        assert again.names() == [DEFAULT, "reference", "w1"]
        assert _use(again.workspace("w1")) == reference
        assert again.create(None, FROZEN).name == "w2"


def test_two_worlds_in_one_process_do_not_touch(open_test_world: Callable[..., World]) -> None:
    """What happens in one world is not seen in another of the same process."""
    one, two = open_test_world(), open_test_world()
    with one.transaction(), two.transaction():
        _use(one.create("only-here", FROZEN))
        assert two.names() == [DEFAULT]
        assert _use(one.workspace()) == _use(two.workspace())
