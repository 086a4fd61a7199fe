"""Finding the operation of a path in one step, however many there are.

Connexion and Starlette try routes one by one; werkzeug's Map is a state machine whose
look-up does not grow with the number of routes. Each API has a map of its own, made at its
first call: that is most of what a large API would cost at start.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import BaseConverter, Map, MapAdapter, RequestRedirect, Rule
from werkzeug.routing.exceptions import RoutingException

from invaller.kernel.api import Api
from invaller.serving.operations import Operation

_PLACEHOLDER = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Route:
    """An operation and the texts of its path parameters."""

    operation: Operation
    parameters: dict[str, str]


class NoRoute(Exception):
    """No operation serves this method and path. allowed: methods that the path does have."""

    def __init__(self, allowed: tuple[str, ...] = ()) -> None:
        super().__init__("no operation")
        self.allowed = allowed


class _Matched(Rule):
    """A rule that is only matched: URLs are never built from it, so no builder is compiled."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        # Compiling builders is most of what a rule costs at start.
        def never(*_: object, **__: object) -> tuple[str, str]:
            raise NotImplementedError("URLs are not built from routes")

        return never


class _UuidText(BaseConverter):
    """A text in the form of a UUID, tried before numbers and other texts."""

    regex = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
    weight = 25


class _NumberText(BaseConverter):
    """A text of digits, tried before other texts."""

    regex = r"-?[0-9]+"
    weight = 50


_CONVERTERS = {"uuid_text": _UuidText, "number_text": _NumberText}


class _Routes:
    """The operations of one API by path and method."""

    def __init__(self, api: Api, operations: Iterable[Operation]) -> None:
        self._any_case = api.any_path_case
        self._served: dict[str, dict[str, Operation]] = {}
        for operation in operations:
            self._served.setdefault(operation.path, {})[operation.method] = operation
        rules = [
            _Matched(self._pattern(api, path, served), endpoint=path, methods=served.keys())
            for path, served in self._served.items()
        ]
        routes = Map(
            rules,
            strict_slashes=False,
            merge_slashes=False,
            redirect_defaults=False,
            converters=_CONVERTERS,
        )
        self._adapter: MapAdapter = routes.bind("")

    def _pattern(self, api: Api, path: str, served: Mapping[str, Operation]) -> str:
        """The path as werkzeug writes it, e.g. /books/<number_text:id>."""
        schemas = next(iter(served.values())).path_schemas() if api.typed_paths else {}
        # Splitting at the placeholders leaves their names at the odd places.
        parts = _PLACEHOLDER.split(api.base_path + path)
        for place, part in enumerate(parts):
            if place % 2:
                parts[place] = f"<{_converter(schemas.get(part, {}))}{part}>"
            elif self._any_case:
                parts[place] = part.lower()
        return "".join(parts)

    def find(self, method: str, path: str) -> Route:
        """The route of a method and path; raises what werkzeug does when there is none."""
        sought = path.lower() if self._any_case else path
        endpoint, parameters = self._adapter.match(sought, method)
        served = self._served[endpoint]
        operation = served.get(method) or served["GET"]  # a HEAD is answered as the GET
        return Route(operation, self._as_sent(operation, path, parameters))

    def has_form_for(self, method: str, path: str) -> bool:
        """Whether the path would be one of an operation, were its parameters of another form."""
        sought = path.lower() if self._any_case else path
        return any(
            method in served and _alike(next(iter(served.values())), sought, self._any_case)
            for served in self._served.values()
        )

    def _as_sent(
        self, operation: Operation, path: str, parameters: Mapping[str, str]
    ) -> dict[str, str]:
        """The parameters in the letter case in which they were sent."""
        if not (self._any_case and parameters):
            return dict(parameters)
        sent = path.split("/")
        served = (operation.api.base_path + operation.path).split("/")
        return {
            found[1]: sent[place]
            for place, step in enumerate(served)
            if (found := _PLACEHOLDER.fullmatch(step)) is not None
        }


def _converter(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "uuid":
        return "uuid_text:"
    return "number_text:" if schema.get("type") == "integer" else ""


class Router:
    """Operations by method and path, over all loaded APIs; apis: those that may have none."""

    def __init__(self, operations: Iterable[Operation], apis: Iterable[Api] = ()) -> None:
        self._operations: dict[str, list[Operation]] = {}
        self._apis: dict[str, Api] = {api.key: api for api in apis}
        self._routes: dict[str, _Routes] = {}
        for operation in operations:
            self._apis[operation.api.key] = operation.api
            self._operations.setdefault(operation.api.key, []).append(operation)

    def api_of(self, path: str) -> Api | None:
        """The API whose base path a path lies under, or whose page it is."""
        for api in self._apis.values():
            if path in api.pages:
                return api
        found = [
            (len(base), api)
            for api in self._apis.values()
            if (base := api.base_path_of(path)) is not None
        ]
        return max(found, key=_length)[1] if found else None

    def find(self, api: Api, method: str, path: str) -> Route:
        """The operation of an API that serves a method and path; raises NoRoute."""
        routes = self._routes_of(api)
        try:
            return routes.find(method, path)
        except MethodNotAllowed as error:
            if routes.has_form_for(method, path):
                # Where a path takes a uuid for one method and any text for another, a text that
                # is no uuid is not found.
                raise NoRoute from None
            allowed = sorted(set(error.valid_methods or ()) - {"HEAD"})
            raise NoRoute(tuple(allowed)) from None
        except (NotFound, RequestRedirect, RoutingException):
            raise NoRoute from None

    def _routes_of(self, api: Api) -> _Routes:
        if api.key not in self._routes:
            self._routes[api.key] = _Routes(api, self._operations.get(api.key, ()))
        return self._routes[api.key]


def _alike(operation: Operation, path: str, any_case: bool) -> bool:
    """Whether a path is that of an operation but for the texts of its parameters."""
    template = operation.api.base_path + operation.path
    steps, sought = (template.lower() if any_case else template).split("/"), path.split("/")
    return len(steps) == len(sought) and all(
        step.startswith("{") or step == text for step, text in zip(steps, sought, strict=True)
    )


def _length(found: tuple[int, Api]) -> int:
    return found[0]
