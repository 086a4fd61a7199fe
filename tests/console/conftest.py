"""A browser without scripts: it reads a page, follows links and presses buttons."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from invaller.serving.running import build

ORIGIN = "http://127.0.0.1:8080"


@dataclass
class Form:
    """A form of a page: where it goes, what it holds, and what its button says."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    button: str = ""


class Reading(HTMLParser):
    """What a visitor finds on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.title = ""
        self.headings: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.tables = self.captions = 0
        self.unlabelled: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    @property
    def text(self) -> str:
        """All text of the page, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters about an element."""
        given = {name: value or "" for name, value in attrs}
        if tag not in ("input", "meta", "br"):
            self._open.append(tag)
        if tag == "html":
            self.language = given["lang"]
        elif tag == "a":
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(given.get("method", "get"), given.get("action", "")))
        elif tag in ("input", "select"):
            self._field(given)
        elif tag == "button" and "aria-label" in given:
            self.forms[-1].button = given["aria-label"]
        self.tables += tag == "table"
        self.captions += tag == "caption"

    def _field(self, given: dict[str, str]) -> None:
        self.forms[-1].fields[given["name"]] = given.get("value", "")
        if "label" not in self._open and "aria-label" not in given:
            self.unlabelled.append(given["name"])

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; pages close what they open."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text by where it stands."""
        inside = self._open[-1] if self._open else ""
        if inside == "style":
            return
        self.words.append(data)
        if inside == "title":
            self.title += data
        elif inside in ("h1", "h2", "h3"):
            self.headings.append(data)
        elif inside == "button" and not self.forms[-1].button:
            self.forms[-1].button = data


class Browser:
    """Visits one server. It sends Origin with forms, as browsers do."""

    def __init__(self, app: Any, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=ORIGIN, follow_redirects=True
        )
        self.response: httpx.Response
        self.page: Reading

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Any call to the server, beside the pages."""
        return self._runner.run(self._client.request(method, path, **more))

    def visit(self, path: str, **more: Any) -> Reading:
        """Open a page."""
        return self._show(self.call("GET", path, **more))

    def press(self, button: str, headers: dict[str, str] | None = None, **filled: str) -> Reading:
        """Press a button of the page that is shown, with fields filled in."""
        form = next(form for form in self.page.forms if form.button == button)
        action = urljoin(str(self.response.url), form.action)
        fields = form.fields | filled
        if form.method == "get":
            return self._show(self.call("GET", action, params=fields))
        sent = {"Origin": ORIGIN} if headers is None else headers
        return self._show(self.call("POST", action, data=fields, headers=sent))

    def path(self) -> str:
        """The path of the page that is shown."""
        return urlsplit(str(self.response.url)).path

    def _show(self, response: httpx.Response) -> Reading:
        self.response = response
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        self.page = Reading(response.text)
        return self.page


NewBrowser = Callable[..., Browser]


@pytest.fixture
def browser_of() -> Iterator[NewBrowser]:
    """Makes a browser that visits a server of its own."""
    settings = {"clock": "frozen", "now": "2025-03-03T09:00:00+01:00"}
    with asyncio.Runner() as runner:

        def make(operator_token: str | None = None, **more: str) -> Browser:
            return Browser(build(None, settings | more, operator_token), runner)

        yield make


@pytest.fixture
def browser(browser_of: NewBrowser) -> Browser:
    """A browser that visits a server on loopback, its clock frozen at 2025-03-03 08:00 UTC."""
    return browser_of()


@pytest.fixture
def declare(browser: Browser) -> Callable[[str], httpx.Response]:
    """Declares that a citizen comes into service; the answer of the API."""

    def submit(ssin: str) -> httpx.Response:
        token = browser.call("GET", "/_sim/token").text
        declaration = {
            "employer": {"enterpriseNumber": "411702543"},
            "worker": {"ssin": ssin},
            "dimonaIn": {
                "startDate": "2025-03-04",
                "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
            },
        }
        return browser.call(
            "POST", "/REST/dimona/v2/declarations", json=declaration,
            headers={"Authorization": f"Bearer {token}"},
        )  # fmt: skip

    return submit
