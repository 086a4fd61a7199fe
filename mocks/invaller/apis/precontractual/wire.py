"""Between the wire and the domain: parameters into a question, a verdict into JSON.

Leniency. The document writes `all` and `ALL` and asks for an array where it shows one value,
so a lenient workspace reads more than the specification allows, and notes each deviation as
a finding:

- `typeOfWorker` in any letter case, repeated or as a comma list; `ALL` means `all`;
- an optional parameter without a value counts as not sent;
- white space around names and values falls away.

`mended` does this on the query before it is checked, and leaves what it does not understand
for the specification to refuse. Numbers are never padded: leading zeros are the client's to
send (3.2.1.1).
Source: precontractual data, 3.2.1 and 3.2.2; facts: dimona C1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from invaller.apis.precontractual import texts
from invaller.apis.precontractual.domain.inputs import Question, WorkerKind
from invaller.apis.precontractual.domain.outcomes import Answered, Block
from invaller.apis.precontractual.domain.references import References
from invaller.kernel.api import Mended
from invaller.kernel.explanations import Finding
from invaller.kernel.leniency import trimmed

ALL = "all"
"""Value of typeOfWorker that asks for every kind, as no value does."""

_SPELLED = {text.casefold(): text for text in (*(kind.value for kind in WorkerKind), ALL)}
_OPTIONAL = frozenset({"representedEnterpriseNumber", "typeOfWorker", "mandatarySsin"})

_SPACE = Finding(
    "precontractual.parameter.surrounding-space",
    "precontractual data, 3.2.2.2 (example); facts: dimona C1 row 5",
    "A parameter had white space around its name or value.",
)
_EMPTY = Finding(
    "precontractual.parameter.empty-optional",
    "precontractual data, 3.2.1.1",
    "An optional parameter was sent without a value; leave it out.",
)
_LETTER_CASE = Finding(
    "precontractual.type-of-worker.letter-case",
    "precontractual data, 3.2.1.1 and 3.2.1.2; facts: dimona C1 row 2",
    "typeOfWorker was not spelled flexiJob, studentJob or all.",
)
_COMMA_LIST = Finding(
    "precontractual.type-of-worker.comma-list",
    "precontractual data, 3.2.1.1; facts: dimona C1 row 2",
    "typeOfWorker was sent as a comma list; repeat the parameter.",
)


def mended(query: Mapping[str, Sequence[str]]) -> Mended:
    """Return the query with known deviations put right, and a finding for each kind.

    A query is every parameter's texts by its name. Mending twice changes nothing more.
    """
    without_space = trimmed(query, _SPACE)
    parameters: dict[str, list[str]] = {}
    findings = list(without_space.findings)
    for name, sent in without_space.body.items():
        values = list(sent)
        if name == "typeOfWorker":
            values = _worker_types(values, findings)
        if name in _OPTIONAL and not any(values):
            findings.append(_EMPTY)
        else:
            parameters[name] = values
    return Mended(parameters, tuple(findings))


def _worker_types(sent: list[str], findings: list[Finding]) -> list[str]:
    """Return each type of worker by itself and as the document spells it."""
    single = [item.strip() for text in sent for item in text.split(",")]
    if len(single) > len(sent):
        findings.append(_COMMA_LIST)
    spelled = [_SPELLED.get(text.casefold(), text) for text in single]
    if spelled != single:
        findings.append(_LETTER_CASE)
    return spelled


def question(parameters: Mapping[str, Any]) -> Question:
    """Read the parameters of a call that the specification allows."""
    return Question(
        mandatary=parameters["mandataryEnterpriseNumber"],
        citizen=parameters["citizen"],
        start=date.fromisoformat(parameters["startDate"]),
        represented=parameters.get("representedEnterpriseNumber"),
        kinds=_kinds(parameters.get("typeOfWorker", [])),
        mandatary_ssin=parameters.get("mandatarySsin"),
    )


def _kinds(sent: Sequence[str]) -> frozenset[WorkerKind]:
    """Return the kinds asked for; no value and `all` mean both."""
    if not sent or ALL in sent:
        return frozenset(WorkerKind)
    return frozenset(WorkerKind(text) for text in sent)


def body(answered: Answered, references: References) -> dict[str, Any]:
    """Return the JSON of an answer, members in the order of the document.

    A block is there when it was asked for; only one that is answered has a reference.
    """
    members: dict[str, Any] = {"precontractualMainReference": references.main}
    if answered.flexi_job is not None:
        members["flexiJobResult"] = _block(
            answered.flexi_job,
            "flexiJobReference",
            references.flexi_job,
            texts.FLEXI_JOB_DISCLAIMER,
        )
    if answered.student_job is not None:
        members["studentJobResult"] = _block(
            answered.student_job,
            "studentJobReference",
            references.student_job,
            texts.STUDENT_JOB_DISCLAIMER,
        )
    return members


def _block(block: Block, name: str, reference: str, disclaimer: str) -> dict[str, Any]:
    members: dict[str, Any] = {"allowed": block.allowed.value}
    if block.answered:
        members[name] = reference
    if block.hours_remaining is not None:
        members["hoursRemaining"] = block.hours_remaining
    members["description"] = _description(block, disclaimer)
    return members


def _description(block: Block, disclaimer: str) -> dict[str, Any]:
    if block.answered:
        return {"type": "disclaimer", "label": dict(texts.LABELS[disclaimer])}
    if block.cause is not None:
        cause = block.cause.value
        return {"type": "error", "cause": cause, "label": dict(texts.LABELS[cause])}
    # Trouble with a mandate is told by `allowed` alone: the examples show no cause.
    return {"type": "error", "label": dict(texts.LABELS[block.allowed.value])}
