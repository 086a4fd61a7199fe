"""Accounts of a service where people sign in: applications, users, and their access tokens.

An application is an OAuth client with a name and perhaps a secret; a user signs in to it.
Who gives tokens and who takes them are two APIs, so that what they share lies here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.identity.tokens import TOKENS, mint_token, token_key
from invaller.kernel.ids import derive
from invaller.kernel.store import Documents, Kind
from invaller.kernel.workspace import Workspace
from invaller.kernel.world import DEFAULT

APPLICATIONS = Kind("identity.application", ("name",), ("clientId", "name"))
USERS = Kind("identity.user", ("username",), ("id", "username"))

PENDING = "Required"
"""The two-factor state of a token whose second factor is still to come."""

SESSION_LIFETIME = timedelta(seconds=3599)
"""How long an access token of a user lasts (Loket API V2, Refresh token flow)."""

Account = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Session:
    """A user who is signed in to an application."""

    application: Account
    user: Account


@dataclass(frozen=True, slots=True)
class NoSession:
    """Why an access token stands for nobody (any more)."""

    reason: str
    message: str


def mint_applications(
    documents: Documents, workspace: str, seed: str, applications: Iterable[Mapping[str, Any]]
) -> None:
    """Give a workspace its applications, in place of those it was copied with.

    Their client ids and secrets derive from the name of the workspace, to which they lead; in
    the default one the ids are their names, for people to type.
    """
    for held in documents.find(APPLICATIONS):
        documents.delete(APPLICATIONS, held["clientId"])
    for application in applications:
        drawn = derive(seed, workspace, "application", application["name"]).hex()
        secret = drawn[12:44] if application.get("confidential", True) else None
        name = application["name"]
        identifier = name if workspace == DEFAULT else f"{name}-{drawn[:12]}"
        account = {**application, "clientId": identifier}
        documents.put(APPLICATIONS, account["clientId"], {**account, "secret": secret})


def applications_of(documents: Documents) -> list[Account]:
    """The applications of a workspace, in the order in which they were made."""
    return documents.find(APPLICATIONS)


def users_of(documents: Documents) -> list[Account]:
    """The users of a workspace, in the order in which they were made."""
    return documents.find(USERS)


def user_of(documents: Documents, username: str) -> Account | None:
    """The user who signs in with this name, in any letter case."""
    found = documents.find(USERS, {"username": username.lower()})
    return found[0] if found else None


def open_session(
    workspace: Workspace,
    session: Session,
    now: datetime,
    two_factor: str = "None",
) -> str:
    """A new access token for a user of an application, valid from now."""
    return mint_token(
        workspace,
        session.application["clientId"],
        (),
        now,
        SESSION_LIFETIME,
        userId=session.user["id"],
        twoFactorState=two_factor,
    )


def session_of(workspace: Workspace, token: str, now: datetime) -> Session | NoSession:
    """Whom an access token stands for on the workspace's clock."""
    held = workspace.documents.get(TOKENS, token_key(token))
    application = workspace.documents.get(APPLICATIONS, held["clientId"]) if held else None
    user = workspace.documents.get(USERS, held.get("userId", "")) if held else None
    if held is None or application is None or user is None:
        return NoSession("unknown", f"no user of workspace {workspace.name!r} holds this token")
    if parse_instant(held["expires"]) <= now:
        shown = render_instant(now)
        return NoSession(
            "expired", f"the token expired at {held['expires']}; the clock shows {shown}"
        )
    if held["twoFactorState"] == PENDING:
        return NoSession("second-factor", "the second factor of this token is still to come")
    if user.get("blocked"):
        return NoSession("blocked", f"user {user['username']} is blocked")
    return Session(application, user)
