"""What a client writes at Loket, on a simulator or at a URL, where it is deleted in the end."""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta

import pytest

from invaller_clients import BadRequest, Conflict, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.casting import Cast, child, wages_of
from invaller_contracts.loket.samples import absence, end_of_absence, run_of
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

NOBODY = "00000000-0000-4000-8000-000000000000"
READ_CHILD, CHANGE_CHILD, DELETE_CHILD = (
    f"{verb}ChildByChildId" for verb in ("Get", "Put", "Delete")
)
POST_WAGE, READ_WAGE, CHANGE_WAGE = "PostWageByEmploymentId", "GetWageByWageId", "PutWageByWageId"
PRODUCTIVE = 100.0


@pytest.fixture
def anna(loket: LoketClient, cast: Cast) -> LoketRecord:
    """A child of the employee."""
    return loket.call("PostChildByEmployeeId", employeeId=cast.employee, body=child()).content


@pytest.fixture
def raised(loket: LoketClient, cast: Cast) -> LoketRecord:
    """A raise of the employment."""
    return loket.call(POST_WAGE, employmentId=cast.employment, body=_raise(cast)).content


def _raise(cast: Cast) -> LoketRecord:
    return {"startDate": f"{cast.first}", "grossWage": 5000, "grossWageType": {"key": 1}}


@pytest.mark.behaviour("loket.envelope.create-201", "loket.envelope.metadata-expanded")
def test_what_is_added_is_there(loket: LoketClient, cast: Cast, anna: LoketRecord) -> None:
    """A new record has an id and is read, by itself and in the list, as it was answered."""
    assert loket.call(READ_CHILD, childId=anna["id"]).content == anna
    assert {name: anna[name] for name in ("initials", "lastName", "dateOfBirth")} == {
        "initials": "A.",
        "lastName": "Smit",
        "dateOfBirth": "2019-05-04",
    }
    assert anna["gender"]["key"] == 2
    assert anna["gender"]["value"]
    assert anna in list(loket.all("GetChildrenByEmployeeId", employeeId=cast.employee))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.write.put-replaces", "loket.envelope.change-200")
def test_what_is_left_out_is_emptied(loket: LoketClient, anna: LoketRecord) -> None:
    """A PUT replaces the record: what is left out and may be empty becomes so."""
    body = {name: its for name, its in child("B.").items() if name != "firstName"}
    changed = loket.call(CHANGE_CHILD, childId=anna["id"], body=body)
    assert (changed.status, changed.content["initials"]) == (200, "B.")
    read = loket.call(READ_CHILD, childId=anna["id"]).content
    assert read == {**anna, "initials": "B.", "firstName": None}


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.write.read-only-ignored")
def test_what_is_read_only_stays(loket: LoketClient, raised: LoketRecord) -> None:
    """A field that is read only stays as it is, whatever a client sends."""
    sent = {**raised, "endDate": raised["startDate"], "id": NOBODY}
    changed = loket.call(CHANGE_WAGE, wageId=raised["id"], body=sent).content
    assert changed == raised
    assert loket.call(READ_WAGE, wageId=raised["id"]).content == raised


@pytest.mark.behaviour("loket.status.404-after-delete", "loket.envelope.delete-200")
def test_what_is_deleted_is_gone(loket: LoketClient, cast: Cast, anna: LoketRecord) -> None:
    """A deleted record is not found, nor listed, nor deleted twice."""
    key = {"childId": anna["id"]}
    assert loket.call(DELETE_CHILD, key).status == 200
    for name in (READ_CHILD, DELETE_CHILD):
        with pytest.raises(NotFound) as refused:
            loket.call(name, key)
        assert [one.kind for one in loket_messages(refused.value)] == ["NotFound"]
    listed = loket.all("GetChildrenByEmployeeId", employeeId=cast.employee)
    assert anna["id"] not in [one["id"] for one in listed]


