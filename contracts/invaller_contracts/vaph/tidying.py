"""Taking back what stories registered: real environments are not forgotten."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from invaller_contracts.connections import connection
from invaller_contracts.provider.target import Target
from invaller_contracts.vaph.client import login_at

_LIST = re.compile(r".*/(?:gepensioneerden|variabeleprestaties)")


class Made:
    """Where a story made something, as the URLs that delete it."""

    def __init__(self) -> None:
        self._urls: list[str] = []

    def notice(self, request: httpx.Request, response: httpx.Response) -> None:
        """Remember what a call made: a thing of its own (201), or the list of a year (200)."""
        if request.method != "PUT" or not response.is_success:
            return
        url = str(request.url.copy_with(query=None)).rstrip("/")
        if response.status_code == httpx.codes.CREATED:
            self._urls.append(f"{url}/{number_of(response)}")
        elif _LIST.fullmatch(url):
            self._urls.append(f"{url}/wijzigen")

    def take_back(self, login: tuple[str, str]) -> list[str]:
        """Delete all of it, the latest first; gives the URLs of what could not be deleted.

        What the story deleted itself is gone already. A worker stays known: nothing deletes one.
        """
        with httpx.Client(transport=connection(), auth=login) as http:
            urls = dict.fromkeys(reversed(self._urls))
            left = [url for url in urls if not _deleted(http, url)]
        self._urls = left[::-1]
        return left


def number_of(created: httpx.Response) -> str:
    """The id of what was made, the last part of its URL.

    That URL is promised (Een contract registreren, Response), but not where: it is taken from
    the Location header, or else from the body.
    """
    told = created.headers.get("Location") or created.text
    return told.strip().rstrip("/").rpartition("/")[2]


def _deleted(http: httpx.Client, url: str) -> bool:
    try:
        answer = http.delete(url)
    except httpx.TransportError:
        return False
    return answer.is_success or answer.status_code == httpx.codes.NOT_FOUND


@contextmanager
def tidied(target: Target) -> Iterator[Made]:
    """What is made within this block is taken back from a real environment at its end.

    Fails the test when something stays there, saying what.
    """
    made = Made()
    yield made
    if target.is_real and (left := made.take_back(login_at(target))):
        pytest.fail(f"left behind in the environment: {', '.join(left)}", pytrace=False)


@contextmanager
def one_example(target: Target, made: Made) -> Iterator[None]:
    """One of many examples: what it made in a real environment does not meet the next one.

    What could not be taken back is tried once more at the end of the test.
    """
    try:
        yield
    finally:
        if target.is_real:
            made.take_back(login_at(target))


class Noticing(httpx.BaseTransport):
    """A connection that remembers what is made over it."""

    def __init__(self, network: httpx.BaseTransport, made: Made) -> None:
        self._network = network
        self._made = made

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Do a call."""
        response = self._network.handle_request(request)
        response.read()
        self._made.notice(request, response)
        return response

    def close(self) -> None:
        """Close the connections."""
        self._network.close()
