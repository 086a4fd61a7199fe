"""The members that hold dates, wherever they stand in a body.

The specification asks for eight digits; that a calendar has the day is checked here. A name
means the same in every resource, so one set of names is enough.

Sources: Link2Prisma manual, 3; facts: prisma_fields.json, the members of type date.
"""

from collections.abc import Iterable
from typing import Any

from invaller.apis.prisma.domain.calendar_days import check_days

DATE_MEMBERS = frozenset(
    [
        "Birthdate",
        "ChangeDate",
        "DateDeclaration",
        "DateInService",
        "DateOutService",
        "DateProfessionalExperience",
        "DateRetired",
        "Day",
        "EndDate",
        "EndFixedTerm",
        "EndOfPeriod",
        "EndProbationPeriod",
        "EndProbationPeriode",
        "Enddate",
        "EndingDate",
        "IDValidUntil",
        "InterimFrom",
        "InterimTo",
        "Notedate",
        "OrderDate",
        "PersContributionEnddate",
        "PersContributionStartdate",
        "PublicationDate",
        "RegistrationDate",
        "Resumedate",
        "ScaleSalarySeniority",
        "SectorSeniority",
        "Seniority",
        "SpouseBirthdate",
        "StartDate",
        "StartProbationPeriod",
        "StartProbationPeriode",
        "Startdate",
        "StartdateIllness",
        "StartingDate",
        "Weddingdate",
    ]
)


def check_dates(body: Any, where: str = "") -> None:
    """Refuse (INVALID) a body with a date that is on no calendar, at whatever depth.

    where: JSON pointer of the body, for the explanation.
    """
    if isinstance(body, dict):
        check_days(body, *sorted(DATE_MEMBERS & body.keys()), where=where)
    children: Iterable[tuple[Any, Any]] = ()
    if isinstance(body, dict):
        children = body.items()
    elif isinstance(body, list):
        children = enumerate(body)
    for name, child in children:
        check_dates(child, f"{where}/{name}")
