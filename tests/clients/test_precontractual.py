"""The precontractual data of a candidate: what is asked, and every documented answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
import pytest

from invaller_clients import (
    Allowed,
    FlexiJobResult,
    PrecontractualClient,
    PrecontractualData,
    TypeOfWorker,
    errors,
)

BASE = "https://services-int.socialsecurity.be/REST/employmentPrecontractualData/v1"
LABEL = {"nl": "<i>nederlands</i>", "fr": "<i>frans</i>", "de": "<i>duits</i>", "en": "<i>e</i>"}
DISCLAIMER = {"type": "disclaimer", "label": LABEL}
BOTH = {
    "precontractualMainReference": " 070101899010212202415",
    "flexiJobResult": {
        "allowed": "nok",
        "flexiJobReference": " 070101899010212202447",
        "description": DISCLAIMER,
    },
    "studentJobResult": {
        "allowed": "ok",
        "studentJobReference": " 070101899010212202420",
        "hoursRemaining": 50,
        "description": DISCLAIMER,
    },
}


class Register:
    """Gives one answer, and remembers what it was asked."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.asked: list[httpx.URL] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer, and note what was asked."""
        self.asked.append(request.url)
        return httpx.Response(200, json=self._answer)

    def verify(self, **options: Any) -> PrecontractualData:
        """What a client with these options is told."""
        with PrecontractualClient(BASE, transport=httpx.MockTransport(self)) as client:
            return client.verify("0880820673", "07010189901", date(2025, 3, 30), **options)


def test_an_employer_asks_for_both_kinds() -> None:
    """Without options the call is the documented one, with three parameters."""
    register = Register(BOTH)
    register.verify()
    assert [str(url) for url in register.asked] == [
        f"{BASE}/verifyPrecontractualData?mandataryEnterpriseNumber=0880820673"
        "&citizen=07010189901&startDate=2025-03-30"
    ]


def test_a_mandatary_names_whom_it_represents() -> None:
    """The represented enterprise and one kind of job go along when they are given."""
    register = Register(BOTH)
    register.verify(represented="0411702543", type_of_worker=TypeOfWorker.STUDENT_JOB)
    assert dict(register.asked[0].params) == {
        "mandataryEnterpriseNumber": "0880820673",
        "citizen": "07010189901",
        "startDate": "2025-03-30",
        "representedEnterpriseNumber": "0411702543",
        "typeOfWorker": "studentJob",
    }


def test_several_kinds_are_a_repeated_parameter() -> None:
    """A list of kinds is sent as one parameter a kind."""
    register = Register(BOTH)
    register.verify(type_of_worker=[TypeOfWorker.FLEXI_JOB, TypeOfWorker.STUDENT_JOB])
    assert register.asked[0].params.get_list("typeOfWorker") == ["flexiJob", "studentJob"]


def test_both_blocks_are_read_without_the_spaces_of_their_references() -> None:
    """The documented answer gives both results, the hours left and the texts by language."""
    data = Register(BOTH).verify()
    assert data.reference == "070101899010212202415"
    assert data.flexi_job == FlexiJobResult(
        Allowed.NOT_OK, "070101899010212202447", "disclaimer", None, LABEL
    )
    assert data.student_job is not None
    assert (data.student_job.allowed, data.student_job.hours_remaining) == (Allowed.OK, 50)
    assert data.student_job.reference == "070101899010212202420"
    assert data.student_job.label["fr"] == "<i>frans</i>"
    assert data.raw == BOTH


def test_no_hours_left_is_not_the_same_as_unknown_hours() -> None:
    """A limit that is reached gives 0 hours, not None."""
    answer = BOTH | {"studentJobResult": {"allowed": "nok", "hoursRemaining": 0}}
    student = Register(answer).verify().student_job
    assert student is not None
    assert (student.hours_remaining, student.reference, student.label) == (0, None, {})


@pytest.mark.parametrize(
    ("block", "cause"),
    [
        ("flexiJobResult", "errorFlexiJobPrecontractual"),
        ("studentJobResult", "errorStudentjobPrecontractual"),
        ("studentJobResult", "errorStudentRequirements"),
        ("studentJobResult", "errorYoungRequirements"),
    ],
)
def test_an_error_that_does_not_block_has_its_cause(block: str, cause: str) -> None:
    """An unknown status comes with its cause, and the block that was not asked is None."""
    description = {"type": "error", "cause": cause, "label": LABEL}
    answer = {
        "precontractualMainReference": "070101899010212202418",
        block: {"allowed": "unknown", "description": description},
    }
    data = Register(answer).verify()
    (result,) = [one for one in (data.flexi_job, data.student_job) if one is not None]
    assert (result.allowed, result.description, result.cause) == (Allowed.UNKNOWN, "error", cause)


@pytest.mark.parametrize("allowed", [Allowed.NO_GRANT, Allowed.ERROR_GRANT])
def test_a_mandate_that_is_not_there_is_an_answer(allowed: Allowed) -> None:
    """Without an active mandate, or when it cannot be looked up, `allowed` says so."""
    answer = {
        "precontractualMainReference": "070101899010212202422",
        "studentJobResult": {
            "allowed": allowed.value,
            "description": {"type": "error", "label": LABEL},
        },
    }
    student = Register(answer).verify().student_job
    assert student is not None
    assert (student.allowed, student.cause) == (allowed, None)


def test_allowed_may_be_a_list_of_one() -> None:
    """The tables of the document declare `allowed` and `type` as lists: one of one text reads."""
    block = {"allowed": ["ok"], "description": {"type": ["disclaimer"]}}
    flexi = Register(BOTH | {"flexiJobResult": block}).verify().flexi_job
    assert flexi is not None
    assert (flexi.allowed, flexi.description) == (Allowed.OK, "disclaimer")


@pytest.mark.parametrize(
    "spoiled",
    [
        {"precontractualMainReference": None},
        {"flexiJobResult": {"allowed": "maybe"}},
        {"studentJobResult": {"hoursRemaining": 50}},
        {"studentJobResult": {"allowed": "ok", "hoursRemaining": "many"}},
    ],
)
def test_an_answer_that_breaks_its_promise_is_unreadable(spoiled: dict[str, Any]) -> None:
    """Without its reference, or with a status that is not known, an answer is unreadable."""
    with pytest.raises(errors.UnreadableAnswer):
        Register(BOTH | spoiled).verify()
