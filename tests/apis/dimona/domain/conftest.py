"""A small world in which declarations are judged: one employer, one worker, one moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.decide import Outcome, decide, resolve
from invaller.apis.dimona.domain.decision import Decision
from invaller.apis.dimona.domain.declaration import Declaration
from invaller.apis.dimona.domain.period import EmployerKey, Period
from invaller.apis.dimona.domain.shape import Features
from invaller.apis.dimona.domain.situation import Situation, StudentAccount

RECEIVED = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
"""A Monday, 11:00 in Brussels."""

EMPLOYER: dict[str, Any] = {
    "enterpriseNumber": "0411702543",
    "employerId": 118203423,
    "provisional": False,
    "name": "BAKERY",
    "kind": "private",
    "activeFrom": "1990-01-01",
    "activeTo": None,
    "subEntities": [],
    "dailyRegistrations": True,
    "securedChannelOnly": False,
}
CITIZEN: dict[str, Any] = {
    "ssin": "85051000164",
    "familyName": "DELEUZE",
    "givenName": "JEAN",
    "givenNames": "JEAN",
    "birthDate": "1985-05-10",
    "nationality": 150,
    "gender": "0",
    "pensionFrom": None,
}
ADDRESS: dict[str, Any] = {
    "street": "Kerkstraat",
    "houseNumber": "1",
    "postCode": "9000",
    "municipality": {"code": 44021, "name": "Gent"},
    "country": 150,
}
IDENTITY: dict[str, Any] = {
    "familyName": "Deleuze",
    "givenName": "Jean",
    "birthDate": "1985-05-10",
    "gender": 0,
    "address": ADDRESS,
    "nationality": 150,
    "placeOfBirth": "Paris",
    "countryOfBirth": 111,
}
USER: dict[str, Any] = {"enterpriseNumber": "0800002352", "jointCommissionNumber": "XXX"}

START, END = "2024-05-13", "2024-05-17"

BLOCKS: dict[str, dict[str, Any]] = {
    "OTH": {"startDate": START},
    "FLX": {"startDate": START, "endDate": END},
    "EXT": {"startDate": START, "endDate": START, "startHour": "0900", "endHour": "1700"},
    "STU": {"startDate": START, "endDate": END, "plannedHoursNumber": 38},
    "O17": {"startDate": START, "endDate": END, "plannedHoursNumber": 10},
    "T17": {"startDate": START, "endDate": START},
    "IVT": {
        "startDate": START,
        "endDate": END,
        "smallStatutesInformation": {"employmentNature": "WORKER", "workerStatus": "F1"},
    },
}
"""A sound dimonaIn block for each worker type that the tests use, without features."""


@dataclass
class Scene:
    """Makes declarations in the small world; every part can be replaced by the test."""

    situation: Situation = field(
        default_factory=lambda: Situation(
            employer=EMPLOYER,
            worker=CITIZEN,
            student_account=StudentAccount(650, 0),
            employments=({"enterpriseNumber": "0800002352", "quarter": "2023Q3", "percent": 80},),
        )
    )
    received: datetime = RECEIVED
    declaration_id: int = 600165606187

    employer_record = EMPLOYER
    citizen = CITIZEN
    address = ADDRESS
    identity = IDENTITY
    user = USER

    def knowing(self, **changes: Any) -> Scene:
        """The same scene with another situation."""
        return replace(self, situation=replace(self.situation, **changes))

    def on(self, *moment: int) -> Scene:
        """The same scene with another moment of reception (UTC)."""
        year, month, day, *clock = moment
        hour, minute, second = [*clock, 0, 0, 0][:3]
        received = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return replace(self, received=received)

    def judge(self, body: dict[str, Any]) -> Decision:
        """Decide about a request body."""
        declaration = Declaration.of(self.declaration_id, self.received, body)
        return decide(declaration, self.situation, self.received)

    def finish(self, body: dict[str, Any], outcome: Outcome) -> Decision:
        """Finish a declaration that waited."""
        declaration = Declaration.of(self.declaration_id, self.received, body)
        return resolve(declaration, self.situation, self.received, outcome)

    def body(
        self,
        worker_type: str | None = "OTH",
        commission: Any = "XXX",
        *,
        employer: dict[str, Any] | None = None,
        worker: dict[str, Any] | None = None,
        references: list[Any] | None = None,
        features: dict[str, Any] | None = None,
        **block: Any,
    ) -> dict[str, Any]:
        """A sound Dimona In with changes; a member that is None is null in the request."""
        declared = {"jointCommissionNumber": commission, "workerType": worker_type}
        main = BLOCKS.get(worker_type or "", BLOCKS["OTH"])
        return {
            "employer": {"enterpriseNumber": "411702543"} if employer is None else employer,
            "worker": {"ssin": "85051000164"} if worker is None else worker,
            "references": references,
            "dimonaIn": {**main, "features": {**declared, **(features or {})}, **block},
        }

    def enters(self, *args: Any, **kwargs: Any) -> Decision:
        """Decide about a Dimona In; arguments as in ``body``."""
        return self.judge(self.body(*args, **kwargs))

    def agency(self, user: Any = None, **kwargs: Any) -> Decision:
        """Decide about a Dimona In of an agency worker with a user enterprise."""
        block = {"features": {"userEnterprise": USER if user is None else user}, "endDate": END}
        scene = self.knowing(user_enterprise={"enterpriseNumber": "0800002352"})
        return scene.enters("OTH", "322", **{**block, **kwargs})

    def about(self, kind: str, period: Period | None, **block: Any) -> Decision:
        """Decide about a declaration that points to a period."""
        common: dict[str, Any] = {
            name: block.pop(name) for name in ("employer", "worker") if name in block
        }
        known = (period,) if period else ()
        scene = self.knowing(period=period, worker_periods=known + self.situation.worker_periods)
        return scene.judge({kind: {"periodId": 600050201853, **block}, **common})

    def out(self, period: Period | None, **block: Any) -> Decision:
        """Decide about a Dimona Out on 31 May 2024."""
        return self.about("dimonaOut", period, **{"endDate": "2024-05-31", **block})

    def updates(self, period: Period | None, **block: Any) -> Decision:
        """Decide about an update."""
        return self.about("dimonaUpdate", period, **block)

    def cancels(self, period: Period | None, **block: Any) -> Decision:
        """Decide about a cancel."""
        return self.about("dimonaCancel", period, **block)

    def attends(self, period: Period | None, **block: Any) -> Decision:
        """Decide about a daily registration In on 20 May 2024 at 16:30."""
        sound = {"startDate": "2024-05-20", "startHour": "1630"}
        return self.about("dailyRegistrationIn", period, **{**sound, **block})

    def corrects(
        self, registration: DailyRegistration | None, kind: str = "Update", **block: Any
    ) -> Decision:
        """Decide about an update or cancel of a daily registration."""
        target = {"dailyRegistrationId": 600049127173}
        known = (registration,) if registration else ()
        scene = self.knowing(
            period=self.horeca() if registration else None,
            daily_registration=registration,
            daily_registrations=known + self.situation.daily_registrations,
        )
        return scene.judge({f"dailyRegistration{kind}": {**target, **block}})

    def period(self, worker_type: str = "OTH", commission: str = "XXX", **changes: Any) -> Period:
        """An active period of the worker with the employer from 1 May 2024, not late."""
        plain: dict[str, Any] = {
            "period_id": 600050201853,
            "employer": EmployerKey(118203423, "0411702543"),
            "worker": "85051000164",
            "start_date": date(2024, 5, 1),
            "features": Features(commission, worker_type),
            "creation_date": date(2024, 4, 30),
            "last_update_date": date(2024, 4, 30),
        }
        return Period(**{**plain, **changes})

    def extra(self, **changes: Any) -> Period:
        """A day of occasional work in horeca, on Monday 13 May 2024."""
        plain = {
            "start_date": date(2024, 5, 13),
            "end_date": date(2024, 5, 13),
            "start_hour": "0900",
            "end_hour": "1700",
        }
        return self.period("EXT", "302", **{**plain, **changes})

    def student(self, **changes: Any) -> Period:
        """A period of a student in May 2024."""
        plain = {"end_date": date(2024, 5, 31), "planned_hours": 100}
        return self.period("STU", **{**plain, **changes})

    def horeca(self, **changes: Any) -> Period:
        """An open period of permanent horeca staff."""
        return self.period("OTH", "302", **changes)

    def registration(self, **changes: Any) -> DailyRegistration:
        """A presence on 20 May 2024 from 16:30 to 20:00."""
        plain: dict[str, Any] = {
            "daily_registration_id": 600049127173,
            "period_id": 600050201853,
            "start_date": date(2024, 5, 20),
            "start_hour": "1630",
            "creation_date": date(2024, 5, 6),
            "end_date": date(2024, 5, 20),
            "end_hour": "2000",
        }
        return DailyRegistration(**{**plain, **changes})


@pytest.fixture
def scene() -> Scene:
    """The small world as it is."""
    return Scene()
