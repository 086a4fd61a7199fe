"""The table of operations that the Loket client ships with."""

from importlib.resources import files

import pytest

from invaller_clients.loket_operations import loket_operation
from invaller_contracts.loket.client_operations import TABLE, table


def test_the_table_is_up_to_date() -> None:
    """The shipped table is what the specification makes of it now."""
    made = table()
    assert (files("invaller_clients") / TABLE).read_text("utf-8") == made, (
        "run python -m invaller_contracts.loket.client_operations"
    )
    assert made.count("\n") == 1 + 819


@pytest.mark.parametrize(
    ("name", "paged", "conditional", "body"),
    [
        ("GetWagesByEmploymentId", True, False, None),
        ("PutWageByWageId", False, True, "application/json"),
        (
            "PatchImportConceptEmployeesByPayrollAdministrationId",
            False,
            False,
            "multipart/form-data",
        ),
    ],
)
def test_operations_know_what_they_take(
    name: str, paged: bool, conditional: bool, body: str | None
) -> None:
    """The table tells pages, If-Match and the kind of body."""
    operation = loket_operation(name)
    assert (operation.paged, operation.takes_if_match, operation.body) == (paged, conditional, body)
