"""The applications of a workspace, and how a call tells which one it is from."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

from invaller.kernel.api import Credential, Query
from invaller.kernel.identity.accounts import APPLICATIONS, mint_applications
from invaller.kernel.parsed import parse_yaml
from invaller.kernel.store import Documents


@cache
def _applications() -> Sequence[Mapping[str, Any]]:
    text = (files("invaller.apis.loketoauth") / "applications.yaml").read_text("utf-8")
    applications: Sequence[Mapping[str, Any]] = parse_yaml(text)["applications"]
    return applications


def mint(documents: Documents, workspace: str, seed: str) -> None:
    """Give a workspace its applications."""
    mint_applications(documents, workspace, seed, _applications())


def claim(query: Query, body: bytes) -> Credential | None:
    """The application whose client id a form or query names, in any letter case."""
    try:
        form = parse_qs(body.decode(), max_num_fields=1000)
    except ValueError:
        form = {}
    for members in (form, query):
        for name, texts in members.items():
            if name.lower() == "client_id":
                return APPLICATIONS, texts[-1]
    return None
