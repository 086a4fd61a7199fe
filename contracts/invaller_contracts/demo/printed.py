"""What the documents print, ready to be compared with what is seen.

Numbers that the server mints and the host differ from print; both are put in their place first.
"""

import json
from collections.abc import Mapping
from typing import Any

from invaller.kernel.specs import read_text

DIMONA_HOST = "https://services-sim.socialsecurity.be/REST/dimona/v2"
"""Base URL in the examples of Dimona WS REST v2."""


def request(name: str) -> Any:
    """The body of a request of Dimona WS REST v2, section 7."""
    return json.loads(read_text("dimona", f"examples/{name}.request.json"))


def answer(name: str, base: str, numbers: Mapping[int, int] | None = None) -> Any:
    """The body of an answer of Dimona WS REST v2, section 7.

    base: our base URL; numbers: printed number and the one that stands for it here.
    """
    text = read_text("dimona", f"examples/{name}.answer.json").replace(DIMONA_HOST, base)
    for printed, ours in (numbers or {}).items():
        text = text.replace(str(printed), str(ours))
    return json.loads(text)


def precontractual(name: str) -> Any:
    """The body of an answer of precontractual data, by the name of its example."""
    example = json.loads(read_text("precontractual", f"examples/{name}.json"))
    return example["response"]["body"]
