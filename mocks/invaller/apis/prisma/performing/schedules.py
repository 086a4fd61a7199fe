"""Schedules of an employer: asking and adding.

Source: Link2Prisma manual, 4.1 and 4.2 (schedule). There is no change and no deletion.
"""

from collections.abc import Mapping
from datetime import datetime

from invaller.apis.prisma.domain import schedules
from invaller.apis.prisma.domain.outcome import Outcome, created, found
from invaller.apis.prisma.entry import Entry, Perform
from invaller.apis.prisma.kinds import SCHEDULES
from invaller.apis.prisma.performing.filing import employer_of
from invaller.kernel.workspace import Workspace


def get_schedules(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """The schedules of an employer, by their codes."""
    employer_of(workspace, entry.employer)
    kept = workspace.documents.find(SCHEDULES, {"employer": entry.employer})
    ordered = sorted((each["schedule"] for each in kept), key=lambda each: str(each["ScheduleID"]))
    return found(ordered)


def add_schedule(workspace: Workspace, entry: Entry, _now: datetime) -> Outcome:
    """Add a schedule under a code of its own, to which contracts can refer afterwards."""
    employer_of(workspace, entry.employer)
    schedules.check(entry.body)
    identifier = entry.body["ScheduleID"]
    key = f"{entry.employer}/{identifier}"
    if workspace.documents.get(SCHEDULES, key) is not None:
        raise schedules.exists(identifier)
    body = {"employer": entry.employer, "schedule": entry.body}
    workspace.documents.put(SCHEDULES, key, body)
    return created()


PERFORM: Mapping[str, Perform] = {"getSchedules": get_schedules, "addSchedule": add_schedule}
