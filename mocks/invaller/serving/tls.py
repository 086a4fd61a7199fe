"""TLS beside the plain port: who the server is, and which client certificates may pass.

The handshake lets every certificate in that we could have handed out, expired and foreign ones
too, so that the simulator can judge it by the workspace's clock and data, and can answer. Only
a certificate of a CA that nobody here knows ends the handshake.
"""

import ssl
from pathlib import Path
from tempfile import TemporaryDirectory

from invaller.kernel.identity.authorities import (
    foreign_authority,
    local_authority,
    server_certificate,
)

_NO_CHECK_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME, for which Python has no name."""


def server_context(host: str) -> ssl.SSLContext:
    """What a server that listens on a host needs for TLS; clients may show a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _load(context, *server_certificate(host))
    context.verify_mode = ssl.CERT_OPTIONAL
    context.verify_flags |= _NO_CHECK_TIME
    context.load_verify_locations(cadata=local_authority().pem + foreign_authority().pem)
    return context


def _load(context: ssl.SSLContext, certificate: str, key: str) -> None:
    # The ssl module reads them from files only.
    with TemporaryDirectory(prefix="invaller-") as folder:
        file = Path(folder) / "server.pem"
        file.write_text(key + certificate, "ascii")
        context.load_cert_chain(file)
