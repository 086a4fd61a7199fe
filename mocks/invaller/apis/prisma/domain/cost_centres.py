"""Cost centres of a worker: those of one start date belong together and make up a whole.

Sources: Link2Prisma manual, 4.2 POST and 4.3 PUT /worker/{workerID}/costcentre; facts:
prisma_fields.json, WorkerCostCentres.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from invaller.apis.prisma.domain.outcome import INVALID, Refused

WHOLE = Decimal(100)
"""What the percentages of one start date add up to."""

TOLERANCE = Decimal("0.01")
"""How far off a sum may be, so that three times 33.33 is taken (assumed)."""


def total(record: Mapping[str, Any]) -> Decimal:
    """The percentages of one start date together; a centre without one counts for nothing."""
    centres = record.get("CostCentres") or []
    # Through text, so that no binary fraction tips a sum over the tolerance.
    return sum((Decimal(str(centre.get("Percentage") or 0)) for centre in centres), Decimal())


def check_total(record: Mapping[str, Any]) -> None:
    """Refuse cost centres whose percentages do not add up to 100."""
    found = total(record)
    if abs(found - WHOLE) > TOLERANCE:
        raise Refused(
            INVALID,
            "prisma.cost-centre.sum-100",
            f"The percentages of the cost centres add up to {found.normalize():f}, not to 100.",
            source="Link2Prisma manual, 4.2 and 4.3 costcentre",
            where="/CostCentres",
            found=float(found),
            expected=100,
        )
