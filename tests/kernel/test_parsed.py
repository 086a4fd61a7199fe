"""YAML texts whose meaning is kept as JSON."""

from pathlib import Path

import pytest

from invaller.kernel.parsed import parse_yaml, remembered_last

TEXT = 'books: [{title: "Ulysses", pages: 700, loaned: false, reader: null}]\n'
MEANING = {"books": [{"title": "Ulysses", "pages": 700, "loaned": False, "reader": None}]}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "invaller"


def test_kept_meaning_is_the_same(cache: Path) -> None:
    """A text means the same the first time and out of the cache, where one file keeps it."""
    assert [parse_yaml(TEXT), parse_yaml(TEXT)] == [MEANING, MEANING]
    assert len(list(cache.iterdir())) == 1


def test_the_kept_meaning_is_used(cache: Path) -> None:
    """The second time the text is not parsed: what is kept counts."""
    parse_yaml(TEXT)
    (kept,) = cache.iterdir()
    kept.write_text('"kept"', "utf-8")
    assert parse_yaml(TEXT) == "kept"


def test_another_text_has_another_meaning(cache: Path) -> None:
    """A changed text is parsed anew: the digest of its text names what is kept."""
    parse_yaml(TEXT)
    assert parse_yaml(TEXT.replace("700", "701"))["books"][0]["pages"] == 701


def test_a_broken_cache_does_no_harm(cache: Path) -> None:
    """A kept file that is cut off is replaced, and a folder that cannot be made is done without."""
    parse_yaml(TEXT)
    (kept,) = cache.iterdir()
    kept.write_text("{", "utf-8")
    assert parse_yaml(TEXT) == MEANING
    kept.unlink()
    cache.rmdir()
    cache.write_text("a file in the way", "utf-8")
    assert parse_yaml(TEXT) == MEANING


def test_only_the_last_one_is_kept(cache: Path) -> None:
    """What is kept under a name counts for its digest alone, and takes the place of another."""
    assert remembered_last("books", "a", lambda: 1) == 1
    assert remembered_last("books", "a", lambda: 2) == 1
    assert remembered_last("books", "b", lambda: 3) == 3
    assert remembered_last("books", "a", lambda: 4) == 4
    assert [kept.name for kept in cache.iterdir()] == ["books.json"]


@pytest.mark.parametrize("content", ["{", "[]", '["a"]', "null", '"a"', "[1, 2, 3]"])
def test_what_is_kept_badly_is_made_again(cache: Path, content: str) -> None:
    """A file that holds something else is no harm."""
    remembered_last("books", "a", lambda: 1)
    (cache / "books.json").write_text(content, "utf-8")
    assert remembered_last("books", "a", lambda: 2) == 2
