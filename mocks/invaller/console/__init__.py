"""The console: HTML pages over the control plane, for looking at a world with a browser.

Flask is only imported when a page is asked for, so that a server starts without it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from invaller.console.wsgi import Page, Visit, call
from invaller.kernel.api import Handler
from invaller.kernel.world import World

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["Console", "Page", "Visit", "is_console"]

BASE = "/_sim"
_PAGES = f"{BASE}/console"


def is_console(path: str) -> bool:
    """Whether a path, below any workspace prefix, is one of the console's."""
    return path in (BASE, f"{BASE}/", _PAGES) or path.startswith(f"{_PAGES}/")


class Console:
    """The pages of one world.

    handlers: those of the control plane by operationId; operator_token: what a visitor
    must know when the server listens beyond loopback, None when it does not.
    """

    def __init__(
        self, world: World, handlers: Mapping[str, Handler], operator_token: str | None
    ) -> None:
        self._world = world
        self._handlers = handlers
        self._operator_token = operator_token
        self._app: Flask | None = None

    def answer(self, visit: Visit) -> Page:
        """Answer one visit. The caller holds the world's turn and a transaction."""
        if self._app is None:
            from invaller.console.application import application

            self._app = application(self._world, self._handlers, self._operator_token)
        return call(self._app, visit)
