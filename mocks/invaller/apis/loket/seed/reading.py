"""Reading of the seed's data: dates relative to the workspace's first day, and labels of rows.

`Y-04-01` and `Y-3-04-01` are days of this year and of three years ago; `T`, `T-10` and `T+5` are
today and days from it, and `T-10 09:30` is an instant of such a day in UTC. `Y` alone is the
number of this year, `P2-1` the id of a payroll period in it, by the last digits of the client
number and the number of the period. `@employee/x/1001` stands for the id of the row of that
resource and label, `@option/x` for that of an option which is named so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from invaller.apis.loket.domain.periods import period_id
from invaller.apis.loket.option_lists import named_id
from invaller.kernel.ids import uuid_from
from invaller.kernel.parsed import parse_yaml

_OF_YEAR = re.compile(r"Y(?:([+-]\d))?-(\d\d)-(\d\d)")
_PERIOD = re.compile(r"P(\d+)-(\d+)")
_FROM_TODAY = re.compile(r"T(?:([+-]\d+))?(?: (\d\d:\d\d))?")


@cache
def identify(resource: str, label: str) -> str:
    """The id of a seeded row, which its resource and label give."""
    return uuid_from("loket", "seed", resource, label)


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of the seed by its name without ending. The result is shared."""
    text = (files("invaller.apis.loket.seed") / "data" / f"{name}.yaml").read_text("utf-8")
    parsed: dict[str, Any] = parse_yaml(text)
    return parsed


def when(text: str, today: date) -> str:
    """A date as ISO 8601 out of a relative or a plain one."""
    found = meaning(text, today)
    if not isinstance(found, str):
        raise TypeError(f"{text} is no date")
    return found


def meaning(value: Any, today: date) -> Any:
    """A value of a data file with its relative dates and labels read."""
    if isinstance(value, dict):
        return {name: meaning(item, today) for name, item in value.items()}
    if isinstance(value, list):
        return [meaning(item, today) for item in value]
    return _text(value, today) if isinstance(value, str) else value


def _text(text: str, today: date) -> str | int:
    if text.startswith("@"):
        resource, _, label = text[1:].partition("/")
        return named_id(label) if resource == "option" else identify(resource, label)
    if text == "Y":
        return today.year
    if match := _PERIOD.fullmatch(text):
        return period_id(int(match[1]), today.year, int(match[2]))
    if match := _OF_YEAR.fullmatch(text):
        shift, month, day = match.groups()
        return f"{today.year + int(shift or 0):04d}-{month}-{day}"
    if match := _FROM_TODAY.fullmatch(text):
        shift, time = match.groups()
        on = (today + timedelta(days=int(shift or 0))).isoformat()
        return on if time is None else f"{on}T{time}:00Z"
    return text
