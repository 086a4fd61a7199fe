"""The OAuth 2.0 service of Loket.nl: users sign in, applications get tokens."""

from invaller.apis.loketoauth.applications import claim, mint
from invaller.apis.loketoauth.authorize import show_sign_in, sign_in
from invaller.apis.loketoauth.problems import problem
from invaller.apis.loketoauth.secrets import CODES, REFRESH_TOKENS, SIGN_INS
from invaller.apis.loketoauth.token import give_token
from invaller.kernel.api import Api
from invaller.kernel.identity.accounts import APPLICATIONS, USERS
from invaller.kernel.identity.tokens import TOKENS

API = Api(
    key="loketoauth",
    title="OAuth 2.0 of Loket.nl",
    base_path="",
    root_segments=("authorize", "token"),
    any_path_case=True,
    handlers={"showSignIn": show_sign_in, "signIn": sign_in, "giveToken": give_token},
    problem=problem,
    kinds=(APPLICATIONS, USERS, TOKENS, CODES, REFRESH_TOKENS, SIGN_INS),
    claim=claim,
    mint=mint,
    sample=(
        "curl -s {url}/token -d grant_type=password -d username=m.lindeman@delinde.example "
        "-d password=welkom -d client_id=desktop"
    ),
)
