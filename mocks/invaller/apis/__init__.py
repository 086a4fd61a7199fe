"""The simulated APIs, one folder each; a folder is all it takes to add one."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from invaller.kernel.api import Api


class UnknownApi(ValueError):
    """An API was asked for that has no folder here."""


def available() -> list[str]:
    """The keys of all APIs there are."""
    return sorted(module.name for module in iter_modules(__path__) if module.ispkg)


def load(keys: Iterable[str] | None = None) -> dict[str, Api]:
    """The APIs with these keys (default: all), with the APIs they need."""
    loaded: dict[str, Api] = {}
    wanted = list(available() if keys is None else keys)
    while wanted:
        key = wanted.pop(0)
        if key not in available():
            raise UnknownApi(f"no API {key!r}; there are {', '.join(available())}")
        if key not in loaded:
            api: Api = import_module(f"{__name__}.{key}").API
            loaded[key] = api
            wanted += api.needs
    return dict(sorted(loaded.items()))
