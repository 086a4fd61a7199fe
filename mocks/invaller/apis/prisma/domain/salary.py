"""Salary compositions: kept per worker, shown within contracts.

Each is shown within every contract in whose period it is in force (assumed: a composition
has no place of its own to be read, and one contract rarely outlasts it).

Sources: Link2Prisma manual, 4.1 GET /worker and 4.2 to 4.4 salarycomposition; facts:
prisma_endpoints.tsv, row 53; prisma_fields.json, SalaryComposition.
"""

from datetime import date, timedelta

from invaller.apis.prisma.domain import history as engine
from invaller.apis.prisma.domain.dates import parse
from invaller.apis.prisma.domain.histories import CONTRACT, SALARY_COMPOSITION
from invaller.apis.prisma.domain.history import Record, Records

MEMBER = "SalaryCompositions"

_DAY = timedelta(days=1)


def apart(contract: Record) -> tuple[Record, Records]:
    """A contract as sent without its salary compositions, and those."""
    rest = {name: value for name, value in contract.items() if name != MEMBER}
    return rest, [row for row in contract.get(MEMBER) or [] if row is not None]


def merged(compositions: Records, sent: Records) -> Records:
    """The compositions with those that came within a contract: new, or changed (assumed)."""
    for row in sent:
        key = SALARY_COMPOSITION.key_of(row)
        if engine.of(SALARY_COMPOSITION, compositions, key) is None:
            compositions, _ = engine.add(SALARY_COMPOSITION, compositions, row)
        else:
            compositions, _ = engine.change(
                SALARY_COMPOSITION, compositions, key, row, f"/{MEMBER}"
            )
    return compositions


def shown(contracts: Records, compositions: Records) -> Records:
    """The contracts as answers show them, each with the compositions in force in its period."""
    starts = [CONTRACT.start_of(contract) for contract in contracts]
    return [
        {
            **contract,
            MEMBER: [row for row in compositions if _in_force(row, contract, following)],
        }
        for contract, following in zip(contracts, [*starts[1:], None], strict=True)
    ]


def _in_force(composition: Record, contract: Record, following: date | None) -> bool:
    """Whether a composition holds on a day of a contract: until its end or the next contract."""
    ends = [parse(contract.get("Enddate")), None if following is None else following - _DAY]
    last = min((end for end in ends if end is not None), default=date.max)
    return engine.meets(SALARY_COMPOSITION, composition, CONTRACT.start_of(contract), last)
