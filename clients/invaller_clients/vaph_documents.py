"""What VAPH ISIS keeps, as plain values. Names are the vendor's; ids are None until it gives one.

Amounts and fractions are decimals, function codes and national numbers texts of digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract of a worker; without `einddatum` it has no end (Een contract registreren).

    `functie` is the code; its `omschrijving` may be left out and is always answered.
    """

    rijksregisternummer: str
    naam: str
    voornaam: str
    begindatum: date
    functie: str
    anc_jaar: int
    anc_maand: int
    einddatum: date | None = None
    omschrijving: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatie:
    """What a worker did in a month of a contract (Een prestatie registreren).

    `uurstel` is answered as uurstelsel; `prestatieeenheid` and `afwezigheid` are from 0 to 1.
    """

    jaar: int
    maand: int
    uren: Decimal
    uurstel: Decimal
    prestatieeenheid: Decimal
    afwezigheid: Decimal
    contract_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Afrekeningscontract:
    """A contract in the settlement of a year (Een afrekeningscontract toevoegen)."""

    rijksregisternummer: str
    naam: str
    voornaam: str
    functie: str
    anc_jaar: int
    anc_maand: int
    prestatieeenheid: Decimal
    gelijkgesteldeperiode: Decimal
    prestatiejaar: int
    anc_datum: date | None = None
    omschrijving: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gepensioneerde:
    """Somebody on the list of bruggepensioneerden of a year, with pay and social security."""

    werkingsjaar: int
    rijksregisternummer: str
    naam: str
    voornaam: str
    functie: str
    bedrag: Decimal
    rsz: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class VariabelePrestaties:
    """Irregular hours and their pay of one group in a year: GROEP 1, GROEP 2 or GROEP 3."""

    werkingsjaar: int
    functie_groep: str
    uren_prestatie_zondag: Decimal
    loon_prestatie_zondag: Decimal
    uren_prestatie_zaterdag: Decimal
    loon_prestatie_zaterdag: Decimal
    uren_prestatie_avond: Decimal
    loon_prestatie_avond: Decimal
    uren_prestatie_nacht: Decimal
    loon_prestatie_nacht: Decimal
    uren_prestatie_feestdag: Decimal
    loon_prestatie_feestdag: Decimal
    uren_gewaarborgd_loon: Decimal
    loon_gewaarborgd_loon: Decimal
    dubbel_vakantie_geld: Decimal
    enkelvoudig_vakantie_geld: Decimal
