"""XML out of the XSD: documents that it allows, and documents with something wrong in them.

The compiled schema is walked: elements, how often they occur, and the facets of their values.
Known values take the place of most generated ones, so that rules let some through.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any

import xmlschema
from hypothesis import strategies as st
from lxml import etree

from invaller.kernel.specs import specs_folder

Texts = st.SearchStrategy[str]
Known = Mapping[str, Sequence[str]]
"""Values that rules accept, by the name of their element."""
TextsOf = Callable[[str, Any], Texts]
"""What an element may hold, by its name and its type."""

_MANY = 3
"""How often an element is repeated whose number has no limit."""

_KNOWN_TIMES = 5
"""How often a known value is taken for each that is generated."""

_GROUP = "functieGroep"
"""What the XSD wants to be there once each: it cannot be drawn for itself."""

_CHARACTERS = st.characters(exclude_categories=["C", "Z"], max_codepoint=0x1FFFF)
_OFFSETS = st.sampled_from(["", "Z", "+02:00", "-11:30"])

WRONG = (
    *("", " ", "x", "-1", "+1", "1E2", "1,5", "0x10", "NaN", "INF", "00", "41", "12", "1.0"),
    *("9" * 20, "2014-02-30", "2014-01-01T24:00:00", "0000-01-01", "-2014-01-01"),
    *("2014-01-01T00:00:00", "true", "GROEP3", "GROEP 4", "é", "\u0660\u0661", "\u3000"),
    *("\U0001f600", "a\nb", "a" * 101),
)
"""Texts that are wrong in most places."""

HOSTILE = (
    *WRONG,
    *("9" * 5_000, "&e;", "<b/>", "]]>", "%s%n", "' OR 1=1 --", "../../etc/passwd"),
)
"""Those, and some that something may trip over."""

IDENTIFYING = frozenset({"rijksregisternummer", "rijksregisterNummer", "naam", "voornaam"})
"""Elements that say who somebody is."""


@cache
def schema() -> xmlschema.XMLSchema:
    """The XSD of requests."""
    return xmlschema.XMLSchema(str(specs_folder() / "vaph" / "xsd" / "requests.xsd"))


@cache
def decider() -> etree.XMLSchema:
    """The same for lxml."""
    return etree.XMLSchema(etree.parse(specs_folder() / "vaph" / "xsd" / "requests.xsd"))


def root_names() -> list[str]:
    """The roots that requests may have, in Clark notation."""
    return [name for name in schema().maps.elements if "XMLSchema}" not in name]


def valid(root: str, known: Known, *, always: bool = False) -> st.SearchStrategy[etree._Element]:
    """Documents with a root, by its name in Clark notation, that the XSD allows.

    always: never generate a value where known ones are given.
    """

    def texts(name: str, type_: Any) -> Texts:
        if name not in known:
            return values(type_)
        given = st.sampled_from(known[name])
        return given if always else st.one_of(*[given] * _KNOWN_TIMES, values(type_))

    return _document(schema().maps.elements[root], texts)


@st.composite
def invalid(
    draw: st.DrawFn, documents: st.SearchStrategy[etree._Element], *, gently: bool = False
) -> etree._Element:
    """Documents with one to three things wrong in them; now and then they are valid still.

    gently: nobody is called otherwise, and nothing looks like an attack.
    """
    root = draw(documents)
    for _ in range(draw(st.integers(1, 3))):
        change = draw(st.sampled_from(_GENTLE if gently else _CHANGES))
        elements = [
            one
            for one in root.iter(etree.Element)
            if not (gently and etree.QName(one).localname in IDENTIFYING)
        ]
        change(draw, draw(st.sampled_from(elements)))
    return root


@st.composite
def broken(draw: st.DrawFn, documents: st.SearchStrategy[etree._Element]) -> bytes:
    """Bytes of a document of which some are gone, doubled or others."""
    raw = etree.tostring(draw(documents), xml_declaration=True, encoding="UTF-8")
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(len(raw) - 1, 0)))
        end = draw(st.integers(start, min(start + 20, len(raw))))
        raw = raw[:start] + draw(st.one_of(st.binary(max_size=4), st.just(b""))) + raw[end:]
    return raw


@st.composite
def _document(draw: st.DrawFn, declared: Any, texts: TextsOf) -> etree._Element:
    root = etree.Element(declared.name)
    _fill(draw, root, declared, texts)
    groups = [one for one in root.iter(etree.Element) if one.tag == _GROUP]
    numbers = draw(st.permutations([1, 2, 3]))
    for group, number in zip(groups, numbers, strict=False):
        group.text = f"GROEP {number}"
    return root


def _fill(draw: st.DrawFn, element: etree._Element, declared: Any, texts: TextsOf) -> None:
    """Give an element what its type allows."""
    if declared.type.has_simple_content():
        element.text = draw(texts(etree.QName(element).localname, declared.type))
    else:
        _fill_group(draw, element, declared.type.content, texts)


def _fill_group(draw: st.DrawFn, parent: etree._Element, group: Any, texts: TextsOf) -> None:
    for _ in range(draw(_occurrences(group))):
        particles = [draw(st.sampled_from(list(group)))] if group.model == "choice" else group
        for particle in particles:
            if isinstance(particle, xmlschema.validators.XsdElement):
                for _ in range(draw(_occurrences(particle))):
                    child = etree.SubElement(parent, particle.name)
                    _fill(draw, child, particle, texts)
            else:
                _fill_group(draw, parent, particle, texts)


def _occurrences(particle: Any) -> st.SearchStrategy[int]:
    most = particle.max_occurs
    return st.integers(particle.min_occurs, _MANY if most is None else most)


@cache
def values(type_: Any) -> Texts:
    """Texts that a simple type allows."""
    if type_.is_union():
        return st.one_of([values(member) for member in type_.member_types])
    if type_.enumeration:
        return st.sampled_from([str(one) for one in type_.enumeration])
    drawn = _PRIMITIVES[type_.primitive_type.local_name](type_)
    return drawn.filter(type_.is_valid)


def _strings(type_: Any) -> Texts:
    if type_.patterns:
        return st.from_regex(type_.patterns.regexps[0], fullmatch=True, alphabet=_ASCII)
    return st.text(_CHARACTERS, min_size=type_.min_length or 0, max_size=type_.max_length)


_ASCII = st.characters(codec="ascii")


def _numbers(type_: Any) -> Texts:
    least, most = _bound(type_.min_value), _bound(type_.max_value)
    if type_.is_derived(type_.maps.types[_INTEGER]):
        return st.integers(least, most).map(str)
    places = st.integers(0, 4)
    drawn = st.decimals(least, most if most is not None else Decimal(99_999_999), places=4)
    return st.builds(lambda number, digits: f"{number:.{digits}f}", drawn, places)


_INTEGER = "{http://www.w3.org/2001/XMLSchema}integer"


def _bound(value: Any) -> Any:
    return None if value is None else Decimal(str(value))


def _times(_type: Any) -> Texts:
    zones = st.builds(lambda hours: timezone(timedelta(hours=hours)), st.integers(-13, 13))
    return st.datetimes(timezones=st.one_of(st.none(), zones)).map(lambda one: one.isoformat())


_PRIMITIVES: Mapping[str, Callable[[Any], Texts]] = {
    "string": _strings,
    "decimal": _numbers,
    "date": lambda _type: st.builds(lambda day, zone: f"{day}{zone}", st.dates(), _OFFSETS),
    "dateTime": _times,
}


def _drop(_draw: st.DrawFn, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(draw: st.DrawFn, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        copy = etree.fromstring(etree.tostring(element))
        parent.insert(draw(st.integers(0, len(parent))), copy)


def _move(draw: st.DrawFn, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        parent.insert(draw(st.integers(0, len(parent))), element)


def _rename(draw: st.DrawFn, element: etree._Element) -> None:
    name = etree.QName(element).localname
    space = "{http://www.vaph.be/zorgregie}"
    names = [name.lower(), name.upper(), f"{name}x", space + name, "{urn:other}" + name, "id"]
    element.tag = draw(st.sampled_from(names))


def _spoil(draw: st.DrawFn, element: etree._Element) -> None:
    element.text = draw(st.sampled_from(HOSTILE))


def _misspell(draw: st.DrawFn, element: etree._Element) -> None:
    element.text = draw(st.sampled_from(WRONG))


def _mark(draw: st.DrawFn, element: etree._Element) -> None:
    xsi = "{http://www.w3.org/2001/XMLSchema-instance}"
    names = ["id", "{urn:other}a", f"{xsi}nil", f"{xsi}type", f"{xsi}schemaLocation"]
    texts = ["true", "1", "nowhere", "xs:string", "urn:a http://127.0.0.1:9/a.xsd"]
    element.set(draw(st.sampled_from(names)), draw(st.sampled_from(texts)))


def _add(draw: st.DrawFn, element: etree._Element) -> None:
    child = etree.Element(draw(st.sampled_from(["extra", "contract", "naam", "{urn:o}naam"])))
    element.insert(draw(st.integers(0, len(element))), child)


_CHANGES = (_drop, _double, _move, _rename, _spoil, _spoil, _mark, _add)
_GENTLE = (_drop, _double, _move, _rename, _misspell, _misspell, _add)
