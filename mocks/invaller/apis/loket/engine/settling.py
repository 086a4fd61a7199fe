"""What the server sets in a record that is written, by the names that resources.yaml has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from invaller.apis.loket import metadata
from invaller.apis.loket.access.entities import TEAM
from invaller.apis.loket.domain.aow_date import aow_date
from invaller.apis.loket.domain.faults import INVALID_VALUE, Broken, Fault
from invaller.apis.loket.domain.forms import OBJECT, OPTION, Field
from invaller.apis.loket.domain.person_names import formatted_name
from invaller.apis.loket.domain.proposal import Proposal
from invaller.apis.loket.option_lists import pay_grade_values
from invaller.apis.loket.rows import Context, Rows
from invaller.apis.loket.switches import NEW_EMPLOYER_TEAM
from invaller.kernel.clock import render_instant
from invaller.kernel.identity.accounts import user_of
from invaller.kernel.workspace import Workspace

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a record is written in.

    context: ids of the records above it by resource; user: id of who writes it.
    """

    workspace: Workspace
    proposal: Proposal
    context: Context
    now: datetime
    user: str | None

    @property
    def is_new(self) -> bool:
        """Whether the record is added."""
        return self.proposal.before is None


Settle = Callable[[Setting, Body], Body]
"""The body with what the server sets; raises Broken."""


def settled(names: tuple[str, ...], setting: Setting, body: Body) -> Body:
    """The body after each of the functions of these names; raises Broken."""
    for name in names:
        body = SETTLING[name](setting, body)
    return body


def with_first_options(form: Field, setting: Setting, resource: str, body: Body) -> Body:
    """A new body with the first option of each field that the server sets and that has no null.

    Which one the real server takes is not documented.
    """
    return {**body, **_first_options(form, setting, resource, body, "")}


def _first_options(
    form: Field, setting: Setting, resource: str, body: Mapping[str, Any], prefix: str
) -> Body:
    found: Body = {}
    for name, field in form.fields.items():
        given, path = body.get(name), f"{prefix}{name}"
        if field.nullable and given is None:
            continue
        if field.kind == OBJECT:
            inner = _first_options(field, setting, resource, given or {}, f"{path}.")
            if inner:
                found[name] = {**(given or {}), **inner}
        elif field.kind == OPTION and field.read_only and given is None:
            offered = metadata.options(setting.workspace, resource, path, setting.context)
            if offered:
                found[name] = {its: offered[0].get(its) for its in field.identity}
    return found


def _author(setting: Setting, body: Body) -> Body:
    """Who wrote a note and when; who changed it last."""
    who = None if setting.user is None else {"id": setting.user}
    at = render_instant(setting.now)
    changed = {**body, "lastModifiedBy": who, "lastModifiedOn": at}
    return {**changed, "createdBy": who, "createdOn": at} if setting.is_new else changed


def _creation_moment(setting: Setting, body: Body) -> Body:
    """When a record was made."""
    return {**body, "creationDate": render_instant(setting.now)} if setting.is_new else body


def _account(setting: Setting, body: Body) -> Body:
    """The user name and age of a new user; its password is not kept here.

    An account of Azure AD is kept as it is shown, and is how the user signs in. Raises Broken
    for a name with which somebody signs in already.
    """
    if not setting.is_new:
        return body
    azure, account = body.get("azureActiveDirectory"), body.get("ssoAccount") or {}
    rest = {name: value for name, value in body.items() if name != "ssoAccount"}
    if azure:
        tenant = {"id": azure.get("tenantId")}
        rest["azureActiveDirectory"] = {"tenant": tenant, "userId": azure.get("externalUserId")}
        rest["loginMethod"] = {"key": _AZURE_AD}
        account = azure
    made, name = render_instant(setting.now), account.get("userName")
    if name is not None and user_of(setting.workspace.documents, name) is not None:
        member = "azureActiveDirectory.userName" if azure else "ssoAccount.userName"
        raise Broken(
            Fault(
                "loket.employer-user.name-taken",
                f"[{member}] is in use",
                member,
                found=name,
                source="Loket API V2, postEmployerUserByEmployerId",
            )
        )
    return {**rest, "userName": name, "dateTimeCreation": made}


_AZURE_AD = 4
"""Key of loginMethod (options/access.yaml)."""


def _gross_by_grade(_setting: Setting, body: Body) -> Body:
    """With applyPayGrade the gross wage is the value of the grade on the start date."""
    grade = body.get("payGrade")
    if body.get("applyPayGrade") is not True or not grade:
        return body
    start = str(body["startDate"])
    held = [amount for day, amount in pay_grade_values(grade["key"]) if day <= start]
    return {**body, "grossWage": held[-1]} if held else body


def _period(setting: Setting, body: Body) -> Body:
    """Year, number and dates of the payroll period that a record names by its id."""
    named = (body.get("payrollPeriods") or {}).get("id")
    row = Rows(setting.workspace).get("payroll-period", str(named))
    if row is None or row.parent != setting.context.get("payroll-administration"):
        raise Broken(
            Fault(
                "loket.metadata.unknown-key",
                "[payrollPeriods.id] has an invalid value",
                "payrollPeriods.id",
                INVALID_VALUE,
                found=named,
                source="Loket API V2, Metadata",
            )
        )
    members = ("id", "year", "periodNumber", "startDate", "endDate")
    return {**body, "payrollPeriods": {name: row.body[name] for name in members}}


def _names(_setting: Setting, body: Body) -> Body:
    """An employee, or the data of a concept employee, with what follows from the others: the
    name in one text and the AOW date.
    """
    if "employeeData" in body:
        return {**body, "employeeData": _names(_setting, body["employeeData"] or {})}
    details = body.get("personalDetails")
    if details is None:
        return body
    told = {**details, "formattedName": formatted_name(details)}
    if "aowDate" in told and told.get("dateOfBirth"):
        told["aowDate"] = aow_date(date.fromisoformat(told["dateOfBirth"])).isoformat()
    return {**body, "personalDetails": told}


def _checked(setting: Setting, body: Body) -> Body:
    """A new email identity is a domain that was looked up today and is not verified yet."""
    if not setting.is_new:
        return body
    today = setting.proposal.today.isoformat()
    checked = {"lastDkimVerifiedOn": today, "lastSpfVerifiedOn": today}
    return {**body, "emailIdentityType": "DOMAIN", **checked}


def _team(setting: Setting, body: Body) -> Body:
    """A new employer waits for a team, unless the workspace links one at once."""
    if not setting.is_new:
        return body
    chosen = setting.workspace.switch(NEW_EMPLOYER_TEAM.name)
    at_once = not setting.workspace.strict and chosen == "at-once"
    return {**body, TEAM: at_once}


SETTLING: Mapping[str, Settle] = {
    "creation-moment": _creation_moment,
    "email-identity.checked": _checked,
    "employer.team": _team,
    "employer-user.account": _account,
    "names": _names,
    "note.author": _author,
    "payroll-period": _period,
    "wage.gross-by-grade": _gross_by_grade,
}
"""By the name under which resources.yaml has it under `sets`."""
