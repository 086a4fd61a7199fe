"""Pages of documents and kept counts, on every kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from invaller.kernel.store import Documents, Kind, Store

KIND = Kind("page", ("parent",))


@pytest.fixture
def store(state_url: str) -> Iterator[Store]:
    """An empty store."""
    opened = Store(state_url)
    yield opened
    opened.close()


def _fill(documents: Documents, parent: str, *names: str) -> None:
    for name in names:
        documents.put(KIND, f"{parent}-{name}", {"parent": parent, "name": name})


def _names(documents: Documents, offset: int, limit: int) -> list[str]:
    found = documents.page(KIND, {"parent": "a"}, offset=offset, limit=limit)
    return [one["name"] for one in found]


def test_a_page_holds_the_documents_from_an_offset_on(store: Store) -> None:
    """Pages one after the other are what `find` gives, oldest first."""
    documents = Documents(store, "w")
    _fill(documents, "a", "x", "y", "z")
    _fill(documents, "b", "q")
    assert [_names(documents, 0, 2), _names(documents, 2, 2), _names(documents, 4, 2)] == [
        ["x", "y"],
        ["z"],
        [],
    ]


def test_counts_follow_what_comes_goes_and_moves(store: Store) -> None:
    """A count that was asked before is right after each addition, move and deletion."""
    documents = Documents(store, "w")
    counts = []

    def count() -> None:
        counts.append((documents.count(KIND, {"parent": "a"}), documents.count(KIND)))

    count()
    _fill(documents, "a", "x", "y")
    count()
    documents.put(KIND, "a-x", {"parent": "a", "name": "other"})
    count()
    documents.put(KIND, "a-x", {"parent": "b", "name": "moved"})
    count()
    documents.delete(KIND, "a-y")
    count()
    assert counts == [(0, 0), (2, 2), (2, 2), (1, 2), (0, 1)]


def test_a_count_is_taken_back_with_its_transaction(store: Store) -> None:
    """What was counted in an exchange that failed is forgotten."""
    documents = Documents(store, "w")

    def fail() -> None:
        with store.transaction():
            _fill(documents, "a", "x")
            assert documents.count(KIND) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert documents.count(KIND) == 0


def test_workspaces_count_for_themselves(store: Store) -> None:
    """A copy of a workspace has the counts of its own documents."""
    first, second = Documents(store, "w"), Documents(store, "v")
    _fill(first, "a", "x")
    assert (first.count(KIND), second.count(KIND)) == (1, 0)
    store.copy("w", "v")
    _fill(second, "a", "y")
    assert (first.count(KIND), second.count(KIND)) == (1, 2)
