"""One ASGI app out of a world: routing, validation, exchanges, control plane."""

from invaller.serving.lean import import_connexion

import_connexion()
