"""The walk: every step with the section that prints it, in the order of their dates."""

from invaller_contracts.demo import attending, consulting, declaring, employing, hiring, loket
from invaller_contracts.demo import vaph_afrekeningen as afrekeningen
from invaller_contracts.demo import vaph_contracts as contracts
from invaller_contracts.demo.walk import Step

_DIMONA = "Dimona WS REST v2"
_DATA = "precontractual data"
_LOKET = "Loket API V2"
_PRISMA = "Link2Prisma manual"
_VAPH = "VAPH ISIS"

STEPS = (
    Step("An In is accepted", f"{_DIMONA}, 7.1.1 and 7.2 (1)", declaring.in_accepted),
    Step("It made a period", f"{_DIMONA}, 5.1.1.3.1", declaring.in_makes_a_period),
    Step("A number that nobody declared", f"{_DIMONA}, 7.2 (5)", declaring.unknown_number),
    Step("A student over quota", f"{_DIMONA}, 7.2 (2)", declaring.student_over_quota),
    Step("An end hour before the start hour", f"{_DIMONA}, 7.2 (3)", declaring.end_before_start),
    Step("A worker nobody knows", f"{_DIMONA}, 7.2 (4)", declaring.waiting_then_accepted),
    Step("An Update", f"{_DIMONA}, 1 and 5.1.1.1", declaring.update),
    Step("An Out", f"{_DIMONA}, 1 and 5.1.1.1", declaring.out),
    Step("A Cancel", f"{_DIMONA}, 1 and 5.1.1.1", declaring.cancel),
    Step("An employee is taken on", f"{_LOKET}, convertToEmployee", loket.taken_on),
    Step("A raise", f"{_LOKET}, wages", loket.raised),
    Step("An absence", f"{_LOKET}, absences", loket.ill_for_a_while),
    Step("A payroll run", f"{_LOKET}, payrollruns", loket.paid),
    Step(
        "A student for January",
        f"{_DIMONA}, 7.7",
        consulting.student_of_january,
        at="2024-01-01T09:00:00+01:00",
    ),
    Step(
        "A worker for a week",
        f"{_DIMONA}, 7.3",
        consulting.worker_of_january,
        at="2024-01-15T08:00:00+01:00",
    ),
    Step(
        "The student did not come",
        f"{_DIMONA}, 7.7",
        consulting.student_did_not_come,
        at="2024-01-20T09:00:00+01:00",
    ),
    Step(
        "A presence of an hour",
        f"{_DIMONA}, 7.5",
        consulting.day_of_february,
        at="2024-01-31T09:00:00+01:00",
    ),
    Step(
        "A daily registration",
        f"{_DIMONA}, 7.1.2 and 7.4",
        consulting.daily_registration,
        at="2024-04-20T16:30:00+02:00",
    ),
    Step("Search declarations", f"{_DIMONA}, 7.3", consulting.declarations),
    Step("List daily registrations", f"{_DIMONA}, 7.5", consulting.daily_registrations),
    Step("Search periods", f"{_DIMONA}, 7.7", consulting.periods),
    Step("Search relations", f"{_DIMONA}, 7.8", consulting.relations),
    Step("A candidate", f"{_DATA}, 3.2.2.1", hiring.candidate, at="2024-12-02T17:06:36.885+01:00"),
    Step("A Dimona takes hours of a student", f"{_DATA}, 3.1 (2)", hiring.hours_go_down),
    Step("Its Cancel gives them back", f"{_DATA}, 3.1 (2)", hiring.hours_come_back),
    Step(
        "A refusal, explained",
        f"{_DATA}, 3.3.11",
        hiring.refusal_explained,
        at="2025-03-04T10:00:00+01:00",
    ),
    Step(
        "Somebody who is no worker yet",
        f"{_PRISMA}, 4.6",
        employing.nobody_yet,
        at="2025-03-10T09:00:00+01:00",
    ),
    Step("A request is queued", f"{_PRISMA}, 2 and 4.5", employing.queued),
    Step("A worker is hired", f"{_PRISMA}, 4.2 /worker", employing.hired),
    Step("The worker will move", f"{_PRISMA}, 4.2 and 4.1 address", employing.moved),
    Step("And later than thought", f"{_PRISMA}, 4.3 address", employing.moved_later),
    Step("The last one stays", f"{_PRISMA}, 4.4", employing.always_one),
    Step("Another contract", f"{_PRISMA}, 4.2 contract", employing.contract),
    Step("Salary data", f"{_PRISMA}, 4.2 and 4.3 salarycomposition", employing.salary),
    Step("Company cars", f"{_PRISMA}, 4.1 and 4.2 companycar", employing.car),
    Step("What others changed", f"{_PRISMA}, 4.1 /modifications", employing.told),
    Step("Absences of two workers", f"{_PRISMA}, 4.2 /absences", attending.absence),
    Step("An absence is deleted", f"{_PRISMA}, 4.4 /absences", attending.absence_deleted),
    Step("Prestations", f"{_PRISMA}, 4.2 /prestations and 4.5", attending.prestation),
    Step("The month is complete", f"{_PRISMA}, 4.2 /prestations/completed", attending.processed),
    Step("A dimona on request", f"{_PRISMA}, 4.2 and 4.1 dimona", attending.dimona),
    Step(
        "A first day of unemployment",
        f"{_PRISMA}, 4.2 /firstdayofunemployment",
        attending.unemployment,
    ),
    Step("Documents", f"{_PRISMA}, 5.1 /document", attending.documents),
    Step("Withdrawn documents", f"{_PRISMA}, 5.1 withdrawals", attending.withdrawn),
    Step("A document is uploaded", f"{_PRISMA}, 5.2", attending.upload),
    Step("A contract is registered", f"{_VAPH}, Een contract registreren", contracts.registered),
    Step("It is changed", f"{_VAPH}, Een contract wijzigen", contracts.changed),
    Step("A prestatie", f"{_VAPH}, Een prestatie registreren", contracts.prestatie),
    Step("The contract is deleted", f"{_VAPH}, Een contract verwijderen", contracts.deleted),
    Step("Refused by the XSD", f"{_VAPH}, Foutcodes", contracts.refused_by_the_xsd),
    Step(
        "An afrekeningscontract",
        f"{_VAPH}, Een afrekeningscontract toevoegen",
        afrekeningen.contract,
    ),
    Step(
        "Bruggepensioneerden",
        f"{_VAPH}, Afrekening bruggepensioneerde toevoegen",
        afrekeningen.pensioners,
    ),
    Step("Variabele prestaties", f"{_VAPH}, Variabele prestaties toevoegen", afrekeningen.variable),
)
