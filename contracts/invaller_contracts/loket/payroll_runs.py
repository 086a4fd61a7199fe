"""Payroll runs of an administration, as stories meet them that run anywhere."""

from dataclasses import dataclass
from typing import Any

from invaller_contracts.loket.casting import Record
from invaller_contracts.loket.payrolling import Payroll
from invaller_contracts.loket.samples import run_of

WAITING, READY, UNDONE, CANCELLED, APPROVED = 0, 1, 5, 6, 9
"""Keys of payrollRunStatus (facts: loket/notes.md, 9)."""


@dataclass(frozen=True)
class Runs:
    """Payroll runs of an administration."""

    payroll: Payroll

    @property
    def all(self) -> list[Record]:
        """Those that there are."""
        return self.payroll.listed("GetPayrollRunsByPayrollAdministrationId")

    @property
    def approved(self) -> Record:
        """The latest approved one; without one the story ends."""
        found = [one for one in self.all if one["payrollRunStatus"]["key"] == APPROVED]
        latest = max(found, key=_period, default=None)
        return self.payroll.need(latest, "an approved payroll run")

    def next_period(self) -> Record:
        """The period that the defaults tell; without one, or while a run waits, the story ends."""
        if any(one["payrollRunStatus"]["key"] in (WAITING, READY) for one in self.all):
            self.payroll.lacks("that no payroll run waits or is ready for approval")
        name = "GetInitiatePayrollRunDefaultsByPayrollAdministrationId"
        told = self.payroll.told(name)["payrollPeriod"]
        period = self.payroll.need(told, "a payroll period without an approved run")
        return {name: period[name] for name in ("year", "periodNumber")}

    def initiated(self, period: Record, **members: Any) -> str:
        """Ask for a run of a period; gives its id. members: of the body, instead of ours."""
        answer = self.payroll.loket.call(
            "PostInitiatePayrollRunByPayrollAdministrationId",
            self.payroll.key,
            body={**run_of(period), **members},
        )
        assert answer.status == 202
        return str(answer.content["id"])

    def read(self, run: str) -> Record:
        """A run by its id."""
        return self.payroll.loket.call("GetPayrollRunByPayrollRunId", payrollrunId=run).content

    def status(self, run: str) -> int:
        """The key of the status of a run."""
        return int(self.read(run)["payrollRunStatus"]["key"])

    def made(self, run: str) -> list[int]:
        """The statuses of a run until it waits no more."""
        return self.payroll.course(lambda: self.status(run), WAITING)

    def review(self, run: str, action: str) -> None:
        """Confirm or cancel a run."""
        body = [{"id": run, "action": action}]
        self.payroll.loket.call("PatchPayrollrunsByPayrollRunIds", body=body)

    def undo(self, run: str) -> None:
        """Undo an approved run."""
        self.payroll.loket.call("UndoPayrollRunByPayrollRunId", payrollrunId=run)


def _period(run: Record) -> tuple[int, int]:
    period = run["payrollPeriod"]
    return period["year"], period["periodNumber"]
