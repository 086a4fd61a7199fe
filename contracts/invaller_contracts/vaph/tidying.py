"""Taking back what stories registered: real environments are not forgotten."""

import re

import httpx

from invaller_contracts.connections import connection

_LIST = re.compile(r".*/(?:gepensioneerden|variabeleprestaties)")


class Made:
    """Where a story made something, as the URLs that delete it."""

    def __init__(self) -> None:
        self._urls: list[str] = []

    def notice(self, request: httpx.Request, response: httpx.Response) -> None:
        """Remember what a call made: a thing of its own (201), or the list of a year (200)."""
        if request.method != "PUT" or not response.is_success:
            return
        url = str(request.url.copy_with(query=None))
        if response.status_code == httpx.codes.CREATED:
            told = response.headers.get("Location") or response.text
            self._urls.append(f"{url}/{told.strip().rstrip('/').rpartition('/')[2]}")
        elif _LIST.fullmatch(url):
            self._urls.append(f"{url}/wijzigen")

    def take_back(self, login: tuple[str, str]) -> None:
        """Delete all of it, the latest first; what the story deleted itself is gone already.

        A worker stays known: nothing deletes one.
        """
        with httpx.Client(transport=connection(), auth=login) as http:
            for url in dict.fromkeys(reversed(self._urls)):
                http.delete(url)


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
