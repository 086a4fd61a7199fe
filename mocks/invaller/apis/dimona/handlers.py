"""The handler of each operation."""

from collections.abc import Mapping

from invaller.apis.dimona.consulting import get_daily_registration, get_period
from invaller.apis.dimona.searching import (
    list_daily_registrations,
    search_declarations,
    search_periods,
    search_relations,
)
from invaller.apis.dimona.submissions import get_declaration, submit_declaration
from invaller.kernel.api import Handler

HANDLERS: Mapping[str, Handler] = {
    "submitDeclaration": submit_declaration,
    "getDeclaration": get_declaration,
    "searchDeclarations": search_declarations,
    "getDailyRegistration": get_daily_registration,
    "listDailyRegistrations": list_daily_registrations,
    "getPeriod": get_period,
    "searchPeriods": search_periods,
    "searchRelations": search_relations,
}
"""By operationId of specs/dimona/openapi.yaml."""
