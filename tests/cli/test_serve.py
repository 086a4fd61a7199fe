"""`invaller serve` and `wait`: what is printed works, and what cannot run says why."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

Served = Callable[..., str]
_ENVIRONMENT = {**os.environ, "PYTHONUNBUFFERED": "1"}


def _invaller(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "invaller", *arguments]


@contextmanager
def _serving(*arguments: str) -> Iterator[str]:
    """A server in a process of its own; gives all that it prints when it is ready."""
    with subprocess.Popen(
        _invaller("serve", "--port", "0", *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_ENVIRONMENT,
    ) as process:
        try:
            assert process.stdout is not None
            yield "".join(iter(process.stdout.readline, _last_line(process.stdout)))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _last_line(_stdout: object) -> str:
    return ""


@pytest.fixture(scope="module")
def banner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What a server with a frozen clock prints, while it runs."""
    printed = tmp_path_factory.mktemp("serve") / "banner"
    with printed.open("w") as out, subprocess.Popen(
        _invaller("serve", "--port", "0", "--clock", "frozen", "--now", "2025-03-03"),
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        env=_ENVIRONMENT,
    ) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
            assert found
            subprocess.run(_invaller("wait", "--url", found[0]), check=True, env=_ENVIRONMENT)
            yield printed.read_text()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
