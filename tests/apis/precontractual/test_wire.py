"""Parameters into questions, verdicts into JSON."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.precontractual import texts, wire
from invaller.apis.precontractual.domain.inputs import BackendPart, Citizen, WorkerKind
from invaller.apis.precontractual.domain.outcomes import Answered, Cause
from invaller.apis.precontractual.domain.references import References
from invaller.kernel.flexi_conditions import Employment
from invaller.kernel.quarters import Quarter

Answer = Callable[..., Answered]

BASE = {
    "mandataryEnterpriseNumber": "0880820673",
    "citizen": "07010189901",
    "startDate": "2025-03-30",
}
QUERY = {name: [text] for name, text in BASE.items()}
REFERENCES = References("main", "flexi", "student")
BOTH = frozenset(WorkerKind)
STUDENT = frozenset({WorkerKind.STUDENT_JOB})
letters = st.one_of(st.text("aAlL, ", max_size=6), st.sampled_from(["ALL", "FlexiJob,all"]))


def kinds(parameters: dict[str, Any]) -> frozenset[WorkerKind]:
    """Return the kinds that parameters ask for beside the required ones."""
    return wire.question({**BASE, **parameters}).kinds


def rules(query: dict[str, list[str]]) -> set[str]:
    """Return the rules of the findings about a query."""
    return {finding.rule for finding in wire.mended(query).findings}


def test_parameters_make_a_question() -> None:
    """Every parameter arrives where it belongs."""
    question = wire.question(
        BASE | {"representedEnterpriseNumber": "1", "mandatarySsin": "2", "typeOfWorker": ["all"]}
    )
    assert (question.mandatary, question.citizen) == ("0880820673", "07010189901")
    assert (question.start, question.represented) == (date(2025, 3, 30), "1")
    assert (question.mandatary_ssin, question.kinds) == ("2", BOTH)


@pytest.mark.behaviour(
    "precontractual.type-of-worker.absent",
    "precontractual.type-of-worker.all",
    "precontractual.type-of-worker.repeated",
)
@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        (["all"], BOTH),
        ([], BOTH),
        (["studentJob"], STUDENT),
        (["studentJob", "studentJob"], STUDENT),
        (["studentJob", "flexiJob"], BOTH),
        (["studentJob", "all"], BOTH),
    ],
)
def test_documented_types_of_worker(sent: list[str], asked: frozenset[WorkerKind]) -> None:
    """What the document allows is understood; without the parameter both are asked for."""
    assert kinds({"typeOfWorker": sent}) == asked
    assert kinds({}) == BOTH


@pytest.mark.behaviour(
    "precontractual.type-of-worker.letter-case", "precontractual.type-of-worker.comma-list"
)
@pytest.mark.parametrize(
    ("sent", "mended", "findings"),
    [
        (["ALL"], ["all"], {"letter-case"}),
        (["STUDENTJOB"], ["studentJob"], {"letter-case"}),
        (["flexiJob,studentJob"], ["flexiJob", "studentJob"], {"comma-list"}),
        (["all", "FlexiJob, all"], ["all", "flexiJob", "all"], {"comma-list", "letter-case"}),
        (["flexiJob", "studentJob"], ["flexiJob", "studentJob"], set()),
        (["flexi"], ["flexi"], set()),
    ],
)
def test_lenient_types_of_worker(sent: list[str], mended: list[str], findings: set[str]) -> None:
    """Letter case and comma lists are put right, each with its finding; nothing else is."""
    query = {**QUERY, "typeOfWorker": sent}
    assert wire.mended(query).body == {**QUERY, "typeOfWorker": mended}
    assert rules(query) == {f"precontractual.type-of-worker.{rule}" for rule in findings}


@pytest.mark.behaviour("precontractual.parameter.empty-optional")
@pytest.mark.parametrize("name", ["representedEnterpriseNumber", "mandatarySsin", "typeOfWorker"])
def test_empty_optional_parameter_counts_as_not_sent(name: str) -> None:
    """An optional parameter without a value falls away; a required one stays."""
    query = {**QUERY, name: [""]}
    assert wire.mended(query).body == QUERY
    assert rules(query) == {"precontractual.parameter.empty-optional"}
    assert wire.mended({"citizen": [""]}).body == {"citizen": [""]}


@given(
    st.dictionaries(
        st.sampled_from([*BASE, "typeOfWorker", "mandatarySsin", "other"]),
        st.lists(letters, max_size=3),
    )
)
def test_mending_twice_changes_nothing_more(sent: dict[str, list[str]]) -> None:
    """A mended query stays as it is and gives no finding any more."""
    once = wire.mended(sent)
    again = wire.mended(once.body)
    assert again.body == once.body
    assert again.findings == ()


@pytest.mark.behaviour(
    "precontractual.answer.member-order",
    "precontractual.answer.lower-camel-members",
    "precontractual.answer.strings",
    "precontractual.answer.disclaimer",
    "precontractual.answer.block-references",
)
def test_json_of_an_answer(answer: Answer) -> None:
    """An answered question has exactly the members of the example, in its order."""
    flexi = dict(texts.LABELS[texts.FLEXI_JOB_DISCLAIMER])
    student = dict(texts.LABELS[texts.STUDENT_JOB_DISCLAIMER])
    expected = {
        "precontractualMainReference": "main",
        "flexiJobResult": {
            "allowed": "nok",
            "flexiJobReference": "flexi",
            "description": {"type": "disclaimer", "label": flexi},
        },
        "studentJobResult": {
            "allowed": "ok",
            "studentJobReference": "student",
            "hoursRemaining": 50,
            "description": {"type": "disclaimer", "label": student},
        },
    }
    body = wire.body(answer(), REFERENCES)
    assert body == expected
    assert repr(body) == repr(expected), "members are in another order"


@pytest.mark.behaviour(
    "precontractual.answer.description-object",
    "precontractual.answer.cause-spelling",
    "precontractual.answer.block-references",
    "precontractual.answer.main-reference",
)
@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"down": frozenset({BackendPart.STUDENT_DATA})}, "errorStudentjobPrecontractual"),
        ({"citizen": Citizen("", date(1980, 2, 2))}, "errorStudentRequirements"),
        ({"citizen": Citizen("", date(2010, 1, 1))}, "errorYoungRequirements"),
    ],
)
def test_json_of_an_unknown_student_job(
    answer: Answer, changes: dict[str, Any], cause: str
) -> None:
    """An unknown block has a cause and its text, and neither reference nor hours."""
    body = wire.body(answer(kinds=STUDENT, **changes), REFERENCES)
    label = dict(texts.LABELS[cause])
    description = {"type": "error", "cause": cause, "label": label}
    assert body == {
        "precontractualMainReference": "main",
        "studentJobResult": {"allowed": "unknown", "description": description},
    }


@pytest.mark.behaviour("precontractual.answer.cause-spelling")
def test_json_of_an_unknown_flexi_job(answer: Answer) -> None:
    """The cause of an unreadable pension register is spelled as in the example's JSON."""
    down = frozenset({BackendPart.PENSION_REGISTER})
    flexi = wire.body(answer(down=down), REFERENCES)["flexiJobResult"]
    assert list(flexi) == ["allowed", "description"]
    assert flexi["description"]["cause"] == "errorFlexiJobPrecontractual"


