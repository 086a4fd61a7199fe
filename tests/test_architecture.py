"""The rules of the layout: sides of an API, sizes, specifications, where chance comes from."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from connexion.spec import OpenAPISpecification

from invaller import apis
from invaller.apis.loket.catalogue import CATALOGUE
from invaller.kernel.specs import read_yaml

ROOT = Path(__file__).parents[1]
PACKAGES = ("mocks/invaller", "clients/invaller_clients", "contracts/invaller_contracts")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

CONTROL = "control"
"""The control plane has a specification and is no simulated API."""

NOT_SIMULATED: dict[str, set[str]] = {"loket": set(CATALOGUE.not_simulated)}
"""Operations that answer 501 on purpose, by API."""

LONGEST_MODULE, LONGEST_FUNCTION = 400, 60

_SIDES = {
    "specification": "specs/{}/openapi.yaml",
    "fidelity ledger": "specs/{}/fidelity.yaml",
    "provenance": "specs/{}/PROVENANCE.md",
    "simulator": "mocks/invaller/apis/{}/__init__.py",
    "simulator's README": "mocks/invaller/apis/{}/README.md",
    "contracts": "contracts/invaller_contracts/{}",
    "client": "clients/invaller_clients/{}.py",
    "tests": "tests/apis/{}",
}


def _folders(parent: str) -> set[str]:
    found = (ROOT / parent).iterdir()
    return {path.name for path in found if path.is_dir() and not path.name.startswith("_")}


APIS = sorted((_folders("specs") - {CONTROL}) | _folders("mocks/invaller/apis"))


@pytest.mark.parametrize("key", APIS)
def test_every_api_has_all_its_sides(key: str) -> None:
    """An API is a folder in specs, simulators, contracts and tests, and a module in clients."""
    missing = [
        f"{side} ({place.format(key)})"
        for side, place in _SIDES.items()
        if not (ROOT / place.format(key)).exists()
    ]
    assert missing == []


def test_discovery_finds_every_api() -> None:
    """The simulator loads exactly the APIs that have a folder."""
    assert apis.available() == APIS
    assert list(apis.load()) == APIS


@pytest.mark.parametrize("key", [*APIS, CONTROL])
def test_specification_is_valid(key: str) -> None:
    """The document is OpenAPI 3.0 by the meta-schema; at start nothing checks it again."""
    document = read_yaml(key, "openapi.yaml")
    assert document["openapi"].startswith("3.0.")
    OpenAPISpecification(deepcopy(document))


def _operations(key: str) -> list[str]:
    paths = read_yaml(key, "openapi.yaml")["paths"]
    operations = (operation for item in paths.values() for operation in item.values())
    return [operation["operationId"] for operation in operations if "operationId" in operation]


@pytest.mark.parametrize("key", APIS)
def test_every_operation_is_simulated_or_listed(key: str) -> None:
    """Each operation has a handler or is listed as answering 501, and no handler is left over."""
    operations, handlers = _operations(key), apis.load([key])[key].handlers
    assert len(set(operations)) == len(operations)
    assert set(operations) - set(handlers) == NOT_SIMULATED.get(key, set())
    assert set(handlers) <= set(operations)


@pytest.mark.parametrize("key", APIS)
def test_api_is_served_where_its_specification_says(key: str) -> None:
    """The base path of the simulator ends the server URL of the specification."""
    servers = [server["url"] for server in read_yaml(key, "openapi.yaml")["servers"]]
    base_path = apis.load([key])[key].base_path
    assert any(url.endswith(base_path) for url in servers), servers


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_module_is_too_long() -> None:
    """No module has more than 400 lines, tests included."""
    lengths = {
        _named(path): len(path.read_text("utf-8").splitlines()) for path in [*MODULES, *TESTS]
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{_named(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_too_long() -> None:
    """No function has more than 60 lines."""
    lengths = dict(item for path in MODULES for item in _functions(path))
    assert len(lengths) > 500
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


_FORBIDDEN = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
    "uuid": {"uuid1", "uuid4"},
    "os": {"urandom"},
    "random": None,
    "secrets": None,
}
"""What knows the time or draws by chance: the members of a module or class; None: all."""

_ALLOWED = {
    "mocks/invaller/kernel/clock.py": {"datetime.now"},
    "mocks/invaller/kernel/ids.py": {"secrets.token_urlsafe"},
}


def _uses(path: Path) -> Iterator[str]:
    """Each use of time or chance in a module, as `module.member`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            members = _FORBIDDEN.get(name, set())
            if members is None or node.attr in members:
                yield f"{name}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            members = _FORBIDDEN.get(node.module or "", set())
            for alias in node.names:
                if members is None or alias.name in members:
                    yield f"{node.module}.{alias.name}"


def test_time_and_chance_come_from_the_kernel() -> None:
    """Simulators read wall time in kernel/clock.py and draw by chance in kernel/ids.py only."""
    simulator = [path for path in MODULES if _named(path).startswith("mocks/")]
    found = {_named(path): set(_uses(path)) for path in simulator}
    assert {name: uses for name, uses in found.items() if uses} == _ALLOWED


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import datetime\ndatetime.datetime.now()", ["datetime.now"]),
        ("from datetime import date\ndate.today()", ["date.today"]),
        ("import random\nrandom.random()", ["random.random"]),
        ("from random import choice", ["random.choice"]),
        ("from uuid import uuid4", ["uuid.uuid4"]),
        ("import uuid\nuuid.uuid4()", ["uuid.uuid4"]),
        ("import time\ntime.monotonic()", []),
        ("call.now", []),
    ],
)
def test_uses_of_time_and_chance_are_seen(tmp_path: Path, source: str, found: list[str]) -> None:
    """The scan sees each way to read wall time or to draw by chance."""
    module = tmp_path / "module.py"
    module.write_text(source)
    assert list(_uses(module)) == found


def test_source_roots_hold_one_package_each() -> None:
    """mocks, clients and contracts hold nothing but their one package."""
    for package in PACKAGES:
        root, name = package.split("/")
        assert _folders(root) == {name}
        assert [path.name for path in (ROOT / root).glob("*.py")] == []
