"""uvicorn's HTTP protocol, with the connection at hand so that a fault can drop it."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

TRANSPORT = "invaller.transport"


class Protocol(HttpToolsProtocol):
    """Adds the transport to the ASGI scope; a dropped connection has no ASGI message."""

    def on_message_begin(self) -> None:
        """Called by the parser when a request begins."""
        super().on_message_begin()
        self.scope["extensions"] = {TRANSPORT: {"transport": self.transport}}
