"""Reading XML that a stranger sent: no document types, no entities, no network, bounded.

What is refused here never reaches a schema. The limits are assumed: no document names one.
"""

import re
from dataclasses import dataclass

from lxml import etree

DEPTH_LIMIT = 50
"""Elements inside one another at most."""

SIZE_LIMIT = 2 * 1024 * 1024
"""Bytes of a document at most: some 5,000 contracts."""

ENCODINGS = ("utf-8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
"""What a document may be written in: encodings in which ASCII is ASCII."""

_DECLARED = re.compile(rb"""\A<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"'>]{0,50})["']""")
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<!ELEMENT", b"<!ATTLIST", b"<!NOTATION")
_TOO_DEEP = etree.XPath("/*" * (DEPTH_LIMIT + 1))
_UTF8_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00", b"\x4c\x6f\xa7\x94")
"""How documents in UTF-16, UTF-32 and EBCDIC begin."""


@dataclass(frozen=True, slots=True)
class XmlProblem:
    """Why a document cannot be read. rule: empty, size, encoding, doctype, syntax or depth."""

    rule: str
    message: str
    line: int | None = None


class UnreadableXml(ValueError):
    """A document that is refused before its content matters."""

    def __init__(self, rule: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.problem = XmlProblem(rule, message, line)


def read_xml(raw: bytes) -> etree._Element:
    """The root element of a document; raises UnreadableXml.

    Comments and processing instructions are left out. Entities other than the five of XML
    are not defined, since documents cannot define any.
    """
    if not raw.strip():
        raise UnreadableXml("empty", "a document is expected, and the body is empty")
    if len(raw) > SIZE_LIMIT:
        raise UnreadableXml("size", f"a document is at most {SIZE_LIMIT} bytes, not {len(raw)}")
    _check_encoding(raw)
    for forbidden in _FORBIDDEN:
        if forbidden in raw:
            line = raw[: raw.index(forbidden)].count(b"\n") + 1
            name = forbidden.decode()
            raise UnreadableXml("doctype", f"{name} is not taken; leave document types out", line)
    return _parsed(raw)


def _check_encoding(raw: bytes) -> None:
    if raw.startswith(_OTHER_MARKS):
        raise UnreadableXml("encoding", "the document is not in UTF-8; send UTF-8")
    declared = _DECLARED.match(raw.removeprefix(_UTF8_MARK))
    if declared is not None and declared[1].decode("latin-1").lower() not in ENCODINGS:
        name = declared[1].decode("latin-1")
        raise UnreadableXml("encoding", f"encoding {name!r} is not taken; send UTF-8", 1)


def _parsed(raw: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableXml("syntax", f"not well-formed: {error.msg}", error.lineno) from error
    except (ValueError, LookupError) as error:
        raise UnreadableXml("encoding", f"unreadable: {error}") from error
    _check_depth(root)
    return root


def _check_depth(root: etree._Element) -> None:
    too_deep = _TOO_DEEP(root)
    if too_deep:
        message = f"elements lie at most {DEPTH_LIMIT} deep in one another"
        raise UnreadableXml("depth", message, too_deep[0].sourceline)
