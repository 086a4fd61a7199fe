"""The OAuth2 token service of social security, shared by Dimona and precontractual data."""

from invaller.apis.oauth.handlers import HANDLERS, USED_ASSERTIONS
from invaller.apis.oauth.problems import problem
from invaller.kernel.api import Api
from invaller.kernel.identity.clients import CLIENTS
from invaller.kernel.identity.tokens import TOKENS

API = Api(
    key="oauth",
    title="OAuth2 token service of social security",
    base_path="/REST/oauth",
    handlers=HANDLERS,
    problem=problem,
    kinds=(CLIENTS, TOKENS, USED_ASSERTIONS),
    sample=(
        "curl -s {url}/REST/oauth/v5/token -d grant_type=client_credentials "
        "-d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer "
        "-d client_assertion=$({steer} {url}/_sim/assertion)"
    ),
)
