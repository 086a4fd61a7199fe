"""A workspace that shares the rows of a template is in no way other than a full copy of it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invaller.kernel.store import Documents, Kind, Store

KINDS = (Kind("a", ("parent",)), Kind("b", ("parent", "name")), Kind("c"))
KEYS = ("1", "2", "3", "4")
SEEDED = [
    (KINDS[0], "1", {"parent": "x"}),
    (KINDS[1], "2", {"parent": "x", "name": "n"}),
    (KINDS[0], "3", {"parent": "y"}),
    (KINDS[1], "1", {"parent": "y", "name": "n"}),
    (KINDS[0], "2", {"parent": "x"}),
]

Step = tuple[Any, ...]

kinds, keys = st.sampled_from(KINDS), st.sampled_from(KEYS)
parents = st.sampled_from(("x", "y", "z"))
writes = st.one_of(
    st.tuples(st.just("put"), kinds, keys, parents),
    st.tuples(st.just("put_all"), kinds, keys, parents),
    st.tuples(st.just("delete"), kinds, keys),
)
steps = st.one_of(
    writes,
    writes,
    st.tuples(st.just("look"), kinds),
    st.tuples(st.just("failed"), st.lists(writes, max_size=3)),
    st.tuples(st.sampled_from(("snapshot", "restore", "fork", "clear"))),
)


class _Forgotten(Exception):
    """Ends a transaction that leaves nothing."""


def _looked(documents: Documents, kind: Kind) -> list[Any]:
    """What every way to read tells of a kind."""
    wheres: list[dict[str, Any]] = [{}]
    wheres += [{member: "x"} for member in kind.lookups]
    wheres += [dict.fromkeys(kind.lookups, "n")] if kind.lookups else []
    return [
        [documents.get(kind, key) for key in KEYS],
        [documents.find(kind, where) for where in wheres],
        [documents.keys(kind, where) for where in wheres],
        [documents.count(kind, where) for where in wheres],
        [documents.page(kind, where, offset=1, limit=2) for where in wheres],
    ]


class _Life:
    """One workspace to which things happen, with a snapshot and a fork."""

    def __init__(self, store: Store, name: str) -> None:
        self.store, self.name = store, name
        self.documents = Documents(store, name)

    def fork(self) -> Documents:
        return Documents(self.store, f"{self.name}-fork")

    def do(self, step: Step) -> Any:
        """What the step answers."""
        return getattr(self, f"_{step[0]}")(*step[1:])

    def _put(self, kind: Kind, key: str, parent: str) -> None:
        self.documents.put(kind, key, {"parent": parent, "name": "n", "key": key})

    def _put_all(self, kind: Kind, key: str, parent: str) -> None:
        self.documents.put_all([(kind, key, {"parent": parent}), (kind, "new", {})])

    def _delete(self, kind: Kind, key: str) -> bool:
        return self.documents.delete(kind, key)

    def _look(self, kind: Kind) -> list[Any]:
        return _looked(self.documents, kind)

    def _failed(self, steps: list[Step]) -> list[Any]:
        answers: list[Any] = []
        try:
            with self.store.transaction():
                answers += [self.do(step) for step in steps]
                answers += [_looked(self.documents, kind) for kind in KINDS]
                raise _Forgotten
        except _Forgotten:
            return answers

    def _snapshot(self) -> None:
        self.store.clear(f"~{self.name}")
        self.store.copy(self.name, f"~{self.name}")

    def _restore(self) -> None:
        self.store.clear(self.name)
        self.store.copy(f"~{self.name}", self.name)

    def _fork(self) -> None:
        self.store.clear(f"{self.name}-fork")
        self.store.copy(self.name, f"{self.name}-fork")
        self.fork().put(KINDS[0], "1", {"parent": "of the fork"})

    def _clear(self) -> None:
        self.store.clear(self.name)


def _begin(store: Store) -> tuple[_Life, _Life]:
    """A workspace that shares a template, and one that is a copy of it."""
    with store.transaction():
        for name in ("template", "sharing", "full"):
            for stored in (name, f"~{name}", f"{name}-fork"):
                store.clear(stored)
        Documents(store, "template").put_all(SEEDED)
        store.share("template", "sharing")
        store.copy("template", "full")
    return _Life(store, "sharing"), _Life(store, "full")


@given(st.lists(steps, max_size=12))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_sharing_is_never_noticed(store: Store, happening: list[Step]) -> None:
    """Whatever happens, one that shares answers as a full copy does, and no template changes."""
    sharing, full = _begin(store)
    for step in happening:
        answers = []
        for life in (sharing, full):
            if step[0] == "failed":
                answers.append(life.do(step))
                continue
            with store.transaction():
                answers.append(life.do(step))
        assert answers[0] == answers[1], step
    for kind in KINDS:
        assert _looked(sharing.documents, kind) == _looked(full.documents, kind)
        assert _looked(sharing.fork(), kind) == _looked(full.fork(), kind)
    assert sharing.documents.everything() == full.documents.everything()
    assert Documents(store, "template").find(KINDS[0]) == [
        body for kind, _, body in SEEDED if kind == KINDS[0]
    ]
