"""uvicorn's HTTP protocol, with what ASGI does not tell: the connection, and TLS."""

from asyncio import Transport
from ssl import DER_cert_to_PEM_cert
from typing import Any

from httptools import HttpParserUpgrade, HttpRequestParser
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

TRANSPORT = "invaller.transport"


class _Parser(HttpRequestParser):
    """Reads a request that offers to go on in another protocol (Upgrade) as if it did not.

    RFC 9110, 7.8 allows to pass such an offer over, and Java's HttpClient makes one (h2c) with its
    first calls. The parser of C takes a request for over where an offer is and skips its body, so
    that the request is read once more without it.
    """

    def __init__(self, protocol: "Protocol") -> None:
        super().__init__(protocol)
        # As uvicorn has it for its own parser.
        self.set_dangerous_leniencies(lenient_data_after_close=True)
        self._protocol = protocol

    def feed_data(self, data: Any) -> None:
        """Read on. Raises httptools' errors."""
        try:
            super().feed_data(data)
        except HttpParserUpgrade as upgrade:
            if not self._protocol.offers_upgrade:
                raise
            self.feed_data(self._protocol.head_without_offer() + bytes(data[upgrade.args[0] :]))


class Protocol(HttpToolsProtocol):
    """Adds the transport to the ASGI scope; a dropped connection has no ASGI message.

    On a TLS connection it adds ASGI's `tls` extension too, with the client's certificate.
    """

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Called by the event loop when a connection is ready, its handshake done."""
        super().connection_made(transport)
        self.parser = _Parser(self)
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

    @property
    def offers_upgrade(self) -> bool:
        """Whether the request that is being read offers to go on in another protocol."""
        return self._get_upgrade() is not None

    def head_without_offer(self) -> bytes:
        """Request line and headers of the request that is being read, but for the offer."""
        line = b"%b %b HTTP/%b\r\n" % (
            self.parser.get_method(),
            self.url,
            self.parser.get_http_version().encode(),
        )
        headers = (b"%b: %b\r\n" % pair for pair in self.headers if pair[0] != b"upgrade")
        return line + b"".join(headers) + b"\r\n"

    def on_headers_complete(self) -> None:
        """Called by the parser before a body."""
        if not self.offers_upgrade:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Called by the parser where a request ends."""
        if not self.offers_upgrade:
            super().on_message_complete()
