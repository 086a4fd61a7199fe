"""Choices where the document says that there is a setting, and not where it is kept."""

from invaller.kernel.api import Switch

NEW_EMPLOYER_TEAM = Switch(
    "loket.new-employer-team", ("by-hand", "at-once"), "Loket API V2, postEmployerByProviderId"
)
"""Whether a new employer waits for a team to be linked before users of the provider reach it."""

SUMMARY_YEARS = Switch(
    "loket.summary-years",
    ("all", "current", "current-and-previous"),
    "Loket API V2, getPayrollPeriodSummaryByEmploymentIdAndPayrollPeriodId",
)
"""The year filter of employers: the payroll years whose periods a summary payslip offers."""

SWITCHES = (NEW_EMPLOYER_TEAM, SUMMARY_YEARS)
