"""Which id of an environment stands for which id of the simulator, as a story meets them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{6,}", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class References:
    """Pairs of ids, as first met: what is the same id again on one side is so on the other.

    Days are references too where an environment answers one that the story sent. Other days and
    times are its own.
    """

    _simulated: dict[str, str] = field(default_factory=dict)
    _real: dict[str, str] = field(default_factory=dict)
    _sent: dict[str, str] = field(default_factory=dict)

    def sent(self, real: Any, simulated: Any) -> None:
        """Learn what a story sent on both sides, whole bodies."""
        if isinstance(real, dict) and isinstance(simulated, dict):
            for name in real.keys() & simulated.keys():
                self.sent(real[name], simulated[name])
        elif isinstance(real, list) and isinstance(simulated, list):
            for pair in zip(real, simulated, strict=False):
                self.sent(*pair)
        elif isinstance(real, str) and isinstance(simulated, str) and _DAY.fullmatch(real):
            self._sent[real] = simulated
        else:
            self.agree(real, simulated)

    def agree(self, real: Any, simulated: Any) -> bool:
        """Whether two values are references to the same thing; values that are none are."""
        one, other = str(real), str(simulated)
        if one in self._sent and _DAY.fullmatch(other):
            return self._sent[one] == other
        if not (_ID.fullmatch(one) and _ID.fullmatch(other)):
            return True
        known, known_other = self._simulated.get(one), self._real.get(other)
        if known is None and known_other is None:
            self._simulated[one], self._real[other] = other, one
            return True
        return known == other and known_other == one

    def text(self, real: str, simulated: str) -> bool:
        """Whether the ids in two texts, such as addresses, are the same references in order."""
        ones = [found[0] for found in _ID.finditer(real)]
        others = [found[0] for found in _ID.finditer(simulated)]
        # Each pair is learnt from, also behind one that does not agree.
        agreeing = [self.agree(*pair) for pair in zip(ones, others, strict=False)]
        return len(ones) == len(others) and all(agreeing)

    def matched(self, real: list[Any], simulated: list[Any]) -> list[tuple[int, int]]:
        """Positions of items of two lists that are the same items.

        Those hold the same ids of those that the story met before, at least one that is the
        item's own. Lists without any such id that are equally long are the same one by one.
        """
        theirs = [{self._simulated.get(one) for one in ids} - {None} for ids in _own_ids(real)]
        ours = [ids & self._real.keys() for ids in _own_ids(simulated)]
        if len(real) == len(simulated) and not any([*theirs, *ours]):
            return [(number, number) for number in range(len(real))]
        free = dict(enumerate(ours))
        pairs = []
        for number, ids in enumerate(theirs):
            at = next((place for place, others in free.items() if ids and ids == others), None)
            if at is not None:
                del free[at]
                pairs.append((number, at))
        return pairs


def _own_ids(items: list[Any]) -> list[set[str]]:
    """The ids of each item that no other item of the list has."""
    ids = [set(_ids(item)) for item in items]
    count = Counter(identifier for one in ids for identifier in one)
    return [{identifier for identifier in one if count[identifier] == 1} for one in ids]


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from _ids(below)
    elif isinstance(value, int | str) and _ID.fullmatch(str(value)):
        yield str(value)
