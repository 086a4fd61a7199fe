"""Check digits of SSINs, enterprise numbers and NSSO numbers, with open registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.dimona.conftest import Dimona

pytestmark = pytest.mark.sim(now="2024-01-15T09:00:00+01:00", registers="open")


def ssin(nine: str, *, recent: bool = False) -> str:
    """An SSIN of which the first nine digits are given, for births until or from 2000."""
    return f"{nine}{97 - int(('2' if recent else '') + nine) % 97:02d}"


def enterprise(eight: int) -> str:
    """An enterprise number of which the first eight digits are given."""
    return f"{eight:08d}{97 - eight % 97:02d}"


def employer_id(base: int) -> int:
    """An NSSO number of which all but the last two digits are given."""
    return base * 100 + (96 - base * 100 % 97 or 97)


def wrong(number: str) -> str:
    """The same number with other check digits."""
    return f"{number[:-2]}{int(number[-2:]) % 97 + 1:02d}"


RECENT, BIS = ["040309012", "000229003"], ["852510001", "854510001", "852000001"]
"""First nine digits: births from 2000, and bis numbers, one without a day of birth."""

IMPOSSIBLE = ["650229003", "851310001", "859910001"]
"""First nine digits of days and months that do not exist."""


@pytest.mark.behaviour("dimona.numbers.ssin-check-digits")
def test_check_digits_of_an_ssin(dimona: Dimona) -> None:
    """Right digits are accepted for both centuries and bis numbers, others are 00024-003."""
    valid = [ssin(nine) for nine in ("850510001", "641231998", *BIS)]
    valid += [ssin(nine, recent=True) for nine in RECENT]
    invalid = [wrong(number) for number in valid] + [ssin(nine) for nine in IMPOSSIBLE]
    invalid += ["8505100016", "850510001640", "85051000a64"]
    declared = dimona.declare_all(dimona.entering(worker=number) for number in valid + invalid)
    codes = [item.codes for item in declared]
    assert codes[: len(valid)] == [[]] * len(valid)
    assert codes[len(valid) :] == [["00024-003"]] * len(invalid)


@pytest.mark.behaviour("dimona.numbers.ssin-check-digits")
def test_the_century_is_in_the_check_digits(dimona: Dimona) -> None:
    """29 February 2000 existed and 29 February 1900 did not: only one form is accepted."""
    old, recent = ssin("000229003"), ssin("000229003", recent=True)
    assert [dimona.enter(worker=number).codes for number in (old, recent)] == [["00024-003"], []]


@pytest.mark.behaviour("dimona.numbers.ssin-serial-999")
@pytest.mark.parametrize("registers", ["open", "closed"])
def test_the_printed_serial_is_accepted(dimona: Dimona, registers: str) -> None:
    """65111899997 has serial 999; so may somebody else when the registers are open."""
    dimona.sim.settings.change(registers=registers)
    assert dimona.enter(worker="65111899997").codes == []
    other = dimona.enter(worker=ssin("700101999"))
    assert other.codes == ([] if registers == "open" else ["00024-003"])


@pytest.mark.behaviour("dimona.numbers.known-citizen-first")
@pytest.mark.parametrize("number", ["83120899997", "97051858307", "94101535240"])
def test_a_known_citizen_needs_no_check_digits(dimona: Dimona, number: str) -> None:
    """The printed numbers that fail their check digits are in the register, hence accepted."""
    assert ssin(number[:9]) != number
    assert dimona.enter(worker=number, employer="1800013360").codes == []


@pytest.mark.behaviour("dimona.numbers.enterprise-check-digits")
def test_check_digits_of_an_enterprise_number(dimona: Dimona) -> None:
    """Right digits are accepted, with nine digits or ten, others are 00014-003."""
    ten = [enterprise(eight) for eight in (4_075_858, 10_000_000, 19_999_901)]
    valid = [*ten, ten[0][1:]]
    invalid = [wrong(number) for number in valid] + ["12345678", "2000000000", "0000000097", "x"]
    declared = dimona.declare_all(dimona.entering(employer=number) for number in valid[:3])
    assert [item.codes for item in declared] == [[]] * 3
    assert dimona.enter("DWD", employer=valid[3]).codes == []
    refused = dimona.declare_all(dimona.entering(employer=number) for number in invalid)
    assert [item.codes for item in refused] == [["00014-003"]] * len(invalid)


@pytest.mark.behaviour("dimona.numbers.employer-id-check-digits")
def test_check_digits_of_an_nsso_number(dimona: Dimona) -> None:
    """Right digits within the ranges are accepted; definitive ones fail with another zone."""
    definitive = [employer_id(base) for base in (1_000, 1_182_034, 1_999_999)]
    provisional = [employer_id(base) for base in (50_000_001, 59_999_999)]
    valid = definitive + provisional
    assert valid == [100006, 118203423, 199999934, 5000000120, 5999999989]
    declared = dimona.declare_all(dimona.entering(employer={"employerId": n}) for n in valid)
    assert [item.codes for item in declared] == [[]] * len(valid)
    refused = dimona.declare_all(
        dimona.entering(employer={"employerId": number + shift})
        for number in valid
        for shift in (-1, 1)
    )
    assert [item.codes for item in refused] == [
        *[["00011-003"]] * 2 * len(definitive),
        *[["00948-003"]] * 2 * len(provisional),
    ]


@pytest.mark.behaviour("dimona.numbers.employer-id-check-digits")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (employer_id(999), "00011-003"),
        (employer_id(2_000_000), "00011-003"),
        (employer_id(50_000_000), "00948-003"),
        (employer_id(60_000_000), "00948-003"),
        (0, "00011-003"),
        (-175110801, "00011-003"),
    ],
)
def test_nsso_numbers_have_ranges(dimona: Dimona, number: int, code: str) -> None:
    """Below, between and above the ranges right check digits do not help."""
    assert dimona.enter(employer={"employerId": number}).codes == [code]
