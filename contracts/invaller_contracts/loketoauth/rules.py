"""What a good client of the token service of Loket.nl does."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from invaller_contracts.consumer.common import never_noted, of_api, of_operations
from invaller_contracts.consumer.rule import Look, Rule
from invaller_contracts.consumer.run import Exchange, Run

_TOKEN = of_operations("giveToken")
_EARLY = timedelta(seconds=60)
"""Before the end of a token at which a new one may be fetched: a good client is in time."""


def form_of(exchange: Exchange) -> Mapping[str, str]:
    """The fields of a token request by their names in lower case; secrets are fingerprints."""
    body = exchange.request_body
    if isinstance(body, Mapping):
        return {str(name).lower(): str(its) for name, its in body.items()}
    if not isinstance(body, str):
        return {}
    return {name.lower(): texts[-1] for name, texts in parse_qs(body).items()}


@dataclass
class _SignIn:
    """A user who signed in at an application, and the tokens since. key: who, where known."""

    key: Hashable
    access: str
    refresh: str
    until: datetime
    given: Exchange


def _members(exchange: Exchange) -> Mapping[str, object]:
    body = exchange.response_body
    return body if isinstance(body, Mapping) else {}


def _last_uses(run: Run) -> dict[str, int]:
    """The last call with each access token, by the token."""
    used: dict[str, int] = {}
    for exchange in run.of_api("loket"):
        used[_bearer(exchange)] = exchange.number
    return used


def _bearer(exchange: Exchange) -> str:
    return exchange.request_headers.get("authorization", "").partition(" ")[2]


class _SignIns:
    """Follows who signed in, from token to token."""

    def __init__(self) -> None:
        self._by_refresh: dict[str, _SignIn] = {}
        self._by_key: dict[Hashable, _SignIn] = {}

    def of_refresh(self, exchange: Exchange) -> _SignIn | None:
        """The sign-in that a refresh goes on with."""
        return self._by_refresh.get(form_of(exchange).get("refresh_token", ""))

    def of_user(self, exchange: Exchange) -> _SignIn | None:
        """The last sign-in of the user who signs in by password."""
        return self._by_key.get(_user(exchange))

    def refused(self, exchange: Exchange) -> None:
        """A call was refused for its token: a new one is right."""
        for one in self._by_refresh.values():
            if one.access == _bearer(exchange):
                one.until = exchange.time

    def forget(self, exchange: Exchange) -> None:
        """A refresh token is good for nothing: signing in is right."""
        found = self._by_refresh.pop(form_of(exchange).get("refresh_token", ""), None)
        if found is not None:
            self._by_key.pop(found.key, None)

    def note(self, exchange: Exchange) -> None:
        """Tokens were given."""
        told, before = _members(exchange), self.of_refresh(exchange)
        lifetime = timedelta(seconds=float(str(told.get("expires_in", 0))))
        found = _SignIn(
            _user(exchange) if before is None else before.key,
            str(told.get("access_token")),
            str(told.get("refresh_token")),
            exchange.time + lifetime,
            exchange,
        )
        self._by_refresh[found.refresh] = found
        self._by_key[found.key] = found


def _user(exchange: Exchange) -> Hashable:
    """Who signs in where; a code does not tell, so that nobody else does with it."""
    form = form_of(exchange)
    return form.get("client_id"), form.get("username", form.get("code"))


def _token_serves(run: Run) -> Iterator[Look]:
    """At stake at each refresh; one after which the old token works on belongs to two processes."""
    known, used = _SignIns(), _last_uses(run)
    for exchange in run:
        if exchange.api == "loket" and exchange.status == 401:
            known.refused(exchange)
        if not _TOKEN(exchange) or not exchange.ok or exchange.unanswered:
            continue
        before = known.of_refresh(exchange)
        if before is not None and used.get(before.access, 0) < exchange.number:
            left = before.until - exchange.time
            told = f"the token of exchange {before.given.number} is good for"
            breach = f"{told} {left.total_seconds():.0f} s more"
            yield Look(exchange, breach if left > _EARLY else None)
        known.note(exchange)


def _is_refreshed(run: Run) -> Iterator[Look]:
    """At stake at each sign-in by password, and each refresh in its place."""
    known, used = _SignIns(), _last_uses(run)
    for exchange in run.where(_TOKEN):
        grant = form_of(exchange).get("grant_type")
        if not exchange.ok:
            if grant == "refresh_token" and exchange.status == 400:
                known.forget(exchange)
            continue
        if grant == "refresh_token":
            yield Look(exchange)
        elif grant == "password":
            before = known.of_user(exchange)
            idle = before is not None and used.get(before.access, 0) < exchange.number
            number = before.given.number if before is not None else 0
            breach = f"exchange {number} gave a refresh token for the same user"
            yield Look(exchange, breach if idle else None)
        if not exchange.unanswered:
            known.note(exchange)


def _newest_serves(run: Run) -> Iterator[Look]:
    """At stake at each refresh: what came with new tokens takes the place of what gave them."""
    replaced: dict[str, Exchange] = {}
    for exchange in run.where(_TOKEN):
        token = form_of(exchange).get("refresh_token")
        if token is None:
            continue
        before = replaced.get(token)
        breach = None if before is None else f"exchange {before.number} gave a newer one for it"
        yield Look(exchange, breach)
        if exchange.ok and not exchange.unanswered and _members(exchange).get("refresh_token"):
            replaced.setdefault(token, exchange)


RULES = (
    Rule(
        "loketoauth.client.valid-by-specification",
        "A token is asked with a form that has grant_type and what that grant needs.",
        "Loket API V2, Refresh token flow and Password flow; specs/loketoauth/openapi.yaml",
        "documented",
        never_noted(
            of_api("loketoauth"),
            "loketoauth.schema.*",
            "loketoauth.http.*",
            "loketoauth.error.invalid-request",
            "loketoauth.error.unsupported-grant",
            "loketoauth.authorize.parameters",
            "loketoauth.authorize.response-type",
        ),
    ),
    Rule(
        "loketoauth.client.own-grants",
        "A client uses the grants that are enabled for it; password is not, but by exception.",
        "Loket API V2, Authorization code flow and Password flow",
        "documented",
        never_noted(_TOKEN, "loketoauth.password.by-exception"),
    ),
    Rule(
        "loketoauth.client.code-used-once",
        "A code is traded for tokens once, by the client and address that it was given for.",
        "RFC 6749, 4.1.2 and 4.1.3",
        "assumed",
        never_noted(_TOKEN, "loketoauth.code.*"),
    ),
    Rule(
        "loketoauth.client.token-serves-until-expiry",
        "An access token serves until it expires; it is not refreshed before.",
        "Loket API V2, Refresh token flow (the expire time is to be taken into account)",
        "documented",
        _token_serves,
    ),
    Rule(
        "loketoauth.client.refreshes",
        "Who has a refresh token uses it, and does not sign in by password again.",
        "Loket API V2, Refresh token flow and Password flow",
        "assumed",
        _is_refreshed,
    ),
    Rule(
        "loketoauth.client.newest-refresh-token",
        "A refresh token that came with new tokens takes the place of the one before.",
        "Loket API V2, Refresh token flow, example; RFC 6749, 6",
        "assumed",
        _newest_serves,
    ),
)