@pytest.mark.behaviour("loket.header.etag-changes", "loket.concurrency.stale-if-match")
def test_a_change_is_not_lost(loket: LoketClient, anna: LoketRecord) -> None:
    """The ETag changes with the record; a change on what was read before it is a conflict."""
    key = {"childId": anna["id"]}
    before = loket.call(READ_CHILD, key)
    loket.call(CHANGE_CHILD, key, body=child("B."))
    after = loket.call(READ_CHILD, key)
    assert before.etag != after.etag
    with pytest.raises(Conflict) as refused:
        loket.call(CHANGE_CHILD, key, body=child("C."), headers={"If-Match": before.etag or ""})
    assert [one.kind for one in loket_messages(refused.value)] == ["ConcurrencyViolation"]
    assert loket.call(READ_CHILD, key).content["initials"] == "B."
    assert loket.call(CHANGE_CHILD, key, body=child("C.")).content["initials"] == "C."


@pytest.mark.behaviour("loket.message.code-83", "loket.write.length")
def test_a_text_that_is_too_long(loket: LoketClient, cast: Cast) -> None:
    """A text that is too long has code 83 and the description of the document."""
    body = {**child(), "lastName": "x" * 300}
    with pytest.raises(BadRequest) as refused:
        loket.call("PostChildByEmployeeId", employeeId=cast.employee, body=body)
    (told,) = loket_messages(refused.value)
    assert (told.code, told.kind) == (83, "BrokenBusinessRule")
    assert told.description == "[lastName] has an invalid length"


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.metadata.unknown-key", "loket.message.code-12")
def test_an_option_that_is_not_there(loket: LoketClient, cast: Cast) -> None:
    """A key that the metadata does not tell is refused."""
    with pytest.raises(BadRequest) as refused:
        loket.call(
            "PostChildByEmployeeId",
            employeeId=cast.employee,
            body={**child(), "gender": {"key": 987}},
        )
    assert "gender" in " ".join(one.description for one in loket_messages(refused.value))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.defaults.accepted-by-post", "loket.metadata.field-and-options")
def test_a_raise_out_of_defaults(loket: LoketClient, cast: Cast) -> None:
    """Defaults whose fields without one are filled in, with options of the metadata, are taken."""
    key = {"employmentId": cast.employment}
    listed = loket.call("GetWageMetadataByEmploymentId", key).records
    options = {one["field"]: one["options"] for one in listed}
    defaults = loket.call("GetWageDefaultsByEmploymentId", key).content
    assert defaults["startDate"] is not None
    filled = {**_raise(cast), "grossWageType": {"key": options["grossWageType"][0]["key"]}}
    added = loket.call(POST_WAGE, key, body={**defaults, **filled}).content
    assert added["grossWage"] == 5000
    assert added["grossWageType"] == options["grossWageType"][0]


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.chain.linked-closes-previous", "loket.chain.linked-delete-last")
def test_a_linked_chain_has_no_gaps(loket: LoketClient, cast: Cast, raised: LoketRecord) -> None:
    """A raise ends the wage before it the day before, until it is deleted."""
    *_, before, last = wages_of(loket, cast)
    assert last == raised
    assert before["endDate"] == f"{cast.first - timedelta(days=1)}"
    loket.call("DeleteWageByWageId", wageId=raised["id"])
    assert wages_of(loket, cast)[-1] == {**before, "endDate": None}


@pytest.mark.truth("assumed")
@pytest.mark.usefixtures("raised")
@pytest.mark.behaviour("loket.chain.linked-append-only", "loket.chain.nothing-moved-on-refusal")
def test_nothing_is_added_inside(loket: LoketClient, cast: Cast) -> None:
    """A wage that begins before the last one is refused, and moves nothing."""
    before = wages_of(loket, cast)
    early = {**_raise(cast), "startDate": f"{cast.first - timedelta(days=1)}"}
    with pytest.raises(BadRequest):
        loket.call(POST_WAGE, employmentId=cast.employment, body=early)
    assert wages_of(loket, cast) == before


