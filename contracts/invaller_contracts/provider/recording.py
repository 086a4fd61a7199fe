"""What was asked and answered while stories ran, as a file that a later run can compare with.

A recording is JSON: when it was made and where, the data that the stories were about, and the
exchanges of each story. Tokens, passwords, keys and assertions are replaced by a fingerprint.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import httpx

from invaller.kernel.clock import render_instant
from invaller.kernel.redaction import fingerprint, redacted_headers, redacted_text
from invaller_contracts.provider.operations import operation_at

Noticed = Callable[[httpx.Request, httpx.Response | None], None]


@dataclass(frozen=True)
class Exchange:
    """One call and its answer.

    at: when, ISO 8601. path: below the base URL, with the query. status: 0 when nothing was
    answered. Bodies: JSON as JSON, anything else as text.
    """

    at: str
    api: str
    operation: str
    method: str
    path: str
    sent: Any
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def media_type(self) -> str:
        """The media type of the answer, without parameters; empty when it has none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass
class Story:
    """What is recorded of one story.

    outcome: passed, failed or skipped, or empty while it runs. truth: whose word it is.
    """

    key: str
    api: str
    began: str
    truth: str = ""
    outcome: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set, repr=False)

    @property
    def has_ended(self) -> bool:
        """Whether it ran to its end: what is called to tidy up is no part of it."""
        return self.outcome != ""

    def hide(self, secret: str) -> None:
        """Replace a secret by its fingerprint in whatever is recorded from now on."""
        self.secrets.add(secret)

    def add(
        self,
        at: datetime,
        urls: Mapping[str, str],
        request: httpx.Request,
        answer: httpx.Response | None,
    ) -> None:
        """Record a call and its answer, None when there was none; urls: base URL by API."""
        if self.has_ended:
            return
        api, path = _below(urls, str(request.url))
        operation = operation_at(api, request.method, path) if api else None
        headers = redacted_headers(answer.headers.multi_items()) if answer is not None else {}
        self.exchanges.append(
            Exchange(
                at=render_instant(at),
                api=api,
                operation=operation.operation_id if operation else f"{request.method} {path}",
                method=request.method,
                path=self._shown(path),
                sent=_read(self._shown(_text(request.content))),
                status=answer.status_code if answer is not None else 0,
                headers={name.lower(): self._shown(value) for name, value in headers.items()},
                body=_read(self._shown(answer.text)) if answer is not None else None,
            )
        )

    def _shown(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, fingerprint(secret))
        return redacted_text(text)


def _below(urls: Mapping[str, str], url: str) -> tuple[str, str]:
    """The API that a URL belongs to, and what follows its base; the longest base that fits."""
    fitting = [(len(base), api) for api, base in urls.items() if url.startswith(base)]
    if not fitting:
        return "", url
    length, api = max(fitting)
    return api, url[length:]


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


@dataclass
class Recording:
    """The stories of one run at a URL.

    made: when, ISO 8601. target: the URL. data: what the variables said that stories are about.
    """

    made: str
    target: str
    data: dict[str, str] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write it to a file, as JSON."""
        content = asdict(self)
        for story in content["stories"].values():
            del story["secrets"]
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read one from a file; raises ValueError with what is wrong with it."""
        try:
            content = json.loads(path.read_text("utf-8"))
            stories = {key: _story(one) for key, one in content["stories"].items()}
            return cls(content["made"], content["target"], content["data"], stories)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path} is no recording of stories: {error!r}") from error


def _story(content: Mapping[str, Any]) -> Story:
    exchanges = [Exchange(**exchange) for exchange in content["exchanges"]]
    return Story(**{**content, "exchanges": exchanges})


class RecordingTransport(httpx.BaseTransport):
    """A connection that tells of each exchange; an exchange without an answer is told too."""

    def __init__(self, inner: httpx.BaseTransport, noticed: Noticed) -> None:
        self._inner = inner
        self._noticed = noticed

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Do a call; what goes wrong on the way is raised as it was."""
        request.read()
        try:
            answer = self._inner.handle_request(request)
            answer.read()
        except httpx.TransportError:
            self._noticed(request, None)
            raise
        self._noticed(request, answer)
        return answer

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()
