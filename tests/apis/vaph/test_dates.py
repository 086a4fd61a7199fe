"""Dates: both forms are read as they are written, and times with an offset are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

NEW_YEAR = "2014-01-01T00:00:00.000+02:00"


@pytest.mark.behaviour("vaph.dates.answered-as-time", "vaph.dates.as-written")
@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("2014-01-01", marks=pytest.mark.behaviour("vaph.dates.date")),
        pytest.param(NEW_YEAR, marks=pytest.mark.behaviour("vaph.dates.date-time")),
        pytest.param("2014-01-01+14:00", marks=pytest.mark.behaviour("vaph.dates.zone-optional")),
        pytest.param("2014-01-01Z", marks=pytest.mark.behaviour("vaph.dates.zone-optional")),
        pytest.param(
            "2014-01-01T00:00:00", marks=pytest.mark.behaviour("vaph.dates.zone-optional")
        ),
        "2014-01-01T23:59:59.999-14:00",
        "2014-01-01T00:00:00+14:00",
        " 2014-01-01\n",
    ],
)
def test_the_date_that_is_written_counts(isis: Isis, sent: str) -> None:
    """Each form of 1 January 2014 is answered as midnight of that day: no zone moves it."""
    url = isis.registered(isis.contract(begindatum=sent))
    assert isis.shown(url)["begindatum"] == NEW_YEAR
    assert isis.put(url, isis.contract(begindatum=sent)).status_code == 200
    assert isis.shown(url)["begindatum"] == NEW_YEAR


@pytest.mark.behaviour("vaph.dates.mixed", "vaph.names.date-forms")
def test_forms_may_be_mixed(isis: Isis) -> None:
    """One request may have a date and a time; both are answered as times with +02:00."""
    mixed = isis.contract(begindatum="2014-01-01", einddatum="2014-12-31T00:00:00.000+02:00")
    shown = isis.shown(isis.registered(mixed))
    ends = (shown["begindatum"], shown["einddatum"])
    assert ends == (NEW_YEAR, "2014-12-31T00:00:00.000+02:00")


@pytest.mark.behaviour("vaph.dates.offset-switch")
@pytest.mark.sim(switches={"vaph.date-offset": "brussels"})
def test_offset_of_brussels_by_switch(isis: Isis) -> None:
    """By the switch winter days have +01:00 and summer days +02:00, the day of change by its
    midnight.
    """
    summer = isis.contract(begindatum="2014-03-30", einddatum="2014-07-01")
    shown = isis.shown(isis.registered(summer))
    assert shown["begindatum"] == "2014-03-30T00:00:00.000+01:00"
    assert shown["einddatum"] == "2014-07-01T00:00:00.000+02:00"


@pytest.mark.behaviour("vaph.dates.year-four-digits")
@pytest.mark.parametrize("year", ["0001", "1890", "9999"])
@pytest.mark.parametrize("switch", ["literal", "brussels"])
def test_years_from_1_to_9999(isis: Isis, year: str, switch: str) -> None:
    """Years of four digits are read and answered, with either offset."""
    isis.sim.settings.change(switches={"vaph.date-offset": switch})
    body = isis.contract(begindatum=f"{year}-06-01", einddatum=None)
    assert isis.shown(isis.registered(body))["begindatum"].startswith(f"{year}-06-01T00:00:00.000")


@pytest.mark.behaviour("vaph.dates.impossible-400", "vaph.dates.year-four-digits")
@pytest.mark.parametrize(
    "sent",
    [
        "2014-02-30",
        "2015-02-29",
        "2014-13-01",
        "2014-00-01",
        "0000-01-01",
        "12014-01-01",
        "-2014-01-01",
        "14-01-01",
        "2014-1-1",
        "01/01/2014",
        "20140101",
        "2014-01-01T25:00:00",
        "2014-01-01 00:00:00",
        "",
    ],
)
@pytest.mark.parametrize("base", ["/isis", "/isis-rest"])
def test_impossible_dates_are_refused(isis: Isis, sent: str, base: str) -> None:
    """A date that does not exist, or is written in another way, answers 400 and is not kept."""
    body = isis.contract(begindatum=sent)
    assert isis.put("contract", body, base=base).status_code == 400
    assert isis.listed("contract") == []


@pytest.mark.behaviour("vaph.dates.end-absent", "vaph.contract.register-einddatum-optional")
def test_contract_without_end(isis: Isis) -> None:
    """A contract without einddatum has none in its answer, and never ends."""
    url = isis.registered(isis.contract(einddatum=None))
    assert "einddatum" not in isis.shown(url)
    later = isis.contract(begindatum="2999-01-01", einddatum="2999-01-02")
    assert isis.put("contract", later).status_code == 400


@pytest.mark.behaviour("vaph.dates.end-before-begin-400")
def test_end_before_begin(isis: Isis) -> None:
    """An einddatum on the eve of begindatum answers 400; on the same day it is accepted."""
    eve = isis.contract(begindatum="2014-05-02", einddatum="2014-05-01")
    response = isis.put("contract", eve)
    assert (response.status_code, "2014-05-01" in response.text) == (400, True)
    url = isis.registered(isis.contract(begindatum="2014-05-02", einddatum="2014-05-02"))
    assert isis.put(url, eve).status_code == 400
    assert isis.shown(url)["einddatum"][:10] == "2014-05-02"
