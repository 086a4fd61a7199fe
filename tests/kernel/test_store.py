"""One test body over every store: documents, transactions, copies."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from invaller.kernel.store import Documents, Kind, Store, StoreError
from invaller.kernel.store.documents import find_anywhere
from invaller.kernel.store.recent import UNKNOWN, Recent
from invaller.kernel.store.tables import WIDTH

PERIOD = Kind("test.period", ("worker", "employer"))
OTHER = Kind("test.other")


@pytest.fixture
def documents(store: Store) -> Iterator[Documents]:
    """The documents of one workspace."""
    with store.transaction():
        yield Documents(store, "one")


def test_what_was_put_is_got(documents: Documents) -> None:
    """A document comes back as it was put, text in any script and null included."""
    body = {"name": "Zoë 你好 \U0001f600", "nothing": None, "nested": {"list": [1, 2.5, True]}}
    documents.put(PERIOD, "a", body)
    assert documents.get(PERIOD, "a") == body


def test_absent_document_is_none(documents: Documents) -> None:
    """A key that was never used, and the key of another kind, give nothing."""
    documents.put(OTHER, "a", {})
    assert documents.get(PERIOD, "a") is None
    assert documents.get(PERIOD, "b") is None


def test_got_document_is_a_copy(documents: Documents) -> None:
    """Changing a document that was read does not change what is stored."""
    documents.put(PERIOD, "a", {"list": [1]})
    got = documents.get(PERIOD, "a")
    assert got is not None
    got["list"].append(2)
    assert documents.get(PERIOD, "a") == {"list": [1]}


def test_number_and_text_are_one_key(documents: Documents) -> None:
    """A number is a key as its text is."""
    documents.put(PERIOD, 12, {"n": 1})
    assert documents.get(PERIOD, "12") == {"n": 1}


def test_replacing_keeps_the_place(documents: Documents) -> None:
    """A document that is put again is replaced, and stays where it was in the order."""
    for key in ("c", "a", "b"):
        documents.put(PERIOD, key, {"key": key})
    documents.put(PERIOD, "c", {"key": "new"})
    assert documents.find(PERIOD) == [{"key": "new"}, {"key": "a"}, {"key": "b"}]
    assert documents.keys(PERIOD) == ["c", "a", "b"]


def test_deleting_tells_whether_there_was_one(documents: Documents) -> None:
    """A deleted document is gone for reading and for searching; a second time there is none."""
    documents.put(PERIOD, "a", {"worker": "1"})
    assert documents.delete(PERIOD, "a") is True
    assert documents.get(PERIOD, "a") is None
    assert documents.find(PERIOD, {"worker": "1"}) == []
    assert documents.delete(PERIOD, "a") is False


def test_look_ups_are_conjunctions(documents: Documents) -> None:
    """A search gives the documents whose looked-up members all equal, oldest first."""
    for key, worker, employer in (
        ("a", "1", "x"),
        ("b", "2", "x"),
        ("c", "1", "x"),
        ("d", "1", "y"),
    ):
        documents.put(PERIOD, key, {"worker": worker, "employer": employer})
    assert documents.keys(PERIOD, {"worker": "1", "employer": "x"}) == ["a", "c"]
    assert documents.keys(PERIOD, {"employer": "x"}) == ["a", "b", "c"]
    assert documents.keys(PERIOD, {"worker": "3"}) == []


def test_look_up_follows_the_document(documents: Documents) -> None:
    """A replaced document is found under its new members and no longer under its old ones."""
    documents.put(PERIOD, "a", {"worker": "1"})
    documents.put(PERIOD, "a", {"worker": 2})
    assert documents.keys(PERIOD, {"worker": "1"}) == []
    assert documents.keys(PERIOD, {"worker": "2"}) == documents.keys(PERIOD, {"worker": 2}) == ["a"]


def test_absent_member_is_not_found_by_its_word(documents: Documents) -> None:
    """A document without a looked-up member is not found as 'None'."""
    documents.put(PERIOD, "a", {"worker": None})
    assert documents.keys(PERIOD, {"worker": "None"}) == []


@pytest.mark.parametrize("key", ["\x00", "a\ud800", "é" * 500, "x" * 5000, "\U0001f600"])
def test_any_text_is_a_key_and_a_look_up(documents: Documents, key: str) -> None:
    """Text that a database does not take as it is, or not whole, still finds its document."""
    documents.put(PERIOD, key, {"worker": "1"})
    documents.put(PERIOD, "by worker", {"employer": "2"})
    assert documents.get(PERIOD, key) == {"worker": "1"}
    assert documents.find(PERIOD, {"worker": key}) == []
    assert documents.get(PERIOD, key + "1") is None


def test_long_keys_that_begin_alike_differ(documents: Documents) -> None:
    """Two keys that differ only beyond the width of the column are two keys."""
    documents.put(PERIOD, "x" * WIDTH + "a", {"n": 1})
    documents.put(PERIOD, "x" * WIDTH + "b", {"n": 2})
    assert documents.get(PERIOD, "x" * WIDTH + "a") == {"n": 1}
    assert len(documents.keys(PERIOD)) == 2


def test_workspaces_do_not_see_each_other(store: Store) -> None:
    """The same kind and key in two workspaces are two documents."""
    one, two = Documents(store, "one"), Documents(store, "two")
    one.put(PERIOD, "a", {"worker": "1"})
    assert two.get(PERIOD, "a") is None
    two.put(PERIOD, "a", {"worker": "2"})
    assert (one.get(PERIOD, "a"), one.find(PERIOD)) == ({"worker": "1"}, [{"worker": "1"}])
    two.delete(PERIOD, "a")
    assert one.everything() == {"test.period": {"a": {"worker": "1"}}}


def test_find_anywhere_names_the_workspaces(store: Store) -> None:
    """A key leads to every workspace that has a document under it."""
    Documents(store, "one").put(PERIOD, "a", {"n": 1})
    Documents(store, "two").put(PERIOD, "a", {"n": 2})
    Documents(store, "two").put(OTHER, "a", {"n": 3})
    assert sorted(find_anywhere(store, PERIOD, "a")) == [("one", {"n": 1}), ("two", {"n": 2})]


def test_failed_transaction_leaves_nothing(store: Store) -> None:
    """A transaction that raises leaves neither documents nor what was read of them."""
    documents = Documents(store, "one")
    with store.transaction():
        documents.put(PERIOD, "kept", {"n": 1})

    def fail() -> None:
        with store.transaction():
            documents.put(PERIOD, "kept", {"n": 2})
            documents.put(PERIOD, "new", {"n": 3})
            documents.delete(PERIOD, "kept")
            assert documents.get(PERIOD, "new") == {"n": 3}
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert documents.get(PERIOD, "kept") == {"n": 1}
    assert documents.get(PERIOD, "new") is None
    assert documents.everything() == {"test.period": {"kept": {"n": 1}}}


def test_copy_is_a_copy(store: Store) -> None:
    """A copied workspace has all documents in their order, and each goes its own way."""
    one, two = Documents(store, "one"), Documents(store, "two")
    for key in ("b", "a"):
        one.put(PERIOD, key, {"worker": key})
    assert two.get(PERIOD, "a") is None
    store.copy("one", "two")
    assert two.keys(PERIOD) == ["b", "a"]
    assert two.keys(PERIOD, {"worker": "a"}) == ["a"]
    two.put(PERIOD, "a", {"worker": "changed"})
    assert one.get(PERIOD, "a") == {"worker": "a"}


def test_clear_forgets_one_workspace(store: Store) -> None:
    """Clearing a workspace forgets its documents, not its record nor another workspace."""
    for name in ("one", "two"):
        Documents(store, name).put(PERIOD, "a", {"of": name})
        store.put_record(name, {"name": name})
    store.clear("one")
    assert Documents(store, "one").get(PERIOD, "a") is None
    assert Documents(store, "two").get(PERIOD, "a") == {"of": "two"}
    assert store.names() == ["one", "two"]


def test_drop_forgets_the_record_too(store: Store) -> None:
    """A dropped workspace has neither record nor documents."""
    store.put_record("one", {"name": "one"})
    Documents(store, "one").put(PERIOD, "a", {})
    store.drop("one")
    assert (store.names(), store.record("one")) == ([], None)
    assert Documents(store, "one").everything() == {}


def test_record_is_replaced(store: Store) -> None:
    """The record that was put last is the record."""
    store.put_record("one", {"n": 1})
    store.put_record("one", {"n": 2})
    assert (store.record("one"), store.names()) == ({"n": 2}, ["one"])


def test_acknowledged_documents_outlive_the_store(lasting_state_url: str) -> None:
    """What a transaction stored is there when the database is opened again."""
    first = Store(lasting_state_url)
    with first.transaction():
        Documents(first, "one").put(PERIOD, "a", {"worker": "é"})
    first.close()
    second = Store(lasting_state_url)
    assert Documents(second, "one").find(PERIOD, {"worker": "é"}) == [{"worker": "é"}]
    second.close()


def test_lost_connection_is_made_again(postgresql_url: str) -> None:
    """After the database hung up, the exchange of that moment fails and the next one works."""
    store, other = Store(postgresql_url), Store(postgresql_url)
    documents = Documents(store, "one")
    with store.transaction():
        documents.put(PERIOD, "a", {"n": 1})
    hang_up = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with other.transaction():
        other.connection.execute(text(hang_up))
    with pytest.raises(SQLAlchemyError), store.transaction():
        documents.put(PERIOD, "a", {"n": 2})
    with store.transaction():
        assert documents.get(PERIOD, "a") == {"n": 1}
        documents.put(PERIOD, "a", {"n": 3})
    assert Documents(other, "one").get(PERIOD, "a") == {"n": 3}
    store.close()
    other.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("state.db", "no database URL"),
        ("sqlite:////no/such/folder/state.db", "/no/such/folder"),
        ("postgresql://nobody@127.0.0.1:1/none", "127.0.0.1"),
        ("mysql://localhost/x", "mysql"),
        ("nonsense://localhost/x", "nonsense"),
    ],
)
def test_unusable_state_is_named(url: str, told: str) -> None:
    """A database that cannot be opened is refused with its URL in the message."""
    with pytest.raises(StoreError, match=told):
        Store(url)


def test_file_that_is_no_database_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file that SQLite did not write is refused, and left as it is."""
    file = tmp_path_factory.mktemp("state") / "notes.txt"
    file.write_text("not a database, " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store(f"sqlite:///{file}")
    assert file.read_text().startswith("not a database, ")


def test_recent_forgets_what_was_used_least() -> None:
    """A full memory of recent documents forgets the one that was longest out of use."""
    recent = Recent(capacity=2)
    recent.put(("w", "k", "a"), "1")
    recent.put(("w", "k", "b"), None)
    assert recent.get(("w", "k", "a")) == "1"
    recent.put(("w", "k", "c"), "3")
    assert recent.get(("w", "k", "b")) is UNKNOWN
    assert (recent.get(("w", "k", "a")), recent.get(("w", "k", "c"))) == ("1", "3")
