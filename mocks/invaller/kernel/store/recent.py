"""Documents that were read or written lately, so that most exchanges need no SQL to read."""

from collections import OrderedDict

Address = tuple[str, str, str]
"""Workspace, kind and key of a document."""

ANYWHERE = "~anywhere"
"""In the place of a workspace: where it is kept which one holds a document."""

_CAPACITY = 20_000
"""Documents that are kept; with bodies of some 500 bytes that is about 20 MB."""


class Absent:
    """Says that it is not known whether a document exists (None: it does not)."""


UNKNOWN = Absent()


class Recent:
    """The bodies of recent documents as JSON text, the least recently used ones forgotten."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._bodies: OrderedDict[Address, str | None] = OrderedDict()
        self._capacity = capacity

    def get(self, address: Address) -> str | Absent | None:
        """The body, None when there is known to be no document, or UNKNOWN."""
        body = self._bodies.get(address, UNKNOWN)
        if body is not UNKNOWN:
            self._bodies.move_to_end(address)
        return body

    def put(self, address: Address, body: str | None) -> None:
        """Remember what is stored at an address now, and forget who else had that document."""
        if address[0] != ANYWHERE:
            self._bodies.pop((ANYWHERE, *address[1:]), None)
        self._bodies[address] = body
        self._bodies.move_to_end(address)
        if len(self._bodies) > self._capacity:
            self._bodies.popitem(last=False)

    def clear(self) -> None:
        """Forget everything: rows were changed as a whole, or a change was taken back."""
        self._bodies.clear()
