"""GET /modifications: what others changed in a period.

Source: Link2Prisma manual, 4.1 GET /modifications/{StartDate}/{EndDate}.
"""

from datetime import datetime

from invaller.apis.prisma.domain.modifications import seen_by
from invaller.apis.prisma.domain.outcome import Outcome, found
from invaller.apis.prisma.domain.periods import period_of
from invaller.apis.prisma.entry import Entry
from invaller.apis.prisma.kinds import MODIFICATIONS
from invaller.kernel.workspace import Workspace


def get_modifications(workspace: Workspace, entry: Entry, now: datetime) -> Outcome:
    """The modifications of the employer's workers, oldest first, without the user's own."""
    first, last = period_of(entry.parameters)
    noted = workspace.documents.find(MODIFICATIONS, {"employer": entry.employer})
    return found(seen_by(noted, entry.user, first, last))


PERFORM = {"getModifications": get_modifications}
