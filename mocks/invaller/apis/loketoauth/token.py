"""The token endpoint: codes, refresh tokens and passwords become tokens (RFC 6749, 5)."""

from collections.abc import Callable, Mapping

from invaller.apis.loketoauth.people import authenticated, why_no_token
from invaller.apis.loketoauth.problems import NO_STORE, refusal
from invaller.apis.loketoauth.secrets import (
    CODES,
    REFRESH_TOKENS,
    find_secret,
    mint_secret,
    use_up,
)
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.identity.accounts import (
    APPLICATIONS,
    SESSION_LIFETIME,
    USERS,
    Account,
    Session,
    applications_of,
    open_session,
)
from invaller.kernel.store.documents import Document

Form = Mapping[str, str]

_RFC = "RFC 6749, 5.2"
_FACTS = "facts: loket/notes.md, 4"
_SKIPPED = "None"
"""The two-factor state of tokens that no page was shown for (Refresh token flow)."""


def give_token(call: Call) -> Answer:
    """Give tokens for a grant; raises Refusal with an error of RFC 6749."""
    form = {name.lower(): text for name, text in (call.body or {}).items()}
    grant = form.get("grant_type")
    if not grant:
        raise _invalid_request("grant_type")
    if grant not in _GRANTS:
        raise refusal(
            "unsupported_grant_type",
            f"grant_type {grant} is not supported",
            "error.unsupported-grant",
            _RFC,
            where="grant_type",
            found=grant,
            expected=list(_GRANTS),
        )
    application = _application(call, form)
    if grant not in application["grants"]:
        raise refusal(
            "unauthorized_client",
            f"this client may not use grant_type {grant}",
            "password.by-exception",
            "Loket API V2, Password flow",
            where="grant_type",
            found=grant,
            expected=application["grants"],
        )
    session, two_factor = _GRANTS[grant](call, form, application)
    return _tokens(call, session, two_factor)


def _tokens(call: Call, session: Session, two_factor: str) -> Answer:
    """New tokens; the second factor is not asked again when they are refreshed."""
    held = {"clientId": session.application["clientId"], "userId": session.user["id"]}
    body = {
        "access_token": open_session(call.workspace, session, call.now, two_factor),
        "token_type": "bearer",
        "expires_in": int(SESSION_LIFETIME.total_seconds()),
        "refresh_token": mint_secret(call.workspace, REFRESH_TOKENS, held, call.now),
        "two_factor_state": two_factor,
    }
    return Answer(200, body, NO_STORE)


def _application(call: Call, form: Form) -> Account:
    """The client that asks, proven by its secret if it has one."""
    given = form.get("client_id", "")
    application = call.workspace.documents.get(APPLICATIONS, given)
    if application is None:
        raise refusal(
            "invalid_client",
            "the client is not known",
            "error.invalid-client",
            _FACTS,
            where="client_id",
            found=given,
            expected=[one["clientId"] for one in applications_of(call.workspace.documents)],
        )
    secret = application["secret"]
    if secret is not None and form.get("client_secret") != secret:
        raise refusal(
            "invalid_client",
            "the client secret is not right",
            "token.secret-by-configuration",
            "Loket API V2, Password flow",
            where="client_secret",
            expected="the secret of this client (GET /_sim/workspaces/{id}, applications)",
        )
    return application


def _of_code(call: Call, form: Form, application: Account) -> tuple[Session, str]:
    code = _needed(form, "code")
    held = find_secret(call.workspace, CODES, code, call.now)
    if held is None:
        raise _invalid_grant("code", "the code is unknown, used or expired", "code.once")
    for member, found in (
        ("client_id", application["clientId"]),
        ("redirect_uri", _needed(form, "redirect_uri")),
    ):
        if held[member] != found:
            raise _invalid_grant(member, f"the code was given for another {member}", "code.bound")
    session = _session(call, held, application)
    use_up(call.workspace, CODES, code)
    return session, held["twoFactorState"]


def _of_refresh_token(call: Call, form: Form, application: Account) -> tuple[Session, str]:
    given = _needed(form, "refresh_token")
    held = find_secret(call.workspace, REFRESH_TOKENS, given, call.now)
    if held is None:
        raise _invalid_grant("refresh_token", "the refresh token is unknown", "error.invalid-grant")
    if held["clientId"] != application["clientId"]:
        message = "the refresh token was given to another client"
        raise _invalid_grant("refresh_token", message, "refresh.own-client")
    return _session(call, held, application), _SKIPPED


def _of_password(call: Call, form: Form, application: Account) -> tuple[Session, str]:
    username, password = _needed(form, "username"), _needed(form, "password")
    user = authenticated(call.workspace, username, password)
    if user is None:
        message = "the user name or password is incorrect"
        raise _invalid_grant("username, password", message, "error.invalid-grant")
    return _allowed(Session(application, user)), _SKIPPED


def _session(call: Call, held: Document, application: Account) -> Session:
    user = call.workspace.documents.get(USERS, held["userId"])
    if user is None:
        raise _invalid_grant("grant", "the user exists no longer", "error.invalid-grant")
    return _allowed(Session(application, user))


def _allowed(session: Session) -> Session:
    refused = why_no_token(session.user)
    if refused is not None:
        raise _invalid_grant("user", refused.message, refused.rule)
    return session


_GRANTS: Mapping[str, Callable[[Call, Form, Account], tuple[Session, str]]] = {
    "authorization_code": _of_code,
    "refresh_token": _of_refresh_token,
    "password": _of_password,
}


def _needed(form: Form, member: str) -> str:
    text = form.get(member)
    if not text:
        raise _invalid_request(member)
    return text


def _invalid_request(member: str) -> Refusal:
    message = f"{member} is missing"
    return refusal("invalid_request", message, "error.invalid-request", _RFC, where=member)


def _invalid_grant(where: str, message: str, rule: str) -> Refusal:
    return refusal("invalid_grant", message, rule, _FACTS, where=where)
