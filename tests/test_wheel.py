"""What users install: the wheel, in a virtual environment of its own, far from the checkout.

What it depends on is borrowed from the environment of the tests, as that takes a second instead
of a minute; invaller itself comes from the wheel alone.
"""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
USERS_TEST = '''
"""A test of a user: it knows nothing but the fixture."""

import invaller_contracts


def test_a_declaration_that_nobody_made(sim):
    """It is not found."""
    answer = sim.http.get("/REST/dimona/v2/declarations/1", headers=sim.credentials.bearer())
    assert answer.status_code == 404
    assert "site-packages" in invaller_contracts.__file__
'''


class Installed:
    """A virtual environment with the wheel, and an empty folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        self._bin = folder / "venv" / "bin"
        venv.create(folder / "venv", with_pip=False)
        (packages,) = (folder / "venv").glob("lib/python*/site-packages")
        self._pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT)
        (wheel,) = folder.glob("invaller-*.whl")
        self._pip("--python", self._bin / "python", "install", "--no-deps", "--no-index", wheel)
        borrowed = sysconfig.get_path("purelib")
        (packages / "borrowed.pth").write_text(borrowed, encoding="utf-8")

    @staticmethod
    def _pip(*arguments: str | Path) -> None:
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        subprocess.run([*command, *arguments], check=True)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the empty folder."""
        given = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            [str(self._bin / "python"), "-m", *command],
            cwd=self.folder, env=given, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this checkout, installed."""
    return Installed(tmp_path_factory.mktemp("wheel"))


def test_a_users_tests_have_the_plugin(installed: Installed) -> None:
    """Installing is enough: the fixture is there, and starts the simulators of the wheel."""
    (installed.folder / "test_users.py").write_text(USERS_TEST, encoding="utf-8")
    done = installed.run("pytest", "-q", "-W", "error", "test_users.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_the_provider_suite_is_in_the_wheel(installed: Installed) -> None:
    """`pytest --pyargs invaller_contracts` finds the stories and properties of every API."""
    done = installed.run("pytest", "-q", "--pyargs", "invaller_contracts", "--collect-only")
    assert done.returncode == 0, done.stdout + done.stderr
    for api in ("dimona", "precontractual", "prisma", "vaph", "loket", "oauth", "gir"):
        assert f"\n{api}/test_stories" in done.stdout, api
    assert "\nloket/test_sweep.py" in done.stdout


def test_the_provider_suite_runs(installed: Installed) -> None:
    """The stories of an API run on the simulators of the wheel, outside any checkout."""
    done = installed.run("pytest", "-q", "--pyargs", "invaller_contracts.oauth.test_stories")
    assert done.returncode == 0, done.stdout + done.stderr


def test_verify_is_a_command(installed: Installed) -> None:
    """The command line has what the contracts bring to it, and says when no server answers."""
    assert "verify" in installed.run("invaller", "--help").stdout
    done = installed.run("invaller", "verify", "--url", "http://127.0.0.1:9")
    assert done.returncode == 2
    assert "no server answers" in done.stderr
