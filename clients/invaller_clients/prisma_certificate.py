"""The client certificate by which Link2Prisma knows its users (Link2Prisma manual, 1)."""

from __future__ import annotations

import secrets
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    pkcs12,
)

from .errors import UnusableCertificate


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """A certificate with its private key, as PEM; made by `of_pem` or `of_pfx`."""

    certificate: bytes
    key: bytes = field(repr=False)
    password: bytes | None = field(default=None, repr=False)

    @classmethod
    def of_pem(cls, certificate: bytes, key: bytes, password: bytes | None = None) -> Self:
        """Take PEM texts: the certificate, with what stands above it, and its key."""
        return cls(certificate, key, password)

    @classmethod
    def of_pfx(cls, archive: bytes, password: bytes | None = None) -> Self:
        """Take a PFX (PKCS #12) archive. UnusableCertificate if it does not open."""
        try:
            opened = pkcs12.load_pkcs12(archive, password)
        except ValueError as error:
            raise UnusableCertificate(f"the PFX archive cannot be opened: {error}") from error
        if opened.key is None or opened.cert is None:
            raise UnusableCertificate("the PFX archive has no certificate with a private key")
        # The key only ever touches a file, and no file of ours holds one that is bare.
        once = secrets.token_urlsafe().encode()
        sealed = opened.key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(once)
        )
        chain = [opened.cert, *opened.additional_certs]
        pem = b"".join(one.certificate.public_bytes(Encoding.PEM) for one in chain)
        return cls(pem, sealed, once)

    def present(self, context: ssl.SSLContext) -> None:
        """Let connections of `context` show this certificate. UnusableCertificate if it cannot be.

        The TLS library reads files only: they are in a folder of our own, and gone at once.
        """
        with TemporaryDirectory() as folder:
            certificate, key = Path(folder, "certificate.pem"), Path(folder, "key.pem")
            certificate.write_bytes(self.certificate)
            key.write_bytes(self.key)
            # Without one to give, the library would ask for a password at the terminal.
            password = self.password or b""
            try:
                context.load_cert_chain(certificate, key, password)
            except (ssl.SSLError, OSError) as error:
                raise UnusableCertificate(f"the certificate cannot be used: {error}") from error


def tls_context(
    certificate: ClientCertificate | None, authorities: str | Path | None
) -> ssl.SSLContext:
    """How to connect: as whom, and trusting which authorities (a PEM file; None: the machine's).

    UnusableCertificate for a certificate, or a file of authorities, that cannot be used.
    """
    try:
        context = ssl.create_default_context(cafile=authorities)
    except (ssl.SSLError, OSError) as error:
        raise UnusableCertificate(f"the authorities cannot be read: {error}") from error
    if certificate is not None:
        certificate.present(context)
    return context
