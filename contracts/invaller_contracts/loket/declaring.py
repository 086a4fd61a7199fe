"""Declarations to authorities as stories meet them that run anywhere: tax returns and pensions."""

from collections.abc import Mapping
from dataclasses import dataclass

from invaller_contracts.loket.casting import Record
from invaller_contracts.loket.payrolling import Payroll

REQUESTED, CREATED, CANCELLED, CONFIRMED, SENT = 1, 3, 4, 5, 6
"""Keys of the statuses of each kind (facts: loket/notes.md, 9)."""

TAX, APG, UPA = "PayrollTaxReturn", "ApgPensionDeclaration", "UpaPensionDeclaration"
KINDS = (TAX, APG, UPA)

RULES: Mapping[str, str] = {
    TAX: "loket.payroll-tax-return",
    APG: "loket.apg-pension-declaration",
    UPA: "loket.upa-pension-declaration",
}
"""How entries of the ledger about a kind begin."""


@dataclass(frozen=True)
class Declarations:
    """The declarations of one kind of a payroll administration."""

    payroll: Payroll
    kind: str

    @property
    def all(self) -> list[Record]:
        """Those that there are."""
        return self.payroll.listed(f"Get{self.kind}sByPayrollAdministrationId")

    @property
    def latest(self) -> Record:
        """The one that was asked for last; without one the story ends."""
        found = max(self.all, key=lambda one: one["requestTime"], default=None)
        return self.payroll.need(found, f"a declaration of kind {self.kind}")

    def next_period(self) -> Record:
        """The period that the defaults tell; without one the story ends."""
        name = f"GetInitiate{self.kind}DefaultsByPayrollAdministrationId"
        period = self.payroll.need(
            self.payroll.told(name)["period"], f"an approved period without a {self.kind}"
        )
        return {name: period[name] for name in ("year", "periodNumber")}

    def initiated(self) -> str:
        """Ask for the declaration of the next period; gives its id."""
        body = {"notifyOfInitiation": "loon@loket.example"} if self.kind == TAX else None
        name = f"PostInitiate{self.kind}ByPayrollAdministrationId"
        answer = self.payroll.loket.call(name, self.payroll.key, body=body)
        assert answer.status == 202
        return str(answer.content["id"])

    def key(self, identifier: str) -> Mapping[str, object]:
        """A declaration, as a parameter."""
        # The path of tax returns spells its parameter without capitals.
        name = "payrolltaxreturn" if self.kind == TAX else f"{self.kind[0].lower()}{self.kind[1:]}"
        return {f"{name}Id": identifier}

    def read(self, identifier: str) -> Record:
        """A declaration by its id."""
        name = f"Get{self.kind}By{self.kind}Id"
        return self.payroll.loket.call(name, self.key(identifier)).content

    def status(self, identifier: str) -> int:
        """The key of the status of a declaration."""
        member = f"{self.kind[0].lower()}{self.kind[1:]}Status"
        return int(self.read(identifier)[member]["key"])

    def made(self, identifier: str, waiting: int = REQUESTED) -> list[int]:
        """The statuses of a declaration until it waits no more."""
        return self.payroll.course(lambda: self.status(identifier), waiting)

    def review(self, identifier: str, action: str) -> None:
        """Confirm or cancel a declaration."""
        loket = self.payroll.loket
        if self.kind == TAX:
            body = [{"id": identifier, "action": action}]
            loket.call("PatchPayrollTaxReturnsByPayrollTaxReturnIds", body=body)
            return
        name = f"Patch{self.kind}By{self.kind}Id"
        loket.call(name, self.key(identifier), body={"action": action})
