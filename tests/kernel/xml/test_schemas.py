"""An XSD that decides and explains: both agree, and what is wrong is told with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from invaller.kernel.xml.reading import read_xml
from invaller.kernel.xml.schemas import XmlSchema, XsdViolation

XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:include schemaLocation="types.xsd"/>
  <xs:element name="order">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="size" type="Size"/>
        <xs:element name="colour" type="Colour" minOccurs="0"/>
        <xs:element name="item" type="xs:int" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>"""
TYPES = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="Size">
    <xs:restriction base="xs:int">
      <xs:minInclusive value="1"/>
      <xs:maxInclusive value="9"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Colour">
    <xs:restriction base="xs:token">
      <xs:enumeration value="RED"/>
      <xs:enumeration value="GREEN"/>
    </xs:restriction>
  </xs:simpleType>
</xs:schema>"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> XmlSchema:
    """An order of a size, perhaps a colour, and items; its types lie in another file."""
    folder = tmp_path_factory.mktemp("xsd")
    (folder / "types.xsd").write_text(TYPES)
    (folder / "order.xsd").write_text(XSD)
    return XmlSchema(folder / "order.xsd")


def parsed(text: str) -> etree._Element:
    """A document."""
    return read_xml(text.encode())


def violation(schema: XmlSchema, text: str) -> XsdViolation:
    """The one thing that is wrong with a document."""
    root = parsed(text)
    assert not schema.allows(root)
    (found,) = schema.violations(root)
    return found


def test_what_is_valid_is_allowed(schema: XmlSchema) -> None:
    """A document of the schema is allowed, with what is optional and without."""
    assert schema.allows(parsed("<order><size>1</size></order>"))
    full = "<order><size> 9 </size><colour>GREEN</colour><item>1</item><item>2</item></order>"
    assert schema.allows(parsed(full))


def test_a_value_out_of_range_is_explained(schema: XmlSchema) -> None:
    """Path, line, the rule, what was found, and the bound as the nearest value."""
    found = violation(schema, "<order>\n  <size>12</size>\n</order>")
    assert (found.path, found.line) == ("/order/size", 2)
    assert (found.rule, found.found, found.nearest) == ("MaxInclusive", "12", "9")
    assert "9" in found.message


@pytest.mark.parametrize(("given", "nearest"), [("GREN", "GREEN"), ("RAD", "RED")])
def test_the_nearest_of_a_list_is_named(schema: XmlSchema, given: str, nearest: str) -> None:
    """For a value outside an enumeration the most similar one is nearest."""
    found = violation(schema, f"<order><size>1</size><colour>{given}</colour></order>")
    assert (found.found, found.nearest) == (given, nearest)


def test_an_element_in_the_wrong_place_is_explained(schema: XmlSchema) -> None:
    """What stands there is named, and what was expected is nearest."""
    found = violation(schema, "<order>\n<colour>RED</colour></order>")
    assert found.path == "/order"
    assert (found.found, found.nearest) == ("<colour>", "<size>")


def test_a_missing_element_is_explained(schema: XmlSchema) -> None:
    """What should follow is nearest."""
    found = violation(schema, "<order/>")
    assert (found.path, found.nearest) == ("/order", "<size>")


def test_everything_wrong_is_told(schema: XmlSchema) -> None:
    """Two values that are wrong are two violations, in the order of the document."""
    root = parsed("<order><size>0</size><colour>BLUE</colour></order>")
    assert [one.path for one in schema.violations(root)] == ["/order/size", "/order/colour"]


def test_a_root_that_the_schema_does_not_have(schema: XmlSchema) -> None:
    """Another root is refused, with at least one thing that is wrong."""
    root = parsed("<other/>")
    assert not schema.allows(root)
    assert schema.violations(root)


def test_a_type_that_is_not_there_is_explained(schema: XmlSchema) -> None:
    """An xsi:type that no schema has ends the explainer; the decider's words take its place."""
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = parsed(f'<order><size xmlns:x="{xsi}" x:type="nowhere">1</size></order>')
    assert not schema.allows(root)
    assert schema.violations(root)


