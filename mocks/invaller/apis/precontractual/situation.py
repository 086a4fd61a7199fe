"""Reads out of the registers what a question needs to be judged."""

from __future__ import annotations

from datetime import date
from typing import Any

from invaller.apis.precontractual.domain.inputs import (
    Asker,
    BackendPart,
    Citizen,
    Question,
    Role,
    Situation,
)
from invaller.apis.precontractual.domain.mandates import Mandate, MandateStatus
from invaller.kernel.calls import Call, Caller
from invaller.kernel.flexi_conditions import Employment
from invaller.kernel.quarters import Quarter
from invaller.kernel.registers import Registers

ANY_ENTERPRISE = "*"

Record = dict[str, Any]


def asker(caller: Caller) -> Asker:
    """Return who a credential stands for."""
    everyone = ANY_ENTERPRISE in caller.represents
    represents = None if everyone else frozenset((*caller.represents, caller.enterprise_number))
    return Asker(caller.enterprise_number, Role(caller.role), represents)


def situation(question: Question, caller: Caller, call: Call) -> Situation:
    """Return what the workspace knows about a question at the moment of a call."""
    registers = call.workspace.registers
    return Situation(
        asker=asker(caller),
        citizen=_citizen(registers.citizens.get(question.citizen)),
        known_enterprises=_known(registers, question),
        registers_open=call.workspace.registers_open,
        mandates=_mandates(registers.citizen_mandates.get(question.citizen, question.mandatary)),
        employments=tuple(
            _employment(record) for record in registers.employments.find(citizen=question.citizen)
        ),
        hours_remaining=registers.student_accounts.remaining(question.citizen, question.start.year),
        down=frozenset(part for part in BackendPart if call.outage(part.value)),
    )


def _citizen(record: Record | None) -> Citizen | None:
    if record is None:
        return None
    return Citizen(record["ssin"], _birth(record["birthDate"]), _day(record.get("pensionFrom")))


def _birth(text: str) -> date:
    """Read a date of birth; an unknown month or day (00) counts as the first."""
    return date.fromisoformat(text.replace("-00", "-01"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _known(registers: Registers, question: Question) -> frozenset[str]:
    asked = {question.mandatary, question.represented} - {None}
    return frozenset(
        number for number in asked if number and registers.employers.get(number) is not None
    )


def _mandates(record: Record | None) -> tuple[Mandate, ...]:
    if record is None:
        return ()
    return (
        Mandate(
            record["citizen"],
            record["enterpriseNumber"],
            MandateStatus(record["status"]),
            _day(record.get("from")),
            _day(record.get("until")),
        ),
    )


def _employment(record: Record) -> Employment:
    return Employment(
        record["enterpriseNumber"], Quarter.parse(record["quarter"]), record["percent"]
    )
