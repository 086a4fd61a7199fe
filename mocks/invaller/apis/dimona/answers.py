"""Bodies of answers, members in the order in which the document prints them.

Source: Dimona WS REST v2, 7.2 to 7.8; facts: dimona C2 rows 1 to 4, 12, 15.
"""

from collections.abc import Mapping
from typing import Any

from invaller.apis.dimona.catalogue import anomaly_body
from invaller.apis.dimona.domain.daily_registration import DailyRegistration
from invaller.apis.dimona.domain.declaration import Kind
from invaller.apis.dimona.domain.period import EmployerKey, Period
from invaller.kernel.numbers import enterprise_number

Body = dict[str, Any]

_WORKER = ("ssin", "familyName", "givenName", "givenNames", "birthDate", "nationality")
_DAILY = frozenset({Kind.DAILY_IN.value, Kind.DAILY_UPDATE.value, Kind.DAILY_CANCEL.value})


def _present(members: Mapping[str, Any]) -> Body:
    return {name: value for name, value in members.items() if value is not None}


def employer_body(employer: Mapping[str, Any]) -> Body:
    """An employer by its numbers; the enterprise number without leading zero, as printed."""
    number = employer.get("enterpriseNumber")
    if enterprise_number.normalised(number) is not None:
        number = enterprise_number.printed(number)
    return _present({"employerId": employer.get("employerId"), "enterpriseNumber": number})


def worker_body(worker: Mapping[str, Any]) -> Body:
    """A worker as the register (or the declaration) has it, gender as text."""
    gender = worker.get("gender")
    members = {name: worker.get(name) for name in _WORKER}
    return _present({**members, "gender": None if gender is None else str(gender)})


def declaration_body(stored: Mapping[str, Any], base: str, *, in_search: bool) -> Body:
    """A processed declaration: number as text in GET, as a number and with href in a search."""
    number = stored["declarationId"]
    body = {"href": f"{base}/declarations/{number}"} if in_search else {}
    return {
        **body,
        **stored["shown"],
        "declarationStatus": {
            "declarationId": number if in_search else str(number),
            "result": stored["result"],
            **_reference(stored, base),
            "anomalies": [anomaly_body(anomaly["code"]) for anomaly in stored["anomalies"]],
            "informationsCollection": stored["informations"],
        },
        stored["kind"]: stored["body"][stored["kind"]],
    }


def _reference(stored: Mapping[str, Any], base: str) -> Body:
    """The period or daily registration that a declaration made or changed, `{}` for none."""
    daily = stored["kind"] in _DAILY
    name = "dailyRegistration" if daily else "period"
    if not stored["made"]:
        return {name: {}}
    number = stored["subject"]
    path = "dailyRegistrations" if daily else "periods"
    return {name: {"href": f"{base}/{path}/{number}", "id": number}}


def period_body(
    period: Period,
    citizen: Mapping[str, Any] | None,
    base: str,
    *,
    in_search: bool,
    in_minutes: bool = False,
) -> Body:
    """A period: number as text in GET, as a number and with href in a search."""
    number = period.period_id
    hour = _minutes if in_minutes else _as_declared
    codes = period.anomalies
    return _present(
        {
            "href": f"{base}/periods/{number}" if in_search else None,
            "employer": employer_of(period.employer),
            "worker": worker_body(citizen or {"ssin": period.worker}),
            "periodId": number if in_search else str(number),
            "startDate": period.start_date.isoformat(),
            "startHour": hour(period.start_hour),
            "endDate": period.end_date.isoformat() if period.end_date else None,
            "endHour": hour(period.end_hour),
            "plannedHoursNumber": period.planned_hours,
            "plannedDaysNumber": period.planned_days,
            "dimonaFeatures": features_body(period),
            "studentPlaceOfWork": period.student_place_of_work,
            "constructionControlCards": period.construction_cards,
            "smallStatutesInformation": period.small_statutes,
            "anomalies": [anomaly_body(code) for code in codes] or None,
            "isCanceled": period.is_canceled,
            "isLocked": period.is_locked,
            "isCanceledNsso": period.is_canceled_nsso,
            "isLate": period.is_late,
            "creationDate": period.creation_date.isoformat(),
            "lastUpdateDate": period.last_update_date.isoformat(),
            "lastDimonaType": period.last_dimona_type,
            "anomalySeverity": "warning" if codes else "none",
        }
    )


def employer_of(key: EmployerKey) -> Body:
    """The employer of a period or relation by its numbers."""
    numbers = {"employerId": key.employer_id, "enterpriseNumber": key.enterprise_number}
    return employer_body(numbers)


def features_body(period: Period) -> Body:
    """The features of a period."""
    features = period.features
    return _present(
        {
            "jointCommissionNumber": features.joint_commission,
            "workerType": features.worker_type,
            "subEntityNumber": features.sub_entity,
            "userEnterprise": features.user_enterprise,
        }
    )


def _as_declared(hour: str | None) -> str | None:
    return hour


def _minutes(hour: str | None) -> str | None:
    """An hour HHMM as minutes since midnight: 0800 is 480."""
    return None if hour is None else str(int(hour[:2]) * 60 + int(hour[2:]))


def daily_registration_body(registration: DailyRegistration) -> Body:
    """A daily registration, numbers as numbers."""
    end = registration.end_date
    return _present(
        {
            "dailyRegistrationId": registration.daily_registration_id,
            "periodId": registration.period_id,
            "startDate": registration.start_date.isoformat(),
            "startHour": registration.start_hour,
            "endDate": end.isoformat() if end else None,
            "endHour": registration.end_hour,
            "creationDate": registration.creation_date.isoformat(),
            "isCanceled": registration.is_canceled,
        }
    )


def relation_body(relation: Body, citizen: Mapping[str, Any] | None) -> Body:
    """A relation with its employer and worker as other answers show them."""
    return {
        **relation,
        "employer": employer_body(relation["employer"]),
        "worker": worker_body(citizen or relation["worker"]),
    }
