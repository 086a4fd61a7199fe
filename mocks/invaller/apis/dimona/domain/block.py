"""One object of a declaration together with its place in the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """An object of the request and the JSON pointer to it.

    Members that are null count as absent: clients send boxNumber null (facts: dimona C2
    row 22).
    """

    pointer: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, pointer: str, value: object) -> Block:
        """Return the block for a value of the request; empty when it is no object."""
        return cls(pointer, value if isinstance(value, Mapping) else {})

    def __bool__(self) -> bool:
        """Tell whether any member is present."""
        return any(value is not None for value in self.values.values())

    def get(self, name: str) -> Any:
        """Return the member's value, None when it is absent."""
        return self.values.get(name)

    def given(self, name: str) -> bool:
        """Tell whether the member is present."""
        return self.values.get(name) is not None

    def at(self, name: str) -> str:
        """Return the JSON pointer to a member."""
        return f"{self.pointer}/{name}"

    def child(self, name: str) -> Block:
        """Return an object inside this one; empty when it is absent."""
        return Block.of(self.at(name), self.values.get(name))
