"""What the token service of social security needs at a real environment."""

from invaller_clients import ClientCredentials
from invaller_contracts.provider.environment import Environment, Variable


def signing(beginning: str, role: str, client: str = "provider") -> tuple[Variable, Variable]:
    """The two variables of a client that signs: `..._CLIENT_ID` and `..._PRIVATE_KEY`.

    beginning: of their names. role: what the client does. client: its name on a simulator.
    """
    return (
        Variable(
            f"{beginning}_CLIENT_ID",
            f"OAuth client id of the client {role}",
            simulated=lambda sim: sim.credentials.client_id(client),
        ),
        Variable(
            f"{beginning}_PRIVATE_KEY",
            f"PEM file of the private key of the client {role}",
            simulated=lambda sim: sim.credentials.private_key,
            secret=True,
            file=True,
        ),
    )


ENVIRONMENT = Environment(
    api="oauth",
    base_path="/REST/oauth",
    patience=360.0,  # until a token has ended: five minutes (facts: dimona A10)
    supporting=True,
    told=frozenset({"error", "token_type", "expires_in", "scope"}),
    variables=(
        Variable("INVALLER_OAUTH_AUDIENCE", "for whom assertions are", ClientCredentials.TOKEN_URL),
        *signing("INVALLER_OAUTH", "whose tokens the stories of oauth ask"),
    ),
)