@pytest.fixture
def variables(loket: LoketClient, cast: Cast) -> Callable[[int, int], LoketRecord]:
    """Adds payroll variables from one day until another, counted from the first day on."""

    def add(start: int, end: int) -> LoketRecord:
        body = {
            "startDate": f"{cast.first + timedelta(days=start)}",
            "endDate": f"{cast.first + timedelta(days=end)}",
            "productivityPercentage": PRODUCTIVE,
            "insuranceProperties": {"applicableForNoRiskPolicy": False},
            "payrollProperties": {
                "applyMinimumWageVocationalLearningPathway": False,
                "applyYearlyHoursNorm": False,
                "wajongWithWageDispensation": False,
            },
            "pensionProperties": {"applyDispensationRiskFund": False},
        }
        name = "PostOtherPayrollVariablesByEmploymentId"
        return loket.call(name, employmentId=cast.employment, body=body).content

    return add


@pytest.mark.behaviour(
    "loket.chain.broken-gaps", "loket.chain.broken-insert", "loket.chain.no-overlap"
)
def test_a_broken_chain_keeps_its_gaps(
    loket: LoketClient, variables: Callable[[int, int], LoketRecord]
) -> None:
    """Records of a broken chain lie apart, another one fits between them, none overlaps."""
    added = [variables(0, 4), variables(20, 24), variables(10, 14)]
    name, key = "GetOtherPayrollVariablesByOtherPayrollVariablesId", "otherPayrollVariablesId"
    assert [loket.call(name, {key: one["id"]}).content for one in added] == added
    for start, end in ((3, 6), (-2, 0), (11, 12), (24, 30)):
        with pytest.raises(BadRequest):
            variables(start, end)


@pytest.mark.behaviour(
    "loket.absence.report-makes-progress",
    "loket.absence.close-closes-progress",
    "loket.absence.reopen",
    "loket.absence.delete-takes-progress",
)
def test_an_absence_comes_and_goes(target: Target, loket: LoketClient, cast: Cast) -> None:
    """An absence is reported, closed, reopened and deleted, and its progress with it."""
    key = {"employeeId": cast.employee}
    ill = loket.call("PostAbsenceByEmployeeId", key, body=absence(f"{target.today}")).content
    absent = {"absenceId": ill["id"]}
    (only,) = loket.all("GetAbsenceProgressByAbsenceId", absent)
    last = f"{target.day(4)}"
    loket.call("PatchCloseAbsenceByAbsenceId", absent, body=end_of_absence(last))
    (closed,) = loket.all("GetAbsenceProgressByAbsenceId", absent)
    assert (only["endDate"], closed["endDate"]) == (None, last)
    loket.call("PatchReopenAbsenceByAbsenceId", absent, body={})
    assert list(loket.all("GetAbsenceProgressByAbsenceId", absent)) == [only]
    loket.call("DeleteAbsenceByAbsenceId", absent)
    with pytest.raises(NotFound):
        loket.call("GetAbsenceProgressByAbsenceProgressId", absenceProgressId=only["id"])


@pytest.mark.behaviour("loket.employer-document.round-trip")
def test_a_document_comes_back(loket: LoketClient, cast: Cast) -> None:
    """A document is downloaded byte by byte under its file name, until it is deleted."""
    content = b"%PDF-1.4\n%%EOF\n"
    body = {
        "category": "Overig",
        "description": "Invaller",
        "filename": "invaller.pdf",
        "file": b64encode(content).decode(),
    }
    loket.call("PostDocumentByEmployerId", employerId=cast.employer, body=body)
    listed = loket.all("GetDocumentsByEmployerId", employerId=cast.employer)
    number = next(one["qwoaterDocumentId"] for one in listed if one["description"] == "Invaller")
    key = {"employerId": cast.employer, "documentId": number}
    read = loket.call("GetDocumentByEmployerIdAndDocumentId", key)
    assert (read.data, read.file_name) == (content, "invaller.pdf")
    loket.call("DeleteDocumentByEmployerIdAndDocumentId", key)
    with pytest.raises(NotFound):
        loket.call("GetDocumentByEmployerIdAndDocumentId", key)


