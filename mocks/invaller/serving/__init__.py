"""One ASGI app out of a world: routing, validation, exchanges, control plane."""
