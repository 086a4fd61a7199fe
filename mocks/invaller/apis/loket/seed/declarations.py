"""Journal runs, payroll tax returns and pension declarations of two months of last year."""

from __future__ import annotations

from collections.abc import Mapping

from invaller.apis.loket.domain.payroll_sums import TAX
from invaller.apis.loket.payroll_results import RESULT
from invaller.apis.loket.rows import Row
from invaller.apis.loket.seed.payrolling import run_label
from invaller.apis.loket.seed.planting import USER, Body, Garden
from invaller.apis.loket.seed.reading import identify

_ADMINISTRATION = "zonnehof"
_JOURNAL_STATUS: Mapping[int, int] = {10: 7, 11: 4}
_STATUS: Mapping[int, int] = {10: 6, 11: 3}
"""By month of last year: exported and ready; sent and created (facts: loket/notes.md, 9)."""


def plant_declarations(garden: Garden) -> None:
    """Plant what was made of the runs of October and November of last year."""
    administration = garden.get("payroll-administration", _ADMINISTRATION)
    for month in _STATUS:
        run = garden.get("payroll-run", run_label(_ADMINISTRATION, garden.today.year - 1, month))
        below = {"parent": administration.id, "employer": administration.employer}
        label = f"{_ADMINISTRATION}/{month}"
        garden.plant("journal-run", label, _journal_run(run, month), **below)
        tax_return = _tax_return(garden, administration, run, month)
        garden.plant("payroll-tax-return", label, tax_return, **below)
        for party in ("apg", "upa"):
            body = _pension(administration, run, month, party)
            garden.plant(f"{party}-pension-declaration", label, body, **below)
        note = {
            "subject": "Controle",
            "note": "Loonsommen vergeleken met de vorige maand.",
            "accessibleBy": {"key": 1},
            "createdOn": run.body["requestTime"],
            "lastModifiedOn": run.body["requestTime"],
        }
        garden.plant(
            "payroll-run-note", label, note, parent=run.id, employer=administration.employer
        )


def _journal_run(run: Row, month: int) -> Body:
    return {
        "journalRunStatus": {"key": _JOURNAL_STATUS[month]},
        "methodOfCreation": {"key": 2},
        "payrollRun": {
            "payrollPeriod": run.body["payrollPeriod"],
            "payrollRunId": run.id,
            "sequenceNumberApproved": 1,
        },
        "requestTime": run.body["approvalTime"],
        "processingFinishedTime": run.body["approvalTime"],
        "sequenceNumber": 1,
    }


def _tax_return(garden: Garden, administration: Row, run: Row, month: int) -> Body:
    results = _results(garden, run)
    amount = round(
        sum(slip["components"][str(TAX)] for one in results for slip in one["payslips"]), 0
    )
    year = garden.today.year
    return {
        "payrollTaxReturnStatus": {"key": _STATUS[month]},
        "methodOfCreation": {"key": 2},
        "period": run.body["payrollPeriod"],
        "payrollPeriodType": administration.body["payrollPeriodType"],
        "payrollTaxReturnParty": {"key": 1},
        "payrollTaxReturnType": {"key": 1},
        "wageTaxNumber": administration.body["payrollTaxesNumber"],
        "inTheNameOf": "Belastingdienst",
        "iban": "NL86INGB0002445588",
        "messageReference": f"LH{year - 1}{month:02d}{administration.body['clientNumber']}",
        "paymentReference": f"8123456780{month:02d}0",
        "deadlineForPayment": f"{year - 1}-{month + 1:02d}-30",
        "sequenceNumber": 1,
        "periodAmount": amount,
        "correctionAmount": 0,
        "totalAmount": amount,
        "withholdingParty": administration.body["name"],
        "sendTime": run.body["approvalTime"] if _STATUS[month] == 6 else None,
        **_handled(run, month),
    }


def _pension(administration: Row, run: Row, month: int, party: str) -> Body:
    body = {
        f"{party}PensionDeclarationStatus": {"key": _STATUS[month]},
        "externalParty": {"key": 13},
        "methodOfCreation": {"key": 2},
        "period": run.body["payrollPeriod"],
        "withholdingAgentName": administration.body["name"],
        "messageReference": f"{party.upper()}{month:02d}",
        "sentTime": run.body["approvalTime"] if _STATUS[month] == 6 else None,
        **_handled(run, month),
    }
    if party == "apg":
        return {**body, "customerGroupNumber": 1}
    return {**body, "sendingPartyNumber": "1234567890", "payrollTaxesNumber": None}


def _handled(run: Row, month: int) -> Body:
    sent = _STATUS[month] == 6
    return {
        "requestTime": run.body["approvalTime"],
        "creationTime": run.body["approvalTime"],
        "approvalTime": run.body["approvalTime"] if sent else None,
        "approvedBy": {"id": identify("employer-user", USER)} if sent else None,
        "responseMessages": [],
    }


def _results(garden: Garden, run: Row) -> list[Body]:
    found: list[Body] = garden.below(RESULT, run.id)[0].body["employments"]
    return found
