"""The document's own examples against the specification and against what we answer."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft4Validator

from invaller.apis.precontractual import problems, wire
from invaller.apis.precontractual.catalogue import CATALOGUE
from invaller.apis.precontractual.domain.inputs import BackendPart, Citizen, WorkerKind
from invaller.apis.precontractual.domain.outcomes import Answered, Reason, RefusalKind, Refused
from invaller.apis.precontractual.domain.references import for_call
from invaller.kernel.specs import read_yaml, specs_folder

FOLDER = specs_folder() / "precontractual"
EXAMPLES = sorted((FOLDER / "examples").glob("*.json"))
SCHEMA_OF_STATUS = {
    200: "PrecontractualData",
    400: "BadRequestProblem",
    401: "Problem",
    500: "TechnicalProblem",
}
FLEXI = frozenset({WorkerKind.FLEXI_JOB})
STUDENT = frozenset({WorkerKind.STUDENT_JOB})


def example(section: str) -> dict[str, Any]:
    """Return the example of a section, e.g. 3.3.1."""
    (path,) = [path for path in EXAMPLES if path.name.startswith(f"{section}-")]
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def errors(schema: str, body: Any, *, formats: bool = True) -> list[str]:
    """Return what is wrong with a body by a schema of the specification."""
    document = read_yaml("precontractual", "openapi.yaml")
    reference = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    validator = Draft4Validator(reference, validate_formats=formats)
    return [error.message for error in validator.iter_errors(body)]


def shape(value: Any) -> Any:
    """Return a body without its texts, references and traces, members in order."""
    if isinstance(value, dict):
        return [(name, shape(member)) for name, member in value.items()]
    if isinstance(value, list):
        return [shape(item) for item in value]
    if isinstance(value, str) and (value.startswith("<i>") or value[:11].isdigit()):
        return "text"
    return value


def names(value: Any) -> Any:
    """Return the names of a body's members, in order, at every depth."""
    if isinstance(value, dict):
        return [(name, names(member)) for name, member in value.items()]
    return [names(item) for item in value] if isinstance(value, list) else None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_fits_the_specification(path: Path) -> None:
    """Every example of the document is a body that the specification allows."""
    response = json.loads(path.read_text("utf-8"))["response"]
    schema = SCHEMA_OF_STATUS[response["status"]]
    # Formats are left alone: the document prints "..." where an instance would be.
    assert errors(schema, response["body"], formats=False) == []


@pytest.mark.parametrize(
    ("section", "changes"),
    [
        ("3.2.2.1", {}),
        ("3.2.2.2", {"provider": True}),
        ("3.3.1", {"kinds": FLEXI, "down": frozenset({BackendPart.PENSION_REGISTER})}),
        ("3.3.2", {"kinds": STUDENT, "down": frozenset({BackendPart.STUDENT_DATA})}),
        ("3.3.3", {"kinds": STUDENT, "citizen": Citizen("80020290253", date(1980, 2, 2))}),
        ("3.3.4", {"kinds": STUDENT, "citizen": Citizen("10010190162", date(2010, 1, 1))}),
        ("3.3.5", {"kinds": STUDENT, "mandates": ()}),
        ("3.3.6", {"kinds": STUDENT, "down": frozenset({BackendPart.MANDATES})}),
    ],
)
@pytest.mark.behaviour("precontractual.answer.error-is-200", "precontractual.answer.member-order")
def test_answer_has_the_shape_of_the_example(
    answer: Callable[..., Answered], section: str, changes: dict[str, Any]
) -> None:
    """Our answer is the document's example but for texts and references."""
    ours = wire.body(answer(**changes), for_call("07010189901", date(2024, 12, 2), 0))
    assert shape(ours) == shape(example(section)["response"]["body"])
    assert errors("PrecontractualData", ours) == []


@pytest.mark.parametrize(
    "kind", [kind for kind, entry in CATALOGUE.items() if entry.section != "assumed"]
)
@pytest.mark.parametrize("issue_types", problems.ISSUE_TYPES.choices)
def test_refusal_is_the_example(kind: RefusalKind, issue_types: str) -> None:
    """Our refusal has the members and texts of the document's example of its section."""
    printed = example(CATALOGUE[kind].section)["response"]["body"]
    value = printed["issues"][0]["value"]
    refused = Refused(kind, value, Reason("rule", "source", "message"))
    ours = problems.refusal(refused, trace="05df4d67ef605ccadf0b034f", issue_types=issue_types)
    assert errors("BadRequestProblem", ours.body) == []
    if issue_types == "document":
        assert names(ours.body) == names(printed)
        assert ours.body | {"instance": ""} == printed | {"instance": ""}


@pytest.mark.behaviour("precontractual.token.problem-members")
def test_missing_token_is_the_example() -> None:
    """Our 401 with the trace of the example is the example."""
    printed = example("3.3.15")["response"]["body"]
    ours = problems.no_access_token("05df4d67ef605ccadf0b034f").body
    assert repr(ours) == repr(printed)
