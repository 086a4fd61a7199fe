"""Payroll tax returns and pension declarations: initiating, confirming, cancelling, sending.

Each takes the next period with an approved payroll run that has none that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.access import sees
from invaller.apis.loket.actions import background
from invaller.apis.loket.actions.multi_patch import Item, multi_patch, record_of
from invaller.apis.loket.actions.run_periods import (
    approved_periods,
    as_option,
    last_day,
    period_of,
)
from invaller.apis.loket.actions.writing import body_of, by_user, need
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.faults import Broken, Fault
from invaller.apis.loket.domain.payroll_sums import TAX
from invaller.apis.loket.domain.run_periods import Period, end_of_next_month, following
from invaller.apis.loket.domain.run_states import APG, MACHINES, MAKE, TAX_RETURN, UPA
from invaller.apis.loket.payroll_results import approved_runs, payslips_of
from invaller.apis.loket.problems import not_found, refuse
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.views.common import named
from invaller.kernel.api import Process
from invaller.kernel.calls import Answer, Call
from invaller.kernel.workspace import Workspace

Body = dict[str, Any]
Served = Callable[[Call, OperationOf], Answer]

RESPONSE = "response-message"
"""Kind of the work that takes a response message in."""


@dataclass(frozen=True, slots=True)
class _Party:
    """What is particular to declarations of a resource.

    opening: (call, administration, period, number) -> what a new one begins with, number being
    how many there are of the period, this one counted; rule, source: of the period.
    """

    opening: Callable[[Call, Row, Period, int], Body]
    rule: str
    source: str


def next_undeclared(rows: Rows, administration: Row, resource: str) -> Period | None:
    """The next approved period without a declaration that counts, None when there is none."""
    machine = MACHINES[resource]
    found = rows.of_parent(resource, administration.id)
    done = {
        period_of(row.body, "period")
        for row in found
        if row.body.get("period") and machine.is_live(row.body)
    }
    return following(approved_periods(rows, administration), lambda period: period in done)


def _initiate(resource: str) -> Served:
    def served(call: Call, operation: OperationOf) -> Answer:
        rows, administration = Rows(call.workspace), named(call, operation)
        party = _PARTIES[resource]
        if operation.request_form() is not None:
            need(call, body_of(call), "notifyOfInitiation")
        period = next_undeclared(rows, administration, resource)
        if period is None:
            text = "there is no period with an approved payroll run that is not declared"
            raise refuse(call, Fault(party.rule, text, source=party.source))
        earlier = rows.of_parent(resource, administration.id)
        number = 1 + sum(period_of(one.body, "period") == period for one in earlier)
        body = {
            **party.opening(call, administration, period, number),
            "period": as_option(period),
            "responseMessages": [],
        }
        row = background.requested(call, MACHINES[resource], body, administration)
        return wire.accepted(call, operation, {"id": row.id})

    return served


def _tax_return(call: Call, administration: Row, period: Period, number: int) -> Body:
    """A tax return before it is made: no amounts yet."""
    year, month = period
    ended = last_day(Rows(call.workspace), administration, period)
    digits = "".join(one for one in administration.body["payrollTaxesNumber"] if one.isdigit())
    reference = f"LH{year}{month:02d}{administration.body['clientNumber']}"
    # approvedBy and removedBy are never null in the document: who asked stands there until then.
    return {
        "approvedBy": by_user(call),
        "removedBy": by_user(call),
        "payrollPeriodType": administration.body["payrollPeriodType"],
        "payrollTaxReturnParty": {"key": 1},
        "payrollTaxReturnType": {"key": 1},
        "wageTaxNumber": administration.body["payrollTaxesNumber"],
        "inTheNameOf": "Belastingdienst",
        "iban": "NL86INGB0002445588",
        "messageReference": reference if number == 1 else f"{reference}V{number}",
        "paymentReference": f"{digits[:10]:0<10}{month:02d}0",
        "deadlineForPayment": end_of_next_month(ended).isoformat(),
        "sequenceNumber": number,
        "periodAmount": 0,
        "correctionAmount": 0,
        "totalAmount": 0,
        "isCorrectionMessagePriorYear": False,
        "withholdingParty": administration.body["name"],
        "emailAddressPayrollTaxReturnRunStarted": body_of(call).get("notifyOfInitiation"),
    }


def _pension(party: str) -> Callable[[Call, Row, Period, int], Body]:
    def opening(_call: Call, administration: Row, period: Period, number: int) -> Body:
        reference = f"{party}{period[0]}{period[1]:02d}{administration.body['clientNumber']}"
        body = {
            "externalParty": {"key": 13},
            "withholdingAgentName": administration.body["name"],
            "messageReference": reference if number == 1 else f"{reference}V{number}",
        }
        if party == "APG":
            return {**body, "customerGroupNumber": 1}
        taxes = administration.body["payrollTaxesNumber"]
        return {**body, "sendingPartyNumber": "1234567890", "payrollTaxesNumber": taxes}

    return opening


def _amounts(workspace: Workspace, row: Row, chosen: str | None) -> tuple[str, Body]:
    """The taxes of the payslips of the period, as they were approved last, in whole euros."""
    rows, period = Rows(workspace), period_of(row.body, "period")
    latest = {
        slip.employment: slip.value(TAX)
        for run in approved_runs(rows, row.parent or "")
        for slip in payslips_of(rows, run)
        if (slip.year, slip.number) == period
    }
    amount = float(round(sum(latest.values())))
    outcome = chosen or MACHINES[TAX_RETURN].steps[MAKE].usual
    return outcome, {"periodAmount": amount, "totalAmount": amount}


def _review(call: Call, item: Item) -> None:
    """Confirm or cancel a tax return."""
    background.moved(call, record_of(call, TAX_RETURN, item), str(item["action"]))


def _patch(find: Callable[[Call, OperationOf], Row]) -> Served:
    """Confirm or cancel the record that the path names."""

    def served(call: Call, operation: OperationOf) -> Answer:
        row = find(call, operation)
        need(call, body_of(call), "action")
        try:
            background.moved(call, row, str(body_of(call)["action"]))
        except Broken as broken:
            raise refuse(call, *broken.faults) from None
        return wire.done(call, operation)

    return served


def by_reference(call: Call, _operation: OperationOf) -> Row:
    """The tax return with the message reference in the path; raises Refusal (404)."""
    reference = str(call.parameters["messageReference"])
    found = Rows(call.workspace).of_link(TAX_RETURN, reference)
    row = next((one for one in found if sees(call, one)), None)
    if row is None:
        raise not_found(call, "payroll tax return with message reference", reference)
    return row


_PARTIES: Mapping[str, _Party] = {
    TAX_RETURN: _Party(
        _tax_return,
        "loket.payroll-tax-return.next-period",
        "Loket API V2, postInitiatePayrollTaxReturnByPayrollAdministrationId",
    ),
    APG: _Party(
        _pension("APG"),
        "loket.apg-pension-declaration.next-period",
        "Loket API V2, postInitiateApgPensionDeclarationByPayrollAdministrationId",
    ),
    UPA: _Party(
        _pension("UPA"),
        "loket.upa-pension-declaration.next-period",
        "Loket API V2, postInitiateUpaPensionDeclarationByPayrollAdministrationId",
    ),
}

_READ_RETURNS = background.polled(TAX_RETURN, RESPONSE)
_READ_APG, _READ_UPA = background.polled(APG), background.polled(UPA)

ACTIONS: Mapping[str, Served] = {
    "GetApgPensionDeclarationByApgPensionDeclarationId": _READ_APG,
    "GetApgPensionDeclarationsByPayrollAdministrationId": _READ_APG,
    "GetPayrollTaxReturnByPayrollTaxReturnId": _READ_RETURNS,
    "GetPayrollTaxReturnsByPayrollAdministrationId": _READ_RETURNS,
    "GetUpaPensionDeclarationByUpaPensionDeclarationId": _READ_UPA,
    "GetUpaPensionDeclarationsByPayrollAdministrationId": _READ_UPA,
    "PatchApgPensionDeclarationByApgPensionDeclarationId": _patch(named),
    "PatchPayrollTaxReturnByMessageReference": _patch(by_reference),
    "PatchPayrollTaxReturnsByPayrollTaxReturnIds": multi_patch(_review),
    "PatchUpaPensionDeclarationByUpaPensionDeclarationId": _patch(named),
    "PostInitiateApgPensionDeclarationByPayrollAdministrationId": _initiate(APG),
    "PostInitiatePayrollTaxReturnByPayrollAdministrationId": _initiate(TAX_RETURN),
    "PostInitiateUpaPensionDeclarationByPayrollAdministrationId": _initiate(UPA),
}
"""By operationId."""

PROCESS: Mapping[str, Process] = {
    TAX_RETURN: background.process_of(TAX_RETURN, {MAKE: _amounts}),
    APG: background.process_of(APG),
    UPA: background.process_of(UPA),
}
"""By kind of pending work."""
