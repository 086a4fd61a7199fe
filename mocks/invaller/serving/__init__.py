"""One ASGI app out of a world: routing, validation, exchanges, control plane."""

import warnings

# connexion imports starlette's test client, which announces that it will want another httpx:
# of no interest to somebody who starts a server.
warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
