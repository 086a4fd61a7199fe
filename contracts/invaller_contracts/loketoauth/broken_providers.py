"""Defects that the token service of Loket could have, or who takes its tokens."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from invaller_contracts.provider.defects import (
    Defect,
    Tamper,
    hits,
    in_answers,
    in_json,
    token_of,
)
from invaller_contracts.provider.wire import Answer, Forward, Request

_TOKEN, _PAGE = "/token", "/authorize"
_TOKENS = "test_stories_tokens"
_USER = "m.lindeman@delinde.example"


def _given_after(
    error: str, words: str = "", fits: Callable[[str], bool] = bool
) -> Callable[[], Tamper]:
    """Who is refused tokens with an error gets them; fits: what the form must be."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        refused = hits(request, "POST", _TOKEN) and (answer.json or {}).get("error") == error
        form = request.body.decode("latin-1")
        if not refused or words not in answer.text or not fits(form):
            return answer
        body = {
            "access_token": await token_of(request, forward, user=_USER),
            "token_type": "bearer",
            "expires_in": 3599,
            "refresh_token": "again",
            "two_factor_state": "None",
        }
        return answer.with_status(200).with_json(body)

    return lambda: tamper


async def _any_token(request: Request, forward: Forward) -> Answer:
    """A token is taken after its end."""
    answer = await forward(request)
    if answer.status != 401 or request.header("authorization") is None:
        return answer
    token = ("authorization", f"Bearer {await token_of(request, forward, user=_USER)}")
    plain = request.without_header("authorization")
    return await forward(replace(plain, headers=(*plain.headers, token)))


def _same_for_ever() -> Tamper:
    """Refreshing gives the access token that was there already."""
    given: dict[str, Any] = {}

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not hits(request, "POST", _TOKEN) or not answer.ok:
            return answer
        document = answer.json
        token = given.setdefault(request.target, document["access_token"])
        return answer.with_json({**document, "access_token": token})

    return tamper


def _without_state(_: Request, answer: Answer) -> Answer | None:
    place = answer.header("location")
    if place is None:
        return None
    query = dict(parse_qs(urlsplit(place).query))
    query.pop("state", None)
    back = f"{place.partition('?')[0]}?{urlencode(query, doseq=True)}"
    return answer.with_header("location", back)


def _error_renamed(_: Request, answer: Answer) -> Answer | None:
    document = answer.json
    if answer.status != 400 or not isinstance(document, dict) or "error" not in document:
        return None
    return answer.with_json({"reason": document["error"]})


def _as_401(_: Request, answer: Answer) -> Answer | None:
    return answer.with_status(401) if answer.status == 400 else None


def _defect(name: str, title: str, seen: str, plant: Callable[[], Tamper]) -> Defect:
    return Defect(f"loketoauth.{name}", title, seen, plant)


DEFECTS = (
    _defect(
        "expired-token-accepted", "A token is taken after its end.", _TOKENS, lambda: _any_token
    ),
    _defect(
        "code-serves-twice",
        "A code is traded for tokens again.",
        _TOKENS,
        _given_after("invalid_grant", "used or expired"),
    ),
    _defect(
        "code-for-any-address",
        "A code is traded at another address than it was given for.",
        _TOKENS,
        _given_after("invalid_grant", "another redirect_uri"),
    ),
    _defect(
        "refresh-token-of-others",
        "A refresh token serves another client.",
        _TOKENS,
        _given_after("invalid_grant", "another client"),
    ),
    _defect(
        "blocked-user-signs-in",
        "A blocked user gets tokens.",
        _TOKENS,
        _given_after("invalid_grant", fits=lambda form: "b.blok" in form),
    ),
    _defect(
        "password-for-everybody",
        "Every client may sign users in by password.",
        "test_stories",
        _given_after("unauthorized_client"),
    ),
    _defect(
        "refresh-gives-the-same", "A refresh gives the token that is old.", _TOKENS, _same_for_ever
    ),
    _defect(
        "lifetime-as-text",
        "expires_in is a text.",
        _TOKENS,
        in_json("POST", _TOKEN, lambda told: told.update(expires_in=str(told["expires_in"]))),
    ),
    _defect(
        "two-factor-state-missing",
        "Tokens do not tell their two-factor state.",
        _TOKENS,
        in_json("POST", _TOKEN, lambda told: told.pop("two_factor_state", None)),
    ),
    _defect(
        "state-lost",
        "The browser comes back without state.",
        "test_stories",
        in_answers("*", _PAGE, _without_state),
    ),
    _defect(
        "error-renamed",
        "Errors have no member error.",
        "test_stories",
        in_answers("POST", _TOKEN, _error_renamed),
    ),
    _defect(
        "refused-with-401",
        "A wrong grant is told with 401.",
        "test_stories",
        in_answers("POST", _TOKEN, _as_401),
    ),
)
