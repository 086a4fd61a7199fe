"""Payroll runs, declarations and what follows them."""

from base64 import b64encode
from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.known import Record
from invaller_contracts.loket.preparing.common import (
    on_items,
    status,
    with_body,
    with_parameters,
)
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted

NEXT = {"year": 2025, "periodNumber": 2}
"""The first period of the first administration that has no approved run."""

RUN: Record = {
    "payrollPeriod": NEXT,
    "sendEmailToEmployee": False,
    "initiationParameters": {"typeOfInitiation": "regular"},
}


def _initiate(sweep: Sweep, operation: OperationOf) -> Wanted:
    return Wanted(dict(sweep.known.parameters(operation)), RUN)


def _ready_run(sweep: Sweep) -> str:
    answer = sweep.kept("PostInitiatePayrollRunByPayrollAdministrationId")
    sweep.settle()
    return str(answer.content["id"])


def _confirm(sweep: Sweep, _: OperationOf) -> Wanted:
    return Wanted({}, [{"id": _ready_run(sweep), "action": "confirm"}])


def _undo(sweep: Sweep, _: OperationOf) -> Wanted:
    run = _ready_run(sweep)
    body = [{"id": run, "action": "confirm"}]
    sweep.loket.call("PatchPayrollrunsByPayrollRunIds", body=body)
    sweep.settle()
    return Wanted({"payrollrunId": run})


def _sepa_file(sweep: Sweep, operation: OperationOf) -> Wanted:
    first = sweep.kept("GetSepaFilesByPayrollRunId").body[0]
    return Wanted({**sweep.query(operation), "sepafileId": first["id"]})


def _created(resource: str, parameter: str) -> Preparation:
    """A declaration to an authority that was created (status 3), for the usual body."""
    member = "".join(word.capitalize() for word in resource.split("-"))
    name = f"{member[0].lower()}{member[1:]}Status"

    def prepare(sweep: Sweep, operation: OperationOf) -> Wanted:
        found = sweep.known.first(resource, status(name, 3))
        given = found.record["messageReference"] if parameter == "messageReference" else found.id
        body = sweep.body(operation, {})
        if "responseMessageFile" in body:
            body = {"responseMessageFile": _RESPONSE}
        return Wanted({parameter: given}, body)

    return prepare


def _import(sweep: Sweep, operation: OperationOf) -> Wanted:
    parameters = dict(sweep.known.parameters(operation))
    return Wanted(parameters, upload=("aangifte.xml", _TAX_RETURN))


_TAX_RETURN = b"""<?xml version="1.0" encoding="UTF-8"?>
<Loonaangifte xmlns="http://xml.belastingdienst.nl/schemas/Loonaangifte/2025/01">
  <Bericht><IdBer>1</IdBer></Bericht>
  <AdministratieveEenheid>
    <TijdvakAangifte>
      <VolledigeAangifte>
        <InkomstenverhoudingInitieel>
          <NumIV>1</NumIV><PersNr>77</PersNr>
          <NatuurlijkPersoon>
            <SofiNr>123456782</SofiNr><SignNm>Aarts</SignNm><Voorl>A</Voorl>
            <Gebdat>1990-05-01</Gebdat><Gesl>2</Gesl>
          </NatuurlijkPersoon>
        </InkomstenverhoudingInitieel>
      </VolledigeAangifte>
    </TijdvakAangifte>
  </AdministratieveEenheid>
</Loonaangifte>
"""
"""A payroll tax return about one employee."""

_RESPONSE = b64encode(b'<?xml version="1.0" encoding="UTF-8"?><Bericht/>').decode()

PAYROLL: Mapping[str, Preparation] = {
    "GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId": with_parameters(
        payrollComponentCategory=1
    ),
    "GetSepaFileBySepaFileId": _sepa_file,
    "PatchApgPensionDeclarationByApgPensionDeclarationId": _created(
        "apg-pension-declaration", "apgPensionDeclarationId"
    ),
    "PatchPayrollTaxReturnByMessageReference": _created("payroll-tax-return", "messageReference"),
    "PatchPayrollTaxReturnsByPayrollTaxReturnIds": on_items(
        "payroll-tax-return", status("payrollTaxReturnStatus", 3), action="confirm"
    ),
    "PatchUpaPensionDeclarationByUpaPensionDeclarationId": _created(
        "upa-pension-declaration", "upaPensionDeclarationId"
    ),
    "PostPeriodReadyForPayrollByPayrollAdministrationId": with_body(payrollPeriodId=12502),
    "PostSendResponseMessageByMessageReference": _created("payroll-tax-return", "messageReference"),
    "PostSendResponseMessageByPayrollTaxReturnId": _created(
        "payroll-tax-return", "payrolltaxreturnId"
    ),
    "PatchImportConceptEmployeesByPayrollAdministrationId": _import,
    "PatchPayrollrunsByPayrollRunIds": _confirm,
    "PatchProcessDeclarationsByDeclarationId": on_items(
        "declaration", status("declarationStatus", 2), payrollPeriodId=12503
    ),
    "PatchReviewDeclarationsByDeclarationIds": on_items(
        "declaration", status("declarationStatus", 1), action="accept"
    ),
    "PostInitialisePayrollPeriodByPayrollAdministrationId": with_body(payrollPeriod=NEXT),
    "PostInitiatePayrollRunByPayrollAdministrationId": _initiate,
    "UndoPayrollRunByPayrollRunId": _undo,
}
