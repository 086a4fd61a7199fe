"""Writing requests of VAPH ISIS as XML, and reading its answers, whichever way they are spelled.

Two answers of the document use a prefix that they do not declare, so that a parser that knows
namespaces refuses them; they are read all the same. Nothing else that is broken is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from lxml import etree

from .errors import InvalidDocument, UnreadableAnswer
from .vaph_fields import Field, Layout

Kind = TypeVar("Kind")

_UNDECLARED = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE


def element_of(layout: Layout[Kind], document: Kind) -> etree._Element:
    """A document as the XML of a request; InvalidDocument for a text that XML cannot hold."""
    namespaces = {None: layout.namespace} if layout.namespace else None
    root = etree.Element(_named(layout, layout.root), nsmap=namespaces)
    for field in layout.fields:
        value = getattr(document, field.attribute)
        if not field.sent or value is None:
            continue
        *around, name = field.path.split("/")
        parent = _inner(layout, root, around)
        try:
            etree.SubElement(parent, _named(layout, name)).text = field.form.write(value)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise InvalidDocument((f"{field.path}: {value!r} cannot be written",)) from error
    return root


def list_of(layout: Layout[Kind], root: str, documents: Sequence[Kind]) -> etree._Element:
    """Several documents as the XML of one request."""
    whole = etree.Element(root)
    whole.extend(element_of(layout, document) for document in documents)
    return whole


def bytes_of(root: etree._Element) -> bytes:
    """What is sent: UTF-8, with the declaration of the document's examples."""
    body: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return body


def root_of(body: bytes) -> etree._Element:
    """The root of an answer; UnreadableAnswer when it is broken, but for an undeclared prefix."""
    parser = _parser()
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        # The log of the parser has this document only; that of the error, those before too.
        if {entry.type for entry in parser.error_log} != {_UNDECLARED}:
            raise UnreadableAnswer(f"not XML: {error}") from error
    return etree.fromstring(body, _parser(recover=True))


def document_of(layout: Layout[Kind], element: etree._Element) -> Kind:
    """Read one document; UnreadableAnswer when it lacks what the vendor's document promises."""
    return layout.kind(**{field.attribute: _value(field, element) for field in layout.fields})


def documents_of(layout: Layout[Kind], root: etree._Element, item: str) -> tuple[Kind, ...]:
    """Read every element with this name, wherever it is below the root."""
    return tuple(
        document_of(layout, element)
        for element in root.iterdescendants(etree.Element)
        if name_of(element).lower() == item.lower()
    )


def name_of(element: etree._Element) -> str:
    """The name of an element without namespace, and without a prefix that nobody declared."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=recover)


def _named(layout: Layout[Kind], name: str) -> str:
    return f"{{{layout.namespace}}}{name}" if layout.namespace else name


def _inner(layout: Layout[Kind], root: etree._Element, around: list[str]) -> etree._Element:
    """Where a value goes: the last element when it is the one around it, or a new one."""
    if not around:
        return root
    name = _named(layout, around[0])
    return root[-1] if len(root) and root[-1].tag == name else etree.SubElement(root, name)


def _value(field: Field, element: etree._Element) -> object:
    *around, name = field.path.split("/")
    parent = element if not around else _child(element, around[0])
    found = None if parent is None else _child(parent, name, field.also)
    text = "" if found is None else " ".join((found.text or "").split())
    if not text and field.optional:
        return None
    try:
        return field.form.read(_promised(text))
    except ValueError as error:
        where = f"{name_of(element)}/{field.path}"
        raise UnreadableAnswer(f"{where}: {error}, found {text!r}") from error


def _promised(text: str) -> str:
    if not text:
        raise ValueError("promised, but absent")
    return text


def _child(parent: etree._Element, *names: str | None) -> etree._Element | None:
    wanted = {name.lower() for name in names if name}
    children = parent.iterchildren(etree.Element)
    return next((child for child in children if name_of(child).lower() in wanted), None)
