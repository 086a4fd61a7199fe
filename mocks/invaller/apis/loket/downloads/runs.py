"""Tables about a payroll run; a run without results answers 404 (assumed)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from invaller.apis.loket.domain.payroll_sums import COSTS, GROSS, NET, TAX
from invaller.apis.loket.downloads.answering import Table, person
from invaller.apis.loket.downloads.sepa import payments_of
from invaller.apis.loket.payroll_results import Payslip, payslips_of
from invaller.apis.loket.problems import not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Call

_SUMS = ((GROSS, "bruto"), (TAX, "loonheffing"), (NET, "netto"), (COSTS, "loonkosten"))


def results(call: Call, run: Row) -> list[Payslip]:
    """The payslips of a run by employee number; raises Refusal (404) for a run without."""
    rows = Rows(call.workspace)
    found = list(payslips_of(rows, run))
    if not found:
        rule = "loket.payroll-run-download.too-early"
        raise not_found(call, "results of payroll run", run.id, rule=rule)
    return sorted(found, key=lambda slip: person(rows, slip.employment))


def title(name: str, run: Row) -> str:
    """A title that names the period of a run."""
    period = run.body["payrollPeriod"]
    return f"{name} {period['year']}-{period['periodNumber']}, run {run.id}"


def _by_employee(name: str, sums: Sequence[tuple[int, str]]) -> Callable[[Call, Row], Table]:
    def gather(call: Call, run: Row) -> Table:
        rows = Rows(call.workspace)
        lines = [
            (*person(rows, slip.employment), *(f"{slip.value(key):.2f}" for key, _ in sums))
            for slip in results(call, run)
        ]
        return Table(title(name, run), ("nummer", "naam", *(head for _, head in sums)), lines)

    return gather


payslips = _by_employee("Loonstroken", _SUMS)
default_set = _by_employee("Standaardset", _SUMS)
control = _by_employee("Controleregister", _SUMS)
overview = _by_employee("Runoverzicht", _SUMS)
wage_sheets = _by_employee("Loonstaten", _SUMS[:3])


def payment_overview(call: Call, run: Row) -> Table:
    """What is paid to whom (betaaloverzicht 1)."""
    results(call, run)
    payments = payments_of(Rows(call.workspace), run)
    lines = [(one.name, one.iban, f"{one.amount:.2f}") for one in payments]
    return Table(title("Betaaloverzicht 1", run), ("naam", "iban", "bedrag"), lines)


def errors(call: Call, run: Row) -> Table:
    """Errors and warnings of a run; the simulator makes none."""
    results(call, run)
    return Table(title("Fouten en signalen", run), ("soort", "melding"), [])


def by_unit(call: Call, run: Row) -> Table:
    """Sums of the run for each distribution unit of the employments."""
    rows, totals = Rows(call.workspace), dict[str, float]()
    for slip in results(call, run):
        unit = _unit(rows, slip.employment)
        totals[unit] = totals.get(unit, 0.0) + slip.value(GROSS)
    lines = [(unit, f"{amount:.2f}") for unit, amount in totals.items()]
    return Table(title("Journaal per verdeeleenheid", run), ("eenheid", "bruto"), lines)


def _unit(rows: Rows, employment: str) -> str:
    for entity in rows.of_parent("organizational-entity", employment):
        unit = rows.get("distribution-unit", entity.body["distributionUnit"]["key"])
        if unit is not None:
            return str(unit.body["description"])
    return ""
