"""What clients of Loket do, well and badly, with the nursery's data.

Today is Monday 3 March 2025; employee 1006 has one wage, which began on 1 July 2024.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx

from invaller_clients import Conflict, InvallerClientError, LoketClient
from invaller_clients.loketoauth import LoketAuthorization
from invaller_contracts.connections import connection
from invaller_contracts.consumer.broken import Drive
from invaller_contracts.loket.samples import MONTH_FEBRUARY, Nursery, run_of
from invaller_contracts.loketoauth.client import USER, signed_in
from invaller_contracts.simulator import Simulator

Record = dict[str, Any]

RAISE: Record = {"startDate": "2025-04-01", "grossWage": 5000, "grossWageType": {"key": 1}}
POST_WAGE, PUT_WAGE, GET_WAGE = "PostWageByEmploymentId", "PutWageByWageId", "GetWageByWageId"
WAGES = "GetWagesByEmploymentId"
EMPLOYEES = "GetEmployeesByEmployerId"
VIEWER = "k.kijker@delinde.example"
INITIATE = "PostInitiatePayrollRunByPayrollAdministrationId"
REVIEW = "PatchPayrollrunsByPayrollRunIds"
NOBODY = "00000000-0000-4000-8000-000000000000"

Habit = Callable[[LoketClient], object]
"""What a client does."""


def client_of(
    sim: Simulator,
    username: str = USER,
    *,
    kind: type[LoketClient] = LoketClient,
    auth: httpx.Auth | None = None,
    transport: httpx.BaseTransport | None = None,
    **options: Any,
) -> LoketClient:
    """The reference client of a user of a workspace, or one of a kind with a bad habit."""
    return kind(
        sim.urls["loket"],
        auth=auth or signed_in(sim, username),
        transport=transport or connection(),
        **options,
    )


def doing(habit: Habit, **options: Any) -> Drive:
    """A client that does something, and bears what the answer is. options: of client_of."""

    def drive(sim: Simulator) -> None:
        with client_of(sim, **options) as loket, suppress(InvallerClientError):
            habit(loket)

    return drive


def tried(loket: LoketClient, operation: str, **named: Any) -> None:
    """Do a call, and bear what the answer is."""
    with suppress(InvallerClientError):
        loket.call(operation, **named)


def employment(loket: LoketClient) -> str:
    """The employment of employee 1006."""
    return Nursery(loket).employment(1006)


def newest_wage(loket: LoketClient) -> str:
    """The id of the wage of employee 1006."""
    (newest,) = loket.call(
        WAGES, employmentId=employment(loket), orderBy="-startDate", pageSize=1
    ).records
    return str(newest["id"])


def raises(loket: LoketClient) -> None:
    """Give a raise with an option of the metadata, move it, and take it back."""
    key = {"employmentId": employment(loket)}
    listed = loket.call("GetWageMetadataByEmploymentId", key).records
    (kinds,) = [one["options"] for one in listed if one["field"] == "grossWageType"]
    body = {**RAISE, "grossWageType": {"key": kinds[0]["key"]}}
    added = loket.call(POST_WAGE, key, body=body).content["id"]
    read = loket.call(GET_WAGE, wageId=added).content
    loket.call(PUT_WAGE, wageId=added, body={**read, "startDate": "2025-05-01"})
    loket.call("DeleteWageByWageId", wageId=added)


def corrects(loket: LoketClient) -> None:
    """Read what was refused, and send what it asks for."""
    key = employment(loket)
    tried(loket, POST_WAGE, employmentId=key, body={**RAISE, "payScale": {"key": 1}})
    loket.call(POST_WAGE, employmentId=key, body=RAISE)


def lists(loket: LoketClient) -> None:
    """Read a list in pages, and only the newest record of another."""
    list(loket.all(EMPLOYEES, employerId=Nursery(loket).employer, pageSize=8))
    newest_wage(loket)


def meets_a_conflict(sim: Simulator) -> None:
    """Somebody else changes a wage first: it is read and changed again."""
    with client_of(sim) as mine, client_of(sim, "h.vanderzon@zonnehof.example") as theirs:
        wage = newest_wage(mine)
        for loket in (mine, theirs):
            loket.call(GET_WAGE, wageId=wage)
        read = mine.call(GET_WAGE, wageId=wage).content
        theirs.call(PUT_WAGE, wageId=wage, body={**read, "grossWage": 4850})
        with suppress(Conflict):
            mine.call(PUT_WAGE, wageId=wage, body={**read, "grossWage": 4900})
        again = mine.call(GET_WAGE, wageId=wage).content
        mine.call(PUT_WAGE, wageId=wage, body={**again, "grossWage": 4900})


def initiated(loket: LoketClient) -> str:
    """The id of a payroll run that was asked for."""
    key = {"payrollAdministrationId": Nursery(loket).administration}
    return str(loket.call(INITIATE, key, body=run_of(MONTH_FEBRUARY)).content["id"])


def runs_payroll(sim: Simulator) -> None:
    """Ask for a run, wait until it is ready, and confirm it."""
    with client_of(sim) as loket:
        run = initiated(loket)
        loket.call("GetPayrollRunByPayrollRunId", payrollrunId=run)
        sim.clock.run_until_idle()
        loket.call("GetPayrollRunByPayrollRunId", payrollrunId=run)
        loket.call(REVIEW, body=[{"id": run, "action": "confirm"}])


def leave_request(loket: LoketClient) -> str:
    """The id of the leave request of employee 1001."""
    key = Nursery(loket).employment(1001)
    (found,) = loket.all("GetLeaveRequestsByEmploymentId", employmentId=key)
    return str(found["id"])


def accepts(loket: LoketClient, *requests: str) -> None:
    """Accept leave requests in one call."""
    body = [{"id": one, "action": "accept"} for one in requests]
    tried(loket, "PatchLeaveRequestsByLeaveRequestIds", body=body)


def handles_leave(loket: LoketClient) -> None:
    """Accept two requests of which one is not there; of that one no more is heard."""
    accepts(loket, leave_request(loket), NOBODY)


def loses_an_answer(again: Callable[[LoketClient, str], bool]) -> Drive:
    """A raise whose answer is lost, and that is sent again when somebody says so."""

    def drive(sim: Simulator) -> None:
        with client_of(sim) as loket:
            key = employment(loket)
            sim.faults.add(effect={"drop": True}, api="loket", operation=POST_WAGE, times=1)
            tried(loket, POST_WAGE, employmentId=key, body=RAISE)
            if again(loket, key):
                tried(loket, POST_WAGE, employmentId=key, body={**RAISE})

    return drive


def is_absent(loket: LoketClient, key: str) -> bool:
    """Whether the raise is not among the wages."""
    return all(one["startDate"] != RAISE["startDate"] for one in loket.all(WAGES, employmentId=key))


def is_late(sim: Simulator) -> None:
    """A client whose clock stands still: its token is refused once, and refreshed."""
    auth: LoketAuthorization = signed_in(sim, clock=lambda: 0.0)
    with client_of(sim, auth=auth) as loket:
        employer = Nursery(loket).employer
        sim.clock.advance("PT1H")
        loket.call("GetEmployerByEmployerId", employerId=employer)


def writes_a_note(loket: LoketClient) -> None:
    """Try what a viewer may not do."""
    employer = Nursery(loket).employer
    tried(loket, "PostEmployerNoteByEmployerId", employerId=employer, body={})
