"""Defects that a provider of precontractual data could have, each of which the stories see."""

from collections.abc import Callable

from invaller_contracts.precontractual import samples
from invaller_contracts.precontractual.tampering import (
    FLEXI,
    PATH,
    STUDENT,
    about,
    any_method,
    any_token,
    as_json,
    asking,
    belgif_500,
    cause_for_no_grant,
    cause_of_the_prose,
    hours_as_text,
    hours_of_the_first_answer,
    in_blocks,
    in_issues,
    in_refusals,
    instead,
    mandate_of_the_employer,
    no_grant_is_nok,
    on_another_day,
    one_reference,
    one_spelling,
    otherwise,
    trouble_everywhere,
    unknown_404,
    without_cause,
    without_disclaimer,
    zero_hours_left_out,
)
from invaller_contracts.provider.defects import Defect, Tamper, in_answers, in_json

_REFUSALS, _TROUBLE, _WIRE = "test_stories_refusals", "test_stories_trouble", "test_stories_wire"


def _defect(name: str, title: str, seen: str, plant: Callable[[], Tamper]) -> Defect:
    return Defect(f"precontractual.{name}", title, seen, plant)


DEFECTS = (
    _defect(
        "filter-ignored",
        "typeOfWorker is ignored: both blocks are always told.",
        "test_stories",
        otherwise(typeOfWorker=lambda _sent: None),
    ),
    _defect(
        "last-filter-only",
        "Of a repeated typeOfWorker only the last one counts.",
        "test_stories",
        otherwise(typeOfWorker=lambda sent: sent and sent[-1:]),
    ),
    _defect(
        "no-mandate-is-nok",
        "Without a mandate a job is nok, as if something were known.",
        "test_stories",
        in_blocks(no_grant_is_nok),
    ),
    _defect(
        "mandate-of-the-employer-counts",
        "A mandatary is told what only the employer has a mandate for.",
        "test_stories",
        lambda: mandate_of_the_employer,
    ),
    _defect(
        "step-down-not-seen",
        "Who stepped down to four fifths may have a flexi-job at once.",
        "test_stories",
        about(samples.WORKER_WHO_STEPPED_DOWN, FLEXI, "ok"),
    ),
    _defect(
        "pension-not-seen",
        "A pensioner without work may have no flexi-job.",
        "test_stories",
        about(samples.PENSIONER, FLEXI, "nok"),
    ),
    _defect(
        "no-hours-is-ok",
        "A student without hours left is ok.",
        "test_stories",
        about(samples.STUDENT_WITHOUT_HOURS, STUDENT, "ok"),
    ),
    _defect(
        "hours-of-the-first-answer",
        "Hours that a Dimona reserves in between are still told as free.",
        "test_stories_student_hours",
        hours_of_the_first_answer,
    ),
    _defect(
        "hours-as-text",
        "hoursRemaining is a text.",
        _WIRE,
        in_blocks(hours_as_text, STUDENT),
    ),
    _defect(
        "zero-hours-left-out",
        "hoursRemaining is missing when it is 0.",
        "test_stories",
        in_blocks(zero_hours_left_out, STUDENT),
    ),
    _defect(
        "one-reference-for-all",
        "The blocks have the reference of the call.",
        "test_stories",
        in_json("GET", PATH, one_reference),
    ),
    _defect(
        "disclaimer-missing",
        "A block that is ok or nok has no disclaimer.",
        "test_stories",
        in_blocks(without_disclaimer),
    ),
    _defect(
        "no-german",
        "Labels lack their German text.",
        "test_stories",
        in_blocks(lambda block: block["description"]["label"].pop("de")),
    ),
    _defect(
        "cause-missing",
        "What could not be told has no cause.",
        _TROUBLE,
        in_blocks(without_cause),
    ),
    _defect(
        "cause-of-the-prose",
        "A cause is spelled as in the prose, not as in the JSON.",
        _TROUBLE,
        in_blocks(cause_of_the_prose),
    ),
    _defect(
        "cause-for-no-grant",
        "noGrant has a cause.",
        "test_stories",
        in_blocks(cause_for_no_grant),
    ),
    _defect(
        "trouble-everywhere",
        "Trouble with the pension register is told of student jobs too.",
        _TROUBLE,
        in_json("GET", PATH, trouble_everywhere),
    ),
    _defect(
        "technical-problem-of-belgif",
        "A technical problem is a belgif problem.",
        _TROUBLE,
        in_answers("GET", PATH, belgif_500),
    ),
    _defect(
        "past-answered",
        "A planned day in the past is answered.",
        _REFUSALS,
        instead("cannot be in the past", on_another_day(14)),
    ),
    _defect(
        "window-too-wide",
        "Days up to a month after the permitted quarters are answered.",
        _REFUSALS,
        instead("permitted time frame", on_another_day(-30)),
    ),
    _defect(
        "asker-not-held-against-token",
        "An enterprise can ask in the name of another one.",
        _REFUSALS,
        instead(
            "provided in the token",
            lambda request: asking(request, mandataryEnterpriseNumber=samples.EMPLOYER),
        ),
    ),
    _defect(
        "nobody-represented",
        "A mandatary that represents nobody is answered.",
        _REFUSALS,
        instead(
            "for a request from a provider",
            lambda request: asking(request, representedEnterpriseNumber=samples.EMPLOYER),
        ),
    ),
    _defect(
        "unknown-citizen-404",
        "A citizen that is not known is answered 404.",
        _REFUSALS,
        in_answers("GET", PATH, unknown_404),
    ),
    _defect(
        "issue-without-value",
        "An issue does not repeat the value that was sent.",
        _REFUSALS,
        in_issues(lambda issue: issue.pop("value", None)),
    ),
    _defect(
        "issues-renamed",
        "The issues of a problem are called violations.",
        _REFUSALS,
        in_refusals(lambda problem: problem.update(violations=problem.pop("issues"))),
    ),
    _defect(
        "problem-type-of-401",
        "A missing token is told as an expired one.",
        _REFUSALS,
        in_refusals(
            lambda problem: problem.update(type="urn:problem-type:belgif:expiredAccessToken"), 401
        ),
    ),
    _defect("old-token-taken", "A token is taken after its end.", _WIRE, lambda: any_token),
    _defect("posted-question-answered", "POST is answered too.", _WIRE, lambda: any_method),
    _defect(
        "one-spelling-of-the-path",
        "The path of the templates, with a capital C, is not there.",
        _WIRE,
        in_answers("GET", PATH, one_spelling),
    ),
    _defect(
        "problems-as-json",
        "Problems are sent as application/json.",
        _WIRE,
        in_answers("*", PATH, as_json),
    ),
    _defect(
        "refusal-without-instance",
        "Refusals that are printed with an instance have none.",
        _WIRE,
        in_refusals(lambda problem: problem.pop("instance", None)),
    ),
)
