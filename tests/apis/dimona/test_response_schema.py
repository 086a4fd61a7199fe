"""The specification as the yardstick of answers: it measures, and the printed examples fit it.

Every other test of this folder holds each answer against it (`Dimona.call`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from invaller.kernel.specs import read_text

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Specification

OPERATIONS = [
    "submitDeclaration", "getDeclaration", "searchDeclarations", "getDailyRegistration",
    "listDailyRegistrations", "getPeriod", "searchPeriods", "searchRelations",
]  # fmt: skip

NOT_FOUND = {
    "title": "Not Found",
    "status": 404,
    "detail": "The specified resource was not found.",
}
PROBLEM = "application/problem+json"

EXAMPLES: dict[str, tuple[str, str | None]] = {
    "submit-dimona-in.request": ("DeclarationRequest", None),
    "submit-daily-registration-in.request": ("DeclarationRequest", None),
    "get-declaration-accepted.answer": ("DeclarationStatus", "declarationStatus"),
    "get-declaration-warning.answer": ("DeclarationStatus", "declarationStatus"),
    "get-declaration-refused.answer": ("DeclarationStatus", "declarationStatus"),
    "get-declaration-waiting.answer": ("DeclarationStatus", "declarationStatus"),
    "get-declaration-pending.answer": ("StatusMessage", None),
    "get-declaration-unknown.answer": ("StatusMessage", None),
    "search-declarations.request": ("DeclarationSearch", None),
    "search-declarations.answer": ("DeclarationPage", None),
    "get-daily-registration.answer": ("DailyRegistration", None),
    "get-daily-registration-unknown.answer": ("NotFound", None),
    "get-period.answer": ("Period", None),
    "get-period-unknown.answer": ("NotFound", None),
    "search-periods.request": ("PeriodSearch", None),
    "search-periods.answer": ("PeriodPage", None),
    "search-relations.request": ("RelationSearch", None),
    "search-relations.answer": ("RelationPage", None),
}


def answered(status: int, body: Any, media_type: str, **headers: str) -> httpx.Response:
    """An answer as a server might give it."""
    content = b"" if body is None else json.dumps(body).encode()
    return httpx.Response(status, content=content, headers={"Content-Type": media_type, **headers})


def test_an_answer_that_is_documented_passes(specification: Specification) -> None:
    """The printed 404 of a period, and a 201 with Location and no body, are documented."""
    period = specification.named("getPeriod")
    specification.check_answer(period, answered(404, NOT_FOUND, PROBLEM))
    submit = specification.named("submitDeclaration")
    specification.check_answer(submit, answered(201, None, "", Location="http://x/1"))


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        ("getPeriod", answered(418, NOT_FOUND, PROBLEM)),
        ("getPeriod", answered(405, {"type": "about:blank", "title": "x", "status": 405}, PROBLEM)),
        ("getPeriod", answered(404, NOT_FOUND, "application/json")),
        ("getPeriod", answered(404, {**NOT_FOUND, "type": "about:blank"}, PROBLEM)),
        ("getPeriod", answered(404, {**NOT_FOUND, "status": "404"}, PROBLEM)),
        ("getPeriod", answered(401, {"type": "urn:x", "title": "x", "status": 401}, PROBLEM)),
        ("submitDeclaration", answered(201, {}, "application/json", Location="http://x/1")),
        ("submitDeclaration", answered(201, None, "")),
        ("getDeclaration", answered(404, NOT_FOUND, "application/json")),
    ],
)
def test_an_answer_that_is_not_documented_fails(
    specification: Specification, operation: str, answer: httpx.Response
) -> None:
    """Status, media type, member, type, required header or body that it lacks is found out."""
    with pytest.raises(AssertionError):
        specification.check_answer(specification.named(operation), answer)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_printed_examples_fit(specification: Specification, name: str) -> None:
    """Each example of the document is what the specification describes."""
    schema, member = EXAMPLES[name]
    example = json.loads(read_text("dimona", f"examples/{name}.json"))
    specification.check_body(schema, example[member] if member else example)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_operation_documents_its_failures(
    specification: Specification, operation: str
) -> None:
    """401, 403 and 500 are documented for every operation, and a catch-all for the rest."""
    assert {"401", "403", "500", "default"} <= set(specification.named(operation)["responses"])


@pytest.mark.parametrize(
    ("operation", "statuses"),
    [
        ("submitDeclaration", {"201", "400", "500"}),
        ("getDeclaration", {"200", "404"}),
        ("searchDeclarations", {"200", "400", "500"}),
        ("getDailyRegistration", {"200", "404", "500"}),
        ("listDailyRegistrations", {"200", "400", "500"}),
        ("getPeriod", {"200", "404", "500"}),
        ("searchPeriods", {"200", "400", "500"}),
        ("searchRelations", {"200", "400", "500"}),
    ],
)
def test_the_printed_statuses_are_documented(
    specification: Specification, operation: str, statuses: set[str]
) -> None:
    """The statuses that section 7 prints for an operation are in the specification."""
    assert statuses <= set(specification.named(operation)["responses"])
