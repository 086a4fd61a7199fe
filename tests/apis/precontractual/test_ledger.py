"""Reasons and findings are in the fidelity ledger."""

import re
from importlib.resources import files

from invaller.kernel.specs import fidelity_of

_RULE = re.compile(r'"(precontractual\.[a-z0-9-]+\.[a-z0-9-]+)"')
_SOURCES = ("domain/blocks.py", "domain/refusals.py", "wire.py", "handlers.py")


def test_every_rule_in_an_explanation_is_in_the_ledger() -> None:
    """Every rule that an explanation or a finding names is an entry of the ledger."""
    folder = files("invaller.apis.precontractual")
    named = {
        rule for name in _SOURCES for rule in _RULE.findall((folder / name).read_text("utf-8"))
    }
    assert len(named) > 25
    assert named - {entry["id"] for entry in fidelity_of("precontractual")} == set()


def test_entries_are_complete() -> None:
    """Every entry has an id of this API, a statement, a source and a status that exists."""
    entries = fidelity_of("precontractual")
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert set(entry) == {"id", "statement", "source", "status"}
        assert re.fullmatch(r"precontractual\.[a-z0-9-]+\.[a-z0-9-]+", entry["id"])
        assert entry["status"] in {"documented", "observed", "assumed"}
        assert entry["statement"].endswith(".")
