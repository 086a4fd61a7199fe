"""Laws of the rules, over values that nobody thought of."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.vaph.domain.contracts import Line, check_one_valid_line, check_period
from invaller.apis.vaph.domain.people import PLACEHOLDER, check_number
from invaller.apis.vaph.domain.prestaties import is_outside
from invaller.apis.vaph.domain.yearly import by_group, check_persons, identity, with_added
from invaller.apis.vaph.wire.values import as_time, collapsed, decimal
from invaller.kernel.numbers import ssin

DAYS = st.dates(date(2014, 1, 1), date(2014, 2, 10))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A contract in a short time, with or without an end."""
    begin = draw(DAYS)
    end = draw(st.none() | st.dates(begin, date(2014, 3, 1)))
    return Line(draw(st.integers(1, 5)), begin, end)


def days(line: Line) -> set[date]:
    """The days of the first half of 2014 on which a contract is valid."""
    until = line.end or date(2014, 6, 30)
    return {date.fromordinal(day) for day in range(line.begin.toordinal(), until.toordinal() + 1)}


@given(lines(), lines())
def test_overlap_is_a_day_in_common(one: Line, other: Line) -> None:
    """Two contracts overlap exactly when some day is in both, whichever is asked."""
    assert one.overlaps(other) is other.overlaps(one) is bool(days(one) & days(other))


@given(lines(), st.lists(lines(), max_size=6))
def test_one_valid_line(line: Line, others: list[Line]) -> None:
    """A contract is refused exactly for another id that it overlaps, and names the first."""
    clashes = [other.id for other in others if other.id != line.id and line.overlaps(other)]
    refused = check_one_valid_line(line, others)
    assert (refused is None) is (clashes == [])
    assert refused is None or f"contract {clashes[0]} " in refused.message


@given(DAYS, DAYS)
def test_period_runs_forward(begin: date, end: date) -> None:
    """A contract is refused exactly when its end lies before its begin."""
    assert (check_period(Line(1, begin, end)) is None) is (begin <= end)


@given(lines(), st.integers(2013, 2015), st.integers(1, 12))
def test_month_outside_a_contract(line: Line, year: int, month: int) -> None:
    """A month is outside exactly when the contract is valid on none of its days."""
    whole = Line(1, line.begin, line.end or date(2014, 6, 30))
    valid = {(day.year, day.month) for day in days(whole)}
    assert is_outside(whole, year, month) is ((year, month) not in valid)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(1, 998), st.integers(1, 96))
def test_numbers_of_people(born: date, serial: int, wrong: int) -> None:
    """Every number that can be made is taken; with other check digits it is the nearest one."""
    number = ssin.generate(born, serial)
    assert check_number(number) is None
    digits = (int(number[9:]) + wrong - 1) % 97 + 1
    spoiled = f"{number[:9]}{digits:02d}"
    if not ssin.is_valid(spoiled):
        refused = check_number(spoiled)
        assert refused is not None
        assert ssin.is_valid(refused.nearest)


def test_placeholder_is_taken_where_it_may() -> None:
    """00000000097 is refused unless the list takes it."""
    assert check_number(PLACEHOLDER) is not None
    assert check_number(PLACEHOLDER, placeholder=True) is None


PEOPLE = st.builds(
    lambda number, naam, bedrag: {
        "rijksregisterNummer": number,
        "naam": naam,
        "voornaam": "Jeff",
        "bedrag": bedrag,
    },
    st.sampled_from([PLACEHOLDER, "85051000164", "27120934734"]),
    st.sampled_from(["Kazak", "Deleuze"]),
    st.integers(0, 9),
)
LISTS = st.lists(PEOPLE, max_size=5, unique_by=identity)


@given(LISTS, LISTS)
def test_adding_to_a_list(known: list[dict[str, object]], added: list[dict[str, object]]) -> None:
    """The known keep their places, every added one counts, new ones come last, none is twice."""
    merged = with_added(known, added)
    assert check_persons(merged) is None
    assert [identity(person) for person in merged[: len(known)]] == [*map(identity, known)]
    assert all(person in merged for person in added)
    new = [person for person in added if identity(person) not in map(identity, known)]
    assert merged[len(known) :] == new


@given(st.permutations(["GROEP 1", "GROEP 2", "GROEP 3"]))
def test_groups_come_in_order(names: list[str]) -> None:
    """Whatever the order, groups are 1, 2, 3."""
    groups = by_group([{"functieGroep": name} for name in names])
    assert [group["functieGroep"] for group in groups] == ["GROEP 1", "GROEP 2", "GROEP 3"]


@given(st.decimals(0, 10**9, places=5, allow_nan=False))
def test_decimals_keep_their_value(number: Decimal) -> None:
    """A decimal is answered with the same value, at least one decimal and no needless zero."""
    text = decimal(f" {number:f}\n")
    assert Decimal(text) == number
    whole, point, decimals = text.partition(".")
    assert whole.isdigit()
    assert (point, decimals == "0" or not decimals.endswith("0")) == (".", True)


@given(st.text())
def test_collapsed_texts_are_stable(text: str) -> None:
    """White space of XML is collapsed once and for all; other characters stay."""
    once = collapsed(text)
    assert collapsed(once) == once
    assert [c for c in once if c != " "] == [c for c in text if c not in " \t\r\n"]


@given(st.dates())
def test_dates_keep_their_day(day: date) -> None:
    """With either offset the day that was written is answered, at midnight."""
    for switch in ("literal", "brussels"):
        assert as_time(day.isoformat(), switch).startswith(f"{day.isoformat()}T00:00:00.000+")
