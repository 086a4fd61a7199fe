"""Form of single values: text, codes, countries, postal codes, municipalities.

Sources: facts: dimona A6 (lengths, codes); anomalies.tsv, the codes that end in 003.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.block import Block
from invaller.kernel.numbers.digits import whole_number

BELGIUM = 150
"""Country code of Belgium (facts: dimona A6)."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form that one member must have.

    ``accepts`` tells whether a value has it, ``expected`` says it in words, ``nearest`` gives
    a value that has it for one that has not, if there is an obvious one.
    """

    code: str
    member: str
    expected: str
    accepts: Callable[[Any], bool]
    nearest: Callable[[Any], Any] = lambda _: None


def text(code: str, member: str, longest: int) -> Form:
    """Return the form of a text that is not blank and has at most ``longest`` characters.

    A number is accepted as text: clients send house numbers and postal codes as numbers.
    """
    return Form(
        code,
        member,
        f"1 to {longest} characters",
        lambda value: _is_text(value) and 0 < len(str(value).strip()) <= longest,
        lambda value: str(value)[:longest] if _is_text(value) and str(value).strip() else None,
    )


def country(code: str, member: str) -> Form:
    """Return the form of a country code: a number of at most five digits, not zero.

    The list of annex 5 is not public, so codes are not looked up (assumed).
    """
    return Form(
        code,
        member,
        "a country code of annex 5, for example 150",
        lambda value: 0 < (whole_number(value) or 0) <= 99_999,
        lambda _: BELGIUM,
    )


def one_of(code: str, member: str, values: tuple[str, ...]) -> Form:
    """Return the form of a code out of a short list; a number counts as its digits."""
    return Form(
        code,
        member,
        " or ".join(values),
        lambda value: not isinstance(value, bool) and str(value) in values,
        lambda _: values[0],
    )


def digits(code: str, member: str, longest: int) -> Form:
    """Return the form of a positive number of at most ``longest`` digits."""
    return Form(
        code,
        member,
        f"a number of at most {longest} digits",
        lambda value: 0 < (whole_number(value) or 0) < 10**longest,
    )


def municipality(code: str, member: str) -> Form:
    """Return the form of a municipality: a name of at most 40 characters or an NIS code.

    It comes as an object with code and name, or as a plain name. Clients send code 99999
    when they do not know it (facts: dimona A6).
    """
    return Form(
        code,
        member,
        "a name of at most 40 characters or an NIS code of five digits",
        _is_municipality,
    )


def invalid(block: Block, forms: tuple[Form, ...]) -> Iterator[Anomaly]:
    """Yield an anomaly for each member that is present and has not the form it must have."""
    for form in forms:
        value = block.get(form.member)
        if value is not None and not form.accepts(value):
            yield Anomaly(
                form.code,
                block.at(form.member),
                f"{form.member} is invalid",
                value,
                form.expected,
                form.nearest(value),
            )


def is_postal_code(value: object, in_country: object) -> bool:
    """Tell whether a value is a postal code: four digits from 1000 in Belgium, else text.

    Without a country only the length of nine characters is looked at.
    """
    if not _is_text(value) or not 0 < len(str(value).strip()) <= 9:
        return False
    if whole_number(in_country) != BELGIUM:
        return True
    return 1000 <= (whole_number(value) or 0) <= 9999


def _is_text(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _is_municipality(value: object) -> bool:
    if isinstance(value, str):
        return 0 < len(value.strip()) <= 40
    if not isinstance(value, dict):
        return False
    name, code = value.get("name"), value.get("code")
    if name is None and code is None:
        return False
    if name is not None and not (isinstance(name, str) and 0 < len(name.strip()) <= 40):
        return False
    return code is None or 10_000 <= (whole_number(code) or 0) <= 99_999
