"""Importing connexion without what a server of ours never uses: httpx and a test client.

They are a fourteenth of all the time to start. Who asks connexion for them gets them.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def import_connexion() -> None:
    """Import connexion; what it has no use for here is loaded when it is used after all."""
    stand_ins = [
        _stand_in("httpx"),
        _stand_in("starlette.testclient", TestClient=_test_client),
    ]
    wanted = [module for module in stand_ins if module.__name__ not in sys.modules]
    sys.modules.update({module.__name__: module for module in wanted})
    try:
        import connexion  # noqa: F401
    finally:
        for module in wanted:
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]


def _stand_in(name: str, **members: Any) -> ModuleType:
    """What looks like a module, and loads that when it is asked for another member of it."""
    module = ModuleType(name)

    def of_the_real_one(member: str) -> Any:
        if member.startswith("__"):
            raise AttributeError(member)  # whoever looks through all modules wants none of it
        if sys.modules.get(name) is module:
            del sys.modules[name]
        return getattr(import_module(name), member)

    vars(module).update(members, __getattr__=of_the_real_one)
    return module


def _test_client(*args: Any, **kwargs: Any) -> Any:
    from starlette.testclient import TestClient

    return TestClient(*args, **kwargs)
