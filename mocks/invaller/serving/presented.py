"""The client certificate that a call presents: in the TLS handshake, or passed on by a proxy.

Where TLS ends before the simulator, a proxy tells the certificate in a header. Three forms
are in use; on a TLS connection of our own none of them counts.
"""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from invaller.kernel.calls import Notes
from invaller.kernel.identity.certificates import (
    Certificate,
    UnreadableCertificate,
    judge,
    read_certificate,
    unreadable,
)
from invaller.kernel.journal import Identity
from invaller.kernel.workspace import Workspace

TLS = "tls"
"""Where a certificate of the handshake is said to come from; also its ASGI extension."""

_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


@dataclass(frozen=True, slots=True)
class Presented:
    """A certificate and where it was found: `tls`, or the name of a header."""

    via: str
    certificate: Certificate


def presented(tls: Mapping[str, Any] | None, headers: Mapping[str, str]) -> Presented | None:
    """The certificate of a call, or None without one; what cannot be read is judged so.

    tls: the ASGI extension of the connection, None on the plain port; headers: by lower-case
    name.
    """
    if tls is not None:
        chain = tls["client_cert_chain"]
        return Presented(TLS, _read(_of_pem, chain[0])) if chain else None
    for name, decode in _HEADERS.items():
        value = headers.get(name.lower(), "").strip()
        if value:
            return Presented(name, _read(decode, value))
    return None


def identity_of(
    workspace: Workspace, found: Presented | None, now: datetime, notes: Notes
) -> Identity | None:
    """What the journal keeps of a certificate: who it names, and whether it was accepted."""
    if found is None:
        return None
    flaw = judge(workspace, found.certificate, now)
    refused = flaw.message if flaw is not None else notes.not_admitted
    return Identity(found.via, found.certificate, refused)


@lru_cache(maxsize=256)
def _read(decode: Callable[[str], bytes], text: str) -> Certificate:
    try:
        return read_certificate(decode(text))
    except (UnreadableCertificate, ValueError) as error:
        return unreadable(text, str(error))


def _of_byte_sequence(text: str) -> bytes:
    """The bytes of a structured field such as `:MIIB...:` (RFC 9440, 2.2; RFC 8941, 3.3.5)."""
    first, _, rest = text.partition(":")
    encoded, end, _ = rest.partition(":")
    if first or not end:
        raise ValueError("the header is a byte sequence between two colons (RFC 9440, 2.2)")
    return _of_base64(encoded)


def _of_pem(text: str) -> bytes:
    """The bytes of the first certificate of a PEM text, URL-encoded or not, as nginx tells it."""
    _, begin, rest = unquote(text).partition(_BEGIN)
    encoded, end, _ = rest.partition(_END)
    if not begin or not end:
        raise ValueError("the header is an escaped PEM certificate")
    return _of_base64("".join(encoded.split()))


def _of_base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except Base64Error as error:
        raise ValueError(f"the certificate is not base64: {error}") from error


_HEADERS: Mapping[str, Callable[[str], bytes]] = {
    # RFC 9440: HAProxy, Apache, Caddy and others can send it.
    "Client-Cert": _of_byte_sequence,
    # The customary name for nginx's $ssl_client_escaped_cert.
    "X-SSL-Client-Cert": _of_pem,
    # IIS with Application Request Routing: the DER in base64.
    "X-ARR-ClientCert": _of_base64,
}
"""Headers by which proxies pass a certificate on, and how each writes it."""
