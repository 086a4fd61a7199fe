"""The authorization endpoint: a page that signs a user in (RFC 6749, 4.1)."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode, urlsplit

from invaller.apis.loketoauth.page import error_page, sign_in_page
from invaller.apis.loketoauth.people import authenticated, why_no_token
from invaller.apis.loketoauth.problems import NO_STORE
from invaller.apis.loketoauth.secrets import (
    CODE_LIFETIME,
    CODES,
    SIGN_IN_LIFETIME,
    SIGN_INS,
    find_secret,
    mint_secret,
)
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.identity.accounts import APPLICATIONS, PENDING, USERS, Account, users_of

COOKIE = "loket_sign_in"

STATES = ("None", "Verified", PENDING)
"""Two-factor states that the page offers; the document shows only the first."""

_RFC = "RFC 6749, 4.1"
_WRONG = "De gebruikersnaam of het wachtwoord is onjuist."


def show_sign_in(call: Call) -> Answer:
    """The page, or straight back to the client for a user who is signed in already."""
    application = _asked_by(call)
    held = find_secret(call.workspace, SIGN_INS, _cookie(call), call.now)
    user = call.workspace.documents.get(USERS, held["userId"]) if held else None
    if held is None or user is None or why_no_token(user) is not None:
        return _page(call, application)
    return _back(call, {"code": _code(call, application, user, held["twoFactorState"])})


def sign_in(call: Call) -> Answer:
    """Back to the client with a code; the page again for who cannot sign in."""
    application = _asked_by(call)
    form: Mapping[str, str] = call.body or {}
    username, state = form.get("username", ""), form.get("two_factor_state", STATES[0])
    user = authenticated(call.workspace, username, form.get("password", ""))
    if user is None or state not in STATES:
        _explain(call, "authorize.wrong-password", "user name, password or state is wrong")
        return _page(call, application, username, _WRONG)
    refused = why_no_token(user)
    if refused is not None:
        _explain(call, refused.rule, refused.message)
        return _page(call, application, username, "Deze gebruiker kan niet inloggen.")
    code = _code(call, application, user, state)
    signed_in = {"userId": user["id"], "twoFactorState": state}
    cookie = mint_secret(call.workspace, SIGN_INS, signed_in, call.now, SIGN_IN_LIFETIME)
    path = urlsplit(call.base).path + "/authorize"
    kept = {"Set-Cookie": f"{COOKIE}={cookie}; Path={path}; HttpOnly; SameSite=Lax"}
    return _back(call, {"code": code}, kept)


def _asked_by(call: Call) -> Account:
    """The client that sent the browser here.

    Raises Refusal: a page when the client or its redirect_uri is not known, else back to the
    client with the error.
    """
    given = call.parameters.get("client_id", "")
    application = call.workspace.documents.get(APPLICATIONS, given)
    if application is None:
        raise _astray("client_id", given, "Deze client is niet bekend.")
    target = call.parameters.get("redirect_uri", "")
    if target not in application["redirectUris"]:
        expected = application["redirectUris"]
        raise _astray("redirect_uri", target, "Dit adres is niet van deze client.", expected)
    kind = call.parameters.get("response_type")
    if kind != "code":
        explanation = Explanation(
            "loketoauth.authorize.response-type",
            "RFC 6749, 4.1.2.1",
            "response_type must be code",
            "query response_type",
            found=kind,
            expected="code",
        )
        raise Refusal(_back(call, {"error": "unsupported_response_type"}), explanation)
    return application


def _astray(member: str, found: str, text: str, expected: object = None) -> Refusal:
    explanation = Explanation(
        "loketoauth.authorize.parameters",
        _RFC,
        f"{member} is not known, so the browser goes nowhere",
        f"query {member}",
        found=found,
        expected=expected,
    )
    return Refusal(error_page(text), explanation)


def _code(call: Call, application: Account, user: Account, two_factor: str) -> str:
    document = {
        "client_id": application["clientId"],
        "redirect_uri": call.parameters["redirect_uri"],
        "userId": user["id"],
        "twoFactorState": two_factor,
    }
    return mint_secret(call.workspace, CODES, document, call.now, CODE_LIFETIME)


def _back(call: Call, told: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
    """Send the browser to redirect_uri, with the state as it came."""
    target: str = call.parameters["redirect_uri"]
    if "state" in call.parameters:
        told = {**told, "state": call.parameters["state"]}
    mark = "&" if urlsplit(target).query else "?"
    location = {"Location": f"{target}{mark}{urlencode(told)}"}
    return Answer(302, None, {**NO_STORE, **(headers or {}), **location})


def _page(call: Call, application: Account, username: str = "", wrong: str = "") -> Answer:
    names = [user["username"] for user in users_of(call.workspace.documents)]
    return sign_in_page(application["title"], STATES, names, username, wrong)


def _cookie(call: Call) -> str:
    try:
        found = SimpleCookie(call.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _explain(call: Call, rule: str, message: str) -> None:
    source = "Loket API V2, Authorization code flow"
    call.explain(Explanation(f"loketoauth.{rule}", source, message))
