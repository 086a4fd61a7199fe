"""Reading XML that a stranger sent: no document types, no entities, no network, bounded.

What is refused here never reaches a schema. The limits are assumed: no document names one.
"""

import re

from lxml import etree

from invaller.kernel.xml.encodings import decoded
from invaller.kernel.xml.problems import UnreadableXml, XmlProblem

__all__ = [
    "ATTRIBUTE_LIMIT",
    "DEPTH_LIMIT",
    "ELEMENT_LIMIT",
    "SIZE_LIMIT",
    "UnreadableXml",
    "XmlProblem",
    "read_xml",
]

DEPTH_LIMIT = 32
"""Elements inside one another at most."""

ELEMENT_LIMIT = 10_000
"""Elements of a document at most: a schema's decision on many more takes seconds."""

SIZE_LIMIT = 1024 * 1024
"""Bytes of a document at most: some 2,500 contracts."""

ATTRIBUTE_LIMIT = 64
"""Attributes and namespace declarations of one element at most."""

_DOCTYPE = re.compile(r"\A\ufeff*(?>\s+|<!--.*?-->|<\?.*?\?>)*+<!DOCTYPE", re.DOTALL)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARK = "\ufeff"
_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
_COUNT = etree.XPath("count(//*)")
_TOO_DEEP = etree.XPath("/*" * (DEPTH_LIMIT + 1))


def read_xml(raw: bytes, charset: str | None = None) -> etree._Element:
    """The root element of a document; raises UnreadableXml.

    charset: that of the Content-Type, if it has one. Comments and processing instructions
    are left out. Entities other than the five of XML are not defined, since documents cannot
    define any.
    """
    if len(raw) > SIZE_LIMIT:
        raise UnreadableXml("size", f"a document is at most {SIZE_LIMIT} bytes, not {len(raw)}")
    text = decoded(raw, charset)
    if not text.strip():
        raise UnreadableXml("empty", "a document is expected, and the body is empty")
    _check_characters(text)
    root = _parsed(text)
    _check_depth(root)
    if text.count("<") > ELEMENT_LIMIT and (count := int(_COUNT(root))) > ELEMENT_LIMIT:
        raise UnreadableXml("elements", f"at most {ELEMENT_LIMIT} elements are taken, not {count}")
    # An element cannot have more attributes than the document has equals signs.
    if text.count("=") > ATTRIBUTE_LIMIT:
        _check_attributes(root)
    return root


def _check_characters(text: str) -> None:
    doctype = _DOCTYPE.match(text)
    if doctype is not None:
        message = "<!DOCTYPE is not taken; leave document types out"
        raise UnreadableXml("doctype", message, text.count("\n", 0, doctype.end()) + 1)
    if text.startswith(_MARK):
        raise UnreadableXml("mark", "the document begins with two byte order marks", 1)
    found = _NO_CHARACTER.search(text)
    if found is not None:
        message = f"not well-formed: U+{ord(found[0]):04X} is no character of XML"
        raise UnreadableXml("syntax", message, text.count("\n", 0, found.start()) + 1)


def _parsed(text: str) -> etree._Element:
    try:
        return etree.fromstring(text.encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        raise UnreadableXml("syntax", f"not well-formed: {_words(error)}", error.lineno) from error


def _words(error: etree.XMLSyntaxError) -> str:
    """What libxml2 says, without the place, which is told apart, on one line."""
    return " ".join(str(error.msg).split(", line ")[0].split())


def _check_depth(root: etree._Element) -> None:
    too_deep = _TOO_DEEP(root)
    if too_deep:
        message = f"elements lie at most {DEPTH_LIMIT} deep in one another"
        raise UnreadableXml("depth", message, too_deep[0].sourceline)


def _check_attributes(root: etree._Element) -> None:
    declarations = 0
    for _, found in etree.iterwalk(root, events=("start-ns", "start")):
        if not isinstance(found, etree._Element):  # a declaration of the element that follows
            declarations += 1
            continue
        if declarations + len(found.attrib) > ATTRIBUTE_LIMIT:
            message = f"an element has at most {ATTRIBUTE_LIMIT} attributes and namespaces"
            raise UnreadableXml("attributes", message, found.sourceline)
        declarations = 0
