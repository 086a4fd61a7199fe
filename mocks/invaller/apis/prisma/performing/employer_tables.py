"""Tables of an employer that can only be asked for.

Source: Link2Prisma manual, 4.1 (department, costcentre, parcom, nssocat, profcats).
"""

from collections.abc import Mapping
from datetime import datetime

from invaller.apis.prisma.domain.outcome import Outcome, found
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.performing.filing import employer_of
from invaller.kernel.workspace import Workspace

TABLES = {
    "getDepartments": "departments",
    "getCostCentres": "costcentres",
    "getParcoms": "parcoms",
    "getNssocats": "nssocats",
    "getProfcats": "profcats",
}
"""The member of an employer that each operation shows as it is."""


def _get(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    return found(employer_of(workspace, entry.employer)[TABLES[entry.operation]])


PERFORM: Mapping[str, Perform] = dict.fromkeys(TABLES, _get)
