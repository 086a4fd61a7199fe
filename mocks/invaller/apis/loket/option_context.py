"""Options that are the records of a context, such as the departments of an employer.

Also what other blocks of a record show that are identified by an id only: users, employees,
payroll administrations, periods (Loket API V2, Types of metadata).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from invaller.apis.loket.domain.person_names import formatted_name
from invaller.apis.loket.option_lists import Option, generic_options
from invaller.apis.loket.rows import Context, Row, Rows

Reader = Callable[[Row], Option]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the options of a field come from.

    resource: whose rows; level: the resource of the context that they lie below, None for all;
    read: makes an option of a row; only: which rows count; also: a second level whose rows
    count too (Loket API V2: some fields have multiple contexts).
    """

    resource: str
    level: str | None
    read: Reader
    only: Callable[[Row], bool] = lambda _: True
    also: str | None = None

    def parents(self, context: Context) -> list[str | None]:
        """The ids below which its rows lie in a context; None for all of them."""
        if self.level is None:
            return [None]
        levels = (self.level, self.also) if self.also is not None else (self.level,)
        return [context[level] for level in levels if level in context]


def source_for(resource: str, path: str) -> Source | None:
    """Where the options of a context field come from, None for a field without context."""
    name = path.rpartition(".")[2]
    return _SOURCES.get(f"{resource}.{name}") or _SOURCES.get(name)


def context_options(rows: Rows, source: Source, context: Context) -> list[Option]:
    """The options of a context, none where the context does not reach the level."""
    found = [row for one in source.parents(context) for row in rows.of_parent(source.resource, one)]
    return [source.read(row) for row in found if source.only(row)]


def context_option(rows: Rows, source: Source, key: object, context: Context) -> Option | None:
    """The option of a context with this key, None when the context has none such."""
    if isinstance(key, str):
        row = rows.get(source.resource, key)
        if row is None or not source.only(row) or not _within(row, source, context):
            return None
        return source.read(row)
    options = context_options(rows, source, context)
    return next((one for one in options if _names(one, key)), None)


def _within(row: Row, source: Source, context: Context) -> bool:
    """Whether a row lies in the context; one without that level tells nothing."""
    parents = source.parents(context)
    return source.level is None or not parents or row.parent in parents


def _names(option: Option, key: object) -> bool:
    if isinstance(key, tuple):
        return (option.get("year"), option.get("periodNumber")) == key
    return bool(option["key"] == key)


def _coded(row: Row) -> Option:
    described = row.body["description"]
    return {"key": row.id, "value": described, "description": described, "code": row.body["code"]}


def _described(row: Row) -> Option:
    described = row.body.get("description") or row.body.get("name")
    return {"key": row.id, "value": described, "description": described, "id": row.id}


def _function(row: Row) -> Option:
    return {**_described(row), "group": row.body.get("group")}


def _administration(row: Row) -> Option:
    members = ("name", "clientNumber")
    return {**_described(row), **{name: row.body.get(name) for name in members}}


def _leave_type(row: Row) -> Option:
    """The effective values of a leave type: its deviations, else its defaults."""
    key = row.body["leaveType"]["key"]
    defaults = next(
        one for one in generic_options("leave-type", "leaveType") or () if one["key"] == key
    )
    deviations: Mapping[str, Any] = row.body.get("deviations") or {}
    return {**defaults, **{name: deviations[name] for name in defaults if name in deviations}}


def _leave_policy(row: Row) -> Option:
    members = ("name", "leaveUnitType")
    return {**_described(row), **{name: row.body.get(name) for name in members}}


def _enabled(row: Row) -> bool:
    return bool((row.body.get("deviations") or {"enabled": True})["enabled"])


