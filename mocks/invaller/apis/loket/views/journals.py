"""Journal runs: their results, errors and exports."""

from __future__ import annotations

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.payroll_sums import GROSS
from invaller.apis.loket.downloads.journals import LEDGER, payslips
from invaller.apis.loket.option_lists import generic_options
from invaller.apis.loket.rows import Rows
from invaller.apis.loket.views.common import Body, View, context, listed, named
from invaller.kernel.calls import Answer, Call

EXPORT = "journal-run-export"
"""Rows below a journal run: an export of it, with the members of the export audit trail."""


def _results(call: Call, operation: OperationOf) -> Answer:
    """A line for each account; refused before the run is ready."""
    journal = named(call, operation)
    slips, around = payslips(call, journal), context(call, journal)
    bodies = []
    for key, account, name in LEDGER:
        total = round(sum(slip.value(key) for slip in slips), 2)
        debet = total if key == GROSS else 0
        bodies.append(
            {
                "generalLedgerAccount": _account(account, name),
                "payrollComponent": {"key": key},
                "debetAmount": debet,
                "creditAmount": round(total - debet, 2),
            }
        )
    return listed(call, operation, ((body, around) for body in bodies))


def _account(code: str, name: str) -> Body:
    found = generic_options("journal-run", "generalLedgerAccount") or ()
    known = next((one for one in found if one["value"] == name), None)
    return {"key": 0 if known is None else known["key"], "code": code, "description": name}


def _errors(call: Call, operation: OperationOf) -> Answer:
    """What went wrong in a run; the simulator makes no errors itself."""
    journal = named(call, operation)
    kept = journal.body.get("errors") or []
    around = context(call, journal)
    return listed(call, operation, ((one, around) for one in kept))


def _exports(call: Call, operation: OperationOf) -> Answer:
    journal = named(call, operation)
    around = context(call, journal)
    exports = Rows(call.workspace).of_parent(EXPORT, journal.id)
    bodies = [{**row.body, "id": row.id} for row in exports]
    return listed(call, operation, ((body, around) for body in bodies))


JOURNALS: Mapping[str, View] = {
    "GetJournalRunErrorsByJournalRunId": _errors,
    "GetJournalRunExportAuditTrailByJournalRunId": _exports,
    "GetJournalRunResultsByJournalRunId": _results,
}
"""By operationId."""
