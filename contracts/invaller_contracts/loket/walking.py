"""What a real environment has below one employer: a few records of each kind, looked up once.

The employer and the employee are those of the environment's variables. Of any other list only
the first page is asked for, and its first records.
"""

from collections.abc import Iterator
from datetime import date

from invaller.apis.loket.catalogue import OperationOf
from invaller_clients.errors import ProblemError
from invaller_contracts.loket.checking import UndocumentedAnswer
from invaller_contracts.loket.client import CheckedLoketClient
from invaller_contracts.loket.known import VALUES, Known, Record, records_in

FEW = 3
"""So many records of a kind, and of a parent, are looked at."""

_PAGE = 10
"""Records of the one page of a list that is asked for."""

_EMPLOYERS, _EMPLOYEES = "GetEmployersByUserId", "GetEmployeesByEmployerId"


class Walk(Known):
    """Records found from one employer down; a list that is refused has none.

    employer: company name; employee: the number of the one who comes first; today: whose year
    stands for any year. Which lists were refused is told by the calls of those lists themselves.
    """

    def __init__(
        self, loket: CheckedLoketClient, employer: str, employee: int, today: date
    ) -> None:
        values = {**VALUES, "year": today.year}
        super().__init__(loket, width=FEW, enough=FEW, values=values)
        self._filters = {
            _EMPLOYERS: f"companyName eq '{employer}'",
            _EMPLOYEES: f"employeeNumber eq {employee}",
        }
        self._undocumented: list[str] = []

    def records(self, operation: OperationOf, **parameters: str) -> Iterator[Record]:
        """The records of one page; of employees the one that was named comes first."""
        named = self._filters.get(operation.id)
        if named is None:
            yield from self._page(operation, parameters)
            return
        chosen = self._page(operation, {**parameters, "filter": named})
        yield from chosen
        if operation.id == _EMPLOYEES:
            ids = [one["id"] for one in chosen]
            others = self._page(operation, parameters)
            yield from (one for one in others if one["id"] not in ids)

    def tell(self) -> None:
        """Raise UndocumentedAnswer for what lists answered since it was asked last, if any did."""
        told, self._undocumented = self._undocumented, []
        if told:
            raise UndocumentedAnswer("; ".join(told))

    def _page(self, operation: OperationOf, parameters: dict[str, str]) -> list[Record]:
        size = {"pageSize": _PAGE} if "pageSize" in operation.parameters else {}
        try:
            answer = self.loket.call(operation.id, {**parameters, **size})
        except ProblemError:
            return []
        except UndocumentedAnswer as error:
            # What can be found without that list is looked for all the same.
            self._undocumented.append(str(error))
            return []
        return list(records_in(answer))
