"""Where generated documents go, and the values that rules accept in them.

On a simulator they go to SE.51, which has what the document's answers show. At a real environment
they go to what the run made there itself, and say nothing about anybody but its own worker.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from lxml import etree

from invaller_clients.vaph import Vaph
from invaller_contracts.provider.target import Target
from invaller_contracts.vaph.client import OTHER_UNIT, Wire
from invaller_contracts.vaph.generating import Known, valid
from invaller_contracts.vaph.samples import Cast
from invaller_contracts.vaph.tidying import Made, Noticing

_NAMESPACE = "{http://www.vaph.be/zorgregie}"
_CONTRACT = ("contract", f"{_NAMESPACE}contract")
_PRESTATIE = ("prestatie", f"{_NAMESPACE}prestatie")
_SETTLEMENT = (f"{_NAMESPACE}AfrekeningsContract", f"{_NAMESPACE}afrekeningContract")
_PENSIONERS = tuple(f"{space}AfrekeningsGepensioneerdenRequest" for space in ("", _NAMESPACE))
_VARIABLE = tuple(f"{space}AfrekeningsVariabelePrestatiesRequest" for space in ("", _NAMESPACE))

CONTRACTS = "/contract"
CONTRACT = "/contract/{contract}"
PRESTATIES = "/contract/{contract}/prestatie"
SETTLED = "/afrekeningen/contracten"
SETTLEMENT = "/afrekeningen/contracten/{settlement}"
PENSIONERS = "/afrekeningen/{year}/gepensioneerden"
VARIABLE = "/afrekeningen/{year}/variabeleprestaties"

ROOTS: Mapping[str, Sequence[str]] = {
    CONTRACTS: _CONTRACT,
    CONTRACT: _CONTRACT,
    PRESTATIES: _PRESTATIE,
    SETTLED: _SETTLEMENT,
    SETTLEMENT: _SETTLEMENT,
    PENSIONERS: _PENSIONERS,
    f"{PENSIONERS}/wijzigen": _PENSIONERS,
    VARIABLE: _VARIABLE,
    f"{VARIABLE}/wijzigen": _VARIABLE,
}
"""The roots that each operation with a body takes, by its path."""

CREATING = (CONTRACTS, PRESTATIES, SETTLED)
"""Where a PUT answers 201."""

SEEDED: Mapping[str, int] = {
    "contract": 123456789,
    "prestatie": 234567891,
    "settlement": 345678912,
    "year": 2015,
}
"""What the paths lead to in SE.51."""

_SEEDED_VALUES: Known = {
    "rijksregisternummer": ["27120934734", "85051000164", "01020300170"],
    "rijksregisterNummer": ["27120934734", "85051000164", "00000000097"],
    "code": ["630", "130", "110"],
    "functie": ["630", "130"],
    "werkingsjaar": ["2015"] * 3 + ["2016"],
    "contractId": ["123456789"],
    "begindatum": ["2014-01-01", "2016-01-01T00:00:00.000+02:00", "2018-01-01"],
    "einddatum": ["2014-12-31", "2016-12-31", "2018-12-31"],
}


@dataclass(frozen=True)
class Scene:
    """Where the documents of one operation go.

    template: its path, a key of ROOTS; path: the same below the subsidie-eenheid; wire: bare calls
    there; known: values that rules accept; made: what the calls make.
    """

    target: Target
    template: str
    path: str
    wire: Wire
    known: Known
    made: Made

    def documents(self) -> st.SearchStrategy[etree._Element]:
        """Valid documents for the operation; at a real environment nothing in them is a guess."""
        real = self.target.is_real
        roots = st.sampled_from(ROOTS[self.template])
        return roots.flatmap(lambda root: valid(root, self.known, always=real))


def seeded_scene(target: Target, template: str) -> Scene:
    """A scene in SE.51 of a simulator, where whatever is made stays."""
    wire = Wire(target, unit=OTHER_UNIT, user="alles")
    return Scene(target, template, template.format_map(SEEDED), wire, _SEEDED_VALUES, Made())


def own_scene(target: Target, template: str, isis: Vaph, cast: Cast, made: Made) -> Scene:
    """A scene in a real environment: what the path leads to is made there first, by `isis`.

    made: takes note of what the calls of the scene make, for which see `one_example`.
    """
    places = {"year": cast.year}
    if "{contract}" in template:
        places["contract"] = isis.register_contract(cast.contract)
    if "{settlement}" in template:
        places["settlement"] = isis.add_afrekeningscontract(cast.afrekeningscontract)
    if template == f"{PENSIONERS}/wijzigen":
        isis.add_bruggepensioneerden(cast.year, [cast.kazak])
    if template == f"{VARIABLE}/wijzigen":
        isis.add_variabele_prestaties(cast.year, cast.groups)
    wire = Wire(target, transport=Noticing(target.transport(), made))
    known = _values_about(cast, places.get("contract"))
    return Scene(target, template, template.format_map(places), wire, known, made)


def _values_about(cast: Cast, contract: int | None) -> Known:
    """Values about one worker, in the years in which he has no contract but those of the run."""
    return {
        "rijksregisternummer": [cast.worker],
        "rijksregisterNummer": [cast.worker],
        "naam": [cast.naam],
        "voornaam": [cast.voornaam],
        "code": ["630", "130"],
        "functie": ["630", "130"],
        "werkingsjaar": [str(cast.year)],
        "begindatum": ["2014-01-01", "2014-02-01T00:00:00.000+02:00"],
        "einddatum": ["2014-12-31", "2014-11-30T00:00:00.000+02:00"],
        "jaar": ["2014"],
        "ancDatum": ["2014-01-01", "2014-02-01T00:00:00.000+02:00"],
        "prestatiejaar": ["2014"],
        **({} if contract is None else {"contractId": [str(contract)]}),
    }
