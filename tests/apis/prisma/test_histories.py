"""The histories of a worker, a call for every operation of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T09:00:00+01:00")


@dataclass(frozen=True)
class Family:
    """One history with a RefDate: its path, two records to be, and what a change sends."""

    path: str
    first: dict[str, Any]
    second: dict[str, Any]
    sent: dict[str, Any]
    shown: dict[str, Any]

    def __str__(self) -> str:
        return self.path


STREET = {"Street": "Dorp", "HouseNumber": "1", "ZIPCode": "9000", "City": "Gent"}
ADDRESS = {**STREET, "Country": "00150"}
TAX = {"TaxCalculation": "Percent", "Value": 20}

FAMILIES = [
    Family("contract", {"Office": 4}, {"Office": 5}, {"WorkingTime": "PartTime"}, {}),
    Family("address", ADDRESS, {**ADDRESS, "PostBox": "A"}, {**ADDRESS, "Distance": 3}, {}),
    Family(
        "familystatus",
        {"CivilStatus": "Single"},
        {"CivilStatus": "Married", "SpouseINSS": 4030901246},
        {"ChildrenAtCharge": 1},
        {},
    ),
    Family("tax", TAX, {**TAX, "Value": 22.5}, {**TAX, "Value": 25}, {}),
    Family(
        "replacement",
        {"WorkerNumber": 2, "Percentage": 50},
        {"WorkerNumber": 3},
        {"WorkerNumber": 4},
        {"WorkerNumber": 120},
    ),
]

DATES = [family for family in FAMILIES if family.path != "tax"]
"""Those with an end date."""

LISTED = [family for family in FAMILIES if family.path != "replacement"]
"""Those with a list of their own."""

WORKER = "/worker/120"
ONE, TWO, THREE = "20300101", "20310101", "20320101"


def seen(family: Family, start: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record as answers show it."""
    shown = {"Startdate": start, **record}
    if family.path == "replacement":
        shown |= {"ReplacementWorkerNumber": record["WorkerNumber"], "WorkerNumber": 120}
    if family.path == "contract":
        shown |= {"SalaryCompositions": []}
    return shown


def fill(prisma: Prisma, family: Family) -> str:
    """Add both records of a family; gives its path."""
    path = f"{WORKER}/{family.path}"
    prisma.add(path, {"Startdate": TWO, **family.second})
    prisma.add(path, {"Startdate": ONE, **family.first})
    return path


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.history.add", "prisma.history.refdate")
@pytest.mark.behaviour("prisma.history.not-closed", "prisma.replacement.worker-numbers")
def test_the_record_of_a_day(prisma: Prisma, family: Family) -> None:
    """A record that was added applies from its start until the next, which does not close it."""
    path = fill(prisma, family)
    assert prisma.get(f"{path}/{ONE}") == seen(family, ONE, family.first)
    assert prisma.get(f"{path}/20301231") == seen(family, ONE, family.first)
    assert prisma.get(f"{path}/{TWO}") == seen(family, TWO, family.second)
    assert prisma.get(f"{path}/20991231") == seen(family, TWO, family.second)


@pytest.mark.parametrize("family", LISTED, ids=str)
@pytest.mark.behaviour("prisma.history.list")
def test_a_history_is_in_order(prisma: Prisma, family: Family) -> None:
    """A history is given whole and by start date, whatever the order of adding."""
    before = prisma.ask("GET", f"{WORKER}/{family.path}").data or []
    added = [seen(family, ONE, family.first), seen(family, TWO, family.second)]
    assert prisma.get(fill(prisma, family)) == [*before, *added]


