"""What real clients are known to send: put right with a finding, refused when strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00")

PERIOD = 600050201853
"""The seeded period of permanent horeca staff (Dimona WS REST v2, 7.1.2)."""

PRESENCE = {"startDate": "2024-01-15", "startHour": "1630"}

ADDRESS = {
    "street": "Kerkstraat",
    "houseNumber": "1",
    "postCode": "9000",
    "municipality": {"code": 44021, "name": "Gent"},
    "country": 150,
}
IDENTITY = {
    "birthDate": "1965-11-18",
    "gender": 0,
    "address": ADDRESS,
    "nationality": 150,
    "placeOfBirth": "Gent",
    "countryOfBirth": 150,
}
SMITH = {"familyName": "Smith", "givenName": "John", **IDENTITY}


def as_in(**changes: Any) -> dict[str, Any]:
    """A dimonaIn of SMITH at the builder, open from February 2024, with changes at the top."""
    return {
        "employer": {"enterpriseNumber": "1800013360"},
        "worker": {"ssin": "65111899997"},
        "dimonaIn": {
            "startDate": "2024-02-01",
            "features": {"jointCommissionNumber": "145", "workerType": "OTH"},
        },
        **changes,
    }


FEATURES = {"jointCommissionNumber": "145", "workerType": "OTH"}

DEVIATIONS: dict[str, dict[str, Any]] = {
    "integer-joint-commission": as_in(
        dimonaIn={
            "startDate": "2024-02-01",
            "features": {"jointCommissionNumber": 145, "workerType": "OTH"},
        }
    ),
    "integral-floats": as_in(employer={"employerId": 180001347.0}),
    "text-period-id": {"dimonaOut": {"periodId": str(PERIOD), "endDate": "2024-01-31"}},
    "top-level-features": as_in(dimonaIn={"startDate": "2024-02-01"}, features=FEATURES),
    "misplaced-period-id": {"periodId": PERIOD, "dimonaOut": {"endDate": "2024-01-31"}},
    "last-name-first-name": as_in(worker={"lastName": "Smith", "firstName": "John", **IDENTITY}),
}

DEVIATING = pytest.mark.behaviour(
    "dimona.lenient.integer-joint-commission",
    "dimona.lenient.integral-floats",
    "dimona.lenient.text-period-id",
    "dimona.lenient.top-level-features",
    "dimona.lenient.misplaced-period-id",
    "dimona.lenient.last-name-first-name",
)


@DEVIATING
@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_is_put_right(dimona: Dimona, name: str) -> None:
    """Lenient, the body is taken for what it means and accepted, with one finding."""
    body = DEVIATIONS[name]
    declared = dimona.declare(body)
    assert (declared.result, declared.codes) == ("A", [])
    assert declared.body["worker"]["ssin"] == "65111899997"
    if "dimonaIn" in body:
        assert dimona.period(declared.subject)["dimonaFeatures"] == FEATURES
    else:
        assert dimona.period(PERIOD)["endDate"] == "2024-01-31"
    assert dimona.findings() == [f"dimona.lenient.{name}"]


@DEVIATING
@pytest.mark.sim(strictness="strict")
@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_is_refused(dimona: Dimona, name: str) -> None:
    """Strict, the same body answers 400 and is not received."""
    before = dimona.stored()
    assert dimona.post("/declarations", DEVIATIONS[name]).status_code == 400
    assert dimona.stored() == before
    assert dimona.findings() == []


@pytest.mark.behaviour("dimona.lenient.text-period-id")
def test_numbers_as_text_are_read_everywhere(dimona: Dimona) -> None:
    """dailyRegistrationId in a declaration and periodId in a search are read as text too."""
    number = dimona.registered(PERIOD, **PRESENCE)
    change = {"dailyRegistrationId": f" {number}", "endHour": "2200"}
    assert dimona.declare({"dailyRegistrationUpdate": change}).result == "A"
    criteria = {"worker": {"ssin": "65111899997"}, "periodId": str(PERIOD)}
    assert dimona.search("declarations", criteria)["total"] == 2
    assert dimona.findings() == ["dimona.lenient.text-period-id"] * 2


@pytest.mark.behaviour("dimona.lenient.integral-floats")
@pytest.mark.parametrize("strictness", ["lenient", "strict"])
def test_half_an_hour_is_never_an_integer(dimona: Dimona, strictness: str) -> None:
    """7.5 planned hours answer 400 in both modes, 8.0 in lenient mode is 8."""
    dimona.sim.settings.change(strictness=strictness)
    half, whole = (
        dimona.post("/declarations", dimona.entering("STU", plannedHoursNumber=hours))
        for hours in (7.5, 8.0)
    )
    assert half.status_code == 400
    assert whole.status_code == (201 if strictness == "lenient" else 400)


@pytest.mark.behaviour("dimona.lenient.integral-floats")
def test_an_integral_float_counts_as_that_integer(dimona: Dimona) -> None:
    """8.0 planned hours make a period of 8, shown as an integer."""
    number = dimona.hired("STU", worker="04030901246", plannedHoursNumber=8.0)
    hours = dimona.period(number)["plannedHoursNumber"]
    assert (hours, type(hours)) == (8, int)


@pytest.mark.behaviour("dimona.lenient.null-box-number")
def test_a_null_box_number_is_none(dimona: Dimona) -> None:
    """boxNumber null is received, counts as no box, and is a finding in lenient mode."""
    worker = {**SMITH, "address": {**ADDRESS, "boxNumber": None}}
    assert dimona.enter(worker=worker).codes == []
    assert dimona.findings() == ["dimona.lenient.null-box-number"]


@pytest.mark.behaviour("dimona.lenient.empty-worker-members")
def test_empty_members_of_a_worker_are_dropped(dimona: Dimona) -> None:
    """Empty text, an empty object and null beside the SSIN count as left out."""
    empty: dict[str, Any] = {"familyName": "", "address": {}, "gender": None}
    declared = dimona.enter(worker={"ssin": "65111899997", **empty})
    assert (declared.result, declared.codes) == ("A", [])
    assert dimona.findings() == ["dimona.lenient.empty-worker-members"]


@pytest.mark.behaviour("dimona.lenient.empty-worker-members")
@pytest.mark.parametrize("ssin", ["", None])
def test_an_empty_ssin_is_no_ssin(dimona: Dimona, ssin: str | None) -> None:
    """A worker with an empty SSIN is found by the data beside it."""
    assert dimona.enter(worker={"ssin": ssin, **SMITH}).body["worker"]["ssin"] == "65111899997"


LIST = f"/dailyRegistrations?periodId%20={PERIOD}&activeFromDate=2024-01-01"


@pytest.mark.behaviour("dimona.lenient.spaces-in-parameter-name")
def test_spaces_around_a_parameter_name_are_dropped(dimona: Dimona) -> None:
    """`periodId ` with its space, as the print has it, is periodId."""
    number = dimona.registered(PERIOD, **PRESENCE)
    items = dimona.get(LIST).json()["items"]
    assert [item["dailyRegistrationId"] for item in items] == [number]


@pytest.mark.behaviour("dimona.lenient.spaces-in-parameter-name")
def test_spaces_around_a_parameter_name_are_a_finding(dimona: Dimona) -> None:
    """The call with a space in a parameter name is recorded as a finding."""
    assert dimona.get(LIST).status_code == 200
    assert dimona.findings() == ["dimona.lenient.spaces-in-parameter-name"]


@pytest.mark.behaviour("dimona.lenient.spaces-in-parameter-name")
@pytest.mark.sim(strictness="strict")
def test_spaces_around_a_parameter_name_are_refused(dimona: Dimona) -> None:
    """Strict, the same call answers 400."""
    assert dimona.get(LIST).status_code == 400


@pytest.mark.sim(strictness="strict")
def test_strict_takes_what_the_document_prints(dimona: Dimona) -> None:
    """Strict, an ordinary declaration, its result and a search are served without finding."""
    declared = dimona.enter(employer="1800013360")
    criteria = {"employer": {"enterpriseNumber": "1800013360"}}
    assert declared.result == "A"
    assert dimona.search("periods", criteria, page=1, pageSize=10, sort="startDate")["total"] == 1
    assert dimona.findings() == []


def test_a_good_client_leaves_no_finding(dimona: Dimona) -> None:
    """Lenient, a body that fits the specification is not touched and not noted."""
    body = dimona.entering("STU", worker="04030901246")
    assert dimona.declare(body).body["dimonaIn"] == body["dimonaIn"]
    assert dimona.findings() == []
