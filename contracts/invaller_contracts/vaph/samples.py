"""The document's own examples as values of the client, and the XML that prints them.

Its John Doe (27120934734) has a contract for function 630 in 2014; Jeff Kazak and Guido Deleuze
are the bruggepensioneerden of 2015.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

from invaller.kernel.specs import read_text
from invaller_clients.vaph import (
    Afrekeningscontract,
    Contract,
    Gepensioneerde,
    Prestatie,
    VariabelePrestaties,
)
from invaller_contracts.provider.target import Target
from invaller_contracts.vaph import environment

LABEL = "LOGISTIEK PERS. KLASSE 3"
"""What answers say of function 630 (Een contract opzoeken, Voorbeeld)."""

CONTRACT = Contract(
    rijksregisternummer="27120934734",
    naam="Doe",
    voornaam="John",
    begindatum=date(2014, 1, 1),
    einddatum=date(2014, 12, 31),
    functie="630",
    anc_jaar=5,
    anc_maand=11,
)
"""Een contract registreren, Voorbeeld."""

PRESTATIE = Prestatie(
    jaar=2014,
    maand=1,
    uren=Decimal(160),
    uurstel=Decimal(160),
    prestatieeenheid=Decimal(1),
    afwezigheid=Decimal(0),
)
"""Een prestatie registreren; the document prints xx for its values."""

AFREKENINGSCONTRACT = Afrekeningscontract(
    rijksregisternummer="27120934734",
    naam="Doe",
    voornaam="John",
    functie="630",
    omschrijving=LABEL,
    anc_jaar=5,
    anc_maand=11,
    anc_datum=date(2014, 1, 1),
    prestatieeenheid=Decimal("0.75"),
    gelijkgesteldeperiode=Decimal("0.25"),
    prestatiejaar=2014,
)
"""Een afrekeningscontract toevoegen; the document prints xx for its values."""

KAZAK = Gepensioneerde(
    werkingsjaar=2015,
    rijksregisternummer="00000000097",
    naam="Kazak",
    voornaam="Jeff",
    functie="130",
    bedrag=Decimal(250),
    rsz=Decimal(50),
)
DELEUZE = replace(
    KAZAK,
    rijksregisternummer="85051000164",
    naam="Deleuze",
    voornaam="Guido",
    bedrag=Decimal(1000),
    rsz=Decimal(250),
)
"""Afrekening bruggepensioneerde toevoegen, Requests."""


def _group(number: int, guaranteed_hours: str) -> VariabelePrestaties:
    return VariabelePrestaties(
        werkingsjaar=2015,
        functie_groep=f"GROEP {number}",
        uren_prestatie_zondag=Decimal("21.20"),
        loon_prestatie_zondag=Decimal(120),
        uren_prestatie_zaterdag=Decimal("10.30"),
        loon_prestatie_zaterdag=Decimal(1258),
        uren_prestatie_avond=Decimal("4.10"),
        loon_prestatie_avond=Decimal(789),
        uren_prestatie_nacht=Decimal(0),
        loon_prestatie_nacht=Decimal(0),
        uren_prestatie_feestdag=Decimal("12.25"),
        loon_prestatie_feestdag=Decimal("1250.52"),
        uren_gewaarborgd_loon=Decimal(guaranteed_hours),
        loon_gewaarborgd_loon=Decimal(250),
        dubbel_vakantie_geld=Decimal(0),
        enkelvoudig_vakantie_geld=Decimal(0),
    )


GROUPS = (_group(1, "10.25"), _group(2, "2.25"), _group(3, "5.43"))
"""Variabele prestaties toevoegen, Requests."""


def printed(name: str) -> bytes:
    """A request or an answer of the document, by its operation: `getContract.response`."""
    return read_text("vaph", f"examples/{name}.xml").encode()


@dataclass(frozen=True)
class Cast:
    """The document's examples about the worker and the werkingsjaar of a target."""

    worker: str
    naam: str
    voornaam: str
    year: int

    @classmethod
    def of(cls, target: Target) -> Self:
        """Whom stories are about there."""
        return cls(
            target.value(environment.WORKER),
            target.value(environment.NAME),
            target.value(environment.FIRST_NAME),
            int(target.value(environment.YEAR)),
        )

    @property
    def somebody(self) -> str:
        """The rijksregisternummer of somebody else."""
        found = (DELEUZE.rijksregisternummer, CONTRACT.rijksregisternummer)
        return next(number for number in found if number != self.worker)

    @property
    def contract(self) -> Contract:
        """The contract to register."""
        return replace(
            CONTRACT,
            rijksregisternummer=self.worker,
            naam=self.naam,
            voornaam=self.voornaam,
        )

    @property
    def answered(self) -> Contract:
        """The contract as it is answered, but for its id."""
        return replace(self.contract, omschrijving=LABEL)

    @property
    def afrekeningscontract(self) -> Afrekeningscontract:
        """The afrekeningscontract to add, and as it is answered but for its id."""
        return replace(
            AFREKENINGSCONTRACT,
            rijksregisternummer=self.worker,
            naam=self.naam,
            voornaam=self.voornaam,
        )

    @property
    def kazak(self) -> Gepensioneerde:
        """The first bruggepensioneerde."""
        return replace(KAZAK, werkingsjaar=self.year)

    @property
    def deleuze(self) -> Gepensioneerde:
        """The second bruggepensioneerde."""
        return replace(DELEUZE, werkingsjaar=self.year)

    @property
    def groups(self) -> tuple[VariabelePrestaties, ...]:
        """The variabele prestaties."""
        return tuple(replace(group, werkingsjaar=self.year) for group in GROUPS)

    def printed(self, name: str) -> bytes:
        """A request of the document, about the worker and the year of the target."""
        text = printed(name).decode()
        changes = {
            f">{CONTRACT.rijksregisternummer}<": f">{self.worker}<",
            f">{CONTRACT.naam}<": f">{self.naam}<",
            f">{CONTRACT.voornaam}<": f">{self.voornaam}<",
            "<werkingsjaar>2015<": f"<werkingsjaar>{self.year}<",
        }
        for found, put in changes.items():
            text = text.replace(found, put)
        return text.encode()
