"""How what was asked of payroll is taken back: by cancelling or undoing, since none is deleted."""

from collections.abc import Callable, Mapping, Sequence

Undoing = tuple[str, Mapping[str, object], object]
"""An operation, its parameters, and its body."""


def undoings(operation: str, identifier: str) -> Sequence[Undoing]:
    """The calls that take back what an operation asked for, in reverse order; none for others.

    identifier: of what was asked for. Those that do not fit its status any more are refused.
    """
    found = _UNDOINGS.get(operation)
    return () if found is None else found(identifier)


def _of_run(run: str) -> Sequence[Undoing]:
    """A run that is ready is cancelled; one that was approved is undone."""
    return (
        ("UndoPayrollRunByPayrollRunId", {"payrollrunId": run}, None),
        ("PatchPayrollrunsByPayrollRunIds", {}, _cancelled(run)),
    )


def _of_tax_return(identifier: str) -> Sequence[Undoing]:
    return (("PatchPayrollTaxReturnsByPayrollTaxReturnIds", {}, _cancelled(identifier)),)


def _of_pension(party: str) -> Callable[[str], Sequence[Undoing]]:
    name = f"{party}PensionDeclaration"
    parameter = f"{name[0].lower()}{name[1:]}Id"
    operation = f"Patch{name}By{name}Id"
    return lambda identifier: ((operation, {parameter: identifier}, {"action": "cancel"}),)


def _cancelled(identifier: str) -> object:
    return [{"id": identifier, "action": "cancel"}]


_UNDOINGS: Mapping[str, Callable[[str], Sequence[Undoing]]] = {
    "PostInitiateApgPensionDeclarationByPayrollAdministrationId": _of_pension("Apg"),
    "PostInitiatePayrollRunByPayrollAdministrationId": _of_run,
    "PostInitiatePayrollTaxReturnByPayrollAdministrationId": _of_tax_return,
    "PostInitiateUpaPensionDeclarationByPayrollAdministrationId": _of_pension("Upa"),
}
"""By the operation that asks for it. A journal run is not here: nothing takes it back."""
