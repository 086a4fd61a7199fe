"""Reading the text of a filter into conditions, before it is known what fields there are.

    filter     = and-part { "or" and-part }
    and-part   = term { "and" term }
    term       = "(" filter ")" | field operator value
    field      = name { "." name }
    value      = 'text' | number | true | false | null | word

Source: Loket API V2, Filtering; facts: fidelity ledger, loket.filter (assumed: parentheses,
`and` before `or`, a doubled quote inside a text).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from invaller.apis.loket.domain.faults import Broken, Fault

OPERATORS = ("eq", "ne", "lk", "gt", "ge", "lt", "le")

_DEEPEST = 50
"""Parentheses within each other that are read; more is nothing that a client means."""

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<bracket>[()])"
    r"|(?P<number>-?\d+(?:\.\d+)?(?![\w.-]))|(?P<word>[^\s()']+))"
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as it stands in a filter.

    kind: text, number, boolean, null or word (unquoted, e.g. an id); value: accordingly.
    """

    kind: str
    value: str | Decimal | bool | None
    written: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, an operator and a value."""

    field: str
    operator: str
    literal: Literal


@dataclass(frozen=True, slots=True)
class All:
    """Holds when each part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Holds when one of the parts holds."""

    parts: tuple[Node, ...]


Node = Condition | All | Either


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def read_filter(text: str) -> Node | None:
    """What a filter says; None for an empty one. Raises Broken that tells where it ends."""
    tokens = _tokens(text)
    if not tokens:
        return None
    reader = _Reader(tokens, text)
    node = reader.either(0)
    reader.end()
    return node


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at, "a quote is not closed")
        kind = match.lastgroup or ""
        tokens.append(_Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return tokens


class _Reader:
    """A recursive descent over the tokens."""

    def __init__(self, tokens: list[_Token], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._next = 0

    def either(self, depth: int) -> Node:
        """and-part { "or" and-part }"""
        parts = [self._both(depth)]
        while self._word("or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def end(self) -> None:
        """Nothing may follow."""
        if self._next < len(self._tokens):
            raise self._expected("and, or, or the end")

    def _both(self, depth: int) -> Node:
        parts = [self._term(depth)]
        while self._word("and"):
            parts.append(self._term(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _term(self, depth: int) -> Node:
        if not self._bracket("("):
            return self._condition()
        if depth >= _DEEPEST:
            raise self._expected(f"at most {_DEEPEST} parentheses within each other")
        inner = self.either(depth + 1)
        if not self._bracket(")"):
            raise self._expected("a closing parenthesis")
        return inner

    def _condition(self) -> Condition:
        field = self._take("word")
        if field is None:
            raise self._expected("the name of a field")
        operator = self._take("word")
        if operator is None or operator.text.lower() not in OPERATORS:
            self._next -= operator is not None
            raise self._expected(f"one of {', '.join(OPERATORS)}")
        value = self._take("text") or self._take("number") or self._take("word")
        if value is None:
            raise self._expected("a value")
        return Condition(field.text, operator.text.lower(), _literal(value))

    def _take(self, kind: str) -> _Token | None:
        if self._next < len(self._tokens) and self._tokens[self._next].kind == kind:
            self._next += 1
            return self._tokens[self._next - 1]
        return None

    def _word(self, word: str) -> bool:
        token = self._take("word")
        if token is not None and token.text.lower() != word:
            self._next -= 1
            return False
        return token is not None

    def _bracket(self, bracket: str) -> bool:
        token = self._take("bracket")
        if token is not None and token.text != bracket:
            self._next -= 1
            return False
        return token is not None

    def _expected(self, what: str) -> Broken:
        left = self._next < len(self._tokens)
        at = self._tokens[self._next].at if left else len(self._text)
        return _unreadable(self._text, at, f"expected {what}")


def _literal(token: _Token) -> Literal:
    if token.kind == "text":
        return Literal("text", token.text[1:-1].replace("''", "'"), token.text)
    if token.kind == "number":
        return Literal("number", Decimal(token.text), token.text)
    word = token.text.lower()
    if word == "null":
        return Literal("null", None, token.text)
    if word in ("true", "false"):
        return Literal("boolean", word == "true", token.text)
    return Literal("word", token.text, token.text)


def _unreadable(text: str, at: int, why: str) -> Broken:
    near = text[at : at + 20].strip()
    place = f"at position {at + 1}, before {near!r}" if near else "at its end"
    return Broken(
        Fault(
            "loket.filter.syntax",
            f"[filter] cannot be read {place}: {why}",
            "filter",
            found=text,
            expected="field operator value, joined by and/or; texts in single quotes",
            source="Loket API V2, Filtering",
        )
    )
