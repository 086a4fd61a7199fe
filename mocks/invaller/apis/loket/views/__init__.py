"""Read-only operations that are made from other records, and lookups in registers outside."""

from collections.abc import Mapping

from invaller.apis.loket.access import VIEWS as ACCESS
from invaller.apis.loket.views.actual import ACTUAL
from invaller.apis.loket.views.calendars import CALENDARS
from invaller.apis.loket.views.common import View
from invaller.apis.loket.views.employments import EMPLOYMENTS
from invaller.apis.loket.views.filter_settings import FILTER_SETTINGS
from invaller.apis.loket.views.journals import JOURNALS
from invaller.apis.loket.views.leave import LEAVE
from invaller.apis.loket.views.lookups import LOOKUPS
from invaller.apis.loket.views.of_employer import OF_EMPLOYER
from invaller.apis.loket.views.periods import PERIODS
from invaller.apis.loket.views.process import PROCESS
from invaller.apis.loket.views.results import RESULTS
from invaller.apis.loket.views.self_service import SELF_SERVICE
from invaller.apis.loket.views.simulator import SIMULATOR
from invaller.apis.loket.views.trails import TRAILS
from invaller.apis.loket.views.users import USERS

VIEWS: Mapping[str, View] = {
    **ACCESS,
    **ACTUAL,
    **CALENDARS,
    **EMPLOYMENTS,
    **FILTER_SETTINGS,
    **JOURNALS,
    **LEAVE,
    **LOOKUPS,
    **OF_EMPLOYER,
    **PERIODS,
    **PROCESS,
    **RESULTS,
    **SELF_SERVICE,
    **SIMULATOR,
    **TRAILS,
    **USERS,
}
"""By operationId; they go before the engine where both serve an operation."""

__all__ = ["VIEWS"]
