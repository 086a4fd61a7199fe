"""Answers as the document prints them: names, prefixes, declarations and white space.

Source: the answers in VAPH ISIS; specs/vaph/examples.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from invaller.apis.vaph.wire.shapes import (
    AFREKENING,
    CONTRACT,
    GEPENSIONEERDE,
    NAMESPACE,
    PRESTATIE,
    VARIABELE_ENTRY,
    Leaf,
    Shape,
)
from invaller.apis.vaph.wire.values import as_time, day

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OF_AFREKENINGSCONTRACTEN = '<?xml version="1.0" encoding="UTF-8"?>'
_OF_YEARLY_LISTS = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
"""The document prints a space in it there."""

_PREFIX = f' xmlns:ns2="{NAMESPACE}"'
_STEP = "  "

Record = Mapping[str, Any]


class Writer:
    """Writes answers. date_offset, undeclared_prefix: the choices made for those switches."""

    def __init__(self, date_offset: str, undeclared_prefix: str) -> None:
        self._date_offset = date_offset
        self._prefix = _PREFIX if undeclared_prefix == "declared" else ""

    def contract(self, record: Record) -> bytes:
        """One contract."""
        return self._one(f"ns2:contract{_PREFIX}", CONTRACT, record)

    def contracts(self, records: Iterable[Record]) -> bytes:
        """All contracts."""
        return self._wrapped("ContractenResponseBind", "contracten", "contract", CONTRACT, records)

    def prestatie(self, record: Record) -> bytes:
        """One prestatie."""
        return self._one(f"ns2:prestatie{_PREFIX}", PRESTATIE, record)

    def prestaties(self, records: Iterable[Record]) -> bytes:
        """All prestaties of a contract."""
        root = "PrestatiesResponseBind"
        return self._wrapped(root, "prestaties", "prestatie", PRESTATIE, records)

    def afrekeningscontract(self, record: Record) -> bytes:
        """One afrekeningscontract, everything in the default namespace."""
        return self._one(f'AfrekeningsContract xmlns="{NAMESPACE}"', AFREKENING, record)

    def afrekeningscontracten(self, records: Iterable[Record]) -> bytes:
        """All afrekeningscontracten; the items have no namespace, and another name."""
        items = self._items("afrekeningContract", AFREKENING, records, _STEP)
        root = f"ns2:AfrekeningsContractResponse{_PREFIX}"
        return _document(_OF_AFREKENINGSCONTRACTEN, _element(root, items, ""))

    def gepensioneerden(self, records: Iterable[Record]) -> bytes:
        """The bruggepensioneerden of a year, called a Request in the document."""
        items = self._items("afrekeningsGepensioneerde", GEPENSIONEERDE, records, _STEP)
        root = f"ns2:AfrekeningsGepensioneerdenRequest{self._prefix}"
        return _document(_OF_YEARLY_LISTS, _element(root, items, ""))

    def variabele_prestaties(self, records: Iterable[Record]) -> bytes:
        """The variabele prestaties of a year."""
        items = self._items("afrekeningsVariabelePrestaties", VARIABELE_ENTRY, records, _STEP)
        root = f"ns2:AfrekeningsVariabelePrestatiesResponse{self._prefix}"
        return _document(_OF_YEARLY_LISTS, _element(root, items, ""))

    def _one(self, root: str, shape: Shape, record: Record) -> bytes:
        return _document(_DECLARATION, _element(root, self._parts(shape, _STEP)(record), ""))

    def _wrapped(
        self, root: str, wrapper: str, item: str, shape: Shape, records: Iterable[Record]
    ) -> bytes:
        items = self._items(item, shape, records, _STEP * 2)
        return _document(
            _DECLARATION, _element(f"ns2:{root}{_PREFIX}", _element(wrapper, items, _STEP), "")
        )

    def _items(self, name: str, shape: Shape, records: Iterable[Record], indent: str) -> str:
        write = self._parts(shape, indent + _STEP)
        return "".join(_element(name, write(record), indent) for record in records)

    def _parts(self, shape: Shape, indent: str) -> Callable[[Record], str]:
        """What writes the parts of one record: put together once for all records of a list."""
        plain: list[tuple[str, str, Callable[[Any], str]]] = []
        for part in shape.parts:
            if isinstance(part, Leaf):
                plain.append((f"{indent}<{part.out}>", f"</{part.out}>\n", self._text(part)))
                continue
            inner = indent + _STEP
            for leaf in part.parts:
                before = f"{inner}<{leaf.out}>"
                after = f"</{leaf.out}>\n"
                if leaf is part.parts[0]:
                    before = f"{indent}<{part.name}>\n{before}"
                if leaf is part.parts[-1]:
                    after = f"{after}{indent}</{part.name}>\n"
                plain.append((before, after, self._text(leaf)))
        names = [leaf.name for leaf in shape.leaves()]

        def write(record: Record) -> str:
            return "".join(
                f"{before}{text(value)}{after}"
                for name, (before, after, text) in zip(names, plain, strict=True)
                if (value := record[name]) is not None
            )

        return write

    def _text(self, leaf: Leaf) -> Callable[[Any], str]:
        if leaf.read is day:
            return lambda value: as_time(value, self._date_offset)
        return lambda value: escape(str(value))


def _element(start: str, content: str, indent: str) -> str:
    """An element around others; start: its name with what it declares."""
    if not content:
        return f"{indent}<{start}/>\n"
    return f"{indent}<{start}>\n{content}{indent}</{start.partition(' ')[0]}>\n"


def _document(declaration: str, root: str) -> bytes:
    return f"{declaration}\n{root}".encode()
