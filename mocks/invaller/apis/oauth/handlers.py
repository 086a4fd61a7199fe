"""The token endpoint: client_credentials with a signed JWT assertion (private_key_jwt)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from invaller.apis.oauth.domain.assertion import defect_of
from invaller.apis.oauth.problems import NO_STORE, refusal
from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import parse_instant, render_instant
from invaller.kernel.identity.assertions import UnreadableAssertion, read_assertion
from invaller.kernel.identity.clients import CLIENTS
from invaller.kernel.identity.tokens import LIFETIME, mint_token
from invaller.kernel.store import Kind

USED_ASSERTIONS = Kind("identity.used-assertion")

GRANT = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

_RFC6749 = "RFC 6749, 4.4 and 5.2"
_RFC7523 = "RFC 7523, 2.2 and 3"


def request_token(call: Call) -> Answer:
    """Give an access token to a client that proves who it is."""
    form: Mapping[str, str] = call.body or {}
    _check_form(form)
    claims = _claims(call, form["client_assertion"])
    client = _client(call, claims.get("iss"))
    defect = defect_of(claims, client["clientId"], call.now, strict=call.workspace.strict)
    if defect is not None:
        raise refusal(
            "invalid_client",
            f"client_assertion: {defect.message}",
            rule=f"assertion.{defect.claim}",
            source=defect.source,
            where=f"client_assertion {defect.claim}",
            found=defect.found,
            expected=defect.expected,
        )
    scopes = _scopes(form.get("scope"), client)
    _use_up(call, client["clientId"], claims)
    token = mint_token(call.workspace, client["clientId"], scopes, call.now)
    body = {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": int(LIFETIME.total_seconds()),
        "scope": " ".join(scopes),
    }
    return Answer(200, body, NO_STORE)


def _check_form(form: Mapping[str, str]) -> None:
    grant = form.get("grant_type")
    if grant is None:
        raise _invalid_request("grant_type", None, GRANT)
    if grant != GRANT:
        raise refusal(
            "unsupported_grant_type",
            f"grant_type is {GRANT}",
            rule="grant-type",
            source=_RFC6749,
            where="grant_type",
            found=grant,
            expected=GRANT,
        )
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise _invalid_request(
            "client_assertion_type", form.get("client_assertion_type"), ASSERTION_TYPE
        )
    if not form.get("client_assertion"):
        raise _invalid_request("client_assertion", None, "a signed JWT")


def _invalid_request(member: str, found: str | None, expected: str) -> Exception:
    return refusal(
        "invalid_request",
        f"{member} must be {expected}",
        rule=f"form.{member}",
        source=_RFC6749,
        where=member,
        found=found,
        expected=expected,
    )


def _claims(call: Call, assertion: str) -> dict[str, Any]:
    """The claims of an assertion whose RS256 signature holds."""
    try:
        return read_assertion(call.workspace, assertion)
    except UnreadableAssertion as error:
        raise refusal(
            "invalid_client",
            "client_assertion is not a JWT signed RS256 with the key of this client",
            rule="assertion.signature",
            source=_RFC7523,
            where="client_assertion",
            found=str(error),
            expected="RS256 with the private key of this workspace (POST /_sim/workspaces)",
        ) from error


def _client(call: Call, issuer: Any) -> dict[str, Any]:
    client = call.workspace.documents.get(CLIENTS, issuer) if isinstance(issuer, str) else None
    if client is None:
        known = [found["clientId"] for found in call.workspace.documents.find(CLIENTS)]
        raise refusal(
            "invalid_client",
            "client_assertion: iss is no client known here",
            rule="assertion.iss",
            source=_RFC7523,
            where="client_assertion iss",
            found=issuer,
            expected=known,
        )
    return client


def _scopes(asked: str | None, client: Mapping[str, Any]) -> tuple[str, ...]:
    """The asked scopes, or all of the client's when it asks none."""
    if not asked or not asked.strip():
        return tuple(client["scopes"])
    scopes = tuple(asked.split())
    unknown = [scope for scope in scopes if scope not in client["scopes"]]
    if unknown:
        raise refusal(
            "invalid_scope",
            f"the client does not have scope {' '.join(unknown)}",
            rule="scope",
            source=_RFC6749,
            where="scope",
            found=unknown,
            expected=client["scopes"],
        )
    return scopes


def _use_up(call: Call, client_id: str, claims: Mapping[str, Any]) -> None:
    """An assertion serves once: its jti is remembered until it has expired."""
    key = f"{client_id}|{claims['jti']}"
    used = call.workspace.documents.get(USED_ASSERTIONS, key)
    if used is not None and parse_instant(used["expires"]) > call.now:
        raise refusal(
            "invalid_client",
            "client_assertion: jti was used before",
            rule="assertion.jti-reused",
            source=_RFC7523,
            where="client_assertion jti",
            found=claims["jti"],
            expected="a new jti for every request",
        )
    expires = datetime.fromtimestamp(min(claims["exp"], 253402300799), UTC)
    call.workspace.documents.put(USED_ASSERTIONS, key, {"expires": render_instant(expires)})


HANDLERS: Mapping[str, Handler] = {"requestToken": request_token, "requestTokenV3": request_token}
