"""Variations of what is generated: over something sound, and with values that exist."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

Known = Mapping[str, Sequence[Any]]
"""Values that exist in a workspace, by the name of the member or parameter that holds them."""

Sound = Mapping[str, Mapping[str, Any]]
"""Sound bodies, by the name of a member that tells each apart from those that follow."""

ANY = "*"
"""The name, among sound bodies, of the one that counts where no member tells another apart."""

SHARES = ("all", "half", "none")
"""How many of the members that could have a known value have one."""


def variations(sound: Sound, body: Any) -> list[Any]:
    """A generated body over the sound one with which it shares a member, and that one alone.

    Of a list the first item is varied.
    """
    if isinstance(body, list) and body:
        return [[one, *body[1:]] for one in variations(sound, body[0])]
    if isinstance(body, dict):
        for name, base in sound.items():
            if name in body:
                return [_merged(base, body), deepcopy(base)]
        if ANY in sound:
            return [_merged(sound[ANY], body), body]
    return [body]


def _merged(base: Any, over: Any) -> Any:
    """Both values, member by member; where they meet the second one counts."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    merged = deepcopy(base)
    for name, item in over.items():
        merged[name] = _merged(base[name], item) if name in base else item
    return merged


@st.composite
def varied(draw: st.DrawFn, value: Any, known: Known, shares: Sequence[str] = SHARES) -> Any:
    """A value of whose members all, about half or none are known ones; shares: which of them."""
    share = draw(st.sampled_from(shares))

    def chosen(name: str) -> bool:
        if name not in known or share == "none":
            return False
        return share == "all" or draw(st.booleans())

    def of(value: Any) -> Any:
        if isinstance(value, list):
            return [of(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            name: draw(st.sampled_from(known[name])) if chosen(name) else of(item)
            for name, item in value.items()
        }

    return of(value)
