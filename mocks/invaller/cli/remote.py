"""Talking to the control plane of a running server."""

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

import click
import httpx

from invaller.cli.outcome import CouldNotRun

DEFAULT_URL = "http://127.0.0.1:8080"

_OF_THE_SERVER = ("/workspaces", "/ready", "/health", "/fidelity")
"""Calls that are about no workspace: the one of the environment may be still to be made."""


class Remote:
    """The control plane of one server, seen from one workspace."""

    def __init__(self, url: str, workspace: str | None, token: str | None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._about = {"X-Sim-Workspace": workspace} if workspace else {}
        self.url = url.rstrip("/")
        try:
            self._client = httpx.Client(
                base_url=self.url,
                headers=headers,
                timeout=60,
                # Loading certificates takes longer than most commands; loopback needs none.
                verify=self.url.startswith("https:"),
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise CouldNotRun(f"--url, --workspace or --token cannot be used: {error}") from error

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Call the control plane; raises CouldNotRun with its own words when it refuses."""
        parameters = {name: value for name, value in query.items() if value is not None}
        about = {} if path.startswith(_OF_THE_SERVER) else self._about
        try:
            response = self._client.request(
                method, f"/_sim{path}", params=parameters, json=body, headers=about
            )
        except httpx.TransportError as error:
            raise CouldNotRun(
                f"no server answers at {self.url} ({error}); start one with 'invaller serve', or "
                "name it with --url or INVALLER_URL"
            ) from error
        if response.is_error:
            raise CouldNotRun(_detail(response))
        if response.headers.get("content-type", "").startswith("text/plain"):
            return response.text
        try:
            return response.json() if response.content else None
        except ValueError as error:
            raise CouldNotRun(f"what answers at {self.url} is no invaller server") from error


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"{response.status_code} {response.text[:500]}"


def remote(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which server and workspace it is about."""

    @click.option(
        "--url",
        envvar="INVALLER_URL",
        default=DEFAULT_URL,
        show_default=True,
        help="The server. Environment: INVALLER_URL.",
    )
    @click.option(
        "--workspace",
        "-w",
        envvar="INVALLER_WORKSPACE",
        default=None,
        help="The workspace. Environment: INVALLER_WORKSPACE. Default: default.",
    )
    @click.option(
        "--token",
        envvar="INVALLER_TOKEN",
        default=None,
        help="Operator token of a server beyond loopback. Environment: INVALLER_TOKEN.",
    )
    def with_remote(url: str, workspace: str | None, token: str | None, **rest: Any) -> Any:
        with closing(Remote(url, workspace, token)) as server:
            return command(server, **rest)

    with_remote.__name__ = command.__name__
    with_remote.__doc__ = command.__doc__
    # Options declared on the command itself are carried over to the wrapper.
    with_remote.__dict__.setdefault("__click_params__", []).extend(
        getattr(command, "__click_params__", [])
    )
    return with_remote


def show(document: Any) -> None:
    """Print a document as indented JSON."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def table(rows: list[list[str]]) -> None:
    """Print rows in aligned columns."""
    widths = (
        [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    )
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
