"""Prestaties: one for each month of a contract.

Sources: VAPH ISIS, Een prestatie registreren; facts: vaph_endpoints.tsv, row 6.
"""

from calendar import monthrange
from datetime import date

from invaller.apis.vaph.domain.contracts import Line
from invaller.apis.vaph.domain.refused import Refused


def check_contract(contract: int, sent: int | None) -> Refused | None:
    """Refuse a contractId that is not that of the path; it may be left out."""
    if sent is None or sent == contract:
        return None
    return Refused(
        "vaph.prestatie.register-contractid-other-400",
        "not documented",
        f"contractId {sent} is not that of the path, {contract}",
        "contractId",
        sent,
        contract,
        contract,
    )


def check_month(year: int, month: int, registered: int | None) -> Refused | None:
    """Refuse a second prestatie of a month; registered: the id of the first, if there is one."""
    if registered is None:
        return None
    return Refused(
        "vaph.prestatie.second-of-month-400",
        "facts: vaph_endpoints.tsv, row 6 (not described)",
        f"prestatie {registered} is registered for {year}-{month:02d}; delete it first",
        "maand",
        f"{year}-{month:02d}",
        "one prestatie a month",
    )


def is_outside(contract: Line, year: int, month: int) -> bool:
    """Whether a month lies wholly outside a contract."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return not contract.overlaps(Line(0, first, last))
