"""Messages of tax returns and pension declarations as XML, and overviews of them as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket import files, wire
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.downloads.answering import Table, as_file, named
from invaller.kernel.calls import Answer, Call

View = Callable[[Call, OperationOf], Answer]

_ROOTS: Mapping[str, str] = {
    "payroll-tax-return": "Loonaangifte",
    "apg-pension-declaration": "Pensioenaangifte",
    "upa-pension-declaration": "UniformePensioenaangifte",
}
_PARTIES: Mapping[str, str] = {
    "payroll-tax-return": "withholdingParty",
    "apg-pension-declaration": "withholdingAgentName",
    "upa-pension-declaration": "withholdingAgentName",
}


def _message(call: Call, operation: OperationOf) -> Answer:
    """The declaration that was sent, not the response to it; an XML of our own."""
    row = named(call, operation)
    period = row.body.get("period") or {}
    content = {
        "Bericht": {
            "Kenmerk": row.body.get("messageReference"),
            "Aangemaakt": row.body.get("requestTime"),
        },
        "AdministratieveEenheid": {
            "Naam": row.body.get(_PARTIES[operation.resource]),
            "LoonheffingenNummer": row.body.get("wageTaxNumber") or "",
            "Tijdvak": {"Jaar": period.get("year"), "Nummer": period.get("periodNumber")},
            "TotaalBedrag": row.body.get("totalAmount", 0),
        },
    }
    xml = files.xml(_ROOTS[operation.resource], content)
    return wire.file(call, xml, files.XML, f"{row.body.get('messageReference') or row.id}.xml")


def _overview(call: Call, operation: OperationOf) -> Answer:
    """An overview of a declaration."""
    row = named(call, operation)
    plain = [
        (name, value) for name, value in row.body.items() if not isinstance(value, dict | list)
    ]
    table = Table(f"{_ROOTS[operation.resource]} {row.id}", ("veld", "waarde"), plain)
    return as_file(call, operation, table, "overzicht")


MESSAGES: Mapping[str, View] = {
    "GetMessageByApgPensionDeclarationId": _message,
    "GetMessageByPayrollTaxReturnId": _message,
    "GetMessageByUpaPensionDeclarationId": _message,
    "GetOverviewByApgPensionDeclarationId": _overview,
    "GetOverviewByPayrollTaxReturnId": _overview,
}
"""By operationId."""
