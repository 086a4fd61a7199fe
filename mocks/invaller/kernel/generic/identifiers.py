"""Ids of things: which member of a thing holds its id, and what a new id looks like."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from invaller.kernel.generic.schemas import is_schema, type_of
from invaller.kernel.ids import Ids

_LENGTH = 8
"""Characters of an id of which nothing but `string` is said."""

_TRIES = 10_000
"""Ids that are taken before a collection counts as full."""


class NoIdentifier(ValueError):
    """No id could be found that the document allows and that is free."""


def identifying_member(parameter: str, names: Iterable[str]) -> str | None:
    """The member of a thing that holds the id which a path calls `parameter`.

    names: the members that things have; with none known it is `id`. The member may be spelled
    otherwise (pet_id, petId), be called id, or absent.
    """
    known = list(names)
    if not known:
        return "id"
    spelled = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in reversed(known)}
    plain = re.sub(r"[^a-z0-9]", "", parameter.lower())
    return spelled.get(plain) or spelled.get("id")


def is_identifier(value: Any) -> bool:
    """Whether a client named an id of its own; 0 and empty text stand for none."""
    return isinstance(value, int | str) and not isinstance(value, bool) and bool(value)


def minted(ids: Ids, kind: str, schema: Any, is_taken: Callable[[Any], bool]) -> int | str:
    """A new id by its schema: counted when an integer, seeded when text or a UUID.

    Raises NoIdentifier where none that the schema allows is free.
    """
    wanted = type_of(schema)
    for _ in range(_TRIES):
        made = _integer(ids, kind, schema) if wanted in _NUMBERS else _text(ids, kind, schema)
        if made is None:
            break
        if not is_taken(made):
            return made
    raise NoIdentifier(f"no id that the document allows is free for {kind}")


_NUMBERS = ("integer", "number")


def _integer(ids: Ids, kind: str, schema: Any) -> int | None:
    least = max(1, int(-(-schema.get("minimum", 1) // 1)))
    if schema.get("exclusiveMinimum") is True and least == schema.get("minimum"):
        least += 1
    step = max(1, int(schema.get("multipleOf", 1)))
    number = (-(-least // step) + ids.counter(kind) - 1) * step
    return number if number <= schema.get("maximum", number) else None


def _text(ids: Ids, kind: str, schema: Any) -> str | None:
    schema = schema if is_schema(schema) else {}
    digits = ids.hexadecimal(kind, 64)
    if schema.get("format") == "uuid":
        return str(UUID(hex=digits[:32], version=4))
    if schema.get("enum"):
        return str(schema["enum"][int(digits, 16) % len(schema["enum"])])
    least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 64))
    allowed = _allows(schema.get("pattern"))
    for candidate in _candidates(digits, max(_LENGTH, least)):
        if least <= len(candidate) and allowed(candidate[:most]):
            return candidate[:most]
    return None


def _candidates(digits: str, length: int) -> Iterator[str]:
    """Texts of the usual kinds of id, made of the same seeded digits."""
    number = str(int(digits, 16))
    yield digits[:length]
    yield number[:length]
    yield str(UUID(hex=digits[:32], version=4))
    for size in range(1, 33):
        letters = "".join(chr(ord("a") + int(digit, 16)) for digit in digits[:size])
        yield from (number[:size], letters, letters.upper(), digits[:size], digits[:size].upper())
        for prefix in range(1, 5):
            yield letters[:prefix].upper() + number[:size]


def _allows(pattern: Any) -> Callable[[str], bool]:
    if not isinstance(pattern, str):
        return lambda _: True
    try:
        compiled = re.compile(pattern)
    except re.error:
        # A pattern of another dialect: the first candidate has to do.
        return lambda _: True
    return lambda text: compiled.search(text) is not None
