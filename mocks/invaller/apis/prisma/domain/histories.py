"""The histories of a worker.

Sources: Link2Prisma manual, 4.1 to 4.4 (keys: 4.3); facts: prisma_fields.json, `identity` of
each resource, and Modification.Entity.
"""

from invaller.apis.prisma.domain.cost_centres import check_total
from invaller.apis.prisma.domain.history import History

CONTRACT = History(
    "contract", "contract", entity="Contract", last_stays="prisma.contract.last-stays"
)
ADDRESS = History("address", "address", entity="Address", last_stays="prisma.address.last-stays")
FAMILY_STATUS = History("FamilyStatus", "family status", entity="FamilyStatus")
TAX = History("Tax", "divergent withholding tax", end=None, entity="Tax")
REPLACEMENT = History("Replacement", "replacement")
SALARY_COMPOSITION = History(
    "SalaryComposition",
    "salary composition",
    keys=("Code", "Startdate"),
    entity="SalaryComposition",
    taken="prisma.salary.add-taken",
)
COMPANY_CAR = History(
    "CompanyCar",
    "company car",
    keys=("StartingDate",),
    start="StartingDate",
    end="EndingDate",
    taken="prisma.company-car.start-taken",
)
ABSENCE_NOTE = History(
    "AbsenceNote",
    "absence note",
    keys=("Notedate",),
    taken="prisma.absence-note.date-taken",
)
DIVERGENT_PAYMENT = History(
    "DivergentPayment",
    "divergent payment",
    keys=("Startdate", "PayoutType"),
    taken="prisma.divergent-payment.taken",
)
DIVERGENT_SALARY_SCALE = History("DivergentSalaryScale", "divergent salary scale", end=None)
COST_CENTRE = History(
    "CostCentre",
    "group of cost centres",
    taken="prisma.cost-centre.add-taken",
    check=check_total,
)

COMMUNICATION = "Communication"
"""The one list of a worker that is no history: see communication.py."""

HISTORIES = (
    CONTRACT,
    ADDRESS,
    FAMILY_STATUS,
    TAX,
    REPLACEMENT,
    SALARY_COMPOSITION,
    COMPANY_CAR,
    ABSENCE_NOTE,
    DIVERGENT_PAYMENT,
    DIVERGENT_SALARY_SCALE,
    COST_CENTRE,
)

WITH_A_NEW_WORKER = (CONTRACT, ADDRESS, FAMILY_STATUS, TAX, REPLACEMENT)
"""The histories that POST /worker brings and GET /worker shows, beside communication."""
