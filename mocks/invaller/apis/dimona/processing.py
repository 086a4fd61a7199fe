"""What happens to a declaration after it was received: its result, and the wait for Sigedis."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from invaller.apis.dimona.answers import employer_body, worker_body
from invaller.apis.dimona.domain.anomaly import Result
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.checks.workers import birth
from invaller.apis.dimona.domain.citizens import matching, registered
from invaller.apis.dimona.domain.decide import (
    Identified,
    NotIdentified,
    Outcome,
    Registered,
    decide,
    resolve,
)
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.declaration import Declaration
from invaller.apis.dimona.domain.delays import delay_of
from invaller.apis.dimona.gathering import gather
from invaller.apis.dimona.personnel_file import Document, PersonnelFile
from invaller.kernel.api import Process
from invaller.kernel.clock import parse_instant
from invaller.kernel.pending import Work
from invaller.kernel.workspace import Workspace

API = "dimona"
RESULT = "result"
IDENTIFICATION = "identification"

IDENTIFICATION_DELAY = timedelta(hours=1)
"""How long Sigedis takes to identify a worker. Assumed: no source tells."""

RESULT_EVENT = "dimona.result"
"""Told when a declaration gets a result, and again when a waiting one gets its last."""

_TOLD = ("declarationId", "kind", "result", "anomalies", "period", "subject", "worker", "employer")

OUTCOMES = ("accepted", "refused")
"""Outcomes of an identification that a release by hand can choose."""


def schedule_result(workspace: Workspace, declaration: Document, now: datetime) -> None:
    """Let a received declaration get its result after the documented processing time."""
    number = str(declaration["declarationId"])
    delay = delay_of(workspace.ids.fraction("dimona.processing-time"))
    workspace.schedule(API, RESULT, number, {}, now=now, delay=delay)


def process_result(workspace: Workspace, work: Work, now: datetime) -> None:
    """Give a declaration its result."""
    stored = _stored(workspace, work)
    declaration = _declaration(stored)
    situation = gather(workspace, declaration, stored["client"])
    decision = decide(declaration, situation, now)
    _store(workspace, stored, decision, now)
    if decision.result is Result.WAITING:
        workspace.schedule(
            API, IDENTIFICATION, work.subject, {}, now=now, delay=IDENTIFICATION_DELAY
        )


def process_identification(workspace: Workspace, work: Work, now: datetime) -> None:
    """Let Sigedis tell who the worker of a waiting declaration is.

    Raises ValueError for an outcome that is none of OUTCOMES.
    """
    stored = _stored(workspace, work)
    declaration = _declaration(stored)
    situation = gather(workspace, declaration, stored["client"])
    outcome = _identify(workspace, declaration, situation.candidates, work.payload.get("outcome"))
    _store(workspace, stored, resolve(declaration, situation, now, outcome), now)


def _identify(
    workspace: Workspace,
    declaration: Declaration,
    candidates: tuple[Mapping[str, Any], ...],
    outcome: str | None,
) -> Outcome:
    """The citizen that is known by now, else a new one, if there is a date or year of birth."""
    if outcome not in (None, *OUTCOMES):
        raise ValueError(f"an identification ends {' or '.join(OUTCOMES)}, not {outcome!r}")
    worker = declaration.worker_block
    if outcome == "refused" or (outcome is None and birth(worker.get("birthDate")) is None):
        return NotIdentified()
    found = matching(worker, candidates)
    if len(found) == 1:
        return Identified(found[0])
    return Registered(_free_sequence(workspace, worker))


def _free_sequence(workspace: Workspace, worker: Block) -> int:
    """The first sequence whose bis number nobody has."""
    sequence = 0
    while workspace.registers.citizens.get(registered(worker, sequence)["ssin"]) is not None:
        sequence += 1
    return sequence


def _stored(workspace: Workspace, work: Work) -> Document:
    stored = PersonnelFile(workspace).declaration(work.subject)
    if stored is None:
        raise LookupError(f"declaration {work.subject} of pending work {work.id} is not stored")
    return stored


def _declaration(stored: Document) -> Declaration:
    received = parse_instant(stored["received"])
    return Declaration.of(stored["declarationId"], received, stored["body"])


def _store(workspace: Workspace, stored: Document, decision: Decision, now: datetime) -> None:
    """Store what was decided: the one place where a declaration changes the file."""
    file, registers = PersonnelFile(workspace), workspace.registers
    if decision.citizen is not None:
        registers.citizens.put(dict(decision.citizen))
    if decision.period is not None:
        file.keep_period(decision.period)
    if decision.daily_registration is not None:
        file.keep_daily_registration(decision.daily_registration)
    if (student := decision.student) is not None:
        registers.student_accounts.reserve(
            student.worker, student.year, str(student.holder), student.hours
        )
    kept = _with_result(workspace, stored, decision)
    file.keep_declaration(kept)
    workspace.tell(RESULT_EVENT, {name: kept[name] for name in _TOLD}, now)


def _with_result(workspace: Workspace, stored: Document, decision: Decision) -> Document:
    period, registration = decision.period, decision.daily_registration
    subject = stored["subject"]
    if period is not None:
        subject = period.period_id
    if registration is not None:
        subject = registration.daily_registration_id
    return {
        **stored,
        "result": decision.result.value,
        "anomalies": [asdict(anomaly) for anomaly in decision.anomalies],
        "informations": [asdict(information) for information in decision.informations],
        "worker": decision.worker or stored["worker"],
        "subject": subject,
        "period": period.period_id if period is not None else stored["period"],
        "made": period is not None or registration is not None,
        "shown": _shown(workspace, stored, decision.worker),
    }


def _shown(workspace: Workspace, stored: Document, worker: str | None) -> Document:
    """Employer and worker as this declaration shows them from now on."""
    body = stored["body"]
    employer = workspace.registers.employers.get(stored["employer"]) if stored["employer"] else None
    citizen = workspace.registers.citizens.get(worker) if worker else None
    members = {
        "employer": employer_body(employer) if employer else body.get("employer"),
        "worker": worker_body(citizen) if citizen else _declared(worker, body.get("worker")),
    }
    return {name: value for name, value in members.items() if value}


def _declared(ssin: str | None, worker: Document | None) -> Document | None:
    """The worker as declared, in the members that answers have."""
    if worker is None:
        return {"ssin": ssin} if ssin else None
    return worker_body(worker)


PROCESS: Mapping[str, Process] = {
    RESULT: process_result,
    IDENTIFICATION: process_identification,
}
