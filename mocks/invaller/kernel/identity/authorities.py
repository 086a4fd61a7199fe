"""The local CA: it signs the server's certificate and those of clients.

Its keys derive from primes that everybody has, so that the same certificate comes out
everywhere; they protect nothing, and no browser or system may ever be told to trust them.
Signatures are RSA with PKCS #1 v1.5 padding, which holds no chance.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from invaller.kernel.identity.keys import private_key
from invaller.kernel.ids import derive

Window = tuple[datetime, datetime]
"""First and last instant of a validity."""

_ORGANISATION = "Invaller"

# Clients judge the server's certificate by their own clock, which is not ours to set: so the
# CA and the server's certificate are valid at any time that a machine may show.
_ALWAYS: Window = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC))

_EVERY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - these name no host


@dataclass(frozen=True, slots=True)
class Authority:
    """A CA: its certificate and the key with which it signs."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> str:
        """The CA's certificate, for those who check what it signed."""
        return pem_of(self.certificate)


def pem_of(certificate: x509.Certificate) -> str:
    """A certificate as PEM text."""
    return certificate.public_bytes(Encoding.PEM).decode()


def key_pem_of(key: rsa.RSAPrivateKey) -> str:
    """A private key as PEM text: PKCS #8 without a password."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@cache
def local_authority() -> Authority:
    """The CA of every server: the one whose certificates are accepted."""
    return _authority("Invaller test CA - never trust it")


@cache
def foreign_authority() -> Authority:
    """Another CA: it signs as well, and is not the one that is asked for."""
    return _authority("Invaller foreign test CA - never trust it")


def is_ours(certificate: x509.Certificate) -> bool:
    """Whether the local CA signed a certificate."""
    try:
        certificate.verify_directly_issued_by(local_authority().certificate)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def server_certificate(host: str) -> tuple[str, str]:
    """Certificate and key, as PEM, of a server that listens on a host.

    It is valid for that host and for the machine's own names.
    """
    names = ["localhost", "127.0.0.1", "::1"]
    if host not in (*names, *_EVERY_ADDRESS):
        names.append(host)
    key = private_key("server certificate")
    signed = sign(
        local_authority(),
        name_of("localhost"),
        key.public_key(),
        serial_from("server certificate", *names),
        _ALWAYS,
        x509.SubjectAlternativeName([_general_name(name) for name in names]),
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
    )
    return pem_of(signed), key_pem_of(key)


def sign(
    authority: Authority,
    subject: x509.Name,
    key: rsa.RSAPublicKey,
    serial: int,
    window: Window,
    *extensions: x509.ExtensionType,
) -> x509.Certificate:
    """A certificate of a subject that is no CA itself."""
    issuer = authority.certificate
    builder = (
        _builder(subject, key, serial, window)
        .issuer_name(issuer.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, key_encipherment=True), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(authority.key, hashes.SHA256())


def name_of(common_name: str) -> x509.Name:
    """A subject; raises ValueError for a common name of less than 1 or more than 64 bytes."""
    return x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, _ORGANISATION),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name),
        ]
    )


def serial_from(*parts: object) -> int:
    """A serial number that depends on nothing but the parts: positive, 126 bits at most."""
    return (int.from_bytes(derive(*parts)[:16], "big") >> 2) + 1


def _authority(name: str) -> Authority:
    key = private_key(name)
    subject = name_of(name)
    certificate = (
        _builder(subject, key.public_key(), serial_from(name), _ALWAYS)
        .issuer_name(subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def _builder(
    subject: x509.Name, key: rsa.RSAPublicKey, serial: int, window: Window
) -> x509.CertificateBuilder:
    begin, end = (instant.replace(microsecond=0) for instant in window)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key)
        .serial_number(serial)
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(
    *,
    digital_signature: bool = False,
    key_encipherment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=key_encipherment,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode())
