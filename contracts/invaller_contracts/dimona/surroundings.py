"""What generated calls of Dimona meet at a real environment: what is there, or what they made.

Calls that write are about periods of their own, which are cancelled in the end: the periods that
a search finds are somebody's.
"""

from contextlib import suppress
from itertools import islice
from typing import Any

import httpx
import pytest
from schemathesis import Response

from invaller_clients import DeclarationNotYetProcessed, Employer, InvallerClientError
from invaller_contracts.dimona.environment import CLIENT
from invaller_contracts.dimona.samples import Cast, days_in_quarter, ordinary
from invaller_contracts.dimona.tidying import TidyDimonaClient
from invaller_contracts.exploring import client_at
from invaller_contracts.oauth.client import credentials
from invaller_contracts.provider.target import Target
from invaller_contracts.varying import Known, Sound

_NOBODYS = 699999999919
"""A number that no period or daily registration has."""

_SOME = 3
"""How many of each that is found are known."""

_CRITERIA = ("employer", "worker", "userEnterprise", "features", "activeFromDate")
"""Members by which a generated body is told to be a search."""


class Surroundings:
    """The employers and workers of a real environment; dimona: looks around, and takes back."""

    def __init__(self, target: Target, dimona: TidyDimonaClient) -> None:
        self._target = target
        self._dimona = dimona
        self._cast = Cast.of(target)
        self._submitted: list[int] = []

    def caller(self, client: str | None) -> httpx.Client:
        """The client that declares, or one that says nothing of who it is."""
        scopes = self._dimona.SCOPES
        auth = credentials(self._target, scopes=scopes, variables=CLIENT) if client else None
        return client_at(self._target, auth)

    def sound(self) -> Sound:
        """Declarations, about a period that is known instead, and searches by a worker."""
        search = {"employer": self._cast.shop, "worker": self._cast.smith}
        start, end = days_in_quarter(self._target)
        return {
            "dimonaIn": {**search, "dimonaIn": ordinary(start, end)},
            "dimonaOut": {"dimonaOut": {"periodId": _NOBODYS, "endDate": end.isoformat()}},
            "dimonaCancel": {"dimonaCancel": {"periodId": _NOBODYS}},
            **dict.fromkeys(_CRITERIA, search),
        }

    def found(self) -> Known:
        """Numbers of declarations, periods and presences of the employers, as searches tell."""
        numbers: dict[str, list[int]] = {}
        for employer in (self._cast.shop, self._cast.hotel):
            for name, some in self._of(employer).items():
                numbers.setdefault(name, []).extend(some)
        return {**self._named(), **{name: some for name, some in numbers.items() if some}}

    def _of(self, employer: Employer) -> dict[str, list[int]]:
        looked = self._dimona
        declarations = islice(
            looked.search_declarations({"employer": employer}, page_size=_SOME), _SOME
        )
        periods = [
            one.period_id
            for one in islice(looked.search_periods({"employer": employer}, page_size=_SOME), _SOME)
        ]
        presences = [
            presence.daily_registration_id
            for period in periods
            for presence in islice(looked.daily_registrations(period, page_size=_SOME), _SOME)
        ]
        return {
            "declarationId": [one.declaration_id for one in declarations],
            "periodId": periods,
            "dailyRegistrationId": presences,
        }

    def made(self) -> Known:
        """A period that was declared for this, and nobody else's; skips a test without one."""
        start, end = days_in_quarter(self._target)
        declared = self._dimona.in_(self._cast.shop, self._cast.smith, ordinary(start, end))
        if declared.period_id is None:
            pytest.skip(f"no period of its own: {declared.raw}")
        return {
            **self._named(),
            "employer": [self._cast.shop],
            "worker": [self._cast.smith, self._cast.student],
            "periodId": [declared.period_id],
            "dailyRegistrationId": [_NOBODYS],
        }

    def look(self, response: Response) -> None:
        """Remember a declaration that was taken."""
        for location in response.headers.get("location", []):
            number = location.rstrip("/").rpartition("/")[2]
            if number.isdigit():
                self._submitted.append(int(number))

    def take_back(self) -> None:
        """Cancel what was declared, as soon as each declaration has its result."""
        for number in self._submitted:
            # Its result may be there already; what has none in time is left.
            with suppress(InvallerClientError):
                self._settled(number)
            self._dimona.remember(number)
        self._dimona.tidy()

    def _settled(self, number: int) -> None:
        try:
            self._dimona.get(number)
        except DeclarationNotYetProcessed:
            self._dimona.result(number)

    def _named(self) -> dict[str, list[Any]]:
        start, end = days_in_quarter(self._target)
        return {
            "ssin": [self._cast.smith["ssin"], self._cast.student["ssin"]],
            "enterpriseNumber": [self._cast.shop["enterpriseNumber"]],
            "startDate": [start.isoformat()],
            "endDate": [end.isoformat()],
            "activeFromDate": [self._target.day(-30).isoformat()],
            "activeToDate": [end.isoformat()],
            "fromCreationDate": [self._target.day(-30).isoformat()],
            "pageSize": [1, 100],
            "page": [1],
        }
