"""Clients of Loket with one bad habit each, and some without any."""

from collections.abc import Generator
from contextlib import suppress
from typing import Any

import httpx

from invaller_clients import Conflict, InvallerClientError, LoketClient
from invaller_contracts.consumer.broken import (
    BrokenClient,
    Drive,
    HealthyClient,
    Tampered,
    without_header,
)
from invaller_contracts.loket.driving import (
    EMPLOYEES,
    GET_WAGE,
    NOBODY,
    POST_WAGE,
    PUT_WAGE,
    RAISE,
    VIEWER,
    accepts,
    client_of,
    corrects,
    doing,
    employment,
    handles_leave,
    initiated,
    is_absent,
    is_late,
    leave_request,
    lists,
    loses_an_answer,
    meets_a_conflict,
    newest_wage,
    raises,
    runs_payroll,
    tried,
    writes_a_note,
)
from invaller_contracts.loket.samples import Nursery
from invaller_contracts.loketoauth.client import signed_in
from invaller_contracts.simulator import Simulator

HEALTHY = (
    HealthyClient("gives a raise, moves it and takes it back", doing(raises)),
    HealthyClient("reads lists to their end", doing(lists)),
    HealthyClient("corrects what is refused", doing(corrects)),
    HealthyClient("resolves a conflict", meets_a_conflict),
    HealthyClient("waits for a payroll run", runs_payroll),
    HealthyClient("runs payroll at once", runs_payroll, {"processing": {"default": "immediate"}}),
    HealthyClient("reads what became of each leave request", doing(handles_leave)),
    HealthyClient("finds what it sent", loses_an_answer(is_absent)),
    HealthyClient("refreshes a token that was refused", is_late),
    HealthyClient("takes no for an answer", doing(writes_a_note, username=VIEWER)),
)


def _accepting(accept: str) -> Tampered:
    """A connection on which Accept says the same with every call."""

    def change(request: httpx.Request) -> httpx.Request:
        if not request.url.path.endswith("/token"):
            request.headers["Accept"] = accept
        return request

    return Tampered(change)


def _changed_wage(**members: Any) -> Drive:
    """A client that changes members of the newest wage of 1006."""

    def habit(loket: LoketClient) -> None:
        key = {"wageId": newest_wage(loket)}
        read = loket.call(GET_WAGE, key).content
        tried(loket, PUT_WAGE, **key, body={**read, **members})

    return doing(habit)


def _posted_wage(**members: Any) -> Drive:
    """A client that gives a raise that is not right."""

    def habit(loket: LoketClient) -> None:
        loket.call(POST_WAGE, employmentId=employment(loket), body={**RAISE, **members})

    return doing(habit)


def _first_page(loket: LoketClient) -> None:
    loket.call(EMPLOYEES, employerId=Nursery(loket).employer, pageSize=8)


def _second_page(loket: LoketClient) -> None:
    loket.call(EMPLOYEES, employerId=Nursery(loket).employer, pageNumber=2)


def _payment_information(loket: LoketClient) -> None:
    loket.call("GetPaymentInformationSepaByEmploymentId", employmentId=employment(loket))


class _Forgetful(LoketClient):
    """Forgets every ETag."""

    def _remember(self, *_: Any) -> None:
        """Remember nothing."""


def _changes_wage(loket: LoketClient) -> None:
    wage = newest_wage(loket)
    read = loket.call(GET_WAGE, wageId=wage).content
    loket.call(PUT_WAGE, wageId=wage, body={**read, "grossWage": 4800})


def _whatever_happened(loket: LoketClient) -> None:
    wage = newest_wage(loket)
    read = loket.call(GET_WAGE, wageId=wage).content
    loket.call(PUT_WAGE, wageId=wage, body=read, headers={"If-Match": "*"})


def _insists(sim: Simulator) -> None:
    with client_of(sim) as loket:
        wage = newest_wage(loket)
        read = loket.call(GET_WAGE, wageId=wage).content
        for _ in range(2):
            with suppress(Conflict):
                stale = {"If-Match": '"stale"'}
                loket.call(PUT_WAGE, wageId=wage, body=read, headers=stale)


def _confirms_at_once(sim: Simulator) -> None:
    with client_of(sim) as loket:
        run = initiated(loket)
        tried(
            loket,
            "PatchPayrollrunsByPayrollRunIds",
            body=[{"id": run, "action": "confirm"}],
        )
        sim.clock.run_until_idle()
        loket.call("GetPayrollRunByPayrollRunId", payrollrunId=run)


