"""Sows the seed into a new workspace."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from invaller.apis.loket.rows import Row, kind_of
from invaller.apis.loket.seed.declarations import plant_declarations
from invaller.apis.loket.seed.employers import plant_employers
from invaller.apis.loket.seed.payrolling import plant_payroll
from invaller.apis.loket.seed.people import plant_people
from invaller.apis.loket.seed.planting import Garden
from invaller.apis.loket.seed.records import plant_records
from invaller.kernel.store import Documents


def sow(documents: Documents, today: date) -> None:
    """Write the rows of a new workspace, whose first day is today."""
    documents.put_all((kind_of(row.resource), row.id, row.to_document()) for row in rows(today))


@lru_cache(maxsize=4)
def rows(today: date) -> tuple[Row, ...]:
    """Every seeded row; the same day gives the same ones."""
    garden = Garden(today)
    plant_employers(garden)
    plant_people(garden)
    plant_payroll(garden)
    plant_declarations(garden)
    plant_records(garden)
    return tuple(garden)
