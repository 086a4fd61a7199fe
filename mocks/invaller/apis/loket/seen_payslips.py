"""Payslips of an employment as the user who calls may see them."""

from __future__ import annotations

from invaller.apis.loket import wire
from invaller.apis.loket.access import session
from invaller.apis.loket.access.grants import EMPLOYEE
from invaller.apis.loket.payroll_results import Payslip, approved_payslips
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Call


def seen_payslips(call: Call, employment: Row) -> list[Payslip]:
    """The payslips of approved runs; a werknemer sees runs whose ESS date has come."""
    found = approved_payslips(Rows(call.workspace), employment)
    _, grants = session(call)
    if grants.role_key != EMPLOYEE:
        return found
    today = wire.today(call).isoformat()
    return [slip for slip in found if _shown_on(slip.run, today)]


def may_see_run(call: Call, run: Row) -> bool:
    """Whether the ESS date of a run lets the user see its payslips."""
    _, grants = session(call)
    return grants.role_key != EMPLOYEE or _shown_on(run, wire.today(call).isoformat())


def _shown_on(run: Row, day: str) -> bool:
    return (run.body.get("availableForEmployeeDate") or "9999-12-31") <= day