def test_a_type_that_is_no_name_is_explained(tmp_path: Path) -> None:
    """Nor does one that is no name at all trip the explainer, where values are to be unique."""
    unique = '<xs:unique name="u"><xs:selector xpath="item"/><xs:field xpath="."/></xs:unique>'
    (tmp_path / "types.xsd").write_text(TYPES)
    end = "</xs:element>\n</xs:schema>"
    (tmp_path / "order.xsd").write_text(XSD.replace(end, unique + end))
    unique_items = XmlSchema(tmp_path / "order.xsd")
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    item = f'<item xmlns:x="{xsi}" x:type="urn:a http://b:9/c">1</item>'
    root = parsed(f"<order><size>1</size>{item}</order>")
    assert not unique_items.allows(root)
    assert unique_items.violations(root)


def test_hints_of_a_document_are_not_followed(schema: XmlSchema, tmp_path: Path) -> None:
    """xsi:schemaLocation is not read: neither to allow something, nor to explain it."""
    (tmp_path / "other.xsd").write_text(XSD.replace("order", "other").replace("types", "no"))
    hint = 'xmlns:x="http://www.w3.org/2001/XMLSchema-instance"'
    hint += f' x:noNamespaceSchemaLocation="{tmp_path}/other.xsd"'
    assert schema.allows(parsed(f"<order {hint}><size>1</size></order>"))
    assert not schema.allows(parsed(f"<other {hint}><size>1</size></other>"))
    assert schema.violations(parsed(f"<other {hint}><size>1</size></other>"))


@pytest.mark.parametrize("piece", ["<item>x</item>", "<a/>", "<size>0</size>"])
def test_a_flood_of_mistakes_is_cut_short(schema: XmlSchema, piece: str) -> None:
    """However much is wrong with a document, few things are told of it."""
    root = parsed(f"<order><size>1</size>{piece * 9_000}</order>")
    assert not schema.allows(root)
    assert 1 <= len(schema.violations(root)) <= 100


@pytest.mark.parametrize("element", ["size", "item", "colour"])
def test_a_long_value_is_told_in_short(schema: XmlSchema, element: str) -> None:
    """A value of a hundred thousand characters is neither in the message nor in what was found."""
    size = "" if element == "size" else "<size>1</size>"
    root = parsed(f"<order>{size}<{element}>{'7' * 100_000}</{element}></order>")
    assert not schema.allows(root)
    assert all(len(str(one)) < 2_000 for one in schema.violations(root))


def test_a_value_of_another_type_is_told_in_words_of_schemas(schema: XmlSchema) -> None:
    """The message names the value and the type, and nothing of the language that reads it."""
    found = violation(schema, "<order><size>1</size><item>many</item></order>")
    assert found.message == "'many' is no xs:int"


@given(
    size=st.one_of(st.integers(-3, 12).map(str), st.sampled_from(["", "1.0", "x", "+3", " 7\n"])),
    colour=st.sampled_from([None, "RED", "GREEN", "green", " RED ", ""]),
    items=st.lists(st.sampled_from(["1", "-1", "x", "99999999999"]), max_size=3),
)
def test_both_agree(
    tmp_path_factory: pytest.TempPathFactory, size: str, colour: str | None, items: list[str]
) -> None:
    """What the decider allows the explainer finds nothing wrong with, and the other way round."""
    schema = _agreed(tmp_path_factory)
    text = f"<order><size>{size}</size>"
    text += "" if colour is None else f"<colour>{colour}</colour>"
    root = parsed(text + "".join(f"<item>{item}</item>" for item in items) + "</order>")
    assert schema.allows(root) is (schema.violations(root) == ())


_made: list[XmlSchema] = []


def _agreed(tmp_path_factory: pytest.TempPathFactory) -> XmlSchema:
    """The schema, made once for all examples."""
    if not _made:
        folder = tmp_path_factory.mktemp("agreed")
        (folder / "types.xsd").write_text(TYPES)
        (folder / "order.xsd").write_text(XSD)
        _made.append(XmlSchema(folder / "order.xsd"))
    return _made[0]
