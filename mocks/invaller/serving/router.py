"""Finding the operation of a path in one step, however many there are.

Connexion and Starlette try routes one by one; werkzeug's Map is a state machine whose
look-up does not grow with the number of routes.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, RequestRedirect, Rule
from werkzeug.routing.exceptions import RoutingException

from invaller.kernel.api import Api
from invaller.serving.operations import Operation

_PLACEHOLDER = re.compile(r"{(\w+)}")


def _length(found: tuple[str, Api]) -> int:
    return len(found[0])


@dataclass(frozen=True, slots=True)
class Route:
    """An operation and the texts of its path parameters."""

    operation: Operation
    parameters: dict[str, str]


class NoRoute(Exception):
    """No operation serves this method and path. api: whose base path it is, if any."""

    def __init__(self, api: Api | None, allowed: tuple[str, ...] = ()) -> None:
        super().__init__("no operation")
        self.api = api
        self.allowed = allowed


class _Matched(Rule):
    """A rule that is only matched: URLs are never built from it, so no builder is compiled."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        # Compiling builders is most of what a rule costs at start.
        def never(*_: object, **__: object) -> tuple[str, str]:
            raise NotImplementedError("URLs are not built from routes")

        return never


class Router:
    """Operations by method and path, over all loaded APIs; apis: those that may have none."""

    def __init__(self, operations: Iterable[Operation], apis: Iterable[Api] = ()) -> None:
        rules = []
        self._apis: dict[str, Api] = {api.key: api for api in apis}
        for operation in operations:
            base = operation.api.base_path
            self._apis[operation.api.key] = operation.api
            path = _PLACEHOLDER.sub(r"<\1>", base + operation.path)
            rules.append(_Matched(path, endpoint=operation, methods=[operation.method]))
        routes = Map(rules, strict_slashes=False, merge_slashes=False, redirect_defaults=False)
        self._routes = routes.bind("")

    def api_of(self, path: str) -> Api | None:
        """The API whose base path a path lies under, or whose page it is."""
        for api in self._apis.values():
            if path in api.pages:
                return api
        found = [(base, api) for api in self._apis.values() if (base := api.base_path_of(path))]
        return max(found, key=_length)[1] if found else None

    def find(self, method: str, path: str) -> Route:
        """The operation that serves a method and path; raises NoRoute."""
        try:
            operation, parameters = self._routes.match(path, method)
        except MethodNotAllowed as error:
            self._none(path, tuple(sorted(set(error.valid_methods or ()) - {"HEAD"})))
        except (NotFound, RequestRedirect, RoutingException):
            self._none(path)
        return Route(operation, dict(parameters))

    def _none(self, path: str, allowed: tuple[str, ...] = ()) -> NoReturn:
        raise NoRoute(self.api_of(path), allowed) from None
