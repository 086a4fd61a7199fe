"""How every operation is served: the table that readers see, and what may stay unserved."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from invaller.apis import loket
from invaller.apis.loket.catalogue import CATALOGUE
from invaller.apis.loket.handlers import HANDLERS
from invaller.apis.loket.rows import kind_of, kinds
from invaller.apis.loket.served import services, table

TABLE = Path(loket.__file__).with_name("OPERATIONS.md")


def test_the_table_is_that_of_the_simulator() -> None:
    """OPERATIONS.md is what `python -m invaller.apis.loket.served` prints."""
    assert TABLE.read_text("utf-8") == table()


def test_every_operation_is_in_the_table_once() -> None:
    """Each has one way to be served, and whatever is not 501 has a handler."""
    found = list(services())
    assert Counter(one.operation.id for one in found) == Counter(list(CATALOGUE.operations))
    assert {one.operation.id for one in found if one.kind != "501"} == set(HANDLERS)


def test_few_operations_are_left_out() -> None:
    """Fewer than one in twenty answers 501, each with a reason."""
    left_out = [one for one in services() if one.kind == "501"]
    assert len(left_out) * 20 < len(CATALOGUE.operations)
    assert all(one.by for one in left_out)


def test_every_kind_of_row_is_known() -> None:
    """A row of a resource that state could not be exported with cannot be stored."""
    assert {kind_of(name) for name in CATALOGUE.resources} <= set(kinds())
    with pytest.raises(LookupError):
        kind_of("nothing")
