"""Which fields a metadata endpoint lists: all at once, or those of its step.

Steps are the words behind `/metadata/` in a URL. A field that depends on a step is left out
of the endpoints before it (Loket API V2, Multiple requests to get all the metadata).
"""

from __future__ import annotations

from collections.abc import Mapping

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf

_BY_STEP: Mapping[str, frozenset[str]] = {
    "payscale": frozenset({"payGrade"}),
    "payrolladministration": frozenset(
        {"employeeProfileId", "payScale", "shift", "essMutationSet"}
    ),
    "nonpayrolladministration": frozenset({"employeeProfileId", "shift"}),
    "period": frozenset({"costCenter", "costUnit", "payrollComponent"}),
}
"""What depends on a chosen value (facts: loket/notes.md, 6; which fields is assumed)."""

_WORDS = {"nonpayrolladministrations": "nonpayrolladministration"}


def step_of(operation: OperationOf) -> str:
    """The last step in the URL of a metadata endpoint; empty for the first one."""
    return _step(operation.path)


def listed_in(operation: OperationOf, path: str, step: str) -> bool:
    """Whether a field by its path is listed in the step of this endpoint."""
    name = path.rpartition(".")[2]
    if step:
        return name in _BY_STEP.get(step, ())
    return not any(name in _BY_STEP.get(later, ()) for later in _later(operation))


def _step(path: str) -> str:
    behind = path.lower().partition("/metadata")[2].split("/")
    words = [_WORDS.get(word, word) for word in behind if word and not word.startswith("{")]
    return words[-1] if words else ""


def _later(operation: OperationOf) -> set[str]:
    """The steps that follow the first endpoint of the same operations."""
    owners = [CATALOGUE.operations[one] for one in operation.options_for]
    return {_step(url) for owner in owners for url in owner.metadata} - {""}
