"""Reading one period or one daily registration.

Source: Dimona WS REST v2, 5.1.4, 5.1.6, 7.4, 7.6.
"""

from invaller.apis.dimona.access import has_right, refuse
from invaller.apis.dimona.answers import daily_registration_body, period_body
from invaller.apis.dimona.personnel_file import PersonnelFile
from invaller.apis.dimona.problems import resource_not_found
from invaller.apis.dimona.switches import PERIOD_HOURS
from invaller.kernel.calls import Answer, Call
from invaller.kernel.numbers.digits import whole_number


def get_period(call: Call) -> Answer:
    """A period as it stands after its latest accepted declaration."""
    number = call.parameters["periodId"]
    period = PersonnelFile(call.workspace).period(whole_number(number))
    if period is None:
        raise resource_not_found(call, "periodId", number)
    if not has_right(call, period.employer.enterprise_number):
        raise refuse(call, period.employer.enterprise_number)
    citizen = call.workspace.registers.citizens.get(period.worker)
    in_minutes = call.workspace.switch(PERIOD_HOURS.name) == "minutes"
    body = period_body(period, citizen, call.base, in_search=False, in_minutes=in_minutes)
    return Answer(200, body)


def get_daily_registration(call: Call) -> Answer:
    """A daily registration, cancelled or not."""
    file = PersonnelFile(call.workspace)
    number = call.parameters["dailyRegistrationId"]
    registration = file.daily_registration(whole_number(number))
    if registration is None:
        raise resource_not_found(call, "dailyRegistrationId", number)
    period = file.period(registration.period_id)
    employer = period.employer.enterprise_number if period else None
    if not has_right(call, employer):
        raise refuse(call, employer)
    return Answer(200, daily_registration_body(registration))
