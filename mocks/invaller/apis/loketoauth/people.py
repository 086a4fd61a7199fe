"""Who signs in: whether the password is right, and whether the user may have tokens."""

from dataclasses import dataclass

from invaller.kernel.identity.accounts import Account, user_of
from invaller.kernel.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NoToken:
    """Why a user gets no tokens; rule: entry of the ledger, without its first part."""

    rule: str
    message: str


def authenticated(workspace: Workspace, username: str, password: str) -> Account | None:
    """The user with this name and password, or None."""
    user = user_of(workspace.documents, username)
    return user if user is not None and user["password"] == password else None


def why_no_token(user: Account) -> NoToken | None:
    """Why a user gets no tokens, or None (Loket API V2, Which users can use the API)."""
    if user.get("blocked"):
        return NoToken("user.blocked", "the user is blocked")
    if user.get("webservice"):
        return NoToken("user.webservice", "a webservice user cannot use this API")
    return None
