"""Every document type as a table: elements in their order, their names in and out, their values.

A leaf is one value, under the name that its element has in requests; the values of a document
lie flat in one mapping, since no name is in a document twice. Other spellings are read on the
base URLs that do not validate.
Sources: specs/vaph/xsd; facts: vaph_fields.json, elements and contradictions 3, 4, 8 and 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from invaller.apis.vaph.wire.values import Reader, collapsed, day, decimal, whole

NAMESPACE = "http://www.vaph.be/zorgregie"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element with a value.

    name: in requests; answered: in answers, if other; spellings: also read where nothing is
    validated; in_request: False for what only answers have; optional: may be absent.
    """

    name: str
    read: Reader = collapsed
    answered: str = ""
    spellings: tuple[str, ...] = ()
    optional: bool = False
    in_request: bool = True

    @property
    def out(self) -> str:
        """Its name in answers."""
        return self.answered or self.name


@dataclass(frozen=True, slots=True)
class Group:
    """An element around others."""

    name: str
    parts: tuple["Leaf", ...]


Part = Leaf | Group


@dataclass(frozen=True, slots=True)
class Shape:
    """A document, or the repeated part of one: its parts in order.

    roots: the names under which it is sent; qualified: its elements are in the namespace.
    """

    parts: tuple[Part, ...]
    roots: tuple[str, ...] = ()
    qualified: bool = False

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf, in order."""
        for part in self.parts:
            yield from part.parts if isinstance(part, Group) else (part,)


@dataclass(frozen=True, slots=True)
class ListShape:
    """A request that holds entries of one shape. roots: its own names."""

    entry: Shape
    roots: tuple[str, ...]


_ID = Leaf("id", whole, in_request=False)
_FUNCTION = Group("functie", (Leaf("code"), Leaf("omschrijving", optional=True)))
_NUMBER = Leaf("rijksregisternummer")
_NAMES = (Leaf("naam"), Leaf("voornaam"))
_FRACTION = Leaf("prestatieeenheid", decimal)

CONTRACT = Shape(
    (
        _ID,
        Group("werknemer", (_NUMBER, *_NAMES)),
        Leaf("begindatum", day),
        Leaf("einddatum", day, optional=True),
        _FUNCTION,
        Leaf("ancJaar", whole, "ancjaar", ("ancjaar",)),
        Leaf("ancMaand", whole, "ancmaand", ("ancmaand",)),
    ),
    ("contract",),
)
PRESTATIE = Shape(
    (
        _ID,
        Leaf("contractId", whole, optional=True),
        Leaf("jaar", whole),
        Leaf("maand", whole),
        Leaf("uren", decimal),
        Leaf("uurstel", decimal, "uurstelsel", ("uurstelsel",)),
        _FRACTION,
        Leaf("afwezigheid", decimal),
    ),
    ("prestatie",),
)
AFREKENING = Shape(
    (
        _ID,
        _NUMBER,
        *_NAMES,
        _FUNCTION,
        Leaf("ancJaar", whole, spellings=("ancjaar",)),
        Leaf("ancMaand", whole, spellings=("ancmaand",)),
        Leaf("ancDatum", day, optional=True),
        _FRACTION,
        Leaf("gelijkgesteldeperiode", decimal),
        Leaf("prestatiejaar", whole),
    ),
    ("AfrekeningsContract", "afrekeningContract"),
    qualified=True,
)
GEPENSIONEERDE = Shape(
    (
        Leaf("werkingsjaar", whole),
        Leaf("rijksregisterNummer", spellings=("rijksregisternummer",)),
        *_NAMES,
        Leaf("functie"),
        Leaf("bedrag", decimal),
        Leaf("rsz", decimal),
    ),
    ("afrekeningsGepensioneerde",),
)
GEPENSIONEERDEN = ListShape(GEPENSIONEERDE, ("AfrekeningsGepensioneerdenRequest",))

VARIABELE_ENTRY = Shape(
    (
        Leaf("werkingsjaar", whole),
        Leaf("functieGroep"),
        Leaf("urenPrestatieZondag", decimal),
        Leaf("loonPrestatieZondag", decimal),
        Leaf("urenPrestatieZaterdag", decimal),
        Leaf("loonPrestatieZaterdag", decimal),
        Leaf("urenPrestatieAvond", decimal),
        Leaf("loonPrestatieAvond", decimal),
        Leaf("urenPrestatieNacht", decimal),
        Leaf("loonPrestatieNacht", decimal),
        Leaf("urenPrestatieFeestdag", decimal),
        Leaf("loonPrestatieFeestdag", decimal),
        Leaf("urenGewaarborgdLoon", decimal, spellings=("urenGevaarborgdLoon",)),
        Leaf("loonGewaarborgdLoon", decimal, spellings=("loonGevaarborgdLoon",)),
        Leaf("dubbelVakantieGeld", decimal),
        Leaf("enkelvoudigVakantieGeld", decimal),
    ),
    ("AfrekeningsVariabelePrestaties", "afrekeningsVariabelePrestaties"),
)
VARIABELE = ListShape(VARIABELE_ENTRY, ("AfrekeningsVariabelePrestatiesRequest",))
