"""What tests of every part share: the command line, a PostgreSQL of our own, databases."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from invaller.cli import main
from invaller_contracts.simulator import Simulator

pytest_plugins = ["pytester"]

_DEBIAN = Path("/usr/lib/postgresql")
_PATIENCE = 120
"""Seconds that a start or a stop of PostgreSQL may take on a busy machine."""


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, or the one on PATH."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class _Cluster:
    """A PostgreSQL cluster in a folder of its own, reached through a socket in that folder."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"

    def start(self) -> None:
        """Make the cluster and start it; raises CalledProcessError when that fails."""
        if os.getuid() == 0:
            # PostgreSQL refuses to run as root.
            shutil.chown(self._folder, "postgres", "postgres")
        self._run("initdb", "--auth=trust", "--username=invaller", "--no-sync", "-E", "UTF8")
        options = f"-F -c listen_addresses='' -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it without waiting for connections."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def url(self, schema: str) -> str:
        """Where a schema of the cluster's one database is found."""
        options = quote(f"-csearch_path={schema}")
        return f"postgresql://invaller@/postgres?host={quote(str(self._folder))}&options={options}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *arguments]
        user = "postgres" if os.getuid() == 0 else None
        # Files, not pipes: the server would keep a pipe open for as long as it runs.
        with (self._folder.parent / f"{self._folder.name}.out").open("a") as out:
            subprocess.run(
                command, check=True, stdout=out, stderr=out, user=user, cwd="/", timeout=_PATIENCE
            )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[_Cluster]:
    """A private PostgreSQL cluster, stopped and removed after the run."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: install Debian's package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="invaller-pg-"))
    cluster = _Cluster(programs, folder)
    try:
        try:
            cluster.start()
        except (OSError, LookupError, subprocess.SubprocessError) as error:
            pytest.skip(f"PostgreSQL could not be started: {error}")
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_name(f"{folder.name}.out").unlink(missing_ok=True)


Invaller = Callable[..., Result]


@pytest.fixture
def invaller(sim: Simulator) -> Invaller:
    """Run a command about the test's workspace; `exit_code` is what it must end with."""
    environment = {
        "INVALLER_URL": sim.url.split("/w/")[0],
        "INVALLER_WORKSPACE": sim.name,
        "INVALLER_TOKEN": None,
    }

    def run(*arguments: str, exit_code: int = 0, **changes: str) -> Result:
        result = CliRunner().invoke(main, arguments, env={**environment, **changes})
        assert result.exit_code == exit_code, (result.output, result.exception)
        return result

    return run


_schemas = count(1)


def _new_schema(cluster: _Cluster) -> str:
    name = f"test_{next(_schemas)}"
    engine = create_engine(cluster.url("public").replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return cluster.url(name)


@pytest.fixture
def postgresql_url(postgresql: _Cluster) -> str:
    """The URL of an empty PostgreSQL database."""
    return _new_schema(postgresql)


@pytest.fixture(params=["sqlite-memory", "sqlite-file", "postgresql"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: one test body runs over every kind there is."""
    if request.param == "sqlite-memory":
        return "sqlite://"
    if request.param == "sqlite-file":
        return f"sqlite:///{tmp_path / 'state.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture(params=["sqlite-file", "postgresql"])
def lasting_state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database that outlives the process that uses it."""
    if request.param == "sqlite-file":
        return f"sqlite:///{tmp_path / 'state.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@contextmanager
def _doomed(state: str, *options: str) -> Iterator[httpx.Client]:
    command = [sys.executable, "-m", "invaller", "serve", "--port", "0", "--state", state]
    with subprocess.Popen(
        [*command, "--clock", "frozen", "--now", "2025-03-03", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
            assert found, process.stderr.read()
            process.stdout.readline()
            with httpx.Client(base_url=found[0], timeout=60) as client:
                yield client
        finally:
            process.send_signal(signal.SIGKILL)
            assert process.wait(60) == -signal.SIGKILL


@pytest.fixture(scope="session")
def doomed_server() -> Callable[..., AbstractContextManager[httpx.Client]]:
    """Serve over a database in a process of its own, which is killed at the end, never stopped.

    Takes the URL of the state and more options of `invaller serve`; gives a client.
    """
    return _doomed
