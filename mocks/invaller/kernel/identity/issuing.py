"""Handing out client certificates: good ones, and ones with a flaw to test against."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID

from invaller.kernel.identity.authorities import (
    Authority,
    foreign_authority,
    key_pem_of,
    local_authority,
    name_of,
    pem_of,
    serial_from,
    sign,
)
from invaller.kernel.identity.certificates import Certificate, read_certificate, register
from invaller.kernel.identity.keys import private_key
from invaller.kernel.workspace import Workspace

EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
"""When a certificate can begin at the earliest (RFC 5280, 4.1.2.5.1)."""


class CertificateKind(StrEnum):
    """What is right or wrong with a certificate that is handed out."""

    GOOD = "good"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    REVOKED = "revoked"
    FOREIGN_CA = "foreign-ca"
    UNKNOWN_USER = "unknown-user"


_DAY, _YEAR = timedelta(days=1), timedelta(days=365)
_USUAL_WINDOW = (-_DAY, _YEAR)
"""From when to when a certificate is valid, seen from its issue; a year is our own choice."""

_WINDOWS = {
    CertificateKind.EXPIRED: (-_YEAR - _DAY, -_DAY),
    CertificateKind.NOT_YET_VALID: (_DAY, _DAY + _YEAR),
}


class Unissuable(ValueError):
    """A certificate that cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate with its key; certificate: what a server reads out of it."""

    certificate: Certificate
    signed: x509.Certificate
    key: rsa.RSAPrivateKey
    authority: Authority

    @property
    def pem(self) -> str:
        """The certificate as PEM text."""
        return pem_of(self.signed)

    @property
    def key_pem(self) -> str:
        """The private key as PEM text, without a password."""
        return key_pem_of(self.key)

    def pfx(self, password: str) -> bytes:
        """Key, certificate and CA as PKCS #12; salted, so the bytes differ every time."""
        return serialize_key_and_certificates(
            self.certificate.user_name.encode(),
            self.key,
            self.signed,
            [self.authority.certificate],
            BestAvailableEncryption(password.encode()),
        )


def issue(workspace: Workspace, kind: CertificateKind, user: str, now: datetime) -> Issued:
    """Make a client certificate and let it lead to the workspace; raises Unissuable.

    The same calls on the same seed and clock give the same certificate.
    """
    foreign = kind is CertificateKind.FOREIGN_CA
    authority = foreign_authority() if foreign else local_authority()
    subject, window = _subject(user), _window(kind, now)
    origin = (workspace.settings.seed, workspace.name, "certificate")
    key = private_key(*origin, kind, user)
    signed = sign(
        authority,
        subject,
        key.public_key(),
        serial_from(*origin, workspace.ids.counter("certificate")),
        window,
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]),
    )
    certificate = read_certificate(signed.public_bytes(Encoding.DER))
    revoked_at = now if kind is CertificateKind.REVOKED else None
    register(workspace.documents, certificate, kind, revoked_at)
    return Issued(certificate, signed, key, authority)


def _subject(user: str) -> x509.Name:
    try:
        return name_of(user)
    except ValueError as error:
        raise Unissuable(f"a certificate cannot name {user!r} as its user: {error}") from error


def _window(kind: CertificateKind, now: datetime) -> tuple[datetime, datetime]:
    begin, end = _WINDOWS.get(kind, _USUAL_WINDOW)
    if now + begin < EARLIEST:
        raise Unissuable(
            f"a certificate is valid from {EARLIEST.date()} on at the earliest, and this one "
            f"would be from {(now + begin).date()}; move the workspace's clock forward"
        )
    return now + begin, now + end