def _period(row: Row) -> Option:
    body = row.body
    return {
        "key": body["id"],
        "value": f"{body['year']}-{body['periodNumber']}",
        "payrollPeriodId": body["id"],
        "periodId": body["id"],
        "year": body["year"],
        "periodNumber": body["periodNumber"],
        "periodStartDate": body["startDate"],
        "periodEndDate": body["endDate"],
        "periodType": body["payrollPeriodType"],
        "testYear": body.get("testYear", False),
    }


def user_option(row: Row) -> Option:
    """A user as blocks such as createdBy and approvedBy show it."""
    return {**_name(row.body["personalDetails"]), "key": row.id, "id": row.id}


def employee_option(row: Row) -> Option:
    """An employee as blocks such as employee and submittedBy show it."""
    details = row.body["personalDetails"]
    return {
        **_name(details),
        "key": row.id,
        "id": row.id,
        "employeeNumber": row.body["employeeNumber"],
        "dateOfBirth": details["dateOfBirth"],
        "prefixPartner": details.get("prefixPartner"),
        "lastNamePartner": details.get("lastNamePartner"),
        "photo": details.get("photo"),
        "formattedName": details["formattedName"],
    }


def _name(details: Mapping[str, Any]) -> Option:
    written = formatted_name(details)
    members = ("firstName", "initials", "prefix", "lastName")
    return {
        "value": written,
        "formattedName": written,
        **{name: details.get(name) for name in members},
    }


def _tenant(row: Row) -> Option:
    level = "employer" if row.employer else "provider"
    return {**_described(row), "tenantRegistrationLevel": level}


def _of_employer(resource: str, read: Reader) -> Source:
    return Source(resource, "employer", read)


_DEPARTMENTS = _of_employer("department", _coded)
_PERIODS = Source("payroll-period", "payroll-administration", _period)
_EDUCATION = _of_employer("education-further-indication", _coded)
_USERS = Source("employer-user", None, user_option)
_EMPLOYEES = Source("employee", None, employee_option)
_ADMINISTRATIONS = _of_employer("payroll-administration", _administration)

_SOURCES: Mapping[str, Source] = {
    "department": _DEPARTMENTS,
    "subDepartmentOf": _DEPARTMENTS,
    "filterOnDepartments": _DEPARTMENTS,
    "function": _of_employer("function", _function),
    "contractCode": _of_employer("contract-code", _coded),
    "distributionUnit": _of_employer("distribution-unit", _coded),
    "typeOfEducation": _of_employer("education-type", _coded),
    "education.furtherIndication": _EDUCATION,
    "benefitInKindType": _of_employer("benefit-in-kind-type", _described),
    "customField": _of_employer("custom-field", _described),
    "payrollAdministration": _ADMINISTRATIONS,
    "filterOnAdministrations": _ADMINISTRATIONS,
    "nonPayrollAdministration": _of_employer("non-payroll-administration", _administration),
    "leave.leaveType": Source("leave-type", "employer", _leave_type, _enabled),
    "leave-request.leaveType": Source("leave-type", "employer", _leave_type, _enabled),
    "tenant": Source("external-tenant", "employer", _tenant, also="provider"),
    "authorizationSet": Source("authorization-set", "provider", _described),
    "notificationSet": Source("notification-set", "provider", _described),
    "leavePolicy": _of_employer("leave-policy", _leave_policy),
    **dict.fromkeys(
        ("payrollPeriod", "startPeriod", "endPeriod", "period", "processedInPayrollPeriod"),
        _PERIODS,
    ),
    **dict.fromkeys(
        (
            "user",
            "createdBy",
            "lastModifiedBy",
            "approvedBy",
            "cancelledBy",
            "removedBy",
            "requestedBy",
            "exportedBy",
            "handledBy",
            "initiatedBy",
            "markedAsReadBy",
            "performedBy",
            "activeFor",
        ),
        _USERS,
    ),
    **dict.fromkeys(("employee", "submittedBy", "appliesToEmployee"), _EMPLOYEES),
}
"""By name of the field, or resource and name where the resource's differs."""
