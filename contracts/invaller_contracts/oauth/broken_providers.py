"""Defects that the token service of social security could have, or who takes its tokens."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from invaller_contracts.provider.defects import (
    Defect,
    Tamper,
    hits,
    in_answers,
    in_json,
    token_of,
)
from invaller_contracts.provider.wire import Answer, Forward, Request

_TOKEN = r".*/oauth/v\d/token"


def _given_after(error: str, said: str = "") -> Callable[[], Tamper]:
    """Who is refused a token with an error gets one."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not hits(request, "POST", _TOKEN) or (answer.json or {}).get("error") != error:
            return answer
        if said not in answer.text:
            return answer
        token = await token_of(request, forward, client="employer")
        body = {"access_token": token, "token_type": "Bearer", "expires_in": 300, "scope": ""}
        return answer.with_status(200).with_json(body)

    return lambda: tamper


def _admitted_after(problem: str) -> Callable[[], Tamper]:
    """A call that is refused for its token is let in."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if answer.status != 401 or problem not in answer.text:
            return answer
        token = ("authorization", f"Bearer {await token_of(request, forward, client='provider')}")
        admitted = request.without_header("authorization")
        return await forward(replace(admitted, headers=(*admitted.headers, token)))

    return lambda: tamper


def _same_for_ever() -> Tamper:
    """A client gets its first token again, also when that is old."""
    given: dict[tuple[str, str], Answer] = {}

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not hits(request, "POST", _TOKEN) or not answer.ok:
            return answer
        return given.setdefault((request.target, answer.json["scope"]), answer)

    return tamper


def _every_scope(document: Any) -> None:
    document["scope"] = "scope:dimona:declaration:declarant scope:dimona:declaration:consult"


def _as_bad_request(_: Request, answer: Answer) -> Answer | None:
    return answer.with_status(400) if answer.status == 401 else None


def _gone(_: Request, answer: Answer) -> Answer:
    return answer.with_status(404).with_json({"error": "not_found"})


DEFECTS = (
    Defect(
        "oauth.expired-token-accepted",
        "A token is accepted after its time.",
        "test_stories_answers",
        _admitted_after("expiredAccessToken"),
    ),
    Defect(
        "oauth.no-token-needed",
        "A call without a token is answered.",
        "test_stories_answers",
        _admitted_after("noAccessToken"),
    ),
    Defect(
        "oauth.same-token-for-ever",
        "A client that asks a new token gets its first one.",
        "test_stories",
        _same_for_ever,
    ),
    Defect(
        "oauth.lifetime-as-text",
        "expires_in is text.",
        "test_stories",
        in_json("POST", _TOKEN, lambda body: {**body, "expires_in": str(body["expires_in"])}),
    ),
    Defect(
        "oauth.scope-missing",
        "The answer does not tell the scopes of a token.",
        "test_stories",
        in_json("POST", _TOKEN, lambda body: body.pop("scope") and None),
    ),
    Defect(
        "oauth.scopes-not-narrowed",
        "A token has all scopes, whatever was asked.",
        "test_stories",
        in_json("POST", _TOKEN, _every_scope),
    ),
    Defect(
        "oauth.earlier-version-gone",
        "Version 3 of the token service is not there.",
        "test_stories",
        in_answers("POST", r".*/oauth/v3/token", _gone),
    ),
    Defect(
        "oauth.invalid-client-with-400",
        "A client that does not prove who it is is answered 400.",
        "test_stories",
        in_answers("POST", _TOKEN, _as_bad_request),
    ),
    Defect(
        "oauth.anybody-gets-a-token",
        "A signature of somebody else is good enough.",
        "test_stories",
        _given_after("invalid_client", "signed"),
    ),
    Defect(
        "oauth.audience-ignored",
        "An assertion that was meant for another server is good enough.",
        "test_stories",
        _given_after("invalid_client", "aud"),
    ),
    Defect(
        "oauth.assertion-serves-twice",
        "An assertion can be used again.",
        "test_stories",
        _given_after("invalid_client", "jti"),
    ),
    Defect(
        "oauth.any-scope-is-given",
        "A scope that the client does not have is no error.",
        "test_stories",
        _given_after("invalid_scope"),
    ),
    Defect(
        "oauth.refused-without-a-challenge",
        "A call without token is refused without WWW-Authenticate.",
        "test_stories_answers",
        in_answers("*", r".*", lambda _, answer: answer.without_header("www-authenticate")),
    ),
    Defect(
        "oauth.tokens-may-be-kept",
        "Answers with tokens do not forbid to store them.",
        "test_stories_answers",
        in_answers("POST", _TOKEN, lambda _, answer: answer.without_header("cache-control")),
    ),
)
