"""What a client reads at Loket, on a simulator or at a URL: lists, records, options, refusals."""

import csv
import io

import pytest

from invaller_clients import (
    BadRequest,
    Forbidden,
    LoketClient,
    NotFound,
    Unauthorized,
)
from invaller_clients.errors import ProblemError
from invaller_clients.loket_answers import loket_messages
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.client import CheckedLoketClient, loket_client
from invaller_contracts.provider.target import Target

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere]

EMPLOYEES = "GetEmployeesByEmployerId"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.behaviour("loket.paging.page-size", "loket.paging.total-size")
def test_pages_are_a_list(loket: LoketClient, cast: Cast) -> None:
    """The pages of a list hold each record once; all but the last are full."""
    key = {"employerId": cast.employer}
    pages = list(loket.pages(EMPLOYEES, key, pageSize=5, orderBy="employeeNumber"))
    assert all(len(page.records) == 5 for page in pages[:-1])
    assert [page.body["currentPage"] for page in pages] == list(range(1, len(pages) + 1))
    found = [one["id"] for page in pages for one in page.records]
    assert len(set(found)) == len(found) == pages[0].total


@pytest.mark.behaviour("loket.filter.eq", "loket.filter.nested", "loket.filter.field-case")
def test_a_filter_keeps_what_it_says(loket: LoketClient, cast: Cast) -> None:
    """A filter finds an employee by number, and one by a nested name in other letter case."""
    key = {"employerId": cast.employer}
    (found,) = loket.all(EMPLOYEES, key, filter=f"EMPLOYEENUMBER eq {cast.number}")
    assert found["id"] == cast.employee
    name = found["personalDetails"]["lastName"]
    namesakes = loket.all(EMPLOYEES, key, filter=f"personalDetails.lastName eq '{name.upper()}'")
    assert cast.employee in [one["id"] for one in namesakes]


@pytest.mark.behaviour("loket.order.ascending", "loket.order.descending")
def test_a_list_is_ordered(loket: LoketClient, cast: Cast) -> None:
    """orderBy orders ascending, with a minus descending."""
    key = {"employerId": cast.employer}
    for order, reverse in (("employeeNumber", False), ("-employeeNumber", True)):
        numbers = [one["employeeNumber"] for one in loket.all(EMPLOYEES, key, orderBy=order)]
        assert numbers == sorted(numbers, reverse=reverse)


@pytest.mark.behaviour("loket.version.on-or-before", "loket.version.repeated-in-answer")
@pytest.mark.parametrize(
    ("asked", "answered"), [("2021-03-28", "2018-12-31"), ("2021-03-29", "2021-03-29")]
)
def test_a_version_is_on_or_before(
    loket: LoketClient, cast: Cast, asked: str, answered: str
) -> None:
    """The version of the day that Accept names is served, and named in the answer."""
    accept = {"Accept": f"application/json;version={asked}"}
    read = loket.call("GetEmployeeByEmployeeId", employeeId=cast.employee, headers=accept)
    assert read.version == answered
    has_business = "businessPhoneNumber" in read.content["contactInformation"]
    assert has_business == (answered == "2021-03-29")


@pytest.mark.behaviour("loket.header.etag-on-details", "loket.header.expires-on-every-answer")
def test_a_record_has_an_etag(loket: CheckedLoketClient, cast: Cast) -> None:
    """A record that did not change is read with the same ETag."""
    tags = {
        loket.call("GetEmploymentByEmploymentId", employmentId=cast.employment).etag
        for _ in range(2)
    }
    assert len(tags) == 1
    assert None not in tags
    assert loket.last is not None
    assert loket.last.headers["Expires"]


