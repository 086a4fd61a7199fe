"""Lists: pages, filters, orders and exports, on the employees of the nursery (1001 to 1020)."""

import csv
import io

import pytest

from invaller_clients import BadRequest, Forbidden, LoketClient, Unauthorized
from invaller_contracts.loket.client import loket_client
from invaller_contracts.loket.samples import Nursery
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.truth("documented")

EMPLOYEES = "GetEmployeesByEmployerId"


@pytest.mark.behaviour(
    "loket.paging.page-size",
    "loket.paging.page-number",
    "loket.paging.total-size",
    "loket.paging.total-pages",
    "loket.paging.current-page",
)
def test_pages(loket: LoketClient, nursery: Nursery) -> None:
    """Pages of eight hold 20 employees in three, each once, with the totals on each."""
    key = {"employerId": nursery.employer, "filter": "employeeNumber le 1020"}
    pages = list(loket.pages(EMPLOYEES, key, pageSize=8, orderBy="employeeNumber"))
    assert [len(page.records) for page in pages] == [8, 8, 4]
    assert [page.body["currentPage"] for page in pages] == [1, 2, 3]
    assert {(page.total, page.pages) for page in pages} == {(20, 3)}
    numbers = [one["employeeNumber"] for page in pages for one in page.records]
    assert numbers == list(range(1001, 1021))


@pytest.mark.behaviour("loket.filter.and", "loket.filter.integers", "loket.filter.nested")
@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("employeeNumber ge 1001 and employeeNumber le 1003", [1001, 1002, 1003]),
        ("personalDetails.lastName eq 'bakker'", [1001]),
        ("EMPLOYEENUMBER eq 1004 or personalDetails.lastname lk 'sm'", [1004, 1006, 1020]),
    ],
)
def test_filters(loket: LoketClient, nursery: Nursery, asked: str, numbers: list[int]) -> None:
    """A filter keeps what it says, whatever the letter case of its names and texts."""
    key = {"employerId": nursery.employer, "filter": asked, "orderBy": "employeeNumber"}
    assert [one["employeeNumber"] for one in loket.all(EMPLOYEES, key)] == numbers


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.filter.unknown-field", "loket.paging.page-zero")
@pytest.mark.parametrize("wrong", [{"filter": "nonsense eq 1"}, {"pageNumber": 0}])
def test_bad_questions(loket: LoketClient, nursery: Nursery, wrong: dict[str, object]) -> None:
    """A filter on a field that is not there, and page 0, are refused."""
    with pytest.raises(BadRequest):
        loket.call(EMPLOYEES, wrong, employerId=nursery.employer)


@pytest.mark.behaviour(
    "loket.export.csv",
    "loket.export.columns",
    "loket.export.delimiter",
    "loket.export.nested-field",
    "loket.export.file-name",
    "loket.export.filter-and-order",
)
def test_an_export(loket: LoketClient, nursery: Nursery) -> None:
    """An export has the columns that were asked for, in their order, of the filtered records."""
    fields = [
        {"fieldName": "employeeNumber", "reportColumnName": "Nummer"},
        {"fieldName": "personalDetails.lastName", "reportColumnName": "Achternaam"},
    ]
    answer = loket.export(
        EMPLOYEES,
        fields,
        employerId=nursery.employer,
        filter="employeeNumber le 1003",
        orderBy="-employeeNumber",
        file_name="MyExport",
    )
    rows = list(csv.reader(io.StringIO(answer.data.decode()), delimiter=";"))
    assert answer.file_name == "MyExport.csv"
    assert rows == [
        ["Nummer", "Achternaam"],
        ["1003", "Jansen"],
        ["1002", "Vries"],
        ["1001", "Bakker"],
    ]


@pytest.mark.behaviour("loket.status.401-body")
def test_a_refused_token(sim: Simulator, nursery: Nursery) -> None:
    """Without a token of a user nothing is told."""
    with loket_client(sim, auth=None) as nobody, pytest.raises(Unauthorized) as refused:
        nobody.call(EMPLOYEES, employerId=nursery.employer)
    assert refused.value.problem.detail == "Authorization has been denied for this request."


@pytest.mark.behaviour("loket.status.403-body")
def test_a_missing_right(sim: Simulator, nursery: Nursery) -> None:
    """Who may only read may not write, and is told the reason."""
    viewer = "k.kijker@delinde.example"
    with loket_client(sim, viewer) as reader:
        assert list(reader.all(EMPLOYEES, employerId=nursery.employer))
        with pytest.raises(Forbidden) as refused:
            reader.call("PostEmployerNoteByEmployerId", employerId=nursery.employer, body={})
    said = refused.value.problem.detail or ""
    assert said.startswith("Insufficient rights for this request, reason ")
