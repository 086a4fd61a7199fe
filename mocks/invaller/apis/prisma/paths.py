"""Lenient reading of paths: any letter case, slashes, and the spellings of known clients.

What a path means is told by the specification's own paths, compared without letter case, so
that `/worker/17/DIVERGENTPAYMENT` finds the spelling that its method has. Source: facts:
prisma notes, traps 2 and 3; prisma_endpoints.tsv, rows 29, 32, 38 and 78.
"""

import re
from collections.abc import Iterator
from functools import cache

from invaller.kernel.api import Query
from invaller.kernel.explanations import Finding
from invaller.kernel.specs import read_yaml

_SPELLINGS = {
    "profcat": ("profcats", "profcat"),
    "leavecounter": ("leavecounters", "leavecounter"),
    "costcentres": ("costcentre", "costcentres"),
}
"""A word of a path as a client writes it: the manual's word, and the end of the rule's id."""

_PLACEHOLDER = re.compile(r"{\w+}")

Segments = tuple[str, ...]

_MESSAGES = {
    "path-case": "the path has another letter case than in the manual",
    "double-slash": "the path has a double slash",
    "trailing-slash": "the path ends with a slash",
    "profcat": "the manual spells /profcats",
    "leavecounter": "the manual spells /leavecounters",
    "costcentres": "the manual spells /costcentre",
    "companycar-slash": "the manual glues the date to the word: /companycar20240101",
    "prestations-by-path": "the manual deletes prestations through the body of DELETE /prestations",
}

_SOURCE = "facts: prisma notes, traps 2 and 3; prisma_endpoints.tsv"


def reroute(method: str, path: str, _query: Query) -> str:
    """The path below the base path as the specification spells it."""
    return _reading(method, path)[0]


def findings_for(method: str, path: str) -> Iterator[Finding]:
    """What a good client would have written otherwise in a path below the base path."""
    for name in _reading(method, path)[1]:
        yield Finding(f"prisma.lenient.{name}", _SOURCE, f"{_MESSAGES[name]}: {path}")


def _reading(method: str, path: str) -> tuple[str, list[str]]:
    """The path as the specification spells it, and the names of the deviations."""
    noted = []
    if "//" in path:
        noted.append("double-slash")
    segments = tuple(segment for segment in path.split("/") if segment)
    segments, spelled = _spelled(segments)
    noted += spelled
    if method == "DELETE" and len(segments) == 4 and segments[0].lower() == "prestations":
        noted.append("prestations-by-path")
        segments = segments[:1]
    template = _template(method, segments)
    if template is None:
        return "/" + "/".join(segments), noted
    if path.endswith("/") and not template.endswith("/"):
        noted.append("trailing-slash")
    read = _filled(template, segments)
    if segments != tuple(segment for segment in read.split("/") if segment):
        noted.append("path-case")
    return read, noted


def _spelled(segments: Segments) -> tuple[Segments, list[str]]:
    """The segments in the manual's words, `/companycar/20240101` glued."""
    noted, read = [], []
    for segment in segments:
        word, name = _SPELLINGS.get(segment.lower(), (segment, ""))
        read.append(word)
        noted += [name] if name else []
    if len(read) == 2 and read[0].lower() == "companycar":
        read = ["".join(read)]
        noted.append("companycar-slash")
    return tuple(read), noted


def _template(method: str, segments: Segments) -> str | None:
    """The path of the specification that segments are an instance of, in any letter case."""
    for template, parts in _templates().get((method, len(segments)), ()):
        if all(map(_fits, parts, segments)):
            return template
    return None


@cache
def _templates() -> dict[tuple[str, int], list[tuple[str, Segments]]]:
    """The specification's paths by method and number of segments, the most literal first."""
    known: dict[tuple[str, int], list[tuple[str, Segments]]] = {}
    for template, item in read_yaml("prisma", "openapi.yaml")["paths"].items():
        parts = tuple(part for part in template.split("/") if part)
        for method in item:
            known.setdefault((method.upper(), len(parts)), []).append((template, parts))
    for paths in known.values():
        paths.sort(key=lambda path: path[0].count("{"))
    return known


def _fits(part: str, segment: str) -> bool:
    literal = _PLACEHOLDER.split(part)[0].lower()
    if "{" not in part:
        return segment.lower() == literal
    return segment.lower().startswith(literal) and len(segment) > len(literal)


def _filled(template: str, segments: Segments) -> str:
    """A path of the specification with the values of its placeholders."""
    values = iter(segments)
    parts = [_filled_part(part, next(values)) if part else "" for part in template.split("/")]
    return "/".join(parts)


def _filled_part(part: str, segment: str) -> str:
    literal = _PLACEHOLDER.split(part)[0]
    return part if "{" not in part else literal + segment[len(literal) :]
