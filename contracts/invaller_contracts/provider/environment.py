"""What a real environment must tell before stories can run at it, as a table for each API.

The folder of an API declares its own, as `ENVIRONMENT` in `environment.py`; it is found by folder.
Credentials have no default: without them a story is skipped. Data (employers, workers ...) are the
samples of the seed unless a variable names others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from invaller_contracts.simulator import Simulator

Values = Mapping[str, str]
"""Values of variables, by name."""


def _nothing(sim: Simulator, values: Values) -> None:
    """A simulator needs no preparing."""


@dataclass(frozen=True)
class Variable:
    """One environment variable.

    default: what it is when it is not set; None: a story that needs it is skipped.
    simulated: what a simulated workspace has in its place; None: the same value as at the URL,
    or the default. secret: never in a recording. file: the variable names a file whose text
    is the value.
    """

    name: str
    meaning: str
    default: str | None = None
    simulated: Callable[[Simulator], str] | None = None
    secret: bool = False
    file: bool = False

    @property
    def is_data(self) -> bool:
        """Whether it says what stories are about, and not who calls."""
        return self.simulated is None and not self.secret


@dataclass(frozen=True)
class Environment:
    """What an API needs at a URL.

    base_path: documented path below the URL. patience: seconds for which its document lets a
    client ask the same again. told: members whose values are compared, beside enum members
    and those of problems. paging: query parameters that say which page, and how long.
    supporting: it only gives what other APIs need (tokens), and is compared in its own stories
    only. prepare: brings a fresh workspace to know the data.
    """

    api: str
    base_path: str
    variables: tuple[Variable, ...] = ()
    patience: float = 60.0
    told: frozenset[str] = frozenset()
    paging: frozenset[str] = frozenset({"page", "pageSize"})
    supporting: bool = False
    prepare: Callable[[Simulator, Values], None] = _nothing

    @property
    def url_variable(self) -> Variable:
        """The variable that gives the base URL in place of the target's URL and base path."""
        meaning = f"base URL of {self.api}, instead of --target and {self.base_path}"
        return Variable(f"INVALLER_{self.api.upper()}_URL", meaning)


@cache
def environments() -> Mapping[str, Environment]:
    """The tables of all APIs that have one, by API."""
    package = Path(__file__).parents[1]
    keys = sorted(path.parent.name for path in package.glob("*/environment.py"))
    found = {
        key: import_module(f"invaller_contracts.{key}.environment")
        for key in keys
        if key != Path(__file__).parent.name
    }
    return {key: module.ENVIRONMENT for key, module in found.items()}


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable of every API, by name."""
    return {
        variable.name: variable
        for environment in environments().values()
        for variable in environment.variables
    }
