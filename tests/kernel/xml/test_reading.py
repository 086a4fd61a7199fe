"""Reading XML of strangers: what is accepted, the limits, and that nothing else is ever raised."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from invaller.kernel.xml.encodings import ENCODINGS
from invaller.kernel.xml.reading import (
    ATTRIBUTE_LIMIT,
    DEPTH_LIMIT,
    ELEMENT_LIMIT,
    SIZE_LIMIT,
    UnreadableXml,
    XmlProblem,
    read_xml,
)

DECLARED = '<?xml version="1.0" encoding="{}"?>'
ENTITY = '<!DOCTYPE a [<!ENTITY e "expanded">]>'

RULES = {
    *("empty", "size", "encoding", "bytes", "mark", "charset", "version", "doctype", "syntax"),
    *("depth", "elements", "attributes"),
}


def refusal(raw: bytes, charset: str | None = None) -> XmlProblem:
    """Why a document is not read."""
    with pytest.raises(UnreadableXml) as caught:
        read_xml(raw, charset)
    return caught.value.problem


def read_or_refused(raw: bytes) -> etree._Element | XmlProblem:
    """The root of a document, or why it is not read; any other error is the test's failure."""
    try:
        return read_xml(raw)
    except UnreadableXml as error:
        return error.problem


def written(text: str, encoding: str) -> bytes:
    """A document with one text, in an encoding that it declares."""
    return (DECLARED.format(encoding) + f"<a>{text}</a>").encode(encoding)


WORDS = st.text(
    st.characters(codec="ascii", exclude_characters="<>&\r", categories=["L", "N", "P"])
)


