"""Tokens as they are on the wire: given, and damaged on the way."""

from typing import Any

import httpx

from invaller_clients import ClientCredentials
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.simulator import Simulator


def told(place: Simulator | Target, auth: ClientCredentials, times: int = 1) -> httpx.Response:
    """What the token service answers to a client, as it is on the wire.

    times: how often the very same request is sent; the last answer is given.
    """
    request = next(auth.auth_flow(httpx.Request("GET", place.urls["oauth"])))
    with httpx.Client(transport=target_on(place).transport()) as http:
        answers = [http.send(request) for _ in range(times)]
    return answers[-1]


def token_answer(place: Simulator | Target, auth: ClientCredentials) -> dict[str, Any]:
    """The token that the service gives to a client, with what comes along."""
    answer: dict[str, Any] = told(place, auth).raise_for_status().json()
    return answer


def damaged(token: str) -> str:
    """A token with another character in its middle, so that nobody gave it."""
    middle = len(token) // 2
    other = "A" if token[middle] != "A" else "B"
    return f"{token[:middle]}{other}{token[middle + 1 :]}"
