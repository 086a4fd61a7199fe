"""Where the specifications lie: bundled in a wheel, or beside the sources in a checkout."""

from functools import cache
from pathlib import Path
from typing import Any

from invaller.kernel.parsed import parse_yaml

_BUNDLED = Path(__file__).parent.parent / "_specs"
_CHECKOUT = Path(__file__).parents[3] / "specs"


class SpecificationMissing(FileNotFoundError):
    """A specification file that should be there is not."""


def specs_folder() -> Path:
    """The folder of all specifications."""
    return _CHECKOUT if _CHECKOUT.is_dir() else _BUNDLED


def read_text(*parts: str) -> str:
    """The text of a specification file, e.g. `read_text("dimona", "anomalies.tsv")`."""
    path = specs_folder().joinpath(*parts)
    if not path.is_file():
        raise SpecificationMissing(f"no specification file {path}")
    return path.read_text("utf-8")


@cache
def read_yaml(*parts: str) -> Any:
    """A parsed YAML specification file. The result is shared: do not change it."""
    return parse_yaml(read_text(*parts))


def fidelity_of(api: str) -> list[dict[str, str]]:
    """The fidelity ledger of an API: what it does, and on whose word."""
    entries: list[dict[str, str]] = read_yaml(api, "fidelity.yaml")["behaviours"]
    return entries