@pytest.mark.parametrize("family", DATES, ids=str)
@pytest.mark.behaviour("prisma.history.refdate-end-included", "prisma.history.refdate-none")
def test_a_record_ends(prisma: Prisma, family: Family) -> None:
    """A record applies on its last day, and what was open before it applies on the next."""
    path = f"{WORKER}/{family.path}"
    earlier = prisma.ask("GET", f"{path}/{ONE}").data
    prisma.add(path, {"Startdate": ONE, "Enddate": "20300131", **family.first})
    last = seen(family, ONE, {"Enddate": "20300131", **family.first})
    assert prisma.get(f"{path}/20300131") == last
    assert prisma.ask("GET", f"{path}/20300201").data == earlier


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.history.refdate-none")
def test_no_record_on_a_day(prisma: Prisma, family: Family) -> None:
    """A RefDate before the first record has Statuscode 204 and an empty Response."""
    result = prisma.ask("GET", f"{WORKER}/{family.path}/19900101")
    assert (result.status, result.response) == ("204", "")


@pytest.mark.parametrize("path", ["tax", "companycar/", "divergentSalaryScale", "absencenote"])
@pytest.mark.behaviour("prisma.history.empty-204", "prisma.result.get-204")
def test_a_history_without_records(prisma: Prisma, path: str) -> None:
    """A history that is empty has Statuscode 204."""
    assert prisma.ask("GET", f"{WORKER}/{path}").status == "204"


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.history.add-start-taken")
def test_a_start_date_twice(prisma: Prisma, family: Family) -> None:
    """A second record with a start date is refused with 409, and the first stays."""
    path = fill(prisma, family)
    result = prisma.refused("POST", path, {"Startdate": ONE, **family.second})
    assert (result.status, prisma.rules(result)) == ("409", ["prisma.history.add-start-taken"])
    assert prisma.get(f"{path}/{ONE}") == seen(family, ONE, family.first)


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.history.change-by-old-start", "prisma.history.change-what-is-sent")
def test_a_change_by_start_date(prisma: Prisma, family: Family) -> None:
    """A PUT finds its record by start date and changes what is sent."""
    path = fill(prisma, family)
    result = prisma.change(f"{path}/{TWO}", {"Startdate": TWO, **family.sent})
    assert result.response == ""
    assert prisma.get(f"{path}/{TWO}") == seen(family, TWO, {**family.second, **family.sent})
    assert prisma.get(f"{path}/{ONE}") == seen(family, ONE, family.first)


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.history.change-key", "prisma.history.change-key-taken")
def test_a_change_of_start_date(prisma: Prisma, family: Family) -> None:
    """A PUT with another start date moves the record, unless another one is there."""
    path = fill(prisma, family)
    prisma.change(f"{path}/{TWO}", {"Startdate": THREE, **family.sent})
    moved = seen(family, THREE, {**family.second, **family.sent})
    assert prisma.get(f"{path}/{THREE}") == moved
    assert prisma.refused("DELETE", f"{path}/{TWO}").status == "404"
    result = prisma.refused("PUT", f"{path}/{THREE}", {"Startdate": ONE, **family.sent})
    assert (result.status, prisma.rules(result)) == ("409", ["prisma.history.change-key-taken"])
    assert prisma.get(f"{path}/{THREE}") == moved


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.history.change-unknown", "prisma.history.delete-unknown")
def test_a_record_that_is_not_there(prisma: Prisma, family: Family) -> None:
    """A PUT or DELETE for a start date without record is refused with 404."""
    before = prisma.stored()
    path = f"{WORKER}/{family.path}/20300102"
    for method, body, rule in (
        ("PUT", {"Startdate": ONE, **family.sent}, "prisma.history.change-unknown"),
        ("DELETE", None, "prisma.history.delete-unknown"),
    ):
        result = prisma.refused(method, path, body)
        assert (result.status, prisma.rules(result)) == ("404", [rule])
    assert prisma.stored() == before


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.history.delete")
def test_a_deletion(prisma: Prisma, family: Family) -> None:
    """A DELETE removes the record with the start date, and only that one."""
    path = fill(prisma, family)
    result = prisma.delete(f"{path}/{TWO}")
    assert result.response == ""
    assert prisma.get(f"{path}/{TWO}") == seen(family, ONE, family.first)
    assert prisma.refused("DELETE", f"{path}/{TWO}").status == "404"


