"""Payroll period data on a simulator or at a URL: hours, allowances and deductions of a period.

Those that are written at a URL are of the last payroll period without any of the employment, and
are deleted in the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from invaller_clients import BadRequest, NotFound
from invaller_clients.loket_answers import loket_messages
from invaller_contracts.loket.casting import Record
from invaller_contracts.loket.payrolling import Payroll
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.truth("documented")

LIST = "GetPayrollPeriodDataByEmploymentId"
READ, CHANGE, DELETE = (
    f"{verb}PayrollPeriodDataByPayrollPeriodDataId" for verb in ("Get", "Put", "Delete")
)
ADD, WRITE = "PostPayrollPeriodDataByEmploymentId", "PatchPayrollPeriodDataByEmploymentId"
DEFAULTS = "GetPayrollPeriodDataDefaultsByEmploymentId"
OPTIONS = "GetPayrollPeriodDataMetadataByEmploymentId"
OPTIONS_OF_PERIOD = "GetPayrollPeriodDataMetadataByEmploymentIdAndYearAndPeriodNumber"
PERIODS = "GetPayrollPeriodsMinimizedByPayrollAdministrationId"
OF_ALL = "GetPayrollPeriodDataByPayrollAdministrationIdAndPayrollPeriodId"
QUESTIONS = "GetPayrollPeriodDataMetadataByPayrollAdministrationId"


@dataclass(frozen=True)
class Page:
    """The data of one employment in one period, of which there were none before."""

    payroll: Payroll
    period: Record

    @property
    def key(self) -> Mapping[str, object]:
        """The employment, as a parameter."""
        return {"employmentId": self.payroll.cast.employment}

    @property
    def records(self) -> list[Record]:
        """What there is now."""
        listed = self.payroll.loket.all(LIST, self.key)
        return [one for one in listed if period_of(one["payrollPeriod"]) == self.period]

    @property
    def values(self) -> dict[int, float]:
        """Values by component, of all records."""
        return {
            one["payrollComponent"]["key"]: one["value"]
            for record in self.records
            for one in record["payrollComponents"]
        }

    def body(self, *values: tuple[int, float | None]) -> Record:
        """What the defaults tell, with the period and these values of components."""
        told = self.payroll.loket.call(DEFAULTS, self.key).content
        components = [
            {"payrollComponent": {"key": key}, "value": value, "isSupplement": False}
            for key, value in values
        ]
        return {**told, "payrollPeriod": self.period, "payrollComponents": components}

    def write(self, body: Record) -> None:
        """Insert or update."""
        assert self.payroll.loket.call(WRITE, self.key, body=body).status == 200

    def add(self, body: Record) -> Record:
        """Add a record."""
        return self.payroll.loket.call(ADD, self.key, body=body).content


def period_of(shown: Record) -> Record:
    """A period by its year and number."""
    return {name: shown[name] for name in ("year", "periodNumber")}


def options(records: list[Record], field: str) -> list[Record]:
    """The options of a field."""
    return next((list(one["options"]) for one in records if one["field"] == field), [])


@pytest.fixture
def page(target: Target, payroll: Payroll) -> Iterator[Page]:
    """The last period without data of the employment; at a URL it has none in the end."""
    listed = payroll.loket.all(LIST, employmentId=payroll.cast.employment)
    filled = [period_of(one["payrollPeriod"]) for one in listed]
    periods = sorted(payroll.listed(PERIODS), key=lambda one: (one["year"], one["periodNumber"]))
    own = [period_of(one) for one in periods if not one["testYear"]]
    free = [one for one in own if one not in filled]
    empty = payroll.need(next(reversed(free), None), "a payroll period without data")
    page = Page(payroll, empty)
    yield page
    if target.is_real:
        for one in page.records:
            payroll.loket.call(DELETE, payrollperioddataId=one["id"])


@pytest.fixture
def components(payroll: Payroll, page: Page) -> tuple[int, int]:
    """Two payroll components that data of the period can have."""
    told = payroll.loket.call(OPTIONS_OF_PERIOD, {**page.key, **page.period}).records
    first, second, *_ = [one["key"] for one in options(told, "payrollComponent")] + [None] * 2
    return payroll.need(first, "a component"), payroll.need(second, "a second component")


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-period-data.options-by-period", "loket.payroll-period-data.metadata"
)
def test_options_of_data(payroll: Payroll) -> None:
    """Shifts and kinds of payslips are options at once, payroll components those of a period."""
    key = {"employmentId": payroll.cast.employment}
    told = payroll.loket.call(OPTIONS, key).records
    for field in ("shift", "payslipType", "distributionUnit", "payrollPeriod"):
        assert options(told, field), field
    period = period_of(payroll.listed(PERIODS)[-1])
    later = payroll.loket.call(OPTIONS_OF_PERIOD, {**key, **period}).records
    assert all(one["category"]["key"] for one in options(later, "payrollComponent"))
    assert options(later, "payrollComponent")


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-period-data.defaults", "loket.defaults.get-object")
def test_defaults_of_data(payroll: Payroll) -> None:
    """The defaults tell where the employment is, and leave the period and components open."""
    told = payroll.loket.call(DEFAULTS, employmentId=payroll.cast.employment).content
    assert {"costCenter", "costUnit", "payrollPeriod", "payrollComponents"} <= set(told)
    assert told["distributionUnit"]["key"]
    assert told["shift"]["shiftNumber"]
    assert told["payslipType"]["key"]


@pytest.fixture
def asked(payroll: Payroll) -> Record:
    """What the list of a whole administration is asked with, but for components."""
    name = "GetPayrollPeriodDataDefaultsByPayrollAdministrationId"
    told = payroll.told(name)
    period = payroll.need(told["payrollPeriodId"], "a payroll period by default")
    return {**payroll.key, "payrollPeriodId": period, "payslipType": told["payslipType"]}


@pytest.fixture
def chosen(payroll: Payroll) -> dict[str, object]:
    """The first component category, and the first set of components, that can be asked for."""
    told = payroll.loket.call(QUESTIONS, payroll.key).records
    names = ("payrollComponentCategory", "payrollComponentSet")
    firsts = {name: next(iter(options(told, name)), None) for name in names}
    return {name: payroll.need(one, name)["key"] for name, one in firsts.items()}


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-period-data-of-administration.active-only",
    "loket.payroll-period-data-of-administration.query-metadata",
)
def test_data_of_a_whole_administration(
    payroll: Payroll, asked: Record, chosen: dict[str, object]
) -> None:
    """The period that is told by default has data, a line or more for each active employment."""
    category = {"payrollComponentCategory": chosen["payrollComponentCategory"]}
    listed = list(payroll.loket.all(OF_ALL, {**asked, **category}))
    assert listed
    assert len({period_of(one["payrollPeriod"])["year"] for one in listed}) == 1
    assert all(one["employment"]["id"] and one["employee"]["employeeNumber"] for one in listed)


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-period-data-of-administration.set-or-category")
def test_a_set_or_a_category_is_asked_for(
    payroll: Payroll, asked: Record, chosen: dict[str, object]
) -> None:
    """Without a set and a category of components, or with both, the data are refused."""
    for components in ({}, chosen):
        with pytest.raises(BadRequest):
            payroll.loket.call(OF_ALL, {**asked, **components})


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "loket.payroll-period-data.upsert-insert",
    "loket.payroll-period-data.upsert-update",
    "loket.payroll-period-data.upsert-keeps-others",
    "loket.payroll-period-data.upsert-null-deletes",
)
def test_data_are_written_by_combination(page: Page, components: tuple[int, int]) -> None:
    """Components of a combination are added, overwritten, kept when not sent, deleted by null."""
    one, other = components
    page.write(page.body((one, 6)))
    assert page.values == {one: 6}
    page.write(page.body((other, 4)))
    assert page.values == {one: 6, other: 4}
    page.write(page.body((one, 8)))
    assert page.values == {one: 8, other: 4}
    page.write(page.body((one, None)))
    assert page.values == {other: 4}
    assert len(page.records) == 1


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-period-data.upsert-insert")
def test_another_combination_is_another_record(
    payroll: Payroll, page: Page, components: tuple[int, int]
) -> None:
    """Data that differ in the kind of payslip only are a record of their own."""
    body = page.body((components[0], 6))
    told = options(payroll.loket.call(OPTIONS, page.key).records, "payslipType")
    others = [one["key"] for one in told if one["key"] != body["payslipType"]["key"]]
    kind = payroll.need(next(iter(others), None), "another kind of payslip")
    page.write(body)
    page.write({**body, "payslipType": {"key": kind}})
    kinds = [one["payslipType"]["key"] for one in page.records]
    assert sorted(kinds) == sorted([body["payslipType"]["key"], kind])


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-period-data.operations", "loket.defaults.accepted-by-post")
def test_data_come_and_go(payroll: Payroll, page: Page, components: tuple[int, int]) -> None:
    """Data are added, read, changed and deleted, and are gone then."""
    one, loket = components[0], payroll.loket
    added = page.add(page.body((one, 6)))
    key = {"payrollperioddataId": added["id"]}
    assert loket.call(READ, key).content == added
    assert page.records == [added]
    body = {**added, **page.body((one, 8)), "payslipText": "Invaller"}
    changed = loket.call(CHANGE, key, body=body).content
    assert (changed["payslipText"], page.values) == ("Invaller", {one: 8})
    loket.call(DELETE, key)
    assert page.records == []
    with pytest.raises(NotFound):
        loket.call(READ, key)


@pytest.mark.truth("assumed")
@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-period-data.post-known-combination")
def test_a_known_combination_is_not_added_again(page: Page, components: tuple[int, int]) -> None:
    """Data of a combination that is there are not added, and change nothing."""
    added = page.add(page.body((components[0], 6)))
    with pytest.raises(BadRequest):
        page.add(page.body((components[0], 8)))
    assert page.records == [added]


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.message.code-83", "loket.write.length")
def test_a_text_on_a_payslip_is_short(page: Page, components: tuple[int, int]) -> None:
    """A text for the payslip of more than 25 characters is refused with code 83."""
    body = {**page.body((components[0], 6)), "payslipText": "x" * 26}
    with pytest.raises(BadRequest) as refused:
        page.add(body)
    assert [one.code for one in loket_messages(refused.value)] == [83]
    assert page.records == []


@pytest.mark.truth("assumed")
@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.write.required-fields", "loket.metadata.unknown-key")
@pytest.mark.parametrize(
    "wrong", [{"payrollPeriod": None}, {"payslipType": {"key": 987}}], ids=["period", "payslip"]
)
def test_data_need_a_combination_that_there_is(
    page: Page, components: tuple[int, int], wrong: Record
) -> None:
    """Data without a period, or with a kind of payslip that there is not, are refused."""
    with pytest.raises(BadRequest):
        page.write({**page.body((components[0], 6)), **wrong})
    assert page.records == []
