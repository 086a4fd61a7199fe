"""National and bis numbers: vectors of the documents and laws that hold for every number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.numbers import ssin
from invaller.kernel.numbers.ssin import Sex

births = st.dates(date(1900, 1, 1), date(2099, 12, 31))
serials = st.integers(1, 998)


@pytest.mark.behaviour("dimona.numbers.ssin-check-digits")
@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("65111899997", date(1965, 11, 18), Sex.MALE),
        ("27120934734", date(1927, 12, 9), Sex.MALE),
        ("85051000164", date(1985, 5, 10), Sex.MALE),
        ("85051000263", date(1985, 5, 10), Sex.FEMALE),
        ("04042306169", date(2004, 4, 23), Sex.MALE),
        ("93051822361", date(1993, 5, 18), Sex.MALE),
        ("73011136173", date(1973, 1, 11), Sex.MALE),
        ("90010100123", date(1990, 1, 1), Sex.MALE),
        ("01020300467", date(2001, 2, 3), Sex.FEMALE),
        ("79051731001", date(1979, 5, 17), Sex.FEMALE),
        ("83120837350", date(1983, 12, 8), Sex.MALE),
        ("07010189901", date(1907, 1, 1), Sex.MALE),
        ("10010190162", date(1910, 1, 1), Sex.MALE),
        ("80020290253", date(1980, 2, 2), Sex.FEMALE),
        ("85251000110", date(1985, 5, 10), None),
        ("85451000153", date(1985, 5, 10), Sex.MALE),
    ],
)
def test_published_numbers_are_read(number: str, born: date, sex: Sex | None) -> None:
    """A published number is valid and tells the birth and sex that its source gives."""
    assert ssin.is_valid(number)
    assert (ssin.birth_date(number), ssin.birth_year(number)) == (born, born.year)
    assert ssin.sex(number) is sex
    assert ssin.is_bis(number) is (number in {"85251000110", "85451000153"})


@pytest.mark.parametrize(
    "number",
    [
        "83120899997",
        "97051858307",
        "94101535240",
        "00000000097",
        "0000000097",
        "12345678901",
        "12345678902",
        "00000000000",
        "6511189999",
        "651118999970",
        "6511189999X",
        "６5111899997",
        "",
        None,
        True,
        6.5,
        -1,
        10**11,
    ],
)
def test_other_values_are_invalid(number: object) -> None:
    """Numbers that fail the check, have no real date or are of another form are invalid."""
    assert not ssin.is_valid(number)


@pytest.mark.parametrize("read", [ssin.birth_date, ssin.birth_year, ssin.sex, ssin.is_bis])
def test_an_invalid_number_tells_nothing(read: object) -> None:
    """Reading an invalid number is an error, not a guess."""
    assert callable(read)
    with pytest.raises(ValueError, match="not a valid number"):
        read("83120899997")


def test_an_incomplete_birth_gives_the_year_only() -> None:
    """Month and day 00 stand for unknown: no date of birth, but a year."""
    number = f"850000001{ssin.check_digits('850000001', born_from_2000=False):02d}"
    assert ssin.is_valid(number)
    assert (ssin.birth_date(number), ssin.birth_year(number)) == (None, 1985)


@pytest.mark.parametrize("field", ["0230", "0431", "1301", "1901", "5301", "6001", "0132"])
def test_a_day_that_is_not_on_the_calendar_is_invalid(field: str) -> None:
    """Correct check digits do not save a month or day that does not exist."""
    nine = f"85{field}001"
    assert not ssin.is_valid(f"{nine}{ssin.check_digits(nine, born_from_2000=False):02d}")


def test_leap_day_follows_the_century() -> None:
    """29 February exists in 2000 and not in 1900, which the check digits tell apart."""
    recent = ssin.check_digits("000229001", born_from_2000=True)
    old = ssin.check_digits("000229001", born_from_2000=False)
    assert ssin.is_valid(f"000229001{recent:02d}")
    assert not ssin.is_valid(f"000229001{old:02d}")


@pytest.mark.behaviour("dimona.numbers.ssin-serial-999")
def test_serial_999_is_refused_when_strict_only() -> None:
    """The document's own example has serial 999, which the belgif validator refuses."""
    assert ssin.is_valid("65111899997")
    assert not ssin.is_valid("65111899997", strict=True)
    assert ssin.is_valid("85051000164", strict=True)


def test_a_birth_to_come_is_refused_when_the_day_is_known() -> None:
    """A number of somebody born after today is invalid only if today is given."""
    number = ssin.generate(date(2030, 6, 1), 2)
    assert ssin.is_valid(number)
    assert not ssin.is_valid(number, today=date(2030, 5, 31))
    assert ssin.is_valid(number, today=date(2030, 6, 1))


@pytest.mark.parametrize(("value", "form"), [(4042306169, "04042306169"), (" 1 ", None)])
def test_integers_get_their_zeros_back(value: object, form: str | None) -> None:
    """A number that lost its leading zero as a JSON number is restored."""
    assert ssin.normalised(value) == form


@pytest.mark.parametrize("serial", [0, 999])
def test_only_serials_that_people_get_are_generated(serial: int) -> None:
    """Serials 000 and 999 are never given to a new person."""
    with pytest.raises(ValueError, match="serial"):
        ssin.generate(date(1990, 1, 1), serial)
    with pytest.raises(ValueError, match="serial"):
        ssin.generate_bis(date(1990, 1, 1), serial, sex_known=True)


@pytest.mark.parametrize("born", [date(1899, 12, 31), date(2100, 1, 1)])
def test_two_digits_tell_two_centuries_only(born: date) -> None:
    """Births outside 1900..2099 have no number."""
    with pytest.raises(ValueError, match="between 1900 and 2099"):
        ssin.generate(born, 1)


@pytest.mark.parametrize("nine", ["12345678", "1234567890", "12345678X"])
def test_check_digits_need_nine_digits(nine: str) -> None:
    """Anything but nine digits has no check digits."""
    with pytest.raises(ValueError, match="nine digits"):
        ssin.check_digits(nine, born_from_2000=False)


@given(births, serials)
def test_generated_national_numbers_are_read_back(born: date, serial: int) -> None:
    """A generated number is valid and tells the birth and sex that it was made from."""
    number = ssin.generate(born, serial)
    assert ssin.is_valid(number, strict=True)
    assert ssin.birth_date(number) == born
    assert ssin.sex(number) is (Sex.MALE if serial % 2 else Sex.FEMALE)
    assert not ssin.is_bis(number)


@given(births, serials, st.booleans())
def test_generated_bis_numbers_are_read_back(born: date, serial: int, sex_known: bool) -> None:
    """A bis number tells the birth, and the sex only when it was known."""
    number = ssin.generate_bis(born, serial, sex_known=sex_known)
    assert ssin.is_valid(number, strict=True)
    assert ssin.is_bis(number)
    assert ssin.birth_date(number) == born
    assert (ssin.sex(number) is not None) is sex_known


@given(st.integers(1900, 2099), serials)
def test_bis_numbers_of_an_incomplete_birth(year: int, serial: int) -> None:
    """A bis number can be made when only the year of birth is known."""
    number = ssin.generate_bis(year, serial, sex_known=True)
    assert ssin.is_valid(number)
    assert (ssin.birth_date(number), ssin.birth_year(number)) == (None, year)


@given(births, serials, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(born: date, serial: int, at: int, by: int) -> None:
    """Changing any one digit of a number makes its check digits wrong for its century."""
    number = ssin.generate(born, serial)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert int(wrong[9:]) != ssin.check_digits(wrong[:9], born_from_2000=born.year >= 2000)
