"""What each queued operation is called in a Result, and what the local program does with it.

Source: Link2Prisma manual, 4.5, which names the actions get, insert, update and delete and the
types werknemer, contract and adres; the other types are assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from invaller.apis.prisma.entry import Perform
from invaller.apis.prisma.performing import (
    absences,
    communications,
    company_cars,
    dimonas,
    documents,
    employer_tables,
    first_days,
    histories,
    leave,
    modifications,
    prestations,
    schedules,
    workers,
)

GET, INSERT, UPDATE, DELETE = "get", "insert", "update", "delete"


@dataclass(frozen=True, slots=True)
class Operation:
    """Action and Type as a Result shows them."""

    action: str
    type: str

    @property
    def writes(self) -> bool:
        """Whether it needs the right to write."""
        return self.action != GET


_ACTION_OF = {"get": GET, "add": INSERT, "complete": INSERT, "change": UPDATE, "delete": DELETE}
"""The action by the first word of the operationId."""

_OF_TYPE = {
    "werknemer": "getWorkers getWorkersInService getWorker addWorker changeWorker",
    "contract": "getContracts getContract addContract changeContract deleteContract",
    "adres": "getAddresses getAddress addAddress changeAddress deleteAddress",
    "contactgegeven": "getCommunications addCommunication deleteCommunication",
    "gezinstoestand": (
        "getFamilyStatuses getFamilyStatus addFamilyStatus changeFamilyStatus deleteFamilyStatus"
    ),
    "bedrijfsvoorheffing": "getTaxes getTax addTax changeTax deleteTax",
    "vervanging": "getReplacement addReplacement changeReplacement deleteReplacement",
    "werknemersnummer": "getNewWorkerNumber",
    "wijziging": "getModifications",
    "eerstewerkloosheidsdag": (
        "getFirstDayOfUnemployment addFirstDayOfUnemployment changeFirstDayOfUnemployment "
        "deleteFirstDayOfUnemployment"
    ),
    "bedrijfswagen": (
        "getWorkerCompanyCar getWorkerCompanyCars addWorkerCompanyCar changeWorkerCompanyCar "
        "deleteWorkerCompanyCar getCompanyCar getCompanyCars addCompanyCar changeCompanyCar "
        "deleteCompanyCar"
    ),
    "afwijkendbarema": "getDivergentSalaryScales",
    "ziektebriefje": (
        "getAbsenceNotes getAbsenceNote addAbsenceNote changeAbsenceNote deleteAbsenceNote"
    ),
    "dimona": "getDimonas getDimona addDimona",
    "afwezigheid": "getAbsences getWorkerAbsences addAbsences deleteAbsences",
    "afwijkendebetaling": (
        "getDivergentPayments addDivergentPayment changeDivergentPayment deleteDivergentPayment"
    ),
    "kostenplaats": (
        "getWorkerCostCentres getWorkerCostCentresOfDate addWorkerCostCentres "
        "changeWorkerCostCentres deleteWorkerCostCentres getCostCentres"
    ),
    "verlofteller": "getWorkerLeaveCounters getLeaveCounters",
    "afdeling": "getDepartments",
    "paritaircomite": "getParcoms",
    "uurrooster": "getSchedules addSchedule",
    "werkgeverscategorie": "getNssocats",
    "beroepscategorie": "getProfcats",
    "prestatie": "addPrestations deletePrestations",
    "prestatiesverwerking": "completePrestations",
    "loongegeven": "addSalaryComposition changeSalaryComposition deleteSalaryComposition",
    "document": "getDocumentListing getDocumentWithdrawals getDocument addDocument",
}
"""The queued operations of each type."""


def _action(operation: str) -> str:
    return next(action for word, action in _ACTION_OF.items() if operation.startswith(word))


QUEUED: Mapping[str, Operation] = {
    operation: Operation(_action(operation), kind)
    for kind, operations in _OF_TYPE.items()
    for operation in operations.split()
}
"""Every operation that goes through the queue, by operationId."""


PERFORM: Mapping[str, Perform] = {
    **absences.PERFORM,
    **communications.PERFORM,
    **company_cars.PERFORM,
    **dimonas.PERFORM,
    **documents.PERFORM,
    **employer_tables.PERFORM,
    **first_days.PERFORM,
    **histories.PERFORM,
    **leave.PERFORM,
    **modifications.PERFORM,
    **prestations.PERFORM,
    **schedules.PERFORM,
    **workers.PERFORM,
}
"""What the local program does with each queued operation."""
