"""What the simulator keeps, by kind.

Keys join their parts with `/`, e.g. employer and worker number: `100001/17`.
"""

from invaller.kernel.store import Kind

QUEUE = Kind("prisma.queue", ("statuscode",))
"""Entries by unique identifier; see queue.py."""

USERS = Kind("prisma.user")
"""Users by name: {"name", "rights": {external number or "*": "read" | "write"}}."""

EMPLOYERS = Kind("prisma.employer")
"""Employers by external number, with their tables (departments, parcoms, ...) and settings."""

WORKERS = Kind("prisma.worker", ("employer", "inss"))
"""Workers by employer/number: personal data and histories; `inss` as 11 digits."""

MODIFICATIONS = Kind("prisma.modification", ("employer",))
"""Changes by employer/sequence."""

COMPANY_CARS = Kind("prisma.company-car", ("employer",))
"""Cars without a worker, by employer/StartingDate."""

SCHEDULES = Kind("prisma.schedule", ("employer",))
"""Schedules by employer/ScheduleID."""

ABSENCES = Kind("prisma.absences", ("employer",))
"""Absences of a worker, by employer/number."""

PRESTATIONS = Kind("prisma.prestations", ("employer",))
"""Prestations of a worker, staged and processed, by employer/number."""

LEAVE_COUNTERS = Kind("prisma.leave-counters", ("employer", "year"))
"""Leave counters of a worker in a year, by employer/number/year."""

FIRST_DAYS = Kind("prisma.first-day-of-unemployment", ("employer", "ticket"))
"""First days of unemployment, by employer/serial number."""

DIMONAS = Kind("prisma.dimona", ("worker", "declaration"))
"""Dimonas by employer/number/sequence; `worker`: employer/number; `declaration`: the RSZ's."""

DOCUMENTS = Kind("prisma.document", ("employer",))
"""Documents by document number, with content (base64) and date of withdrawal."""

KINDS = (
    QUEUE,
    USERS,
    EMPLOYERS,
    WORKERS,
    MODIFICATIONS,
    COMPANY_CARS,
    SCHEDULES,
    ABSENCES,
    PRESTATIONS,
    LEAVE_COUNTERS,
    FIRST_DAYS,
    DIMONAS,
    DOCUMENTS,
)
