"""The shared registers of one workspace, each a kind of document with its own key."""

from typing import Any

from invaller.kernel.registers import student_account
from invaller.kernel.store import Documents, Kind

CITIZENS = Kind("register.citizen", ("familyName", "birthDate"), required=("ssin", "birthDate"))
EMPLOYERS = Kind("register.employer", ("employerId",), required=("enterpriseNumber",))
CITIZEN_MANDATES = Kind(
    "register.citizen-mandate",
    ("citizen", "enterpriseNumber"),
    required=("citizen", "enterpriseNumber", "status"),
)
EMPLOYER_MANDATES = Kind(
    "register.employer-mandate", ("mandatary", "employer"), required=("mandatary", "employer")
)
EMPLOYMENTS = Kind(
    "register.employment",
    ("citizen", "quarter", "enterpriseNumber"),
    required=("citizen", "enterpriseNumber", "quarter", "percent"),
)
STUDENT_ACCOUNTS = Kind(
    "register.student-account",
    ("citizen", "year"),
    required=("citizen", "year", "reservations"),
)

KINDS = (
    CITIZENS,
    EMPLOYERS,
    CITIZEN_MANDATES,
    EMPLOYER_MANDATES,
    EMPLOYMENTS,
    STUDENT_ACCOUNTS,
)

Record = dict[str, Any]


class Register:
    """One register: records whose key is made of some of their members."""

    def __init__(self, documents: Documents, kind: Kind, key: tuple[str, ...]) -> None:
        self._documents = documents
        self._kind = kind
        self._key = key

    def get(self, *key: str | int) -> Record | None:
        """The record under a key (as many parts as the register's key has), or None."""
        return self._documents.get(self._kind, "|".join(map(str, key)))

    def put(self, record: Record) -> None:
        """Insert or replace a record; its key is read out of it."""
        key = "|".join(str(record[member]) for member in self._key)
        self._documents.put(self._kind, key, record)

    def find(self, **where: Any) -> list[Record]:
        """The records whose looked-up members equal the given ones, oldest first."""
        return self._documents.find(self._kind, where)


class StudentAccounts(Register):
    """Student accounts, by citizen and calendar year; an absent account is an empty one."""

    def account(self, citizen: str, year: int) -> Record:
        """The account of a citizen in a year."""
        return self.get(citizen, year) or {"citizen": citizen, "year": year, "reservations": {}}

    def remaining(self, citizen: str, year: int) -> int:
        """Hours the citizen can still work as a student in a year."""
        return student_account.remaining(self.account(citizen, year))

    def reserve(self, citizen: str, year: int, holder: str, hours: int) -> None:
        """Let a holder (a period) reserve these hours and no others; 0 gives them back."""
        account = self.account(citizen, year)
        changed = student_account.with_reservation(account, holder, hours)
        if changed != account:
            self.put(changed)


class Registers:
    """All shared registers of a workspace."""

    def __init__(self, documents: Documents) -> None:
        self.citizens = Register(documents, CITIZENS, ("ssin",))
        self.employers = Register(documents, EMPLOYERS, ("enterpriseNumber",))
        self.citizen_mandates = Register(
            documents, CITIZEN_MANDATES, ("citizen", "enterpriseNumber")
        )
        self.employer_mandates = Register(documents, EMPLOYER_MANDATES, ("mandatary", "employer"))
        self.employments = Register(
            documents, EMPLOYMENTS, ("citizen", "enterpriseNumber", "quarter")
        )
        self.student_accounts = StudentAccounts(documents, STUDENT_ACCOUNTS, ("citizen", "year"))
