"""Gathering what the rules need to know about the world when they judge a declaration."""

from typing import Any

from invaller.apis.dimona.domain.citizens import matching
from invaller.apis.dimona.domain.declaration import Declaration, Kind
from invaller.apis.dimona.domain.needs import Needs, needs
from invaller.apis.dimona.domain.period import Period
from invaller.apis.dimona.domain.situation import Mandate, Situation, StudentAccount
from invaller.apis.dimona.personnel_file import PersonnelFile
from invaller.apis.dimona.switches import DAILY_REGISTRATION_END_DATE
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.registers import student_account
from invaller.kernel.workspace import Workspace

Record = dict[str, Any]


def employer_of(workspace: Workspace, employer_id: int | None, number: str | None) -> Record | None:
    """The employer in the directory, by its NSSO number or else by its enterprise number."""
    if employer_id is not None:
        found = workspace.registers.employers.find(employerId=employer_id)
        if found:
            return found[0]
    return workspace.registers.employers.get(number) if number is not None else None


def gather(workspace: Workspace, declaration: Declaration, client: str) -> Situation:
    """Everything the rules need for a declaration of a client (its enterprise number)."""
    file = PersonnelFile(workspace)
    first = needs(declaration)
    registration = file.daily_registration(first.daily_registration)
    number = registration.period_id if registration else first.period
    period = file.period(number)
    wanted = first if declaration.kind is Kind.IN or period is None else needs(declaration, period)
    employer = employer_of(workspace, wanted.employer_id, wanted.enterprise_number)
    candidates = _candidates(workspace, wanted)
    worker = wanted.ssin or _identified(declaration, candidates)
    return Situation(
        employer=employer,
        user_enterprise=employer_of(workspace, None, wanted.user_enterprise),
        mandate=_mandate(workspace, declaration, client, employer),
        worker=workspace.registers.citizens.get(wanted.ssin) if wanted.ssin else None,
        candidates=candidates,
        period=period,
        worker_periods=file.periods(worker=worker) if worker else (),
        employer_periods=_with_extras(file, wanted.extras_of),
        daily_registration=registration,
        daily_registrations=file.daily_registrations(period.period_id) if period else (),
        student_account=_student_account(workspace, declaration, wanted, worker, period),
        employments=_employments(workspace, wanted, worker),
        registers_open=workspace.registers_open,
        daily_registration_end_date_required=(
            workspace.switch(DAILY_REGISTRATION_END_DATE.name) == "required"
        ),
    )


def mandate_of(workspace: Workspace, client: str, employer: str) -> Record | None:
    """A mandatary's right to declare for an employer, valid or not."""
    return workspace.registers.employer_mandates.get(client, employer)


def is_valid(mandate: Record, day: str) -> bool:
    """Whether a mandate holds on a day (YYYY-MM-DD); an absent bound is no bound."""
    begun = mandate.get("from") is None or mandate["from"] <= day
    return begun and (mandate.get("until") is None or mandate["until"] >= day)


def _mandate(
    workspace: Workspace, declaration: Declaration, client: str, employer: Record | None
) -> Mandate:
    mandate = mandate_of(workspace, client, employer["enterpriseNumber"]) if employer else None
    if mandate is None:
        return Mandate.VALID
    valid = is_valid(mandate, legal_date(declaration.received).isoformat())
    return Mandate.VALID if valid else Mandate.LAPSED


def _candidates(workspace: Workspace, wanted: Needs) -> tuple[Record, ...]:
    if not wanted.identification or wanted.born_on is None:
        return ()
    return tuple(workspace.registers.citizens.find(birthDate=wanted.born_on))


def _identified(declaration: Declaration, candidates: tuple[Record, ...]) -> str | None:
    """The number of the one candidate whom the declared data mean, else None."""
    found = matching(declaration.worker_block, candidates)
    return str(found[0]["ssin"]) if len(found) == 1 else None


def _with_extras(file: PersonnelFile, number: str | None) -> tuple[Period, ...]:
    """Periods that may count on the horeca quota of an employer: its own, and those it uses."""
    if number is None:
        return ()
    return file.periods(employerNumber=number) + file.periods(user=number)


def _student_account(
    workspace: Workspace,
    declaration: Declaration,
    wanted: Needs,
    worker: str | None,
    period: Period | None,
) -> StudentAccount | None:
    if wanted.student_year is None or worker is None:
        return None
    account = workspace.registers.student_accounts.account(worker, wanted.student_year)
    holder = str(period.period_id if period else declaration.declaration_id)
    return StudentAccount(
        student_account.quota(wanted.student_year), student_account.reserved(account, holder)
    )


def _employments(
    workspace: Workspace, wanted: Needs, worker: str | None
) -> tuple[Record, ...] | None:
    if not wanted.employments or worker is None:
        return None
    return tuple(workspace.registers.employments.find(citizen=worker))
