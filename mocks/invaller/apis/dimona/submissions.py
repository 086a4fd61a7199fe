"""Submitting a declaration, and asking for its result.

Source: Dimona WS REST v2, 3, 5.1.1, 5.1.2, 7.1, 7.2.
"""

from datetime import datetime
from typing import Any

from invaller.apis.dimona.access import caller_of, may_declare, may_read, refuse
from invaller.apis.dimona.answers import declaration_body
from invaller.apis.dimona.domain.checks.flexi import beyond_quarter
from invaller.apis.dimona.domain.declaration import Declaration, Kind
from invaller.apis.dimona.domain.period import Period
from invaller.apis.dimona.domain.polling import finding_for
from invaller.apis.dimona.gathering import employer_of
from invaller.apis.dimona.personnel_file import Document, PersonnelFile
from invaller.apis.dimona.problems import declaration_not_found
from invaller.apis.dimona.processing import API, IDENTIFICATION, RESULT, schedule_result
from invaller.kernel.api import Facts
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.explanations import Explanation
from invaller.kernel.numbers import enterprise_number
from invaller.kernel.numbers.digits import whole_number
from invaller.kernel.workspace import Workspace


def submit_declaration(call: Call) -> Answer:
    """Receive a declaration: it gets its number at once and its result later."""
    declaration = _declared(call.workspace, call.body, caller_of(call).enterprise_number, call.now)
    if not may_declare(call, declaration["employer"]):
        raise refuse(call, declaration["employer"])
    number = _receive(call.workspace, declaration, call.now)
    remark = beyond_quarter(Declaration.of(number, call.now, call.body))
    if remark is not None:
        call.finding(remark)
    return Answer(201, headers={"Location": f"{call.base}/declarations/{number}"})


def declare(workspace: Workspace, facts: Facts, now: datetime) -> Facts:
    """Receive a declaration that reaches the RSZ through another API's secretariat.

    facts: {"client": ten digits of who declares, "body": as submitDeclaration takes it};
    gives {"declarationId"}, and its result is told later as the event `dimona.result`.
    """
    declaration = _declared(workspace, facts["body"], facts["client"], now)
    return {"declarationId": _receive(workspace, declaration, now)}


def get_declaration(call: Call) -> Answer:
    """The result of a declaration, or the 404 that says that there is none yet."""
    file = PersonnelFile(call.workspace)
    number = call.parameters["declarationId"]
    stored = file.declaration(number)
    if stored is None:
        raise declaration_not_found(call, number, pending=False)
    if not may_read(call, stored):
        raise refuse(call, stored["employer"])
    if stored["result"] in (None, "S"):
        stored = _polled(call, file, stored)
    if stored["result"] is None:
        raise declaration_not_found(call, number, pending=True)
    for anomaly in stored["anomalies"]:
        call.explain(_explanation(anomaly))
    return Answer(200, declaration_body(stored, call.base, in_search=False))


def _polled(call: Call, file: PersonnelFile, stored: Document) -> Document:
    """Count a look at a declaration that waits, and give what it looks like afterwards."""
    if stored["result"] is None:
        finding = finding_for(parse_instant(stored["received"]), _looks(stored), call.now)
        if finding is not None:
            call.finding(finding)
        file.keep_declaration({**stored, "lastPoll": render_instant(call.now)})
    kind = RESULT if stored["result"] is None else IDENTIFICATION
    number = str(stored["declarationId"])
    call.workspace.polled(API, kind, number, call.now)
    return file.declaration(number) or stored


def _looks(stored: Document) -> list[datetime]:
    return [parse_instant(stored["lastPoll"])] if stored["lastPoll"] else []


def _explanation(anomaly: Document) -> Explanation:
    code = anomaly["code"]
    return Explanation(
        rule=f"dimona.anomaly.{code}",
        source=f"specs/dimona/anomalies.tsv, {code}",
        message=anomaly["message"],
        where=anomaly["where"],
        found=anomaly["found"],
        expected=anomaly["expected"],
        nearest=anomaly["nearest"],
    )


def _declared(workspace: Workspace, body: Document, client: str, now: datetime) -> Document:
    """A declaration as it is kept, without its number."""
    kind = next(kind for kind in Kind if kind.value in body)
    target = _target(PersonnelFile(workspace), body[kind.value])
    return {
        "received": render_instant(now),
        "client": client,
        "kind": kind.value,
        "employer": _employer_number(workspace, body, target),
        "worker": target.worker if target else _ssin(body),
        "subject": _subject(kind, body[kind.value]),
        "period": target.period_id if target else _number(body[kind.value], "periodId"),
        "user": target.features.user_number if target else _user(body[kind.value]),
        "body": body,
        "result": None,
        "lastPoll": None,
    }


def _receive(workspace: Workspace, declaration: Document, now: datetime) -> int:
    """Give a declaration its number, and let it get its result."""
    file = PersonnelFile(workspace)
    numbered = {"declarationId": file.mint_number(), **declaration}
    file.keep_declaration(numbered)
    schedule_result(workspace, numbered, now)
    return int(numbered["declarationId"])


def _target(file: PersonnelFile, block: Document) -> Period | None:
    """The period that a declaration is about, directly or through a daily registration."""
    registration = file.daily_registration(whole_number(block.get("dailyRegistrationId")))
    if registration is not None:
        return file.period(registration.period_id)
    return file.period(whole_number(block.get("periodId")))


def _employer_number(workspace: Workspace, body: Document, target: Period | None) -> str | None:
    """The enterprise number (ten digits) of the employer, None when nobody knows it."""
    if target is not None:
        return target.employer.enterprise_number
    declared = body.get("employer") or {}
    number = enterprise_number.normalised(declared.get("enterpriseNumber"))
    known = employer_of(workspace, whole_number(declared.get("employerId")), number)
    if known is not None:
        return str(known["enterpriseNumber"])
    return number if workspace.registers_open else None


def _ssin(body: Document) -> str | None:
    given: Any = (body.get("worker") or {}).get("ssin")
    return given if isinstance(given, str) else None


def _subject(kind: Kind, block: Document) -> int | None:
    """The number of the daily registration or period that is changed; None when one is made."""
    is_daily = kind in (Kind.DAILY_IN, Kind.DAILY_UPDATE, Kind.DAILY_CANCEL)
    return _number(block, "dailyRegistrationId" if is_daily else "periodId")


def _number(block: Document, name: str) -> int | None:
    return whole_number(block.get(name))


def _user(block: Document) -> str | None:
    features = block.get("features") or {}
    return enterprise_number.normalised(
        (features.get("userEnterprise") or {}).get("enterpriseNumber")
    )
