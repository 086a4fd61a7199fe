"""SEPA files (ISO 20022, pain.001): the payments of a payroll run, and those of a tax return.

The document tells no structure: a run has one file with its net wages (assumed), under an id
that derives from the run; the total file has the payments of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from invaller.apis.loket import files, wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.domain.payroll_sums import NET
from invaller.apis.loket.downloads.answering import named, person
from invaller.apis.loket.payroll_results import payslips_of
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call
from invaller.kernel.ids import uuid_from

View = Callable[[Call, OperationOf], Answer]

_SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"
_BATCH = {"BtchBookgTrue": "true", "BtchBookgFalse": "false"}


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment in euro."""

    reference: str
    name: str
    iban: str
    amount: float


def sepa_file_id(run: str) -> str:
    """The id of the SEPA file of a payroll run."""
    return uuid_from("loket", "sepa-file", run)


def payments_of(rows: Rows, run: Row) -> list[Payment]:
    """The payments of net wages of a run, one an employment that has an account."""
    return list(_payments(rows, run))


def _payments(rows: Rows, run: Row) -> Iterator[Payment]:
    for slip in payslips_of(rows, run):
        accounts = rows.of_parent("payment-information-sepa", slip.employment)
        account = next(
            (one for one in accounts if one.body["payrollComponent"]["key"] == NET), None
        )
        if account is not None and slip.value(NET) > 0:
            number, name = person(rows, slip.employment)
            yield Payment(f"{run.id[:8]}-{number}", name, account.body["iban"], slip.value(NET))


def _of_file(call: Call, operation: OperationOf) -> Answer:
    """A SEPA file by its id."""
    rows, wanted = Rows(call.workspace), str(call.parameters["sepafileId"]).lower()
    run = next(
        (one for one in rows.of_parent("payroll-run", None) if sepa_file_id(one.id) == wanted), None
    )
    payments = [] if run is None else payments_of(rows, run)
    if run is None or not payments:
        raise not_found(call, "SEPA file", wanted)
    return _sepa(call, run.id, payments)


def _total(call: Call, operation: OperationOf) -> Answer:
    """The payments of all SEPA files of a run; 404 before the run has results."""
    run = named(call, operation)
    payments = payments_of(Rows(call.workspace), run)
    if not payments:
        rule = "loket.payroll-run-download.too-early"
        raise not_found(call, "results of payroll run", run.id, rule=rule)
    return _sepa(call, run.id, payments)


def _of_tax_return(call: Call, operation: OperationOf) -> Answer:
    """The payment of a tax return, which must be one of the administration in the path."""
    administration = named(call, operation)
    identifier = str(call.parameters["payrolltaxreturnId"])
    row = Rows(call.workspace).get("payroll-tax-return", identifier)
    if row is None or row.parent != administration.id:
        raise not_found(call, "payroll tax return", identifier)
    body = row.body
    name = body.get("inTheNameOf") or "Belastingdienst"
    payment = Payment(str(body["paymentReference"]), name, body["iban"], body["totalAmount"])
    return _sepa(call, row.id, [payment])


def _sepa(call: Call, message: str, payments: Sequence[Payment]) -> Answer:
    total = f"{sum(one.amount for one in payments):.2f}"
    batch = _BATCH.get(str(call.parameters.get("batchBooking")))
    content = {
        "CstmrCdtTrfInitn": {
            "GrpHdr": {
                "MsgId": message.replace("-", ""),
                "CreDtTm": call.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "NbOfTxs": len(payments),
                "CtrlSum": total,
            },
            "PmtInf": {
                "PmtInfId": message[:8],
                "PmtMtd": "TRF",
                **({} if batch is None else {"BtchBookg": batch}),
                "NbOfTxs": len(payments),
                "CtrlSum": total,
                "ReqdExctnDt": str(call.parameters["requestedExecutionDate"]),
                "CdtTrfTxInf": [_transfer(one) for one in payments],
            },
        }
    }
    xml = files.xml(f'Document xmlns="{_SPACE}"', content)
    return wire.file(call, xml, files.XML, f"sepa-{message[:8]}.xml")


def _transfer(payment: Payment) -> Mapping[str, object]:
    return {
        "PmtId": {"EndToEndId": payment.reference},
        "Amt": {'InstdAmt Ccy="EUR"': f"{payment.amount:.2f}"},
        "Cdtr": {"Nm": payment.name},
        "CdtrAcct": {"Id": {"IBAN": payment.iban}},
    }


SEPA_FILES: Mapping[str, View] = {
    "GetSepaFileBySepaFileId": _of_file,
    "GetTotalSepaFileByPayrollRunId": _total,
    "GetSepaFileByPayrollAdministrationIdAndPayrollTaxReturnId": _of_tax_return,
}
"""By operationId."""
