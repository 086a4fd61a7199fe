"""A server starts without what it never uses."""

import subprocess
import sys

_STARTED = """
import sys, warnings
warnings.simplefilter("ignore")
from invaller.serving.running import build
build(None, {})
loaded = [name for name in ("httpx", "rich", "cryptography.x509") if name in sys.modules]
import connexion, connexion.security, httpx
same = httpx.AsyncClient is connexion.security.httpx.AsyncClient
print(loaded, same, type(connexion.AsyncApp("test").test_client()).__module__)
"""


def test_what_connexion_brings_is_loaded_when_it_is_used() -> None:
    """A start loads neither httpx nor a test client; connexion has both when it is asked."""
    found = subprocess.run(
        [sys.executable, "-c", _STARTED], check=True, capture_output=True, text=True
    )
    assert found.stdout == "[] True starlette.testclient\n"
