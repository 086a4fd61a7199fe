"""Yearly lists of a subsidie-eenheid: bruggepensioneerden and variabele prestaties.

Sources: VAPH ISIS, Afrekening bruggepensioneerde toevoegen and Variabele prestaties toevoegen.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from invaller.apis.vaph.domain.people import PLACEHOLDER
from invaller.apis.vaph.domain.refused import Refused

Entry = Mapping[str, Any]
"""One entry by the names of its elements."""


def check_years(year: int, entries: Iterable[Entry], topic: str) -> Refused | None:
    """Refuse entries of another werkingsjaar than that of the path.

    topic: what the list is of, as the ledger says it.
    """
    for number, entry in enumerate(entries, 1):
        if entry["werkingsjaar"] != year:
            found = entry["werkingsjaar"]
            return Refused(
                f"vaph.{topic}.year-mismatch-400",
                "facts: vaph_endpoints.tsv, rows 16 and 20 (not described)",
                f"entry {number}: werkingsjaar {found} is not that of the path, {year}",
                f"entry {number}, werkingsjaar",
                found,
                year,
                year,
            )
    return None


def check_persons(persons: Iterable[Entry]) -> Refused | None:
    """Refuse a list that has a person twice."""
    seen = set()
    for number, person in enumerate(persons, 1):
        who = identity(person)
        if who in seen:
            return Refused(
                "vaph.bruggepensioneerde.twice-in-request-400",
                "not documented",
                f"entry {number}: {' '.join(who)} is on the list twice",
                f"entry {number}, rijksregisterNummer",
                person["rijksregisterNummer"],
            )
        seen.add(who)
    return None


def identity(person: Entry) -> tuple[str, ...]:
    """What makes a person: the number, and under the placeholder the names as well."""
    number = person["rijksregisterNummer"]
    names = (person["naam"], person["voornaam"])
    return (number, *names) if number == PLACEHOLDER else (number,)


def with_added(known: Sequence[Entry], added: Sequence[Entry]) -> list[Entry]:
    """The list after adding: who was on it is overwritten in place, others come last."""
    persons = {identity(person): person for person in known}
    persons |= {identity(person): person for person in added}
    return list(persons.values())


def by_group(entries: Iterable[Entry]) -> list[Entry]:
    """Variabele prestaties in the order of their groups."""
    return sorted(entries, key=_group)


def _group(entry: Entry) -> str:
    return str(entry["functieGroep"])
