"""What the token service of Loket needs at a real environment: an application and a user of it.

External clients have no password flow (Loket API V2, Password flow): whoever runs the stories
signs in once by the authorization code flow, and hands over the refresh token.
"""

from collections.abc import Callable

from invaller_contracts.loketoauth.client import signed_in
from invaller_contracts.provider.environment import Environment, Variable
from invaller_contracts.simulator import Simulator

CLIENT_ID, CLIENT_SECRET = "INVALLER_LOKET_CLIENT_ID", "INVALLER_LOKET_CLIENT_SECRET"
REFRESH_TOKEN = "INVALLER_LOKET_REFRESH_TOKEN"


def _of_application(member: str) -> Callable[[Simulator], str]:
    return lambda sim: str(sim.credentials.applications["partner"][member])


def _refresh_token(sim: Simulator) -> str:
    tokens = signed_in(sim).tokens
    return "" if tokens is None else tokens.refresh_token


ENVIRONMENT = Environment(
    api="loketoauth",
    base_path="",
    supporting=True,
    told=frozenset({"error", "token_type", "two_factor_state"}),
    variables=(
        Variable(CLIENT_ID, "client id of an application", simulated=_of_application("clientId")),
        Variable(
            CLIENT_SECRET,
            "client secret of that application",
            simulated=_of_application("secret"),
            secret=True,
        ),
        Variable(
            REFRESH_TOKEN,
            "refresh token of a user who may read and write at the employer of the stories",
            simulated=_refresh_token,
            secret=True,
        ),
    ),
)