@pytest.mark.behaviour("precontractual.grant.no-cause")
@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({"mandates": ()}, "noGrant"),
        ({"down": frozenset({BackendPart.MANDATES})}, "errorGrant"),
    ],
)
def test_json_of_trouble_with_a_mandate(
    answer: Answer, changes: dict[str, Any], allowed: str
) -> None:
    """Trouble with a mandate stands in allowed of each block, with a text and no cause."""
    body = wire.body(answer(**changes), REFERENCES)
    label = dict(texts.LABELS[allowed])
    block = {"allowed": allowed, "description": {"type": "error", "label": label}}
    assert body == {
        "precontractualMainReference": "main",
        "flexiJobResult": block,
        "studentJobResult": block,
    }


@pytest.mark.behaviour("precontractual.answer.labels", "precontractual.answer.own-texts")
def test_labels_are_italic_html_in_four_languages() -> None:
    """Every label has its own text in nl, fr, de and en, in that order and in italics."""
    for label in texts.LABELS.values():
        assert list(label) == ["nl", "fr", "de", "en"]
        assert all(text.startswith("<i>") and text.endswith("</i>") for text in label.values())
    every = [text for label in texts.LABELS.values() for text in label.values()]
    assert len(set(every)) == len(every)
    assert {cause.value for cause in Cause} | {"noGrant", "errorGrant"} < set(texts.LABELS)


@pytest.mark.behaviour("precontractual.flexi.employer-not-checked")
def test_flexi_disclaimer_names_what_is_not_checked(answer: Answer) -> None:
    """Work for the same employer in T does not stop a flexi-job; the disclaimer warns of it."""
    work = (
        Employment("1999990144", Quarter(2024, 2), 80),
        Employment("0880820673", Quarter(2025, 1), 50),
    )
    flexi = wire.body(answer(employments=work), REFERENCES)["flexiJobResult"]
    warning = flexi["description"]["label"]["en"]
    assert flexi["allowed"] == "ok"
    assert all(word in warning for word in ("sector", "function", "work for you", "affiliated"))


@pytest.mark.behaviour("precontractual.student.conditions-not-checked")
def test_student_disclaimer_names_what_is_not_checked(answer: Answer) -> None:
    """The disclaimer of a student job names contract, school hours and secondary school."""
    student = wire.body(answer(), REFERENCES)["studentJobResult"]
    warning = student["description"]["label"]["en"]
    assert all(word in warning for word in ("student contract", "school hours", "secondary"))
