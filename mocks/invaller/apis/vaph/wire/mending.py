"""What the base URLs that do not validate make of a request: the form that the XSD asks for.

Namespaces, order, attributes and elements that nobody knows do not count there; both spellings
are read, and a rijksregisternummer of ten digits gets its zero back. What comes out is judged by
the same XSD, so that fields that are missing and values that are wrong are refused there too.
Source: facts: vaph_fields.json, base_urls and contradictions 3, 4, 6, 8, 9 and 10.
"""

from collections.abc import Iterable
from typing import Any, cast

from lxml import etree

from invaller.apis.vaph.wire.reading import local
from invaller.apis.vaph.wire.shapes import NAMESPACE, Leaf, ListShape, Part, Shape

_NUMBERS = ("rijksregisternummer", "rijksregisterNummer")
_TEN = 10


class Repeated(ValueError):
    """A field is there twice, and nobody can say which one counts. line: of the second."""

    def __init__(self, name: str, line: int | None) -> None:
        super().__init__(f"{name} is there twice")
        self.name, self.line = name, line


def mended(root: etree._Element, shape: Shape | ListShape) -> etree._Element:
    """A copy of a request as the XSD wants it, as far as it can be; raises Repeated."""
    copy = _like(root, shape.roots[0], _is_qualified(shape))
    if isinstance(shape, ListShape):
        names = {name.lower() for name in shape.entry.roots}
        for child in _elements(root):
            if local(child).lower() in names:
                entry = _like(child, shape.entry.roots[0], qualified=False)
                _fill(entry, child, shape.entry.parts, qualified=False)
                copy.append(entry)
    else:
        _fill(copy, root, shape.parts, shape.qualified)
    return copy


def _is_qualified(shape: Shape | ListShape) -> bool:
    return isinstance(shape, Shape) and shape.qualified


def _fill(
    copy: etree._Element, sent: etree._Element, parts: Iterable[Part], qualified: bool
) -> None:
    """Put the parts that were sent into the copy, in the order of the table."""
    for part in parts:
        if isinstance(part, Leaf) and not part.in_request:
            continue
        found = _only(sent, part)
        if found is None:
            continue
        element = _like(found, part.name, qualified)
        if isinstance(part, Leaf):
            element.text = _text(found, part)
            if part.optional and not element.text.strip():
                continue
        else:
            _fill(element, found, part.parts, qualified)
        copy.append(element)


def _only(sent: etree._Element, part: Part) -> etree._Element | None:
    names = {part.name, *(part.spellings if isinstance(part, Leaf) else ())}
    found = [child for child in _elements(sent) if local(child) in names]
    if len(found) > 1:
        raise Repeated(part.name, found[1].sourceline)
    return found[0] if found else None


def _text(element: etree._Element, leaf: Leaf) -> str:
    """The text of an element itself; elements in it are unknown ones, and left out."""
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    digits = text.strip()
    if leaf.name in _NUMBERS and len(digits) == _TEN and digits.isascii() and digits.isdigit():
        return f"0{digits}"
    return text


def _elements(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent if isinstance(child.tag, str)]


def _like(element: etree._Element, name: str, qualified: bool) -> etree._Element:
    copy = etree.Element(f"{{{NAMESPACE}}}{name}" if qualified else name)
    # So that a refusal of the copy names the line that was sent; lxml's annotations lack it.
    cast(Any, copy).sourceline = element.sourceline
    return copy
