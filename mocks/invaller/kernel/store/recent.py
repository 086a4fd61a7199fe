"""Documents that were read or written lately, so that most exchanges need no SQL to read."""

from collections import OrderedDict

Address = tuple[str, str, str]
"""Workspace, kind and key of a document."""

Group = tuple[str, str]
"""Workspace and kind of documents."""

Looked = tuple[tuple[str, str], ...]
"""What documents are searched by: columns with their values."""

ANYWHERE = "~anywhere"
"""In the place of a workspace: where it is kept which one holds a document."""

_CAPACITY = 20_000
"""Documents that are kept; with bodies of some 500 bytes that is about 20 MB."""


class Absent:
    """Says that it is not known whether a document exists (None: it does not)."""


UNKNOWN = Absent()


class Recent:
    """The bodies of recent documents as JSON text, the least recently used ones forgotten.

    Beside them, how many documents searches found, kept until one is added or removed.
    """

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._bodies: OrderedDict[Address, str | None] = OrderedDict()
        self._capacity = capacity
        self._counts: dict[Group, dict[Looked, int]] = {}

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

    def has_counts(self, group: Group) -> bool:
        """Whether anything was counted of a kind."""
        return group in self._counts

    def count(self, group: Group, looked: Looked) -> int | None:
        """How many documents of a kind a search finds, when that was counted before."""
        return self._counts.get(group, {}).get(looked)

    def put_count(self, group: Group, looked: Looked, number: int) -> None:
        """Remember how many documents of a kind a search finds."""
        self._counts.setdefault(group, {})[looked] = number

    def forget_counts(self, group: Group) -> None:
        """Forget what was counted of a kind: one came, went or is found elsewhere now."""
        self._counts.pop(group, None)

    def forget(self, workspace: str) -> None:
        """Forget what was read of a workspace, and who holds what: its rows came or went."""
        gone = (workspace, ANYWHERE)
        for address in [one for one in self._bodies if one[0] in gone]:
            del self._bodies[address]
        for group in [one for one in self._counts if one[0] == workspace]:
            del self._counts[group]

    def clear(self) -> None:
        """Forget everything: rows were changed as a whole, or a change was taken back."""
        self._bodies.clear()
        self._counts.clear()
