"""Every operation of the specification is called with valid data, and answers as documented.

What it is called with is found by listing what is there, made from its schema and its options,
or comes from the table of preparations. Each kind of answer that it documents is asked for.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller.kernel.parsed import parse_yaml
from invaller.kernel.specs import fidelity_of
from invaller_contracts.loket.sweeping import Sweep

_TABLE = (files("invaller.apis.loket") / "resources.yaml").read_text("utf-8")
OMITTED: Mapping[str, str] = parse_yaml(_TABLE)["not_simulated"]
"""Operations that answer 501, with the reason."""

_LEDGER = {entry["id"] for entry in fidelity_of("loket")}

SHARE = 0.05
"""The share of all operations that may be left out."""


def _kinds(operation: OperationOf) -> tuple[str, ...]:
    """The media types to ask for; a picture comes in the one that it was uploaded in."""
    kinds = operation.media_types
    if not kinds or kinds[0].startswith("image/"):
        return ("",)
    return kinds


def _proving(operation: OperationOf) -> tuple[pytest.MarkDecorator, ...]:
    """What a call proves: that the operations of its resource are there."""
    behaviour = f"loket.{operation.resource}.operations"
    return (pytest.mark.behaviour(behaviour),) if behaviour in _LEDGER else ()


def _params(calls: Iterable[tuple[OperationOf, str]]) -> list[Any]:
    """Parameters of a test, named for operation and media type."""
    return [
        pytest.param(
            one.id,
            kind,
            id=f"{one.id}-{kind.rpartition('/')[2].rpartition('.')[2]}",
            marks=_proving(one),
        )
        for one, kind in calls
    ]


_SIMULATED = [one for one in CATALOGUE.operations.values() if one.id not in OMITTED]
_READING = [(one, _kinds(one)[0]) for one in _SIMULATED if one.method == "GET"]
"""Each operation that reads, in its first media type."""

_OTHERS = [
    (one, kind) for one in _SIMULATED for kind in _kinds(one)[1 if one.method == "GET" else 0 :]
]
"""Each operation that writes, and what is read in other media types."""


def _answers(sweep: Sweep, operation: str, kind: str) -> None:
    documented = CATALOGUE.operations[operation]
    answer = sweep.call(operation, kind or None)
    assert answer.status == documented.status
    assert answer.media_type == (kind or answer.media_type)


@pytest.mark.anywhere(generated=True)
@pytest.mark.parametrize(("operation", "kind"), _params(_READING))
def test_reading(sweep: Sweep, operation: str, kind: str) -> None:
    """What is read has the documented status of success, headers, media type and body.

    At a URL each operation is called once, with what is found there, and is skipped by name when
    there is nothing to call it with, or it is refused as the document says that it may be.
    """
    _answers(sweep, operation, kind)


@pytest.mark.parametrize(("operation", "kind"), _params(_OTHERS))
def test_operation(sweep: Sweep, operation: str, kind: str) -> None:
    """The answer has the documented status of success, headers, media type and body."""
    _answers(sweep, operation, kind)


def test_few_operations_are_left_out() -> None:
    """Less than a twentieth of the operations is not simulated, and each has a reason."""
    assert len(OMITTED) < SHARE * len(CATALOGUE.operations)
    assert set(OMITTED) <= set(CATALOGUE.operations)
    assert all(OMITTED.values())
