"""Choices where the document leaves or contradicts itself; the first choice is the default."""

from invaller.kernel.api import Switch

PERIOD_HOURS = Switch(
    "dimona.period-hours",
    ("hhmm", "minutes"),
    "Dimona WS REST v2, 7.6 (480 for 08:00) against 7.4 (1545); facts: dimona C2 row 4",
)
"""How GET /periods/{periodId} writes hours."""

DAILY_REGISTRATION_END_DATE = Switch(
    "dimona.daily-registration-end-date",
    ("optional", "required"),
    "Dimona WS REST v2, 7.1.2, against the glossary, zone 00911; facts: dimona C2 row 13",
)
"""Whether a dailyRegistrationIn may come without end date."""

BAD_REQUEST = Switch(
    "dimona.bad-request",
    ("belgif", "status-message"),
    "not documented; facts: dimona C2 row 19",
)
"""The body of a 400."""

SWITCHES = (PERIOD_HOURS, DAILY_REGISTRATION_END_DATE, BAD_REQUEST)
