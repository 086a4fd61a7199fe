"""Yearly lists: bruggepensioneerden and variabele prestaties of a subsidie-eenheid.

A list is replaced and deleted on .../wijzigen, as the document has it.
Source: VAPH ISIS, Een lijst van afrekening bruggepensioneerden opzoeken to Een lijst variabele
prestaties verwijderen.
"""

from collections.abc import Sequence
from typing import Any

from invaller.apis.vaph.bodies import read_entries
from invaller.apis.vaph.domain.people import check_number
from invaller.apis.vaph.domain.yearly import (
    Entry,
    by_group,
    check_persons,
    check_years,
    with_added,
)
from invaller.apis.vaph.handlers.support import (
    check_functions,
    done,
    missing,
    refuse_if,
    writer,
    xml,
)
from invaller.apis.vaph.kinds import GEPENSIONEERDEN, VARIABELE
from invaller.apis.vaph.units import unit_of
from invaller.apis.vaph.wire import shapes
from invaller.kernel.calls import Answer, Call
from invaller.kernel.store import Kind


def add_persons(call: Call) -> Answer:
    """Add bruggepensioneerden; who is on the list already is overwritten."""
    persons = _persons(call)
    _check_persons(call, persons)
    _keep(call, GEPENSIONEERDEN, with_added(_entries(call, GEPENSIONEERDEN) or [], persons))
    return done()


def replace_persons(call: Call) -> Answer:
    """Overwrite the list of bruggepensioneerden."""
    persons = _persons(call)
    _existing(call, GEPENSIONEERDEN)
    _check_persons(call, persons)
    _keep(call, GEPENSIONEERDEN, persons)
    return done()


def list_persons(call: Call) -> Answer:
    """The bruggepensioneerden of a year."""
    return xml(writer(call).gepensioneerden(_existing(call, GEPENSIONEERDEN)))


def delete_persons(call: Call) -> Answer:
    """Delete the list of bruggepensioneerden."""
    return _delete(call, GEPENSIONEERDEN)


def add_hours(call: Call) -> Answer:
    """Add variabele prestaties; a list that is there is overwritten, as all groups come."""
    groups = read_entries(call, shapes.VARIABELE)
    _keep_hours(call, groups)
    return done()


def replace_hours(call: Call) -> Answer:
    """Overwrite the list of variabele prestaties."""
    groups = read_entries(call, shapes.VARIABELE)
    _existing(call, VARIABELE)
    _keep_hours(call, groups)
    return done()


def list_hours(call: Call) -> Answer:
    """The variabele prestaties of a year."""
    return xml(writer(call).variabele_prestaties(_existing(call, VARIABELE)))


def delete_hours(call: Call) -> Answer:
    """Delete the list of variabele prestaties."""
    return _delete(call, VARIABELE)


def _persons(call: Call) -> list[dict[str, Any]]:
    return read_entries(call, shapes.GEPENSIONEERDEN)


def _check_persons(call: Call, persons: Sequence[Entry]) -> None:
    numbers = [person["rijksregisterNummer"] for person in persons]
    refuse_if(
        check_years(_year(call), persons, "bruggepensioneerde"),
        *(check_number(number, placeholder=True) for number in numbers),
        check_functions(call, [person["functie"] for person in persons]),
        check_persons(persons),
    )


def _keep_hours(call: Call, groups: Sequence[Entry]) -> None:
    refuse_if(check_years(_year(call), groups, "variabele"))
    _keep(call, VARIABELE, by_group(groups))


def _year(call: Call) -> int:
    return int(call.parameters["werkingsjaar"])


def _key(call: Call) -> str:
    return f"{unit_of(call).number}/{_year(call)}"


def _entries(call: Call, kind: Kind) -> list[Entry] | None:
    found = call.workspace.documents.get(kind, _key(call))
    return None if found is None else list(found["entries"])


def _existing(call: Call, kind: Kind) -> list[Entry]:
    """The entries of a list; raises Refusal (404) when there is none."""
    entries = _entries(call, kind)
    if entries is None:
        name = kind.name.partition(".")[2]
        year = call.parameters["werkingsjaar"]
        topic = name.removesuffix("prestaties")
        raise missing(f"list of {name} of", year, f"vaph.empty-list.{topic}-404")
    return entries


def _keep(call: Call, kind: Kind, entries: Sequence[Entry]) -> None:
    unit, year = unit_of(call).number, _year(call)
    body = {"unit": unit, "werkingsjaar": year, "entries": list(entries)}
    call.workspace.documents.put(kind, _key(call), body)


def _delete(call: Call, kind: Kind) -> Answer:
    _existing(call, kind)
    call.workspace.documents.delete(kind, _key(call))
    return done()
