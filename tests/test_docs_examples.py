"""The examples of the documentation, executed: what they show is what comes out.

A ```console block holds commands (`$ `) and what they print. The blocks of a page run one
after the other in one shell, against a server that was just started; `...` stands for
anything, and white space does not count.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "docs/command-line.md", "docs/control-plane.md"]
SHOWN = "http://127.0.0.1:8080"
MARK = "--- end of a command:"


@contextmanager
def server() -> Iterator[str]:
    """A server with its default settings, started as a user starts it; gives its URL."""
    invaller = [sys.executable, "-m", "invaller"]
    with subprocess.Popen(
        [*invaller, "serve", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found is not None
            subprocess.run([*invaller, "wait", "--url", found[0]], check=True, capture_output=True)
            yield found[0]
        finally:
            process.terminate()


def examples(page: str) -> list[tuple[str, str]]:
    """The commands of a page's console blocks, each with what it is said to print."""
    blocks = re.findall(r"^```console\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S)
    found = []
    for block in blocks:
        first, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
        assert first == "", "a console block begins with a command"
        for part in parts:
            command, _, printed = part.partition("\n")
            found.append((command, printed))
    return found


def run(commands: list[str], url: str, folder: Path) -> list[tuple[str, str]]:
    """Run commands in one shell; what each printed, and its exit status."""
    script = "".join(
        f"{command.replace(SHOWN, url)}\necho; echo '{MARK}' $?\n" for command in commands
    )
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "INVALLER_URL": url,
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash"], input=script, cwd=folder, env=environment, capture_output=True, text=True,
        check=True, timeout=300,
    )  # fmt: skip
    parts = re.split(rf"\n{MARK} (\d+)\n", done.stdout.replace(url, SHOWN))
    return list(zip(parts[::2], parts[1::2], strict=False))


@pytest.mark.parametrize("page", PAGES)
def test_examples(page: str, tmp_path: Path) -> None:
    """Every command of the page succeeds and prints what the page shows."""
    for tool in ("bash", "curl"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    wanted = examples(page)
    with server() as url:
        got = run([command for command, _ in wanted], url, tmp_path)
    assert len(got) == len(wanted)
    checker = doctest.OutputChecker()
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for (command, shown), (printed, status) in zip(wanted, got, strict=True):
        assert status == "0", f"{command}\n{printed}"
        assert checker.check_output(shown, printed, flags), f"{command}\n{printed}"
