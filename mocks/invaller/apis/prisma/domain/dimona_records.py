"""The dimonas of a worker, as the declarations that were sent and their results make them.

Declarations are kept one by one; what is shown follows from them. An IN makes a dimona; OUT,
modification and cancel change the one of their period. Sources: Link2Prisma manual, 4.1
(dimona); facts: prisma_fields.json, Dimona; prisma notes, domain facts, Dimona. What the
statuses mean is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from invaller.apis.prisma.domain.dimonas import CANCEL, IN, MODIFICATION, OUT
from invaller.apis.prisma.domain.outcome import UNKNOWN, Refused

Record = dict[str, Any]
Declaration = Mapping[str, Any]
"""{"sequence", "nature", "members", "period", "result", "anomalies"}: what was sent, the number
of its period once known, and what the RSZ found (result None while it is awaited)."""

MEMBERS = (
    "StartingDate",
    "EndingDate",
    "StartingHour",
    "EndingHour",
    "StartingHour2",
    "EndingHour2",
    "FirstMonthC32ANbr",
    "NextMonthC32ANbr",
    "PlannedHoursNbr",
    "UsingData",
    "JointCommissionNbr",
    "WorkerType",
)
"""Members of a NewDimona that a dimona shows."""

CHANGED = {OUT: ("EndingDate",), MODIFICATION: (*MEMBERS[:6], "PlannedHoursNbr"), CANCEL: ()}
"""Members that a later declaration changes."""

LAST_ACTIONS = {IN: "I", OUT: "O", MODIFICATION: "M", CANCEL: "C"}
"""LastAction by NatureDeclaration. Assumed: the schema only says one character."""

STATUSES = {None: "InProgress", "A": "OK", "W": "OK", "B": "Error", "S": "Blocked"}
"""Status by the result of the RSZ."""

LATE = frozenset({"90373-460", "90378-460"})
QUOTAS = frozenset({"90017-369", "90256-369"})
"""Anomalies behind Belated and QuotaExceeded (facts: dimona A9)."""

WITHOUT_END = "99991231"
"""EndingDate by which a modification takes the end away (facts: dimona A2)."""


def shown(declarations: Iterable[Declaration]) -> list[Record]:
    """All dimonas of a worker in the order in which they were declared."""
    records: list[Record] = []
    for declaration in sorted(declarations, key=lambda each: int(each["sequence"])):
        if declaration["nature"] == IN:
            records.append(_told(dict(declaration["members"]), declaration))
            continue
        for position, record in enumerate(records):
            if record.get("DimonaPeriodId") == declaration["period"]:
                records[position] = _changed(record, declaration)
    return records


def by_start(records: Iterable[Record]) -> list[Record]:
    """Dimonas by their starting date; those of one date as they were declared."""
    return sorted(records, key=lambda record: str(record["StartingDate"]))


def of_date(records: Iterable[Record], day: str) -> Record | None:
    """The dimona that starts on a date, the latest declared of several, or None."""
    return next((each for each in reversed(list(records)) if each["StartingDate"] == day), None)


def period_of(records: Iterable[Record], sent: Mapping[str, Any]) -> int:
    """The period that an OUT, modification or cancel is about; raises Refused (UNKNOWN).

    The one with DimonaPeriodId, else the latest declared that starts on StartingDate and was
    accepted. Source: facts: prisma_fields.json, NewDimona, identity.
    """
    accepted = [record for record in records if "DimonaPeriodId" in record]
    wanted = sent.get("DimonaPeriodId")
    for record in reversed(accepted):
        if wanted and int(wanted) == record["DimonaPeriodId"]:
            return int(record["DimonaPeriodId"])
        if not wanted and record["StartingDate"] == sent["StartingDate"]:
            return int(record["DimonaPeriodId"])
    raise Refused(
        UNKNOWN,
        "prisma.dimona.unknown-period",
        f"The worker has no dimona {wanted or 'that starts on ' + sent['StartingDate']}.",
        source="facts: prisma_fields.json, NewDimona (assumed)",
        where="/DimonaPeriodId" if wanted else "/StartingDate",
        found=wanted or sent["StartingDate"],
        expected="period or starting date of a dimona of the worker that was accepted",
        nearest=accepted[-1]["DimonaPeriodId"] if accepted else None,
    )


def _changed(record: Record, declaration: Declaration) -> Record:
    """A dimona after a later declaration about it; one that was refused changes no dates."""
    changed = dict(record)
    if declaration["result"] in ("A", "W"):
        names = CHANGED[declaration["nature"]]
        sent = declaration["members"]
        changed |= {name: sent[name] for name in names if sent.get(name) is not None}
        if changed.get("EndingDate") == WITHOUT_END:
            del changed["EndingDate"]
    return _told(changed, declaration)


def _told(record: Record, declaration: Declaration) -> Record:
    """A dimona with what the RSZ has told about a declaration."""
    result = declaration["result"]
    told = {**record, "LastAction": LAST_ACTIONS[declaration["nature"]], "Status": STATUSES[result]}
    told.pop("Error", None)
    if declaration["anomalies"]:
        told["Error"] = "; ".join(
            f"{anomaly['code']} {anomaly['message']}" for anomaly in declaration["anomalies"]
        )
    if result in ("A", "W"):
        told["DimonaPeriodId"] = declaration["period"]
        told |= _warnings(record, declaration)
    return told


def _warnings(record: Record, declaration: Declaration) -> Record:
    """Belated stays once it is so; the quota is judged by who declares hours or days."""
    codes = {anomaly["code"] for anomaly in declaration["anomalies"]}
    belated = record.get("Belated") == "Y" or bool(codes & LATE)
    warnings: Record = {"Belated": "Y" if belated else "N"}
    if declaration["nature"] in (IN, MODIFICATION):
        warnings["QuotaExceeded"] = "Y" if codes & QUOTAS else "N"
        warnings["ExceedingHoursNbr"] = _exceeding(declaration["anomalies"])
    return warnings


def _exceeding(anomalies: Iterable[Mapping[str, Any]]) -> int:
    """Planned hours beyond the quota: those declared less those that would have passed."""
    for anomaly in anomalies:
        if anomaly["code"] in QUOTAS and str(anomaly["where"]).endswith("plannedHoursNumber"):
            return int(anomaly["found"]) - int(anomaly["nearest"] or 0)
    return 0
