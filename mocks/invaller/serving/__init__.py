"""One ASGI app out of a world: routing, validation, exchanges, control plane."""

import warnings

# Connexion imports a test client that nobody uses here, and Starlette has a word to say about it.
warnings.filterwarnings("ignore", "Using `httpx` with `starlette.testclient`")
