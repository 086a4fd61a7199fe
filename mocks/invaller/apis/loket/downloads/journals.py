"""Tables about a journal run; they are refused before the run is ready."""

from __future__ import annotations

from invaller.apis.loket.domain.payroll_sums import GROSS, NET, TAX
from invaller.apis.loket.downloads.answering import Table, person
from invaller.apis.loket.payroll_results import Payslip, payslips_of
from invaller.apis.loket.problems import broken_rule
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Call

_WITHOUT_RESULTS = (0, 1, 2, 3)
"""Statuses of journal runs that have no results (facts: loket/notes.md, 9)."""

LEDGER = (
    (GROSS, "4000", "Wages"),
    (TAX, "1710", "Te betalen loonheffing"),
    (NET, "1700", "Te betalen lonen"),
)
"""Account of the general ledger for each payroll component (assumed)."""


def payslips(call: Call, journal: Row) -> list[Payslip]:
    """The payslips behind a journal run; raises Refusal (400) before it is ready."""
    status = journal.body["journalRunStatus"]["key"]
    if status in _WITHOUT_RESULTS:
        raise broken_rule(
            call,
            "[journalRunStatus] the journal run has no results",
            ("journalRunStatus",),
            rule="loket.journal-run.no-results-before-4",
            found=status,
            expected="4 to 7",
        )
    rows = Rows(call.workspace)
    run = rows.get("payroll-run", journal.body["payrollRun"]["payrollRunId"])
    return [] if run is None else list(payslips_of(rows, run))


def overview(call: Call, journal: Row) -> Table:
    """The journal entry: a line for each account, gross wages on the debit side."""
    slips = payslips(call, journal)
    lines = [
        (*_voucher(call), account, name, *_sides(key, sum(slip.value(key) for slip in slips)))
        for key, account, name in LEDGER
    ]
    return Table("Journaalpost", _HEAD, lines)


def per_employment(call: Call, journal: Row) -> Table:
    """The same with a line for each employee."""
    rows = Rows(call.workspace)
    lines: list[tuple[object, ...]] = []
    for slip in payslips(call, journal):
        number, _ = person(rows, slip.employment)
        for key, account, name in LEDGER:
            sides = _sides(key, slip.value(key))
            lines.append((*_voucher(call), account, f"{name} {number}", *sides))
    return Table("Journaalpost per werknemer", _HEAD, lines)


_HEAD = (
    "dagboek",
    "boekstuk",
    "jaar",
    "periode",
    "datum",
    "rekening",
    "omschrijving",
    "debet",
    "credit",
)
_VOUCHER = (
    "reportJournalNumber",
    "reportVoucherNumber",
    "reportYear",
    "reportPeriodNumber",
    "reportDate",
)


def _voucher(call: Call) -> tuple[object, ...]:
    """What the caller wants written on each line."""
    return tuple(call.parameters.get(name) for name in _VOUCHER)


def _sides(component: int, amount: float) -> tuple[str, str]:
    written = f"{amount:.2f}"
    return (written, "0.00") if component == GROSS else ("0.00", written)
