"""What operations need before they can be called: states, files, members that a rule asks for."""

from collections.abc import Mapping

from invaller_contracts.loket.known import Record
from invaller_contracts.loket.preparing.absences import ABSENCES
from invaller_contracts.loket.preparing.documents import DOCUMENTS
from invaller_contracts.loket.preparing.employing import EMPLOYING
from invaller_contracts.loket.preparing.payroll import PAYROLL
from invaller_contracts.loket.preparing.users import USERS
from invaller_contracts.loket.sweeping import Preparation

_AGES: Record = {
    "from": {"numberOfYears": 90, "numberOfMonths": 0},
    "upToAndIncluding": {"numberOfYears": 91, "numberOfMonths": 0},
    "leaveEntitlement": {"wtr": 8},
}

ADDED: Mapping[str, Record] = {
    "age-based-leave": _AGES,
    "cost-per-hour": {"payrollPeriods": {"id": 12501}},
    "fiscal-company-car": {"valueForTaxPurposes": 20000},
    "protected-earnings": {"threshold": 1000},
    "social-security-configuration": {"startDate": "2025-01-01"},
    "wage-based-leave": {
        "fromWage": 100000,
        "upToAndIncludingWage": 110000,
        "leaveEntitlement": {"wtr": 8},
    },
    "years-of-service-based-leave": _AGES,
}
"""Members that a rule asks for in new records, by resource."""

PREPARATIONS: Mapping[str, Preparation] = {
    **ABSENCES,
    **DOCUMENTS,
    **EMPLOYING,
    **PAYROLL,
    **USERS,
}
"""By operationId, where the shape of an operation does not tell what it needs."""

__all__ = ["ADDED", "PREPARATIONS"]
