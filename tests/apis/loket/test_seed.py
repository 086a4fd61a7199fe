"""The seed: two providers, five employers and some sixty employees, every record as documented."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invaller.apis.loket.catalogue import CATALOGUE, LIST
from invaller.apis.loket.payroll_results import RESULT
from invaller.apis.loket.seed import rows
from invaller.apis.loket.seed.planning import planted
from invaller.apis.loket.seed.reading import identify
from invaller.kernel.numbers import bsn, iban

TODAY = date(2025, 3, 3)


def _of(resource: str) -> list[Any]:
    return [row for row in rows(TODAY) if row.resource == resource]


def _lists() -> list[str]:
    """Lists whose parent the path names, of records that a seed has."""
    seeded = {row.resource for row in rows(TODAY)}
    found = CATALOGUE.operations.values()
    return sorted(
        one.id
        for one in found
        if one.shape == LIST and one.parent is not None and one.resource in seeded
    )


@pytest.mark.behaviour("loket.seed.providers")
def test_two_providers_with_everything_an_employer_needs() -> None:
    """There are two providers, and each has employers with administrations and departments."""
    employers = Counter(row.parent for row in _of("employer"))
    assert {row.id for row in _of("provider")} == set(employers)
    assert len(employers) == 2
    for resource in ("payroll-administration", "department", "function", "contract-code"):
        assert {row.parent for row in _of(resource)} == {row.id for row in _of("employer")}


@pytest.mark.behaviour("loket.seed.citizen-service-numbers")
def test_every_citizen_service_number_passes_the_elfproef() -> None:
    """Citizen service numbers of employees and concept employees are valid, and no two equal."""
    found = [row.body["citizenServiceNumber"] for row in _of("employee")]
    concepts = [row.body.get("citizenServiceNumber") for row in _of("concept-employee")]
    assert all(bsn.is_valid(one) for one in [*found, *(one for one in concepts if one)])
    assert len(set(found)) == len(found) > 55


def test_every_account_is_a_valid_iban() -> None:
    """Every IBAN of the seed has right check digits."""
    resources = ("payment-information-sepa", "attachment-of-earnings", "payroll-tax-return")
    accounts = [row.body["iban"] for one in resources for row in _of(one)]
    assert len(accounts) > 60
    assert all(iban.is_valid(one) for one in accounts)


def test_every_row_lies_below_one_that_is_there() -> None:
    """Each row names a parent and an employer that the seed has too."""
    known = {row.id for row in rows(TODAY)}
    assert all(row.parent in known for row in rows(TODAY) if row.parent is not None)
    assert all(row.employer in known for row in rows(TODAY) if row.employer is not None)


@settings(max_examples=12, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_seed_can_be_sown_on_any_day(today: date) -> None:
    """On any day there is a seed of at most 1,500 rows, whose runs are not of the future."""
    sown = rows(today)
    assert len(sown) <= 1500
    asked = [row.body["requestTime"][:10] for row in sown if row.resource == "payroll-run"]
    assert asked
    assert max(asked) <= today.isoformat()


def test_the_same_day_gives_the_same_seed() -> None:
    """Two seeds of one day are equal, those of the next day keep their ids."""
    assert tuple(planted(TODAY)) == rows(TODAY)
    employees = {row.id for row in rows(TODAY + timedelta(days=1)) if row.resource == "employee"}
    assert employees == {row.id for row in _of("employee")}


def test_every_approved_run_has_results_for_the_employments_of_its_administration() -> None:
    """A run has results for each employment that had begun, and they add up to more than zero."""
    runs = {row.id: row for row in _of("payroll-run")}
    for result in _of(RESULT):
        assert result.id in runs
        for one in result.body["employments"]:
            slip = one["payslips"][0]["components"]
            assert 0 < slip["260"] < slip["70"] < slip["257"]


@pytest.mark.parametrize("name", _lists())
def test_every_list_answers_the_seed_as_documented(loket: Any, name: str) -> None:
    """A list below a parent of the seed has its rows, in the form of the document."""
    operation = CATALOGUE.operations[name]
    assert operation.parent is not None
    for parent in dict.fromkeys(row.parent for row in _of(operation.resource)):
        owner = next((row for row in _of(operation.parent.resource) if row.id == parent), None)
        if owner is None or _provider_of(owner) != identify("provider", "linde"):
            continue
        ids = {operation.parent.parameter: owner.id, "year": str(TODAY.year)}
        below = [row for row in _of(operation.resource) if row.parent == parent]
        assert len(loket.page(name, ids)) >= len(below)


def _provider_of(row: Any) -> str:
    """The provider of a row: itself, or that of its employer."""
    found = next((one for one in _of("employer") if one.id == row.employer), row)
    return str(found.parent or found.id)