def _looks_once(loket: LoketClient) -> None:
    loket.call("GetPayrollRunByPayrollRunId", payrollrunId=initiated(loket))


def _accepts_all_again(loket: LoketClient) -> None:
    both = leave_request(loket), NOBODY
    accepts(loket, *both)
    accepts(loket, *both)


def _repeats(loket: LoketClient) -> None:
    key = employment(loket)
    for _ in range(2):
        tried(loket, POST_WAGE, employmentId=key, body={**RAISE, "payScale": {"key": 1}})


class _Stubborn(httpx.Auth):
    """Keeps its first token, also when it is refused."""

    requires_response_body = True

    def __init__(self, sim: Simulator) -> None:
        tokens = signed_in(sim).tokens
        self._token = "" if tokens is None else tokens.access_token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send everything again that is refused."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            yield request


def _stubborn(sim: Simulator) -> None:
    with client_of(sim, auth=_Stubborn(sim)) as loket:
        employer = Nursery(loket).employer
        sim.clock.advance("PT1H")
        tried(loket, "GetEmployerByEmployerId", employerId=employer)


class _Nobody(httpx.Auth):
    """Says nothing about who calls."""


def _writes_two_notes(loket: LoketClient) -> None:
    writes_a_note(loket)
    writes_a_note(loket)


def _broken(name: str, title: str, drive: Drive) -> BrokenClient:
    return BrokenClient(f"loket.client.{name}", title, drive)


def _unread(loket: LoketClient) -> None:
    with suppress(InvallerClientError):
        initiated(loket)


BROKEN = (
    _broken("valid-by-specification", "sends a wage as text", _posted_wage(grossWage="5000")),
    _broken(
        "valid-by-specification", "writes days as 01-04-2025", _posted_wage(startDate="01-04-2025")
    ),
    _broken(
        "valid-by-specification",
        "filters by a field that is not there",
        doing(lambda loket: list(loket.all("GetEmployersByUserId", filter="name eq 'x'"))),
    ),
    _broken(
        "valid-by-specification",
        "names an employer by its name",
        doing(lambda loket: loket.call("GetEmployerByEmployerId", employerId="Zonnehof")),
    ),
    _broken("valid-by-specification", "invents a member", _posted_wage(remark="deserved")),
    _broken("token-with-every-call", "calls without a token", doing(lists, auth=_Nobody())),
    _broken(
        "version-in-accept",
        "asks for JSON of whatever version",
        doing(lists, transport=_accepting("application/json")),
    ),
    _broken("version-in-accept", "accepts anything", doing(lists, transport=_accepting("*/*"))),
    _broken(
        "no-obsolete-version",
        "asks for the version that it was made for years ago",
        doing(_payment_information, resource_version="2018-01-01"),
    ),
    _broken("if-match-on-changes", "sends no ETag", doing(_changes_wage, kind=_Forgetful)),
    _broken(
        "if-match-on-changes",
        "loses If-Match on the way",
        doing(_changes_wage, transport=without_header("if-match")),
    ),
    _broken("if-match-on-changes", "fits everything", doing(_whatever_happened)),
    _broken("conflict-read-anew", "insists after a conflict", _insists),
    _broken("pages-followed", "reads one page", doing(_first_page)),
    _broken("page-size-named", "asks pages of the default size", doing(_second_page)),
    _broken(
        "options-from-metadata", "sends a key of its own", _posted_wage(grossWageType={"key": 99})
    ),
    _broken("read-only-left-alone", "ends a wage by hand", _changed_wage(endDate="2025-03-31")),
    _broken("chains-kept", "puts a wage before others", _posted_wage(startDate="2024-01-01")),
    _broken("queued-followed", "takes what is queued for done", doing(_unread)),
    _broken("queued-followed", "looks once", doing(_looks_once)),
    _broken("confirms-what-is-ready", "confirms a run at once", _confirms_at_once),
    _broken("items-read", "accepts all again when one request failed", doing(_accepts_all_again)),
    _broken("corrected-before-repeating", "tries again what was refused", doing(_repeats)),
    BrokenClient(
        "loket.client.looked-up-before-repeating",
        "sends again what gave no answer",
        loses_an_answer(lambda _loket, _key: True),
        # The wage was there: a second one cannot begin on the same day.
        also=("loket.client.chains-kept",),
    ),
    _broken("refused-token-not-repeated", "keeps to its first token", _stubborn),
    _broken(
        "forbidden-not-repeated",
        "tries again what it may not do",
        doing(_writes_two_notes, username=VIEWER),
    ),
)
