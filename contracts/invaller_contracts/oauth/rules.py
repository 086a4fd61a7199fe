"""What a good client of the token service of social security does.

Its tokens serve Dimona and precontractual data; rules about their use look at calls of both.
The developer guide of the RSZ is cited as in the facts (dimona A10): it follows RFC 6749 and 7523.
"""

from collections.abc import Hashable, Iterator

from invaller_contracts.consumer.common import holds, never_noted, of_operations, token_reused
from invaller_contracts.consumer.rule import Look, Rule
from invaller_contracts.consumer.run import Exchange, Run

_SERVED = ("dimona", "precontractual")
"""The APIs that take these tokens."""

_TOKEN = of_operations("requestToken", "requestTokenV3")


def _served(exchange: Exchange) -> bool:
    """Whether a call is one of an API that takes these tokens."""
    return exchange.api in _SERVED and bool(exchange.operation)


def _is_refused(exchange: Exchange) -> bool:
    """Whether a call was refused for its token, so that another one is right."""
    return _served(exchange) and exchange.status == 401


def _bearer(exchange: Exchange) -> str | None:
    """The fingerprint of the token that a call carries, None when it carries none."""
    scheme, _, token = exchange.request_headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None


def _given(exchange: Exchange) -> str | None:
    """The fingerprint of the token that an answer gives."""
    body = exchange.response_body
    return str(body.get("access_token")) if exchange.ok and isinstance(body, dict) else None


def _is_reused(run: Run) -> Iterator[Look]:
    """Owner and scope tell tokens apart; the owner is known by the calls that a token made.

    A token that is fetched while the one before is still at work belongs to a second process of
    the same client: it is nobody's waste.
    """
    owners: dict[str, str] = {}
    last_used: dict[str, int] = {}
    for exchange in run.where(_served):
        token = _bearer(exchange)
        if token is not None:
            last_used[token] = exchange.number
            owners[token] = exchange.client or owners.get(token, token)

    def owner(exchange: Exchange) -> Hashable:
        token = _given(exchange) or ""
        return owners.get(token, token), exchange.response_body.get("scope")

    newest: dict[Hashable, str] = {}

    def counts(exchange: Exchange) -> bool:
        token = _given(exchange)
        if not _TOKEN(exchange) or token is None:
            return False
        if last_used.get(newest.get(owner(exchange), ""), 0) > exchange.number:
            return False
        newest[owner(exchange)] = token
        return True

    return token_reused(counts, owner, _is_refused)(run)


def _not_sent_again(run: Run) -> Iterator[Look]:
    """A call that was refused for its token is not repeated with the same token."""
    refused: dict[Hashable, Exchange] = {}
    for exchange in run.where(_served):
        call = (_bearer(exchange), exchange.method, exchange.url, str(exchange.request_body))
        before = refused.get(call)
        if before is not None:
            yield Look(exchange, f"its token was refused in exchange {before.number} already")
        if _is_refused(exchange) and exchange.fault is None and _bearer(exchange) is not None:
            refused[call] = exchange
            if before is None:
                yield Look(exchange)


def _outside_the_header(exchange: Exchange) -> str | None:
    body = exchange.request_body
    in_body = "access_token" in body if isinstance(body, dict | str) else False
    if "access_token" in exchange.query or in_body:
        return "the token is in the URL or in the body, where it is not looked for"
    return None


def _legacy(exchange: Exchange) -> str | None:
    if exchange.operation == "requestTokenV3":
        return f"{exchange.path} is the earlier version; tokens are given at /REST/oauth/v5/token"
    return None


RULES = (
    Rule(
        "oauth.client.valid-by-specification",
        "A token is asked with a form that has grant_type, client_assertion_type and "
        "client_assertion.",
        "RFC 6749, 4.4.2; RFC 7523, 2.2; facts: dimona A10",
        "documented",
        never_noted(
            lambda exchange: exchange.api == "oauth",
            "oauth.schema.*",
            "oauth.http.*",
            "oauth.token.form.*",
            "oauth.token.grant-type",
        ),
    ),
    Rule(
        "oauth.client.assertion-proves-identity",
        "An assertion is signed RS256 by the client's own key, from and about the client, for the "
        "token service, and still valid.",
        "RFC 7523, 3; facts: dimona A10",
        "documented",
        never_noted(
            _TOKEN,
            *(f"oauth.token.assertion.{claim}" for claim in ("signature", "iss", "sub", "aud")),
            *(f"oauth.token.assertion.{claim}" for claim in ("exp", "iat", "nbf", "jti")),
        ),
    ),
    Rule(
        "oauth.client.assertion-serves-once",
        "Every token request carries an assertion with an id of its own.",
        "RFC 7523, 3 (7)",
        "assumed",
        never_noted(_TOKEN, "oauth.token.assertion.jti-reused"),
    ),
    Rule(
        "oauth.client.asks-own-scopes",
        "A client asks no scope that it does not have.",
        "RFC 6749, 5.2; facts: dimona A10",
        "documented",
        never_noted(_TOKEN, "oauth.token.scope"),
    ),
    Rule(
        "oauth.client.current-version",
        "Tokens are asked at version 5 of the token service; version 3 is legacy.",
        "facts: dimona A10",
        "observed",
        holds(_TOKEN, _legacy),
    ),
    Rule(
        "oauth.client.token-in-the-header",
        "The token goes into the Authorization header, and nowhere else.",
        "facts: dimona A10; RFC 6750, 2.1 and 2.3",
        "documented",
        holds(_served, _outside_the_header),
    ),
    Rule(
        "oauth.client.token-reused",
        "A token serves until it expires; no other one is fetched before.",
        "RFC 6749, 5.1 (expires_in); facts: dimona A10",
        "assumed",
        _is_reused,
    ),
    Rule(
        "oauth.client.refused-token-not-repeated",
        "A call that was refused with 401 is not repeated with the same token.",
        "RFC 6750, 3.1",
        "documented",
        _not_sent_again,
    ),
)
