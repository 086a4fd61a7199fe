"""Defects that Loket could have, each of which the stories see."""

from invaller_contracts.loket.broken_lists import DEFECTS as _OF_LISTS
from invaller_contracts.loket.tampering import (
    ANY,
    RECORD,
    WAGES,
    admitted_after,
    all_or_nothing,
    appends_only,
    as_sent,
    concept_stays,
    ended_a_day_late,
    first_answer_for_ever,
    in_content,
    in_messages,
    in_records,
    kept_after_delete,
    merges,
    one_message,
    open_ended,
    refused_otherwise,
    replaces_components,
    without_grade,
)
from invaller_contracts.provider.defects import (
    Defect,
    first_header_for_ever,
    forgotten,
    in_answers,
    in_requests,
    with_settings,
)

_WRITTEN, _WAGES, _ACCESS = (
    f"test_stories_{name}" for name in ("anywhere_written", "wages", "access")
)
_PAYROLL, _HIRING = "test_stories_payroll", "test_stories_hiring"

_OF_RECORDS = (
    Defect(
        "loket.etag-for-ever",
        "The ETag of a record does not change with it.",
        _WRITTEN,
        first_header_for_ever("GET", ANY, "etag"),
    ),
    Defect(
        "loket.etag-missing",
        "Records are read without ETag.",
        "test_stories_anywhere",
        in_answers("GET", ANY, lambda _, answer: answer.without_header("etag")),
    ),
    Defect(
        "loket.if-match-ignored",
        "A change is made whatever If-Match says.",
        _WRITTEN,
        in_requests("PUT", ANY, lambda request: request.without_header("if-match")),
    ),
    Defect(
        "loket.conflict-as-412",
        "A conflict is told with 412.",
        _WRITTEN,
        refused_otherwise(409, lambda answer: answer.with_status(412)),
    ),
    Defect(
        "loket.conflict-as-broken-rule",
        "A conflict has a message of type BrokenBusinessRule.",
        _WRITTEN,
        in_messages(
            lambda message: message.update(
                type=message["type"].replace("ConcurrencyViolation", "BrokenBusinessRule")
            )
        ),
    ),
    Defect(
        "loket.change-forgotten",
        "A change is answered and not kept.",
        _WRITTEN,
        forgotten("PUT", ANY),
    ),
    Defect(
        "loket.delete-forgotten",
        "What was deleted is still there.",
        _WRITTEN,
        forgotten("DELETE", ANY),
    ),
    Defect(
        "loket.deleted-still-read",
        "A deleted record is not listed, and still read by its id.",
        _WRITTEN,
        kept_after_delete(RECORD),
    ),
    Defect(
        "loket.new-record-forgotten",
        "A new record is answered and not kept.",
        _WRITTEN,
        forgotten("POST", r"/v2/.*/children"),
    ),
    Defect(
        "loket.created-with-200",
        "A new record is answered with 200.",
        _WRITTEN,
        in_answers(
            "POST",
            r"/v2/.*/children",
            lambda _, answer: answer.with_status(200) if answer.status == 201 else None,
        ),
    ),
    Defect(
        "loket.put-merges",
        "A PUT leaves what it does not name as it was.",
        _WRITTEN,
        lambda: merges,
    ),
    Defect(
        "loket.patch-replaces",
        "A PATCH of payroll data deletes what it does not name.",
        _PAYROLL,
        lambda: replaces_components,
    ),
    Defect(
        "loket.read-only-changed",
        "A field that is read only is changed.",
        _WRITTEN,
        as_sent("endDate"),
    ),
    Defect(
        "loket.option-not-expanded",
        "An option is answered by its key, without its value.",
        _WRITTEN,
        in_content("POST", r"/v2/.*/children", lambda record: record["gender"].pop("value")),
    ),
    Defect(
        "loket.previous-not-ended",
        "A new record of a linked chain does not end the one before.",
        _WAGES,
        in_records(WAGES, open_ended),
    ),
    Defect(
        "loket.previous-ends-too-late",
        "A record of a linked chain ends on the day on which the next one begins.",
        _WAGES,
        in_records(WAGES, ended_a_day_late),
    ),
    Defect(
        "loket.gap-closed",
        "A gap in a broken chain is closed.",
        _WRITTEN,
        in_content("GET", r"(?i)/v2/.*/otherpayrollvariables/[^/]*", open_ended),
    ),
    Defect(
        "loket.insert-refused",
        "Nothing can be added between records of a broken chain.",
        _WRITTEN,
        lambda: appends_only,
    ),
    Defect(
        "loket.overlap-told-as-conflict",
        "An overlap in a chain is told with 409.",
        _WAGES,
        refused_otherwise(
            400, lambda answer: answer.with_status(409) if "begins" in answer.text else answer
        ),
    ),
    Defect(
        "loket.wage-outlives-employment",
        "The wage goes on when the employment is terminated.",
        "test_stories_employments",
        in_records(WAGES, open_ended),
    ),
    Defect(
        "loket.grade-not-applied",
        "applyPayGrade leaves the gross wage as it was sent.",
        _WAGES,
        in_requests("POST", WAGES, without_grade),
    ),
    Defect(
        "loket.balance-for-ever",
        "A leave balance does not follow what is taken.",
        "test_stories_leave",
        first_answer_for_ever(r"/v2/.*/leavebalances"),
    ),
    Defect(
        "loket.progress-stays-open",
        "Closing an absence leaves its progress open.",
        "test_stories_absences",
        in_records(r"/v2/.*/absenceprogress", open_ended),
    ),
)