@pytest.mark.behaviour("loket.multi-patch.all-failed", "loket.message.id-in-multi-patch")
def test_no_action_succeeds(loket: LoketClient) -> None:
    """Of actions that all fail each is told by the id of its record."""
    body = [{"id": NOBODY, "action": "accept"}]
    with pytest.raises(BadRequest) as refused:
        loket.call("PatchLeaveRequestsByLeaveRequestIds", body=body)
    assert [one.identifier for one in loket_messages(refused.value)] == [NOBODY]


@pytest.mark.behaviour("loket.payroll-run.becomes-status-1", "loket.payroll-run.cancel")
def test_a_run_is_made_and_cancelled(target: Target, loket: LoketClient, cast: Cast) -> None:
    """A payroll run of the period that is told by default waits, is ready, and is cancelled."""
    administrations = loket.all("GetPayrollAdministrationsByEmployerId", employerId=cast.employer)
    key = {"payrollAdministrationId": next(administrations)["id"]}
    told = loket.call("GetInitiatePayrollRunDefaultsByPayrollAdministrationId", key).content
    period = {name: told["payrollPeriod"][name] for name in ("year", "periodNumber")}
    answer = loket.call("PostInitiatePayrollRunByPayrollAdministrationId", key, body=run_of(period))
    assert answer.status == 202
    run = {"payrollrunId": answer.content["id"]}

    def status() -> int:
        read = loket.call("GetPayrollRunByPayrollRunId", run).content
        return int(read["payrollRunStatus"]["key"])

    for _ in range(60):
        if status() != 0:
            break
        target.wait(10)
    assert status() == 1
    body = [{"id": answer.content["id"], "action": "cancel"}]
    loket.call("PatchPayrollrunsByPayrollRunIds", body=body)
    assert status() == 6


@pytest.mark.behaviour("loket.leave.both-kinds")
def test_leave_is_taken(target: Target, loket: LoketClient, cast: Cast) -> None:
    """Leave that is taken lowers the balance, until it is deleted."""
    key = {"employmentId": cast.employment}

    def balance() -> float:
        listed = loket.all("GetLeaveBalancesByEmploymentId", key)
        return float(next(one["balance"] for one in listed if one["leaveType"]["key"] == 15))

    before = balance()
    body = {
        "startDate": f"{target.today}",
        "endDate": f"{target.today}",
        "isAccrual": False,
        "leaveType": {"key": 15},
        "numberOfUnits": 4,
    }
    taken = loket.call("PostLeaveByEmploymentId", key, body=body).content
    assert balance() == before - 4
    loket.call("DeleteLeaveByLeaveId", leaveId=taken["id"])
    assert balance() == before


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.concept-employee.validations-off", "loket.message.all-at-once")
def test_a_concept_is_not_complete(loket: LoketClient, cast: Cast) -> None:
    """A concept may lack much; trying to convert it tells all that it lacks, and does nothing."""
    body = {"uniqueName": "Invaller", "employeeData": {"personalDetails": {"lastName": "Bos"}}}
    name = "PostConceptEmployeeByEmployerId"
    concept = loket.call(name, employerId=cast.employer, body=body).content
    key = {"conceptEmployeeId": concept["id"]}
    with pytest.raises(BadRequest) as refused:
        loket.call(
            "PatchConvertToEmployeeByConceptEmployeeId",
            key,
            headers={"X-ValidateOnly": "true"},
        )
    assert len(loket_messages(refused.value)) > 1
    assert loket.call("GetConceptEmployeeByConceptEmployeeId", key).content == concept
