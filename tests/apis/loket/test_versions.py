"""Resource versions: chosen by the date in Accept, repeated in the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.catalogue import CATALOGUE, DETAIL, LIST
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.versions import FIRST_VERSION, NotAcceptable, asked_for, select

JSON = "application/json"
LISTS = sorted(one.id for one in CATALOGUE.operations.values() if one.shape == LIST and one.is_list)
TWO_VERSIONS = sorted(one.id for one in CATALOGUE.operations.values() if len(one.versions) > 1)
CHILDREN = "GetChildrenByEmployeeId"
EMPLOYEE, SEPA = "GetEmployeeByEmployeeId", "GetPaymentInformationSepaByEmploymentId"


@dataclass(frozen=True)
class Dated:
    """A version with nothing but its date."""

    date: str


@pytest.mark.behaviour("loket.version.nearest-in-past")
def test_the_example_of_the_document() -> None:
    """With versions 2018-01-01 and 2018-09-01, 2018-08-01 gets 2018-01-01."""
    versions = [Dated("2018-01-01"), Dated("2018-09-01")]
    assert select(versions, "2018-08-01") == versions[0]


@pytest.mark.behaviour("loket.version.on-or-before", "loket.version.any-date")
@given(
    dates=st.lists(st.dates(), min_size=1, unique=True).map(sorted),
    wanted=st.dates(),
)
def test_the_newest_on_or_before(dates: list[Any], wanted: Any) -> None:
    """The newest version on or before the date is chosen, before all of them the first; a date
    before any resource had a version is refused.
    """
    versions = [Dated(one.isoformat()) for one in dates]
    earlier = [one for one in versions if one.date <= wanted.isoformat()]
    if earlier:
        assert select(versions, wanted.isoformat()) == earlier[-1]
    elif wanted.isoformat() >= FIRST_VERSION:
        assert select(versions, wanted.isoformat()) == versions[0]
    else:
        with pytest.raises(Broken, match=versions[0].date):
            select(versions, wanted.isoformat())


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("application/json;version=2018-01-01", (JSON, "2018-01-01")),
        ("Application/JSON; Version=2018-01-01", (JSON, "2018-01-01")),
        ("applicationjson;version=2018-01-01", (JSON, "2018-01-01")),
        ("text/html, application/json;q=0.5", (JSON, None)),
        ("application/json;q=0.1;version=2018-01-01, text/csv", ("text/csv", None)),
        ("application/*", (JSON, None)),
        ("*/*", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_reading_accept(header: str | None, expected: tuple[str | None, str | None]) -> None:
    """The most wanted media type that there is, with the version it names."""
    asked = asked_for(header, (JSON, "text/csv"))
    assert (asked.media_type, asked.version) == expected


@pytest.mark.parametrize("header", ["text/html", "application/json;q=0", "application/pdf"])
def test_nothing_acceptable(header: str) -> None:
    """A header that names nothing that there is, is told."""
    with pytest.raises(NotAcceptable):
        asked_for(header, (JSON,))


@pytest.mark.behaviour(
    "loket.version.repeated-in-answer", "loket.version.unversioned", "loket.version.any-date"
)
@pytest.mark.parametrize("operation", LISTS)
def test_every_list_says_its_version(loket: Any, operation: str) -> None:
    """The newest version is answered without a version, and for a date in the future."""
    newest = CATALOGUE.operations[operation].version
    for accept in (JSON, f"{JSON};version=2100-01-01"):
        answer = loket.call(operation, loket.ids(operation), accept=accept)
        assert answer.json()["version"] == {
            "resourceVersion": newest.date,
            "obsoleteDate": newest.obsolete,
        }


@pytest.mark.behaviour("loket.version.before-the-first")
@pytest.mark.parametrize("operation", LISTS)
def test_a_date_before_the_first_version(loket: Any, operation: str) -> None:
    """A date before there was a version answers 400 that names the first one."""
    first = CATALOGUE.operations[operation].versions[0].date
    accept = f"{JSON};version=2001-01-01"
    response = loket.call(operation, loket.ids(operation), accept=accept)
    assert response.status_code == 400
    assert first in response.json()["messages"][0]["description"]
    assert loket.why(response) == ["loket.version.before-the-first"]


@pytest.mark.behaviour("loket.version.sample-date")
@pytest.mark.parametrize("operation", LISTS)
def test_the_sample_of_the_document(loket: Any, operation: str) -> None:
    """version=2018-01-01 is answered with the first version of every list."""
    response = loket.call(operation, loket.ids(operation), accept=f"{JSON};version=2018-01-01")
    first = CATALOGUE.operations[operation].versions[0].date
    assert response.status_code == 200
    assert response.json()["version"]["resourceVersion"] == first


@pytest.mark.behaviour("loket.version.malformed")
@pytest.mark.parametrize("version", ["2018", "01-01-2018", "latest", "2018-13-01", "20180101"])
def test_a_version_that_is_no_date(loket: Any, version: str) -> None:
    """A version that is not yyyy-MM-dd answers 400."""
    accept = f"{JSON};version={version}"
    response = loket.call(CHILDREN, loket.ids(CHILDREN), accept=accept)
    assert (response.status_code, loket.why(response)) == (400, ["loket.version.malformed"])


@pytest.mark.behaviour("loket.version.unacceptable")
def test_another_media_type(loket: Any) -> None:
    """An Accept that names no media type of the operation answers 406 and names them."""
    response = loket.call(CHILDREN, loket.ids(CHILDREN), accept="text/html")
    assert response.status_code == 406
    assert JSON in response.json()["messages"][0]["description"]


@pytest.mark.behaviour("loket.version.accept-missing")
@pytest.mark.parametrize("accept", ["", "*/*"])
def test_no_accept_in_lenient_mode(loket: Any, accept: str) -> None:
    """Without a media type the newest version is answered, with a finding."""
    response = loket.call(CHILDREN, loket.ids(CHILDREN), accept=accept)
    assert response.json()["version"]["resourceVersion"] == "2018-01-01"
    assert [one["rule"] for one in loket.sim.findings] == ["loket.version.accept-missing"]


@pytest.mark.sim(strictness="strict")
@pytest.mark.behaviour("loket.version.accept-missing")
@pytest.mark.parametrize("accept", ["", "*/*"])
def test_no_accept_in_strict_mode(loket: Any, accept: str) -> None:
    """Without a media type the answer is 400 that says what is needed."""
    response = loket.call(CHILDREN, loket.ids(CHILDREN), accept=accept)
    assert (response.status_code, loket.why(response)) == (400, ["loket.version.accept-missing"])
    assert "application/json;version=2018-01-01" in response.text


@pytest.mark.behaviour("loket.version.obsolete-in-lenient-mode")
def test_an_obsolete_version_in_lenient_mode(loket: Any) -> None:
    """It is served after its obsoleteDate, with a finding."""
    response = loket.call(SEPA, loket.ids(SEPA), accept=f"{JSON};version=2018-01-01")
    assert response.json()["version"] == {
        "resourceVersion": "2018-01-01",
        "obsoleteDate": "2023-09-06",
    }
    assert [one["rule"] for one in loket.sim.findings] == ["loket.version.obsolete-in-lenient-mode"]


@pytest.mark.sim(strictness="strict")
@pytest.mark.behaviour("loket.version.obsolete-in-strict-mode")
def test_an_obsolete_version_in_strict_mode(loket: Any) -> None:
    """It answers 400 after its obsoleteDate; the newest version is served."""
    response = loket.call(SEPA, loket.ids(SEPA), accept=f"{JSON};version=2018-01-01")
    assert response.status_code == 400
    assert loket.why(response) == ["loket.version.obsolete-in-strict-mode"]
    assert loket.call(SEPA, loket.ids(SEPA), accept=f"{JSON};version=2023-03-06").is_success


@pytest.mark.sim(strictness="strict", now="2023-09-05T09:00:00+02:00")
@pytest.mark.behaviour("loket.version.obsolete-after-six-months")
def test_a_replaced_version_lives_six_months(loket: Any) -> None:
    """A day before its obsoleteDate a version is served, in strict mode too."""
    response = loket.call(SEPA, loket.ids(SEPA), accept=f"{JSON};version=2018-01-01")
    assert response.is_success


@pytest.mark.behaviour("loket.version.listed-ones-live-on", "loket.version.obsolete-date-null")
def test_only_one_version_is_obsolete() -> None:
    """Of all versions only the first one of SEPA payment information has an obsoleteDate."""
    found = {
        (one.resource, version.date)
        for one in CATALOGUE.operations.values()
        for version in one.versions
        if version.obsolete
    }
    assert found == {("payment-information-sepa", "2018-01-01")}


@pytest.mark.behaviour("loket.version.employee")
def test_the_versions_of_an_employee(loket: Any) -> None:
    """The later version has business contact information, the earlier one has none."""
    ids = {"employeeId": loket.ids(CHILDREN)["employeeId"]}
    business = {"businessEmailAddress", "businessMobilePhoneNumber", "businessPhoneNumber"}
    for version, expected in (("2018-12-31", set()), ("2021-03-29", business)):
        answer = loket.call(EMPLOYEE, ids, accept=f"{JSON};version={version}")
        assert answer.json()["version"]["resourceVersion"] == version
        assert set(answer.json()["content"]["contactInformation"]) & business == expected


@pytest.mark.behaviour(
    "loket.version.payment-information-sepa",
    "loket.version.payment-information-sepa-date",
    "loket.version.one-store",
    "loket.version.request-follows-content-type",
)
def test_a_record_is_written_in_one_version_and_read_in_the_other(loket: Any) -> None:
    """What an old client writes a new one reads, its beneficiary in a block of its own."""
    operation = "PostPaymentInformationSepaByEmploymentId"
    ids, old = loket.ids(operation), f"{JSON};version=2018-01-01"
    body = loket.sample(operation, ids)
    key = loket.options(operation, ids)["payrollComponent"][-1]["key"]
    body = {name: value for name, value in body.items() if name != "beneficiary"}
    body |= {
        "payrollComponent": {"key": key},
        "nameBeneficiary": "Jan",
        "cityBeneficiary": "Delft",
    }
    written = loket.call(operation, ids, body, headers={"Content-Type": old})
    content = written.json()["content"]
    assert content["beneficiary"] == {"name": "Jan", "city": "Delft"}
    detail = "GetPaymentInformationSepaBypaymentInformationSepaId"
    named = {"paymentInformationSepaId": content["id"]}
    shown = loket.call(detail, named, accept=old).json()["content"]
    assert (shown["nameBeneficiary"], shown["cityBeneficiary"]) == ("Jan", "Delft")
    assert "beneficiary" not in shown


@pytest.mark.behaviour("loket.version.employment-family", "loket.version.absence-family")
@pytest.mark.parametrize(
    ("resource", "version"),
    [
        ("employment", "2019-12-16"),
        ("absence", "2020-03-16"),
        ("absence-progress", "2020-03-16"),
        ("absence-contact-history", "2020-03-16"),
    ],
)
def test_versions_of_families(resource: str, version: str) -> None:
    """Employments have version 2019-12-16, absences and what belongs to them 2020-03-16."""
    operations = CATALOGUE.resources[resource].of_shape(DETAIL)
    assert {one.version.date for one in operations} == {version}