@pytest.mark.parametrize("family", FAMILIES, ids=str)
@pytest.mark.behaviour("prisma.contract.family", "prisma.address.family")
@pytest.mark.behaviour("prisma.family-status.family", "prisma.tax.family")
@pytest.mark.behaviour("prisma.replacement.family")
def test_the_life_of_a_record(prisma: Prisma, family: Family) -> None:
    """A record is added, asked by RefDate, changed and deleted at the path of its family."""
    path = f"{WORKER}/{family.path}"
    before = prisma.ask("GET", f"{path}/{ONE}").data
    prisma.add(path, {"Startdate": ONE, **family.first})
    prisma.change(f"{path}/{ONE}", {"Startdate": ONE, **family.sent})
    assert prisma.get(f"{path}/{ONE}") == seen(family, ONE, {**family.first, **family.sent})
    prisma.delete(f"{path}/{ONE}")
    assert prisma.ask("GET", f"{path}/{ONE}").data == before


@pytest.mark.parametrize("path", ["contract", "address"])
@pytest.mark.behaviour("prisma.contract.last-stays", "prisma.address.last-stays")
def test_the_last_one_stays(prisma: Prisma, path: str) -> None:
    """The last contract and the last address cannot be deleted; with another they can."""
    result = prisma.refused("DELETE", f"{WORKER}/{path}/20240101")
    assert (result.status, prisma.rules(result)) == ("400", [f"prisma.{path}.last-stays"])
    prisma.add(f"{WORKER}/{path}", {"Startdate": ONE, **(ADDRESS if path == "address" else {})})
    prisma.delete(f"{WORKER}/{path}/20240101")
    assert [row["Startdate"] for row in prisma.get(f"{WORKER}/{path}")] == [ONE]


@pytest.mark.behaviour("prisma.family-status.last-may-go")
def test_the_last_family_status_may_go(prisma: Prisma) -> None:
    """The last family status of a worker can be deleted, and then there is none."""
    prisma.delete(f"{WORKER}/familystatus/20240101")
    assert prisma.ask("GET", f"{WORKER}/familystatus").status == "204"
    assert prisma.get(WORKER)["FamilyStatus"] == []


@pytest.mark.parametrize("family", DATES, ids=str)
@pytest.mark.behaviour("prisma.history.end-before-start")
def test_an_end_before_the_start(prisma: Prisma, family: Family) -> None:
    """A record that ends before it starts is refused with 400, added or changed."""
    path = fill(prisma, family)
    before = prisma.stored()
    for method, where, sent in (
        ("POST", path, {"Startdate": THREE, "Enddate": "20311231", **family.first}),
        ("PUT", f"{path}/{TWO}", {"Startdate": TWO, "Enddate": "20301231", **family.sent}),
    ):
        result = prisma.refused(method, where, sent)
        assert result.status == "400"
        assert prisma.rules(result) == ["prisma.history.end-before-start"]
    assert prisma.stored() == before


@pytest.mark.behaviour("prisma.history.change-sub-object")
def test_a_sub_object_is_replaced_whole(prisma: Prisma) -> None:
    """An object inside a contract that is sent replaces the one that was there."""
    path = "/worker/17/contract/20180101"
    prisma.change(path, {"Startdate": "20180101", "CareerBreak": {"Exist": "N"}})
    contract = prisma.get(path)
    assert (contract["CareerBreak"], contract["ProffCat"]) == ({"Exist": "N"}, "A")


