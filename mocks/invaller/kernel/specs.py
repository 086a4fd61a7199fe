"""Where the specifications lie: bundled in a wheel, or beside the sources in a checkout."""

from functools import cache
from pathlib import Path
from typing import Any

from invaller.kernel.bundling import bundle, digest_of, is_split, shipped
from invaller.kernel.parsed import parse_yaml, remembered

_BUNDLED = Path(__file__).parent.parent / "_specs"
_CHECKOUT = Path(__file__).parents[3] / "specs"


class SpecificationMissing(FileNotFoundError):
    """A specification file that should be there is not."""


def specs_folder() -> Path:
    """The folder of all specifications."""
    return _CHECKOUT if _CHECKOUT.is_dir() else _BUNDLED


def read_text(*parts: str) -> str:
    """The text of a specification file, e.g. `read_text("dimona", "anomalies.tsv")`."""
    return _file(*parts).read_text("utf-8")


def _file(*parts: str) -> Path:
    path = specs_folder().joinpath(*parts)
    if not path.is_file():
        raise SpecificationMissing(f"no specification file {path}")
    return path


@cache
def read_yaml(*parts: str) -> Any:
    """A parsed YAML specification file; one that is split over files comes as one document.

    The result is shared: do not change it.
    """
    path = _file(*parts)
    if is_split(path):
        digest = digest_of_specification(parts[0])
        return shipped(path, digest) or remembered(digest, lambda: bundle(path))
    return parse_yaml(path.read_text("utf-8"))


@cache
def digest_of_specification(api: str) -> str:
    """A digest of an API's openapi.yaml and of all that it is split over."""
    return digest_of(_file(api, "openapi.yaml"))


def fidelity_of(api: str) -> list[dict[str, str]]:
    """The fidelity ledger of an API: what it does, and on whose word."""
    entries: list[dict[str, str]] = read_yaml(api, "fidelity.yaml")["behaviours"]
    return entries
