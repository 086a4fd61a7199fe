"""The values of a request that the XSD allows, by the table of its type."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lxml import etree

from invaller.apis.vaph.wire.shapes import Leaf, ListShape, Shape

Values = dict[str, Any]
"""Values of one document by the request's name of their element; None: absent."""


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def values_of(root: etree._Element, shape: Shape) -> Values:
    """The values of a document; what is optional and absent is None."""
    leaves = _leaves_by_name(shape)
    values: Values = dict.fromkeys(leaf.name for leaf in leaves.values())
    for element in root.iter():
        leaf = leaves.get(local(element))
        if leaf is not None:
            values[leaf.name] = leaf.read(element.text or "")
    return values


def entries_of(root: etree._Element, shape: ListShape) -> list[Values]:
    """The values of each entry of a list, in their order."""
    return [values_of(entry, shape.entry) for entry in root]


@cache
def _leaves_by_name(shape: Shape) -> Mapping[str, Leaf]:
    return {
        name: leaf
        for leaf in shape.leaves()
        if leaf.in_request
        for name in (leaf.name, *leaf.spellings)
    }
