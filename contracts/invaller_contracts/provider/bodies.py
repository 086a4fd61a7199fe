"""Comparing two bodies: names and types everywhere, values where they say something.

What an environment calls its people is its own. A value counts where the specification lists the
values, in a problem (`type`, `title`, `status`), in members that an API's table names, and where it
is a reference: an id that was sent or answered before must be the same id again on both sides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from invaller.kernel.xml.reading import UnreadableXml, read_xml
from invaller_contracts.provider.references import References
from invaller_contracts.provider.schemas import Place

Found = tuple[str, Any, Any]
"""Where, what the environment has there, what the simulator has there."""

ABSENT = "(nothing)"

PROBLEM = frozenset({"/type", "/title", "/status"})
"""Places of a problem document whose values say what is wrong."""

_SCALARS: Mapping[type, str] = {bool: "boolean", int: "number", float: "number", str: "string"}


def type_of(value: Any) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "object"
    return _SCALARS.get(type(value), "array")


@dataclass(frozen=True)
class Bodies:
    """Compares bodies of one story.

    told: members whose values count too, by name; exact: the same by JSON pointer.
    """

    references: References
    told: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()

    def compare(self, place: Place, real: Any, simulated: Any, where: str = "") -> Iterator[Found]:
        """Each difference between two bodies, by JSON pointer."""
        types = (type_of(real), type_of(simulated))
        if types[0] != types[1]:
            if not ("null" in types and place.is_nullable):
                yield where, f"{types[0]} {_short(real)}", f"{types[1]} {_short(simulated)}"
        elif types[0] == "object":
            yield from self._objects(place, real, simulated, where)
        elif types[0] == "array":
            yield from self._lists(place, real, simulated, where)
        elif (self._counts(place, where) and real != simulated) or not self.references.agree(
            real, simulated
        ):
            yield where, real, simulated

    def _counts(self, place: Place, where: str) -> bool:
        return place.is_enum or where in self.exact or _name_in(where) in self.told

    def _objects(
        self, place: Place, real: Mapping[str, Any], simulated: Mapping[str, Any], where: str
    ) -> Iterator[Found]:
        longer = _holds_longer(real, simulated)
        for name in dict.fromkeys([*real, *simulated]):
            below = f"{where}/{name}"
            if name in real and name in simulated:
                yield from self.compare(place.member(name), real[name], simulated[name], below)
            # Beside a longer list other things may be there, such as a link to its next page.
            elif not (longer and place.leaves_open(name)):
                yield below, _shown(real, name), _shown(simulated, name)

    def _lists(
        self, place: Place, real: list[Any], simulated: list[Any], where: str
    ) -> Iterator[Found]:
        matched = self.references.matched(real, simulated)
        for one, other in matched:
            yield from self.compare(place.item(), real[one], simulated[other], f"{where}/{one}")
        ones = _others(real, {one for one, _ in matched})
        others = _others(simulated, {other for _, other in matched})
        if ones and others:
            yield from _unlike(place.item(), ones, others, where)


def _name_in(where: str) -> str:
    """The member that a JSON pointer leads to, also when it leads to an item of its list."""
    names = [name for name in where.split("/") if not name.isdigit()]
    return names[-1] if names else ""


def _shown(body: Mapping[str, Any], name: str) -> str:
    return _short(body[name]) if name in body else ABSENT


def _holds_longer(real: Mapping[str, Any], simulated: Mapping[str, Any]) -> bool:
    """Whether a list that both objects hold is longer in one of them."""
    lists = (name for name in real if isinstance(real[name], list))
    others = ((real[name], simulated.get(name)) for name in lists)
    return any(isinstance(other, list) and len(one) != len(other) for one, other in others)


def _others(items: list[Any], taken: set[int]) -> list[Any]:
    return [item for number, item in enumerate(items) if number not in taken]


def _unlike(place: Place, real: list[Any], simulated: list[Any], where: str) -> Iterator[Found]:
    """Members that every item of one list has and no item of the other.

    An environment holds more than a simulator, so that these items are not the same ones: which
    optional members they have is their own affair.
    """
    if not all(isinstance(item, dict) for item in [*real, *simulated]):
        ours = {type_of(item) for item in real}, {type_of(item) for item in simulated}
        if not ours[0] & ours[1]:
            yield f"{where}/*", ", ".join(sorted(ours[0])), ", ".join(sorted(ours[1]))
        return
    for name in dict.fromkeys(name for item in [*real, *simulated] for name in item):
        if place.leaves_open(name):
            continue
        has = [sum(name in item for item in items) for items in (real, simulated)]
        if has == [len(real), 0]:
            yield f"{where}/*/{name}", _short(real[0][name]), ABSENT
        elif has == [0, len(simulated)]:
            yield f"{where}/*/{name}", ABSENT, _short(simulated[0][name])


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:80]} ..."


def as_tree(body: Any, media_type: str) -> Any:
    """A body as JSON: XML as objects of lists by element name, `@` before attributes."""
    if not isinstance(body, str) or "xml" not in media_type:
        return body
    try:
        return {etree.QName(root := read_xml(body.encode())).localname: _element(root)}
    except UnreadableXml:
        return body


def _element(element: etree._Element) -> Any:
    tree: dict[str, Any] = {f"@{etree.QName(n).localname}": str(v) for n, v in element.items()}
    for child in element.iterchildren(etree.Element):
        tree.setdefault(etree.QName(child).localname, []).append(_element(child))
    return tree or (element.text or "")
