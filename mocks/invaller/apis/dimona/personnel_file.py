"""The personnel file in the store: declarations, periods and daily registrations.

Declarations are plain documents; periods and daily registrations are those of the domain.
"""

from typing import Any

from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.documents import from_document, to_document
from invaller.apis.dimona.domain.period import Period
from invaller.kernel.ids import fraction_from
from invaller.kernel.numbers import dimona_number
from invaller.kernel.store import Kind
from invaller.kernel.workspace import Workspace

DECLARATIONS = Kind(
    "dimona.declaration",
    ("employer", "worker", "subject", "user"),
    required=("declarationId", "received", "client", "kind", "body"),
)
PERIODS = Kind(
    "dimona.period",
    ("employerNumber", "worker", "user"),
    required=(
        "periodId",
        "employer",
        "worker",
        "startDate",
        "features",
        "creationDate",
        "lastUpdateDate",
    ),
)
DAILY_REGISTRATIONS = Kind(
    "dimona.daily-registration",
    ("periodId",),
    required=("dailyRegistrationId", "periodId", "startDate", "startHour", "creationDate"),
)

KINDS = (DECLARATIONS, PERIODS, DAILY_REGISTRATIONS)

Document = dict[str, Any]

_FIRST_SEQUENCE = 6_000_000_000
"""Numbers begin as those that the document prints: 6000..., 6001..."""

_SPREAD = 9_000_000
"""Where a workspace's numbers begin depends on its seed, within this range."""


class PersonnelFile:
    """Reads and writes the personnel file of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._documents = workspace.documents

    def mint_number(self) -> int:
        """A new declaration number: twelve digits, the last two being check digits."""
        begin = int(fraction_from(self._workspace.settings.seed, "dimona number") * _SPREAD)
        counted = self._workspace.ids.counter("dimona.number")
        return dimona_number.from_sequence(_FIRST_SEQUENCE + begin + counted)

    def declaration(self, number: int | str) -> Document | None:
        """The declaration with a number, or None."""
        return self._documents.get(DECLARATIONS, number)

    def keep_declaration(self, declaration: Document) -> None:
        """Insert or replace a declaration."""
        self._documents.put(DECLARATIONS, declaration["declarationId"], declaration)

    def declarations(self, **where: Any) -> list[Document]:
        """The declarations of an employer, worker, subject (period or registration) or user."""
        return self._documents.find(DECLARATIONS, where)

    def period(self, number: int | None) -> Period | None:
        """The period with a number, or None."""
        stored = None if number is None else self._documents.get(PERIODS, number)
        return None if stored is None else from_document(Period, stored)

    def keep_period(self, period: Period) -> None:
        """Insert or replace a period."""
        looked_up = {
            "employerNumber": period.employer.enterprise_number,
            "user": period.features.user_number,
        }
        self._documents.put(PERIODS, period.period_id, {**to_document(period), **looked_up})

    def periods(self, **where: Any) -> tuple[Period, ...]:
        """The periods of a worker, an employer or a user enterprise, oldest first."""
        found = self._documents.find(PERIODS, where)
        return tuple(from_document(Period, stored) for stored in found)

    def daily_registration(self, number: int | None) -> DailyRegistration | None:
        """The daily registration with a number, or None."""
        stored = None if number is None else self._documents.get(DAILY_REGISTRATIONS, number)
        return None if stored is None else from_document(DailyRegistration, stored)

    def keep_daily_registration(self, registration: DailyRegistration) -> None:
        """Insert or replace a daily registration."""
        number = registration.daily_registration_id
        self._documents.put(DAILY_REGISTRATIONS, number, to_document(registration))

    def daily_registrations(self, period: int) -> tuple[DailyRegistration, ...]:
        """The daily registrations of a period, oldest first."""
        found = self._documents.find(DAILY_REGISTRATIONS, {"periodId": period})
        return tuple(from_document(DailyRegistration, stored) for stored in found)
