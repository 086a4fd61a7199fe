"""The geïntegreerde registratietool of the VAPH: its login and its pages; its operations are the
user's to bring in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from invaller.apis.gir.login import own_login
from invaller.apis.gir.pages import pages
from invaller.apis.gir.problems import not_public, problem
from invaller.kernel.api import Api
from invaller.kernel.identity.basic import USERS
from invaller.kernel.specs import read_yaml


def _adopt(document: Mapping[str, Any]) -> Api:
    """GIR over the document that its user brings in."""
    from invaller.kernel.generic.adoption import adopt, rebased

    document = rebased(document, API.base_path)
    return replace(adopt(API, document, own_login), pages=pages(lambda: document))


API = Api(
    key="gir",
    title="VAPH GIR registratietool",
    base_path="/registratietool/v2",
    handlers={},
    problem=problem,
    admit=own_login,
    pages=pages(lambda: read_yaml("gir", "openapi.yaml")),
    unrouted=not_public,
    adopt=_adopt,
    kinds=(USERS,),
    sample="curl -s -u isis:isis-simulator {url}/v3/api-docs",
)
