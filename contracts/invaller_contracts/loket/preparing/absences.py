"""Absences that are open or closed."""

from collections.abc import Mapping

from invaller.apis.loket.catalogue import OperationOf
from invaller_contracts.loket.known import Record
from invaller_contracts.loket.sweeping import Preparation, Sweep, Wanted

_CLOSED = {"endOfAbsence": {"date": "2025-03-20", "reason": {"key": 1}}}


def _opened(sweep: Sweep) -> Record:
    return sweep.made("absence")


def _close(sweep: Sweep, _: OperationOf) -> Wanted:
    return Wanted({"absenceId": _opened(sweep)["id"]}, _CLOSED)


def _reopen(sweep: Sweep, _: OperationOf) -> Wanted:
    absence = _opened(sweep)["id"]
    sweep.loket.call("PatchCloseAbsenceByAbsenceId", absenceId=absence, body=_CLOSED)
    return Wanted({"absenceId": absence}, {})


def _progress(sweep: Sweep, operation: OperationOf) -> Wanted:
    absence = {"absenceId": _opened(sweep)["id"]}
    body = {**sweep.body(operation, absence), "startDate": "2025-03-17"}
    return Wanted(dict(absence), body)


ABSENCES: Mapping[str, Preparation] = {
    "PatchCloseAbsenceByAbsenceId": _close,
    "PatchReopenAbsenceByAbsenceId": _reopen,
    "PostAbsenceProgressByAbsenceId": _progress,
}