@pytest.mark.behaviour("loket.export.csv", "loket.export.delimiter", "loket.export.columns")
@pytest.mark.parametrize("delimiter", [";", "|"])
def test_an_export_is_the_list(loket: LoketClient, cast: Cast, delimiter: str) -> None:
    """An export has a row for each record of the list, with the columns that were asked for."""
    fields = [
        {"fieldName": "personalDetails.lastName", "reportColumnName": "Naam"},
        {"fieldName": "employeeNumber", "reportColumnName": "Nummer"},
    ]
    key = {"employerId": cast.employer, "orderBy": "employeeNumber"}
    answer = loket.export(EMPLOYEES, fields, key, delimiter=delimiter)
    rows = list(csv.reader(io.StringIO(answer.data.decode()), delimiter=delimiter))
    assert answer.media_type == "text/csv"
    assert rows[0] == ["Naam", "Nummer"]
    listed = loket.all(EMPLOYEES, key)
    assert rows[1:] == [
        [one["personalDetails"]["lastName"], str(one["employeeNumber"])] for one in listed
    ]


@pytest.mark.behaviour("loket.metadata.field-and-options", "loket.metadata.all-fields")
def test_metadata_tells_the_options(loket: LoketClient, cast: Cast) -> None:
    """Each metadata field of a wage is there, with options of a key and a value."""
    listed = loket.call("GetWageMetadataByEmploymentId", employmentId=cast.employment).records
    fields = {one["field"]: one["options"] for one in listed}
    assert {"grossWageType", "payScale", "employerCostsType"} <= set(fields)
    assert all({"key", "value"} <= set(one) for one in fields["grossWageType"])


@pytest.mark.behaviour("loket.defaults.get-object", "loket.defaults.read-only-too")
def test_defaults_are_a_record(loket: LoketClient, cast: Cast) -> None:
    """The defaults of a wage have the members of a wage."""
    key = {"employmentId": cast.employment}
    defaults = loket.call("GetWageDefaultsByEmploymentId", key).content
    wage = next(loket.all("GetWagesByEmploymentId", key))
    assert set(defaults) == set(wage)


@pytest.mark.behaviour("loket.authorization.activity-names")
def test_authorizations_are_listed(loket: LoketClient, cast: Cast) -> None:
    """What a user may do at an employer is listed by activity."""
    listed = loket.all("GetAuthorizationsByEmployerId", employerId=cast.employer)
    names = {one["description"] for one in listed}
    assert {"GetEmployeesByEmployerId", "GetWageByWageId"} <= names


@pytest.mark.behaviour("loket.status.404-record")
def test_nobody_is_not_found(loket: LoketClient) -> None:
    """An id that is not there is not found, or not for this user."""
    with pytest.raises((NotFound, Forbidden)) as refused:
        loket.call("GetEmployeeByEmployeeId", employeeId=NOBODY)
    assert refused.value.problem.status in (403, 404)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.filter.unknown-field", "loket.message.types")
@pytest.mark.parametrize("wrong", [{"filter": "nonsense eq 1"}, {"orderBy": "nonsense"}])
def test_a_bad_question_is_told(loket: LoketClient, cast: Cast, wrong: dict[str, str]) -> None:
    """A refused question has a message that says what is wrong, and an empty list."""
    with pytest.raises(BadRequest) as refused:
        loket.call(EMPLOYEES, wrong, employerId=cast.employer)
    (told,) = loket_messages(refused.value)
    assert told.kind == "BrokenBusinessRule"
    assert told.code
    assert "nonsense" in told.description
    assert _body(refused.value)["_embedded"] == []


@pytest.mark.behaviour("loket.status.401-body", "loket.header.authorization-bearer")
def test_a_token_is_needed(target: Target, cast: Cast) -> None:
    """Without a token the answer is 401, with the message of the document and no more."""
    with loket_client(target, auth=None) as nobody, pytest.raises(Unauthorized) as refused:
        nobody.call(EMPLOYEES, employerId=cast.employer)
    assert _body(refused.value) == {"message": "Authorization has been denied for this request."}


def _body(error: ProblemError) -> dict[str, object]:
    body = error.body
    assert isinstance(body, dict)
    return body