@given(text=WORDS, encoding=st.sampled_from(ENCODINGS), upper=st.booleans())
def test_every_encoding_that_is_taken_is_read(text: str, encoding: str, upper: bool) -> None:
    """A text is read back from each of the six encodings, whatever the case of its name."""
    raw = written(text, encoding.upper() if upper else encoding)
    assert (read_xml(raw).text or "") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("é€Ł😀", "utf-8"),
        ("é€Ł😀", "utf-16"),
        ("éÿ", "iso-8859-1"),
        ("é€", "iso-8859-15"),
        ("€“", "windows-1252"),
    ],
)
def test_characters_beyond_ascii_are_read(text: str, encoding: str) -> None:
    """Each encoding gives its own characters, not those of another one."""
    assert read_xml(written(text, encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_mark_says_the_order_of_bytes(encoding: str) -> None:
    """UTF-16 in either order is read with its mark, and refused without."""
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE
    raw = "<a>é</a>".encode(encoding)
    assert read_xml(mark + raw).text == "é"
    assert refusal(raw).rule == "mark"


@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Whatever is sent, it is an element or a problem with a rule, a text and perhaps a line."""
    outcome = read_or_refused(raw)
    if isinstance(outcome, XmlProblem):
        assert outcome.rule in RULES
        assert "\n" not in outcome.message
    else:
        assert isinstance(outcome.tag, str)


_PIECES = [
    *(b"<a>", b"</a>", b"<a/>", b"&e;", b"&amp;", b"<!DOCTYPE a>", b"<![CDATA[", b"]]>", b"\n"),
    *(b"<?xml version='1.0'", b" encoding='utf-16'", b" encoding='latin1'", b"?>", b"\xef\xbb\xbf"),
    *(b"\xff\xfe", b"\xfe\xff", b"<!--", b"-->", b"<?p", b"\x00", b"x", b" ", b"\xe9", b"&#0;"),
    ENTITY.encode(),
]


@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=12))
def test_any_pieces_of_markup_are_read_or_refused(pieces: list[bytes]) -> None:
    """Markup put together by chance is read or refused, and no entity is ever expanded."""
    outcome = read_or_refused(b"".join(pieces))
    if isinstance(outcome, XmlProblem):
        assert outcome.rule in RULES
    else:
        assert outcome.getroottree().docinfo.internalDTD is None
        assert b"expanded" not in etree.tostring(outcome)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\n \t",
        "<!-- <a> -->",
        "<?p ?>",
        "<!--a--><?p?>\n<!--b-->",
        "\ufeff",
        '<?xml version="1.0"?>\n',
    ],
)
def test_a_document_type_is_seen_wherever_it_may_stand(before: str) -> None:
    """Before the root, after anything that may come before it, a DOCTYPE is refused as such."""
    problem = refusal(f"{before}{ENTITY}<a>&e;</a>".encode())
    assert (problem.rule, problem.line) == ("doctype", before.count("\n") + 1)


@pytest.mark.parametrize(
    "text", ["<a><!-- <!DOCTYPE a> --></a>", "<a><![CDATA[<!DOCTYPE a>]]></a>"]
)
def test_a_document_type_that_is_none_is_read(text: str) -> None:
    """Within a comment or a CDATA section of the root it is only text."""
    assert read_xml(text.encode()).tag == "a"


def test_the_size_has_a_limit() -> None:
    """A document of exactly the limit is read; one byte more is refused before it is parsed."""
    padding = b" " * (SIZE_LIMIT - len(b"<a></a>"))
    assert read_xml(b"<a>" + padding + b"</a>").tag == "a"
    assert refusal(b"<a>" + padding + b" </a>").rule == "size"
    assert refusal(b"\x00" * (SIZE_LIMIT + 1)).line is None


def test_the_depth_has_a_limit() -> None:
    """So many elements lie inside one another at most, and no depth is too much for the parser."""
    assert len(list(read_xml(b"<a>" * DEPTH_LIMIT + b"</a>" * DEPTH_LIMIT).iter())) == DEPTH_LIMIT
    deeper = DEPTH_LIMIT + 1
    assert refusal(b"<a>" * deeper + b"</a>" * deeper).rule == "depth"
    assert refusal(b"<a>" * 100_000 + b"</a>" * 100_000).rule in {"depth", "syntax"}


@pytest.mark.parametrize("name", ["a{}", "xmlns:a{}"])
def test_attributes_and_namespaces_have_a_limit(name: str) -> None:
    """An element, also one inside, has so many attributes and declarations at most."""
    some = [f'{name.format(number)}="u"' for number in range(ATTRIBUTE_LIMIT + 1)]
    several = f"<b><c {' '.join(some[:-1])}/></b>"
    assert read_xml(f"<a>{several}{several}</a>".encode()).tag == "a"
    assert refusal(f"<a><b {' '.join(some)}/></a>".encode()).rule == "attributes"


def test_elements_have_a_limit() -> None:
    """A document has so many elements at most, whatever they are."""
    inner = "<a/>" * (ELEMENT_LIMIT - 1)
    assert len(read_xml(f"<r>{inner}</r>".encode())) == ELEMENT_LIMIT - 1
    assert refusal(f"<r>{inner}<a/></r>".encode()).rule == "elements"


def test_attributes_and_namespaces_count_together() -> None:
    """Half of each is as many as all of one."""
    half = ATTRIBUTE_LIMIT // 2 + 1
    both = [f'a{number}="1" xmlns:a{number}="u"' for number in range(half)]
    assert refusal(f"<a {' '.join(both)}/>".encode()).rule == "attributes"


@pytest.mark.parametrize(
    ("raw", "rule", "line"),
    [
        (b"", "empty", None),
        (b" \r\n", "empty", None),
        (b"<a>\n\n</b>", "syntax", 3),
        (b"<a>\n&e;</a>", "syntax", 2),
        (b"<a>\n\x01</a>", "syntax", 2),
        (b"\n\n<!DOCTYPE a><a/>", "doctype", 3),
        (b"<?xml version='1.1'?><a/>", "version", 1),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "encoding", 1),
        (b"<a>\xe9</a>", "bytes", None),
        (b'<?xml version="1.0"?>\n<?xml version="1.0"?>\n<a/>', "syntax", 2),
    ],
)
def test_a_refusal_has_a_rule_and_a_line(raw: bytes, rule: str, line: int | None) -> None:
    """What is wrong is named, with the line of the document as it was sent where there is one."""
    problem = refusal(raw)
    assert (problem.rule, problem.line) == (rule, line)
    assert problem.message


@pytest.mark.parametrize(
    ("raw", "charset", "rule"),
    [
        (b"<a/>", "utf-8", None),
        (b"<a/>", "UTF-8", None),
        (b"<a/>", "iso-8859-1", "charset"),
        (DECLARED.format("iso-8859-1").encode() + b"<a>\xe9</a>", "ISO-8859-1", None),
        (DECLARED.format("iso-8859-1").encode() + b"<a/>", "utf-8", "charset"),
        (codecs.BOM_UTF8 + b"<a/>", "utf-8", None),
        (codecs.BOM_UTF8 + b"<a/>", "utf-16", "charset"),
        (b"<a/>", "klingon", "charset"),
    ],
)
def test_a_charset_agrees_with_the_document(raw: bytes, charset: str, rule: str | None) -> None:
    """What the Content-Type says is what the document says, or it is refused."""
    if rule is None:
        assert read_xml(raw, charset).tag == "a"
    else:
        assert refusal(raw, charset).rule == rule


def test_comments_and_instructions_are_left_out() -> None:
    """A value with a comment or an instruction in it is one text."""
    root = read_xml(b"<?p?><!--a--><a>o<!--b-->n<?p q?>e</a><!--c-->")
    assert (root.text, len(root)) == ("one", 0)
    assert root.getprevious() is None


def test_lines_are_those_of_the_document() -> None:
    """The declaration is taken off, and each element keeps the line on which it was sent."""
    root = read_xml(b'<?xml version="1.0"\n encoding="UTF-8"?>\n<a>\n<b/></a>')
    assert (root.sourceline, root[0].sourceline) == (3, 4)