@pytest.mark.behaviour("prisma.contract.codes-not-checked")
def test_codes_of_a_contract_are_not_looked_up(prisma: Prisma) -> None:
    """A contract takes codes that no table of the employer has."""
    codes = {"Division": "NOWHERE", "CostCentre": "NONE", "Schedule": "Z9", "ParCom": "999"}
    prisma.add(f"{WORKER}/contract", {"Startdate": ONE, **codes})
    contract = prisma.get(f"{WORKER}/contract/{ONE}")
    assert contract == {"Startdate": ONE, **codes, "SalaryCompositions": []}


@pytest.mark.behaviour("prisma.tax.value-needed")
def test_tax_needs_a_value(prisma: Prisma) -> None:
    """POST tax without Value answers 400 with an identifier."""
    sent = {"Startdate": ONE, "TaxCalculation": "NoTax"}
    response = prisma.call("POST", f"{WORKER}/tax", sent)
    assert response.status_code == 400
    assert "Value" in prisma.look(response.json()).description


@pytest.mark.behaviour("prisma.lenient.conversion-pt")
@pytest.mark.parametrize("spelling", ["Conversion PT", "ConversionPT"])
def test_two_spellings_of_conversion(prisma: Prisma, spelling: str) -> None:
    """Conversion PT is taken with and without its space, and shown without."""
    sent = {"Startdate": ONE, "TaxCalculation": spelling, "Value": 0}
    prisma.add(f"{WORKER}/tax", sent)
    assert prisma.get(f"{WORKER}/tax") == [{**sent, "TaxCalculation": "ConversionPT"}]


@pytest.mark.behaviour("prisma.replacement.no-list")
def test_replacements_have_no_list(prisma: Prisma) -> None:
    """GET replacement without RefDate answers 404; the worker shows all of them."""
    response = prisma.call("GET", "/worker/1/replacement", operation="addReplacement")
    assert response.status_code == 404
    assert len(prisma.get("/worker/1")["Replacement"]) == 1


@pytest.mark.behaviour("prisma.replacement.worker-numbers")
def test_a_replacement_that_was_read_is_sent_back(prisma: Prisma) -> None:
    """A replacement sent as it is shown keeps its substitute."""
    path = "/worker/1/replacement/20240701"
    shown = prisma.get(path)
    prisma.change(path, {**shown, "Percentage": 80})
    assert prisma.get(path) == {**shown, "Percentage": 80}


@pytest.mark.behaviour("prisma.replacement.substitute-known")
def test_an_unknown_substitute(prisma: Prisma) -> None:
    """A substitute whom the employer does not have is refused with 404, added or changed."""
    before = prisma.stored()
    sent = {"WorkerNumber": 40, "Startdate": ONE}
    for method, path in (
        ("POST", "/worker/1/replacement"),
        ("PUT", "/worker/1/replacement/20240701"),
    ):
        result = prisma.refused(method, path, sent)
        assert result.status == "404"
        assert prisma.rules(result) == ["prisma.replacement.substitute-known"]
    assert prisma.stored() == before


@pytest.mark.behaviour("prisma.history.null-empties")
def test_a_null_empties_a_member(prisma: Prisma) -> None:
    """A null that is sent empties the member, and the others stay."""
    path = "/worker/17/contract/20180101"
    before = prisma.get(path)
    prisma.change(path, {"Startdate": "20180101", "CareerBreak": None, "AgricultureType": None})
    del before["CareerBreak"]
    assert prisma.get(path) == before


@pytest.mark.behaviour("prisma.queue.impossible-date-in-body")
@pytest.mark.parametrize(
    "member", ["Startdate", "Enddate", "DateInService", "StartProbationPeriod"]
)
def test_a_date_on_no_calendar(prisma: Prisma, member: str) -> None:
    """A contract with a date that no calendar has is refused with 400, and nothing changes."""
    before = prisma.stored()
    body = {"Startdate": ONE, member: "20300231"}
    result = prisma.result(prisma.call("POST", f"{WORKER}/contract", body).json())
    assert (result.status, prisma.stored()) == ("400", before)
    assert "20300231" in result.description
