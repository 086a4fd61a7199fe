"""The rules of resources by name, as resources.yaml lists them."""

from collections.abc import Mapping

from invaller.apis.loket.domain.proposal import Rule
from invaller.apis.loket.domain.rules import absences, employments, leave, payments, persons

RULES: Mapping[str, Rule] = {
    "absence.one-open": absences.one_open,
    "absence-progress.open-absence": absences.open_absence,
    "administrations.exclude-each-other": employments.one_administration,
    "benefit-in-kind.not-twice": employments.not_twice,
    "employee.citizen-service-number": persons.citizen_service_number,
    "employee.postal-code-abroad": persons.postal_code_abroad,
    "employment-fund.deviations-or-fixed": employments.deviations_or_fixed,
    "fiscal-company-car.value-needed": employments.value_needed,
    "journal-allocation.one-basis": employments.one_basis,
    "leave-policy.ages-apart": leave.ages_apart,
    "leave-policy.needs-an-entitlement": leave.needs_an_entitlement,
    "leave-policy.wages-apart": leave.wages_apart,
    "leave-policy.years-apart": leave.years_apart,
    "leave-type.fixed-ones": leave.fixed_ones,
    "payment-information-sepa.iban": payments.valid_iban,
    "payroll-period-data.one-combination": employments.one_combination,
    "social-security-configuration.start": employments.start_of_year,
    "wage.scale-needs-grade": employments.scale_needs_grade,
}
"""Each with the name under which resources.yaml has it."""
