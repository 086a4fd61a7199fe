"""The subsidie-eenheid of a path: by its number, its erkenningsnummer or its name.

The document calls it naam, nummer and erkenningsnummer in turn (facts: vaph_fields.json,
contradictions 2); each is read in every path.
"""

import re
from dataclasses import dataclass

from invaller.apis.vaph.kinds import UNIT
from invaller.kernel.calls import Call
from invaller.kernel.store import Documents

_NUMBERED = re.compile(r"(?:SE\.)?0*([0-9]+)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A subsidie-eenheid. number: without leading zeros."""

    number: str
    erkenningsnummer: str


def unit_of(call: Call) -> Unit:
    """The subsidie-eenheid of a call that was admitted. Raises LookupError when there is none."""
    unit = find_unit(call.workspace.documents, call.parameters["subsidieEenheid"])
    if unit is None:
        raise LookupError("a call was admitted to a subsidie-eenheid that is not there")
    return unit


def find_unit(documents: Documents, spelling: str) -> Unit | None:
    """The subsidie-eenheid that a text of a path means, or None."""
    numbered = _NUMBERED.fullmatch(spelling.strip())
    found = documents.get(UNIT, numbered[1]) if numbered else None
    if found is None:
        wanted = spelling.strip().casefold()
        units = documents.find(UNIT)
        spellings = ("name", "erkenningsnummer")
        found = next(
            (u for u in units if wanted in (str(u[name]).casefold() for name in spellings)), None
        )
    return None if found is None else Unit(str(found["number"]), str(found["erkenningsnummer"]))
