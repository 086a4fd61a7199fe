"""The client certificate: PEM and PFX, shown to a server, and what cannot be used."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from invaller_clients import ClientCertificate, PrismaClient, UnusableCertificate

START = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def issued(name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A certificate that signs itself, with its key, for a century."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=36500))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate, key


def pem(name: str, sealed: KeySerializationEncryption | None = None) -> tuple[bytes, bytes]:
    """Certificate and key as PEM texts."""
    certificate, key = issued(name)
    encryption = sealed or NoEncryption()
    return (
        certificate.public_bytes(Encoding.PEM),
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption),
    )


def pfx(name: str, password: bytes | None = b"secret") -> bytes:
    """Certificate and key as a PFX archive."""
    certificate, key = issued(name)
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)


def shown(certificate: ClientCertificate) -> str:
    """The name that a server reads in the certificate of a client."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ClientCertificate.of_pem(*pem("server")).present(server)
    server.verify_mode = ssl.CERT_REQUIRED
    server.load_verify_locations(cadata=pem("client")[0].decode())
    client = ssl.create_default_context(cadata=pem("server")[0].decode())
    certificate.present(client)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    caller = client.wrap_bio(to_client, to_server, server_hostname="server")
    answerer = server.wrap_bio(to_server, to_client, server_side=True)
    for side in (caller, answerer) * 3:
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
    seen: Any = answerer.getpeercert()
    return str(seen["subject"][0][0][1])


def test_a_pem_certificate_is_shown() -> None:
    """The server sees the certificate of the PEM texts."""
    assert shown(ClientCertificate.of_pem(*pem("client"))) == "client"


def test_a_sealed_key_is_opened() -> None:
    """A PEM key with a password is used with that password."""
    sealed = pem("client", BestAvailableEncryption(b"secret"))
    assert shown(ClientCertificate.of_pem(*sealed, b"secret")) == "client"


@pytest.mark.parametrize("password", [b"secret", None])
def test_a_pfx_certificate_is_shown(password: bytes | None) -> None:
    """The server sees the certificate of the archive, with a password or without."""
    certificate = ClientCertificate.of_pfx(pfx("client", password), password)
    assert shown(certificate) == "client"


def test_a_certificate_keeps_its_key_to_itself() -> None:
    """Neither the key nor its password is printed, and the key of an archive stays sealed."""
    certificate = ClientCertificate.of_pfx(pfx("client"), b"secret")
    assert b"ENCRYPTED" in certificate.key
    printed = repr(certificate)
    assert "PRIVATE KEY" not in printed
    assert "password" not in printed


@pytest.mark.parametrize(("archive", "password"), [(b"no archive", b""), (None, b"wrong")])
def test_an_archive_that_does_not_open(archive: bytes | None, password: bytes) -> None:
    """Something else than an archive, and a wrong password, are told."""
    with pytest.raises(UnusableCertificate, match="cannot be opened"):
        ClientCertificate.of_pfx(archive or pfx("client"), password)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((b"no certificate", pem("client")[1]), id="no certificate"),
        pytest.param((pem("client")[0], pem("server")[1]), id="the key of another"),
        pytest.param(pem("client", BestAvailableEncryption(b"secret")), id="a sealed key"),
    ],
)
def test_a_certificate_that_cannot_be_used(texts: tuple[bytes, bytes]) -> None:
    """A client is not made with a certificate that no server will accept."""
    with pytest.raises(UnusableCertificate, match="cannot be used"):
        PrismaClient(
            "https://secretariat.example",
            employer="100001",
            certificate=ClientCertificate.of_pem(*texts),
        )


def test_the_trusted_authorities_are_those_of_the_file(tmp_path: Path) -> None:
    """A client is made with authorities of its own, and not with a file that holds none."""
    file = tmp_path / "authorities.pem"
    file.write_bytes(pem("server")[0])
    PrismaClient("https://secretariat.example", employer="1", authorities=file).close()
    file.write_bytes(b"none")
    with pytest.raises(UnusableCertificate, match="authorities cannot be read"):
        PrismaClient("https://secretariat.example", employer="1", authorities=file)
