"""How the documents of VAPH ISIS are spelled: a table a kind, in the order of their elements.

One name is written, several are read: the document spells seniority, uurstel and gewaarborgd
in two ways, with `ancJaar` in requests and `ancjaar` in answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from .vaph_documents import (
    Afrekeningscontract,
    Contract,
    Gepensioneerde,
    Prestatie,
    VariabelePrestaties,
)

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written as text, and read from it; reading raises ValueError."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError as error:
        raise ValueError(f"{text!r} is no number") from error


TEXT = Form(str, str)
NATIONAL_NUMBER = Form(str, lambda text: text.zfill(11))  # one answer prints ten digits
WHOLE = Form(str, int)
DECIMAL = Form(lambda value: format(Decimal(value), "f"), _decimal)
DATE = Form(date.isoformat, lambda text: date.fromisoformat(text[:10]))
"""Of a time only the date that is written counts: the offset is +02:00 in January too."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value. path: its element, with the one around it if there is one, as written.

    also: other names under which answers have it; letter case never matters there. optional:
    whether it may be absent; sent: whether requests have it.
    """

    attribute: str
    path: str
    form: Form = TEXT
    also: str | None = None
    optional: bool = False
    sent: bool = True


@dataclass(frozen=True, slots=True)
class Layout(Generic[Kind]):
    """One kind of document. root: its element in requests; namespace: of all its elements."""

    kind: type[Kind]
    root: str
    fields: tuple[Field, ...]
    namespace: str | None = None


NAMESPACE = "http://www.vaph.be/zorgregie"

_ID = Field("id", "id", WHOLE, sent=False)

CONTRACT = Layout(
    Contract,
    "contract",
    (
        _ID,
        Field("rijksregisternummer", "werknemer/rijksregisternummer", NATIONAL_NUMBER),
        Field("naam", "werknemer/naam"),
        Field("voornaam", "werknemer/voornaam"),
        Field("begindatum", "begindatum", DATE),
        Field("einddatum", "einddatum", DATE, optional=True),
        Field("functie", "functie/code"),
        Field("omschrijving", "functie/omschrijving", optional=True),
        Field("anc_jaar", "ancJaar", WHOLE),
        Field("anc_maand", "ancMaand", WHOLE),
    ),
)

PRESTATIE = Layout(
    Prestatie,
    "prestatie",
    (
        _ID,
        Field("contract_id", "contractId", WHOLE, optional=True),
        Field("jaar", "jaar", WHOLE),
        Field("maand", "maand", WHOLE),
        Field("uren", "uren", DECIMAL),
        Field("uurstel", "uurstel", DECIMAL, also="uurstelsel"),
        Field("prestatieeenheid", "prestatieeenheid", DECIMAL),
        Field("afwezigheid", "afwezigheid", DECIMAL),
    ),
)

AFREKENINGSCONTRACT = Layout(
    Afrekeningscontract,
    "AfrekeningsContract",
    (
        _ID,
        Field("rijksregisternummer", "rijksregisternummer", NATIONAL_NUMBER),
        Field("naam", "naam"),
        Field("voornaam", "voornaam"),
        Field("functie", "functie/code"),
        Field("omschrijving", "functie/omschrijving", optional=True),
        Field("anc_jaar", "ancJaar", WHOLE),
        Field("anc_maand", "ancMaand", WHOLE),
        Field("anc_datum", "ancDatum", DATE, optional=True),
        Field("prestatieeenheid", "prestatieeenheid", DECIMAL),
        Field("gelijkgesteldeperiode", "gelijkgesteldeperiode", DECIMAL),
        Field("prestatiejaar", "prestatiejaar", WHOLE),
    ),
    NAMESPACE,
)

GEPENSIONEERDE = Layout(
    Gepensioneerde,
    "afrekeningsGepensioneerde",
    (
        Field("werkingsjaar", "werkingsjaar", WHOLE),
        Field("rijksregisternummer", "rijksregisterNummer", NATIONAL_NUMBER),
        Field("naam", "naam"),
        Field("voornaam", "voornaam"),
        Field("functie", "functie"),
        Field("bedrag", "bedrag", DECIMAL),
        Field("rsz", "rsz", DECIMAL),
    ),
)


def _amount(name: str, also: str | None = None) -> Field:
    """An amount, whose attribute is its name with underscores."""
    attribute = "".join(f"_{one.lower()}" if one.isupper() else one for one in name)
    return Field(attribute, name, DECIMAL, also)


VARIABELE_PRESTATIES = Layout(
    VariabelePrestaties,
    "AfrekeningsVariabelePrestaties",
    (
        Field("werkingsjaar", "werkingsjaar", WHOLE),
        Field("functie_groep", "functieGroep"),
        *(
            _amount(f"{what}Prestatie{day}")
            for day in ("Zondag", "Zaterdag", "Avond", "Nacht", "Feestdag")
            for what in ("uren", "loon")
        ),
        _amount("urenGewaarborgdLoon", "urenGevaarborgdLoon"),
        _amount("loonGewaarborgdLoon", "loonGevaarborgdLoon"),
        _amount("dubbelVakantieGeld"),
        _amount("enkelvoudigVakantieGeld"),
    ),
)