_OF_ACTIONS = (
    Defect(
        "loket.validating-does",
        "X-ValidateOnly is not seen: what should be tried is done.",
        _HIRING,
        in_requests("PATCH", ANY, lambda request: request.without_header("x-validateonly")),
    ),
    Defect(
        "loket.concept-stays",
        "A concept employee is still there after it was converted.",
        _HIRING,
        concept_stays,
    ),
    Defect(
        "loket.run-at-once",
        "A payroll run is ready as soon as it is asked for.",
        _PAYROLL,
        with_settings("/processing", {"default": "immediate"}),
    ),
    Defect(
        "loket.run-never-ready",
        "A payroll run stays queued.",
        _PAYROLL,
        with_settings("/processing", {"default": "hold"}),
    ),
    Defect(
        "loket.confirm-forgotten",
        "A payroll run is not approved by who confirms it.",
        _PAYROLL,
        forgotten("PATCH", r"(?i)/v2/.*/payrollruns"),
    ),
    Defect(
        "loket.all-or-nothing",
        "A call on several records fails when one of them does.",
        "test_stories_leave",
        in_answers("PATCH", ANY, all_or_nothing),
    ),
    Defect(
        "loket.message-without-id",
        "Messages about several records do not tell which one they are about.",
        "test_stories_leave",
        in_messages(lambda message: message.update(id=None)),
    ),
    Defect(
        "loket.message-without-code",
        "Messages have no code.",
        _WRITTEN,
        in_messages(lambda message: message.update(code=0)),
    ),
    Defect(
        "loket.message-of-unknown-type",
        "Messages have type Error.",
        _WRITTEN,
        in_messages(lambda message: message.update(type="Error")),
    ),
    Defect(
        "loket.first-reason-only",
        "Of several reasons of a refusal only the first is told.",
        _WRITTEN,
        refused_otherwise(400, one_message),
    ),
    Defect(
        "loket.refused-as-422",
        "A broken rule is told with 422.",
        _WRITTEN,
        refused_otherwise(400, lambda answer: answer.with_status(422)),
    ),
    Defect(
        "loket.expires-missing",
        "Answers do not tell how long they may be kept.",
        "test_stories_anywhere",
        in_answers("*", ANY, lambda _, answer: answer.without_header("expires")),
    ),
)

_OF_ACCESS = (
    Defect(
        "loket.employer-of-others-seen",
        "A user reads employers of others.",
        _ACCESS,
        admitted_after(403),
    ),
    Defect(
        "loket.everybody-may-write",
        "Who may only read writes too.",
        "test_stories_lists",
        admitted_after(403, "has no right"),
    ),
    Defect(
        "loket.forbidden-without-reason",
        "A refused right is told without its reason.",
        _ACCESS,
        refused_otherwise(403, lambda answer: answer.with_json({"message": "Forbidden"})),
    ),
    Defect(
        "loket.forbidden-as-404",
        "What a user may not see is told as not found.",
        _ACCESS,
        refused_otherwise(403, lambda answer: answer.with_status(404)),
    ),
    Defect(
        "loket.unauthorized-with-messages",
        "A missing token is told in an envelope with messages.",
        "test_stories_anywhere",
        refused_otherwise(
            401,
            lambda answer: answer.with_json(
                {"messages": [{"type": "Exception", "description": answer.json["message"]}]}
            ),
        ),
    ),
)

DEFECTS = (*_OF_LISTS, *_OF_RECORDS, *_OF_ACTIONS, *_OF_ACCESS)
