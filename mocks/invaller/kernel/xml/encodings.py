"""What an XML document is written in: its mark, its declaration and its charset must agree.

Bytes become text here, once, so that no parser has to guess what they mean.
Sources: XML 1.0, 4.3.3 and appendix F; which encodings are taken is ours (vaph.xml.*).
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from invaller.kernel.xml.problems import UnreadableXml

ENCODINGS = ("utf-8", "utf-16", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii")
"""What a document may be written in, by its registered name, in any letter case."""

_S = "[ \t\r\n]"
_DECLARATION = re.compile(
    rf"""<\?xml
    {_S}+version{_S}*={_S}*(?P<version>"[^"]*"|'[^']*')
    (?:{_S}+encoding{_S}*={_S}*(?P<encoding>"[^"]*"|'[^']*'))?
    (?:{_S}+standalone{_S}*={_S}*(?:"(?:yes|no)"|'(?:yes|no)'))?
    {_S}*\?>""",
    re.VERBOSE,
)
_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
_FOREIGN = (
    (b"\xff\xfe\x00\x00", "encoding", "UTF-32 is not taken"),
    (b"\x00\x00\xfe\xff", "encoding", "UTF-32 is not taken"),
    (b"<\x00\x00\x00", "encoding", "UTF-32 is not taken"),
    (b"\x00\x00\x00<", "encoding", "UTF-32 is not taken"),
    (b"\x4c\x6f\xa7\x94", "encoding", "EBCDIC is not taken"),
    (b"<\x00", "mark", "UTF-16 begins with a byte order mark"),
    (b"\x00<", "mark", "UTF-16 begins with a byte order mark"),
)
"""How documents begin that no declaration needs to be read of; UTF-32's mark has UTF-16's in it."""

_HEAD = 1024
"""Bytes in which a declaration must end."""


def decoded(raw: bytes, charset: str | None = None) -> str:
    """The text of a document; a comment takes the place of its declaration.

    charset: what the Content-Type says, if it says any. Raises UnreadableXml.
    """
    for beginning, rule, message in _FOREIGN:
        if raw.startswith(beginning):
            raise UnreadableXml(rule, message, 1)
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    head = raw[:_HEAD].decode("utf-16" if marked == "utf-16" else "latin-1", "ignore")
    head = head[3:] if marked == "utf-8" else head
    declaration = _declaration(head)
    named = declaration["encoding"] if declaration else None
    encoding = _agreed(marked, None if named is None else _known(named[1:-1]), charset)
    try:
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        where = "declared" if named or charset else "assumed, as none is declared"
        message = f"byte {error.start} is not of the encoding {encoding} ({where})"
        raise UnreadableXml("bytes", message) from error
    return text if declaration is None else _blank(declaration[0]) + text[declaration.end() :]


def _declaration(head: str) -> re.Match[str] | None:
    if re.match(rf"<\?xml{_S}", head) is None:
        return None
    declaration = _DECLARATION.match(head)
    if declaration is None:
        raise UnreadableXml("syntax", "not well-formed: the XML declaration cannot be read", 1)
    version = declaration["version"][1:-1]
    if version != "1.0":
        raise UnreadableXml("version", f"XML {version} is not taken; send XML 1.0", 1)
    return declaration


def _known(name: str) -> str:
    if name.lower() not in ENCODINGS:
        taken = ", ".join(ENCODINGS)
        raise UnreadableXml("encoding", f"encoding {name!r} is not taken; there are {taken}", 1)
    return name.lower()


def _agreed(marked: str | None, declared: str | None, charset: str | None) -> str:
    """The one encoding that everything says; UTF-8 when nothing says any."""
    if declared == "utf-16" and marked is None:
        raise UnreadableXml("mark", "UTF-16 is declared, and no byte order mark begins it", 1)
    if marked is not None and declared is not None and marked != declared:
        message = f"the byte order mark says {marked}, the declaration {declared}"
        raise UnreadableXml("mark", message, 1)
    encoding = declared or marked or "utf-8"
    if charset is not None and charset.lower() != encoding:
        message = f"Content-Type says charset {charset}, the document is in {encoding}"
        raise UnreadableXml("charset", message, 1)
    return encoding


def _blank(declaration: str) -> str:
    """A comment of as many lines, so that no second declaration can follow, and lines stay."""
    return "<!--" + "\n" * declaration.count("\n") + "-->"
