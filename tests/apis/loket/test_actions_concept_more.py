"""Concept employees: imported, on their preboarding trajectory, and assessed."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from invaller.kernel.ids import uuid_from

CONCEPT = {"conceptEmployeeId": uuid_from("loket", "seed", "concept-employee", "zonnehof/1")}
EMPLOYER = {"employerId": uuid_from("loket", "seed", "employer", "zonnehof")}
ADMINISTRATION = uuid_from("loket", "seed", "payroll-administration", "zonnehof")
START = "PostPreboardingTrajectoryByConceptEmployeeId"
END = "PatchPreboardingTrajectoryByConceptEmployeeId"
RULE = "loket.concept-employee.preboarding-actions"

PERSON = """<InkomstenverhoudingInitieel><NumIV>1</NumIV><DatAanv>{year}-02-01</DatAanv>
<PersNr>{number}</PersNr><NatuurlijkPersoon><SofiNr>123456782</SofiNr><Voorl>AB</Voorl>
{name}<Gebdat>1990-05-17</Gebdat><Gesl>2</Gesl><AdresBinnenland><Str>Kade</Str>
<HuisNr>5</HuisNr><Postcd>2671AA</Postcd><Woonpl>Naaldwijk</Woonpl></AdresBinnenland>
</NatuurlijkPersoon></InkomstenverhoudingInitieel>"""


def _return(year: int = 2024, root: str = "Loonaangifte") -> bytes:
    """A payroll tax return of three employees, the second without a name."""
    names = ("<SignNm>Duin</SignNm>", "", "<SignNm>Strand</SignNm>")
    people = "".join(
        PERSON.format(year=year, number=900 + at, name=name) for at, name in enumerate(names)
    )
    space = f"http://xml.belastingdienst.nl/schemas/Loonaangifte/{year}/01"
    return f'<{root} xmlns="{space}"><Aangifte>{people}</Aangifte></{root}>'.encode()


def _import(loket: Any, content: bytes) -> httpx.Response:
    """Upload a file as one part of a form."""
    url = f"{loket.sim.urls['loket']}/providers/employers/conceptemployees/import/{ADMINISTRATION}"
    headers = {**loket.headers, "Accept": "application/json;version=2018-01-01"}
    files = {"file": ("aangifte.xml", content, "application/xml")}
    answer: httpx.Response = loket.sim.http.patch(url, files=files, headers=headers)
    return answer


@pytest.mark.behaviour("loket.concept-employee.import-xml")
def test_the_employees_of_a_tax_return_become_concepts(loket: Any) -> None:
    """Those with a name are listed with their id and can be read; the other by its index."""
    answer = _import(loket, _return())
    assert answer.status_code == 200, answer.text
    content = answer.json()["content"]
    assert [one["index"] for one in content["failed"]] == [2]
    assert [(one["index"], one["employeeNumber"]) for one in content["successfull"]] == [
        (1, 900),
        (3, 902),
    ]
    ids = {"conceptEmployeeId": content["successfull"][0]["id"]}
    concept = loket.content("GetConceptEmployeeByConceptEmployeeId", ids)
    details = concept["employeeData"]["personalDetails"]
    assert (details["lastName"], details["dateOfBirth"], details["gender"]["key"]) == (
        "Duin",
        "1990-05-17",
        2,
    )
    assert concept["employmentData"]["payrollAdministration"]["id"] == ADMINISTRATION


@pytest.mark.behaviour("loket.concept-employee.import-other-file")
@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"geen xml", 415),
        (_return(2021), 415),
        (_return(root="Aangifte"), 415),
        (b"<!DOCTYPE a><Loonaangifte/>", 415),
        (b" " * 5_000_001, 413),
    ],
)
def test_another_file_is_refused(loket: Any, content: bytes, status: int) -> None:
    """No XML, an older return, another document or one too large adds no concept employee."""
    before = loket.page("GetConceptEmployeesByEmployerId", EMPLOYER)
    assert _import(loket, content).status_code == status
    assert loket.page("GetConceptEmployeesByEmployerId", EMPLOYER) == before


@pytest.mark.behaviour("loket.concept-employee.preboarding-actions")
@pytest.mark.parametrize("action", ["markAsCompleted", "markAsEndedPrematurely"])
def test_a_trajectory_is_started_once_and_ended_once(loket: Any, action: str) -> None:
    """Ending needs a start, a second start is refused, and so is a second end."""
    for operation, body, status in (
        (END, {"action": action}, 400),
        (START, {}, 201),
        (START, {}, 400),
        (END, {"action": action}, 200),
        (END, {"action": action}, 400),
        (START, {}, 400),
    ):
        answer = loket.call(operation, CONCEPT, body)
        assert (answer.status_code, loket.why(answer)) == (
            status,
            [RULE] if status == 400 else [],
        )


def test_an_assessment_is_listed_once_the_invite_is_sent(sim: Any, loket: Any) -> None:
    """202, and when the work is done the employer has an assessment of the concept employee."""
    before = loket.page("GetAssessmentsByEmployerId", EMPLOYER)
    operation = "PostInitiateAssessmentByConceptEmployeeId"
    assert loket.call(operation, CONCEPT, {"withIq": True}).status_code == 202
    assert loket.page("GetAssessmentsByEmployerId", EMPLOYER) == before
    sim.clock.run_until_idle()
    new = loket.page("GetAssessmentsByEmployerId", EMPLOYER)[-1]
    assert (new["status"], new["invitedDate"]) == ("sent", "2025-03-03")
    assert new["participant"]["id"] == CONCEPT["conceptEmployeeId"]
    assert new["requestedBy"]["lastName"] == "Lindeman"
