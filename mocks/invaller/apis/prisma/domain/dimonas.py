"""From a NewDimona to the declaration that the RSZ gets.

The rules of Dimona are judged there, not here: what is sent is put in the RSZ's form, and
only what has no such form is refused. Sources: Link2Prisma manual, 4.2 POST
/worker/{workerID}/dimona; facts: prisma_fields.json, NewDimona; Dimona WS REST v2, 5.1.1.
How the members correspond is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from invaller.apis.prisma.domain.calendar_days import day_of
from invaller.apis.prisma.domain.outcome import INVALID, Refused
from invaller.apis.prisma.domain.persons import person
from invaller.kernel.numbers import enterprise_number
from invaller.kernel.numbers.digits import whole_number

IN, OUT, MODIFICATION, CANCEL = "DimonaIn", "DimonaOut", "DimonaModification", "DimonaCancel"
"""Values of NatureDeclaration."""

JOINT_COMMISSIONS = frozenset({"124", "140", "144", "145", "149", "302", "320", "322"})
"""Joint commissions that Dimona tells apart (facts: dimona A5)."""

OTHER_COMMISSION = "XXX"
"""What Dimona calls every other joint commission."""

WORKER_TYPES = {
    "Normal": "OTH",
    "Extra": "EXT",
    "Apprentice": "ALT",
    "IBO": "IVT",
    "TRI": "TRI",
    "DWD": "DWD",
    "A17": "A17",
    "Flex": "FLX",
    "STG": "STG",
    "S17": "S17",
    "O17": "O17",
}
"""Worker type of Dimona by ContractType (facts: dimona A4)."""

_HOURS = re.compile(r"(?P<first>[0-9]{4})(?:0{8})?|[0-9]{8}(?P<last>[0-9]{4})", re.ASCII)

Sent = Mapping[str, Any]
Block = dict[str, Any]


def declaration(sent: Sent, employer: str, inss: str | None, period: int | None) -> Block:
    """The body of a declaration in Dimona REST v2.

    employer: enterprise number; inss: of the worker, if the worker exists and has one;
    period: the period that an OUT, modification or cancel is about. Raises Refused (INVALID).
    """
    if sent["NatureDeclaration"] == IN:
        return {
            "employer": {"enterpriseNumber": employer},
            "worker": person(sent, inss),
            "dimonaIn": _present({**_span(sent), **_particulars(sent)}),
        }
    if sent["NatureDeclaration"] == OUT:
        return {"dimonaOut": _present({"periodId": period, "endDate": _iso(sent, "EndingDate")})}
    if sent["NatureDeclaration"] == MODIFICATION:
        return {"dimonaUpdate": _present({"periodId": period, **_span(sent)})}
    return {"dimonaCancel": {"periodId": period}}


def worker_type(sent: Sent) -> str:
    """The worker type: as sent, else STU for a student, else that of ContractType."""
    given = sent.get("WorkerType")
    if given:
        return str(given).upper()
    return "STU" if sent.get("Student") == "Y" else WORKER_TYPES[sent.get("ContractType", "Normal")]


def joint_commission(number: str | None) -> str:
    """The joint commission that Dimona knows; sub-commissions count as their commission."""
    commission = re.split("[.,]", number or "")[0]
    return commission if commission in JOINT_COMMISSIONS else OTHER_COMMISSION


def hour(sent: Sent, member: str) -> str | None:
    """The hour in a member, as HHMM; None when it is left out.

    Twelve digits are yyyymmddhhmm, or hhmm with eight zeros behind; four are hhmm. Raises
    Refused (INVALID) for another form. Source: facts: prisma_fields.json, NewDimona.
    """
    value = sent.get(member)
    if value is None:
        return None
    found = _HOURS.fullmatch(str(value))
    if found is None:
        raise Refused(
            INVALID,
            "prisma.dimona.hours-of-twelve",
            f"{member} {value} is not an hour.",
            source="facts: prisma_fields.json, NewDimona",
            where=f"/{member}",
            found=value,
            expected="yyyymmddhhmm, or hhmm with eight zeros behind it",
            nearest="080000000000",
        )
    return found["first"] or found["last"]


def _span(sent: Sent) -> Block:
    """When the work is: dates, hours and planned hours."""
    return {
        "startDate": _iso(sent, "StartingDate"),
        "startHour": hour(sent, "StartingHour"),
        "endDate": _iso(sent, "EndingDate"),
        "endHour": hour(sent, "EndingHour"),
        "plannedHoursNumber": sent.get("PlannedHoursNbr"),
    }


def _particulars(sent: Sent) -> Block:
    """What only a Dimona In tells: features, control cards, traineeship."""
    cards = {
        "firstMonthC32ANumber": whole_number(sent.get("FirstMonthC32ANbr")),
        "nextMonthC32ANumber": whole_number(sent.get("NextMonthC32ANbr")),
    }
    nature = sent.get("EmploymentNature")
    statutes = {
        "employmentNature": nature.upper() if nature else None,
        "activityWithRisk": sent.get("ActivityWithRisk"),
        "workerStatus": sent.get("WorkerStatus"),
    }
    features = {
        "jointCommissionNumber": joint_commission(sent.get("JointCommissionNbr")),
        "workerType": worker_type(sent),
        "userEnterprise": _user_enterprise(sent.get("UsingData") or {}),
    }
    return {
        "features": _present(features),
        "constructionControlCards": _present(cards),
        "smallStatutesInformation": _present(statutes),
    }


def _user_enterprise(using: Sent) -> Block:
    """Where an agency worker works: by enterprise number, else by name."""
    number = whole_number(using.get("UsingEmployerCompanyID"))
    commission = using.get("UsingJointCommissionNbr")
    return _present(
        {
            "enterpriseNumber": enterprise_number.normalised(str(number)) if number else None,
            "name": None if number else using.get("UsingEmployerName"),
            "jointCommissionNumber": joint_commission(commission) if commission else None,
        }
    )


def _iso(sent: Sent, member: str) -> str | None:
    return day_of(sent, member).isoformat() if sent.get(member) is not None else None


def _present(members: Block) -> Block:
    return {name: value for name, value in members.items() if value not in (None, {})}
