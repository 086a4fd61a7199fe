"""uvicorn's HTTP protocol, with what ASGI does not tell: the connection, and TLS."""

from asyncio import Transport
from ssl import DER_cert_to_PEM_cert
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

TRANSPORT = "invaller.transport"


class Protocol(HttpToolsProtocol):
    """Adds the transport to the ASGI scope; a dropped connection has no ASGI message.

    On a TLS connection it adds ASGI's `tls` extension too, with the client's certificate.
    """

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Called by the event loop when a connection is ready, its handshake done."""
        super().connection_made(transport)
        self._extensions: dict[str, Any] = {TRANSPORT: {"transport": transport}}
        tls = transport.get_extra_info("ssl_object")
        if tls is not None:
            # Without a certificate it gives None; what the handshake let pass is given whole.
            der = tls.getpeercert(binary_form=True)
            chain = [] if der is None else [DER_cert_to_PEM_cert(der)]
            self._extensions["tls"] = {
                "server_cert": None,
                "client_cert_chain": chain,
                "client_cert_name": None,
                "client_cert_error": None,
                "tls_version": None,
                "cipher_suite": None,
            }

    def on_message_begin(self) -> None:
        """Called by the parser when a request begins."""
        super().on_message_begin()
        self.scope["extensions"] = dict(self._extensions)
