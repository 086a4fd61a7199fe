"""Paths of a document: what leads to a collection, and what to one thing in it. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

_PLACEHOLDER = re.compile(r"{([^{}]*)}")

Segments = Sequence[str]


def placeholder(segment: str) -> str | None:
    """The name of the parameter that a segment is, or None."""
    match = _PLACEHOLDER.fullmatch(segment)
    return match[1] if match else None


def why_odd(segments: Segments) -> str | None:
    """Why the things of a path cannot be told apart by it, or None when they can."""
    before = "{"
    for segment in segments:
        if "{" in segment and placeholder(segment) is None:
            return f"the segment {segment} of its path is only partly a parameter"
        if "{" in segment and "{" in before:
            return f"the parameter {segment} of its path follows no name of a collection"
        before = segment
    return None


def pattern(segments: Segments) -> str:
    """A path whatever its parameters are called: /things/{}/parts."""
    return "/" + "/".join("{}" if "{" in segment else segment for segment in segments)


def concrete(segments: Segments, parameters: Mapping[str, Any]) -> str:
    """A path with the values of its parameters: /things/7/parts, whatever characters they hold."""
    return "/" + "/".join(
        segment if (name := placeholder(segment)) is None else text_of(parameters[name])
        for segment in segments
    )


def text_of(identifier: Any) -> str:
    """An id as one segment of a path; 7 and 7.0 are the same."""
    if isinstance(identifier, float) and identifier.is_integer():
        identifier = int(identifier)
    return quote(str(identifier).encode("utf-8", "backslashreplace"), safe="")


def things_above(segments: Segments) -> Iterator[Segments]:
    """The paths of the things that a path leads through, outermost first, itself left out."""
    for number in range(1, len(segments)):
        if placeholder(segments[number - 1]) is not None:
            yield segments[:number]
