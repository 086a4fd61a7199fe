"""A server starts without what its first calls do not need, and loads the rest soon after."""

import subprocess
import sys

_BUILT = """
import sys
from invaller.serving.running import build
build(None, {})
print([name for name in ("connexion", "httpx", "rich", "cryptography.x509") if name in sys.modules])
"""

_LIVED = """
import asyncio, sys
from invaller.serving.running import build
server = build(None, {})
async def receive():
    if not said:
        return {"type": "lifespan.startup"}
    while "connexion" not in sys.modules:
        await asyncio.sleep(0)
    return {"type": "lifespan.shutdown"}
said = []
async def send(message):
    said.append((message["type"], "connexion" in sys.modules))
asyncio.run(server({"type": "lifespan"}, receive, send))
print(said)
"""


def _printed(program: str) -> str:
    command = [sys.executable, "-W", "ignore", "-c", program]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def test_a_start_loads_no_more_than_it_needs() -> None:
    """Neither connexion nor what only certificates, clients and consoles use is loaded at start."""
    assert _printed(_BUILT) == "[]\n"


def test_what_bodies_need_is_loaded_without_a_call() -> None:
    """Once the server listens, connexion is loaded beside it, before any body has come."""
    ready = ("lifespan.startup.complete", False)
    assert _printed(_LIVED) == f"{[ready, ('lifespan.shutdown.complete', True)]}\n"
