"""Client certificates: read as a call presents them, judged by the workspace's clock and data.

A certificate carries the name of a user and leads to the workspace that it was issued in.
The X.509 library is imported at the first use, as most servers never see a certificate.
"""

import warnings
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from invaller.kernel.clock import EARLIEST, parse_instant, render_instant
from invaller.kernel.store import Documents, Kind

if TYPE_CHECKING:
    from invaller.kernel.workspace import Workspace

CERTIFICATES = Kind(
    "identity.certificate", ("userName",), ("fingerprint", "userName", "serial", "kind")
)
"""What was issued in a workspace, by fingerprint; `revokedAt` is when it was taken back."""


class UnreadableCertificate(ValueError):
    """Bytes that are no X.509 certificate."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A client certificate.

    user_name: common name of its subject, empty without one; serial: hexadecimal; issuer: as
    RFC 4514 writes it; not_before and not_after: first and last instant of its validity, UTC;
    fingerprint: SHA-256 of the whole, lower-case hexadecimal; is_ours: signed by the CA of
    this server, not only issued in its name; unreadable: why it is no certificate at all.
    """

    user_name: str
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    fingerprint: str
    is_ours: bool
    unreadable: str = ""

    def to_document(self) -> dict[str, Any]:
        """The certificate as JSON."""
        return {
            "userName": self.user_name,
            "serial": self.serial,
            "issuer": self.issuer,
            "notBefore": render_instant(self.not_before),
            "notAfter": render_instant(self.not_after),
            "fingerprint": self.fingerprint,
        }


class FlawKind(StrEnum):
    """Why a certificate that can be read is not accepted."""

    UNREADABLE = "unreadable"
    FOREIGN_CA = "foreign-ca"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a certificate; message: what was found and what would be right."""

    kind: FlawKind
    message: str


@lru_cache(maxsize=256)
def read_certificate(der: bytes) -> Certificate:
    """The certificate that is encoded as DER; raises UnreadableCertificate."""
    from cryptography import x509

    from invaller.kernel.identity.authorities import is_ours

    try:
        with warnings.catch_warnings():
            # What the library will refuse one day, such as a negative serial, is judged here.
            warnings.simplefilter("ignore")
            found = x509.load_der_x509_certificate(der)
            serial = serial_text(found.serial_number)
        names = found.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return Certificate(
            user_name=str(names[-1].value) if names else "",
            serial=serial,
            issuer=found.issuer.rfc4514_string(),
            not_before=found.not_valid_before_utc,
            not_after=found.not_valid_after_utc,
            fingerprint=fingerprint_of(der),
            is_ours=is_ours(found),
        )
    except (ValueError, TypeError, OverflowError, x509.InvalidVersion) as error:
        raise UnreadableCertificate(f"no X.509 certificate: {error}") from error


def unreadable(text: str, why: str) -> Certificate:
    """What stands for a certificate that cannot be read, so that it is judged as one."""
    digest = fingerprint_of(text.encode("utf-8", "replace"))
    return Certificate("", "", "", EARLIEST, EARLIEST, digest, is_ours=False, unreadable=why)


def fingerprint_of(der: bytes) -> str:
    """The SHA-256 digest of a certificate, as lower-case hexadecimal."""
    return sha256(der).hexdigest()


def serial_text(serial: int) -> str:
    """A serial number as certificates are shown: hexadecimal, two digits a byte."""
    digits = f"{abs(serial):X}"
    sign = "-" if serial < 0 else ""
    return sign + digits.zfill(len(digits) + len(digits) % 2)


def judge(workspace: "Workspace", certificate: Certificate, now: datetime) -> Flaw | None:
    """Why a workspace does not accept a certificate at an instant, or None when it does.

    Whether it knows the user is for the API to say.
    """
    clock = f"the workspace's clock shows {render_instant(now)}"
    if certificate.unreadable:
        return Flaw(
            FlawKind.UNREADABLE, f"what was sent is no certificate: {certificate.unreadable}"
        )
    if not certificate.is_ours:
        return Flaw(
            FlawKind.FOREIGN_CA,
            f"the certificate was issued by {certificate.issuer!r}, which is not the CA of this "
            "server; POST /_sim/certs issues one that is accepted",
        )
    if now < certificate.not_before:
        begins = render_instant(certificate.not_before)
        return Flaw(FlawKind.NOT_YET_VALID, f"the certificate is valid from {begins} on; {clock}")
    if now > certificate.not_after:
        ended = render_instant(certificate.not_after)
        return Flaw(FlawKind.EXPIRED, f"the certificate was valid until {ended}; {clock}")
    issued = workspace.documents.get(CERTIFICATES, certificate.fingerprint)
    revoked = issued.get("revokedAt") if issued else None
    if revoked is not None and parse_instant(revoked) <= now:
        return Flaw(FlawKind.REVOKED, f"the certificate was revoked at {revoked}; {clock}")
    return None


def register(
    documents: Documents, certificate: Certificate, kind: str, revoked_at: datetime | None
) -> None:
    """Let a certificate lead to a workspace; revoked_at: from when on it is refused there."""
    documents.put(
        CERTIFICATES,
        certificate.fingerprint,
        {
            "fingerprint": certificate.fingerprint,
            "userName": certificate.user_name,
            "serial": certificate.serial,
            "kind": kind,
            "revokedAt": None if revoked_at is None else render_instant(revoked_at),
        },
    )


def registered(documents: Documents) -> list[dict[str, Any]]:
    """What was issued in a workspace, oldest first."""
    return documents.find(CERTIFICATES)


def forget_certificates(documents: Documents) -> None:
    """Let go of every certificate: those that a fork was copied with lead to its origin."""
    for issued in registered(documents):
        documents.delete(CERTIFICATES, issued["fingerprint"])


def keep_certificates(documents: Documents, issued: list[dict[str, Any]]) -> None:
    """Put back what was issued before a workspace's data were replaced.

    The files are in the hands of the system under test, which knows nothing of that.
    """
    for document in issued:
        documents.put(CERTIFICATES, document["fingerprint"], document)
