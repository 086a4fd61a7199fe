"""Everything that lives in a new workspace, planted in the order in which it needs each other."""

from __future__ import annotations

from datetime import date

from invaller.apis.loket.seed.declarations import plant_declarations
from invaller.apis.loket.seed.employers import plant_employers
from invaller.apis.loket.seed.payrolling import plant_payroll
from invaller.apis.loket.seed.people import plant_people
from invaller.apis.loket.seed.planting import Garden
from invaller.apis.loket.seed.records import plant_files, plant_records


def planted(today: date) -> Garden:
    """The rows of a workspace whose first day is today; the same day gives the same ones."""
    garden = Garden(today)
    plant_employers(garden)
    plant_people(garden)
    plant_payroll(garden)
    plant_declarations(garden)
    plant_records(garden)
    plant_files(garden)
    return garden
