"""Identifiers and seeded chance: the only place of the simulator that draws randomness.

Every value derives from (seed, kind, counter), so the same calls on the same seed give
the same bytes, whatever other workspaces do meanwhile.
"""

import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID


def derive(*parts: object) -> bytes:
    """Thirty-two bytes that depend on nothing but the parts."""
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=32).digest()


def uuid_from(*parts: object) -> str:
    """A UUID (version 4 layout) that depends on nothing but the parts."""
    return str(UUID(bytes=derive(*parts)[:16], version=4))


def fraction_from(*parts: object) -> float:
    """A number in [0, 1) that depends on nothing but the parts."""
    return int.from_bytes(derive(*parts)[:6], "big") / 2**48


def operator_token() -> str:
    """A fresh secret for the operator of a server that listens beyond loopback.

    The one value that must not be guessable, hence the one that is not seeded.
    """
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Ids:
    """Mints the identifiers of one workspace; the counters live in the workspace's record."""

    seed: str
    counters: MutableMapping[str, int]

    def counter(self, kind: str) -> int:
        """The next number of a kind: 1, 2, 3, ..."""
        number = self.counters.get(kind, 0) + 1
        self.counters[kind] = number
        return number

    def integer(self, kind: str, low: int, high: int) -> int:
        """A seeded integer with low <= value <= high."""
        drawn = int.from_bytes(derive(self.seed, kind, self.counter(kind))[:16], "big")
        return low + drawn % (high - low + 1)

    def hexadecimal(self, kind: str, digits: int) -> str:
        """Seeded lower-case hexadecimal text, at most 64 digits."""
        return derive(self.seed, kind, self.counter(kind)).hex()[:digits]

    def fraction(self, kind: str) -> float:
        """A seeded number in [0, 1), for delays and probabilities."""
        return fraction_from(self.seed, kind, self.counter(kind))
