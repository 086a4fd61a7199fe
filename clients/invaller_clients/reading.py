"""Reading JSON answers: each member with its documented type, or a named error.

Lenient where the documents contradict themselves: a number may come as text (Dimona WS REST v2,
7.2 against 7.3), text may have spaces around it (precontractual data, 3.2.2.1 C), and a list
of one text may stand where the examples show a text (precontractual data, 3.2.1.2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from .errors import UnreadableAnswer

Value = TypeVar("Value")


class Members:
    """The members of one JSON object. A member that is absent or null reads as None or empty.

    `raw` is the object as it was sent, with members that no document names.
    """

    __slots__ = ("_where", "raw")

    def __init__(self, value: object, where: str = "answer") -> None:
        if not isinstance(value, dict):
            raise UnreadableAnswer(f"{where}: expected an object, found {value!r}")
        self.raw: Mapping[str, Any] = value
        self._where = where

    def require(self, read: Callable[[str], Value | None], name: str) -> Value:
        """Read a member that the document promises; UnreadableAnswer if it is absent."""
        value = read(name)
        if value is None:
            raise UnreadableAnswer(f"{self._where}.{name}: promised, but absent")
        return value

    def text(self, name: str) -> str | None:
        """A text, without the spaces around it; a number is taken as its digits."""
        value = self.raw.get(name)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is None:
            return None
        if isinstance(value, str):
            return value.strip()
        raise self._unreadable(name, "a text", value)

    def number(self, name: str) -> int | None:
        """A whole number, as a number or as its digits."""
        value = self.text(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit()):
            raise self._unreadable(name, "a whole number", value)
        return int(value)

    def day(self, name: str) -> date | None:
        """A date as YYYY-MM-DD."""
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value is not None else None
        except ValueError as error:
            raise self._unreadable(name, "a date", value) from error

    def flag(self, name: str) -> bool:
        """A boolean; absent is false."""
        value = self.raw.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise self._unreadable(name, "a boolean", value)

    def inner(self, name: str) -> Members:
        """An object; absent is an object without members."""
        value = self.raw.get(name)
        return Members({} if value is None else value, f"{self._where}.{name}")

    def items(self, name: str) -> tuple[Members, ...]:
        """A list of objects; absent is an empty list."""
        return tuple(
            Members(item, f"{self._where}.{name}[{index}]")
            for index, item in enumerate(self._list(name))
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; absent is an empty list."""
        return tuple(str(item).strip() for item in self._list(name))

    def _list(self, name: str) -> list[Any]:
        value = self.raw.get(name)
        if value is None or isinstance(value, list):
            return value or []
        raise self._unreadable(name, "a list", value)

    def _unreadable(self, name: str, expected: str, found: object) -> UnreadableAnswer:
        return UnreadableAnswer(f"{self._where}.{name}: expected {expected}, found {found!r}")
