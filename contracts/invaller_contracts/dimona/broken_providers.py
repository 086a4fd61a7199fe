"""Defects that a provider of Dimona could have, each of which the stories see."""

from typing import Any

from invaller_contracts.provider.defects import Defect, in_json, with_settings

_DECLARATION = r".*/declarations/\d+"


def _other_period(document: Any) -> None:
    if document["declarationStatus"].get("period"):
        document["declarationStatus"]["period"]["id"] += 97


DEFECTS = (
    Defect(
        "dimona.result-before-its-time",
        "A declaration has its result at once, not after some seconds.",
        "test_stories_result",
        with_settings("/processing", {"default": "immediate"}),
    ),
    Defect(
        "dimona.period-id-of-another",
        "The period of an accepted In has another number than the declaration.",
        "test_stories_in",
        in_json("GET", _DECLARATION, _other_period),
    ),
)
