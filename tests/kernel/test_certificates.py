"""Client certificates: issued, read, and judged by a workspace's clock and data."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from invaller.kernel.identity.authorities import (
    foreign_authority,
    local_authority,
    server_certificate,
)
from invaller.kernel.identity.certificates import (
    Certificate,
    UnreadableCertificate,
    judge,
    read_certificate,
    registered,
    serial_text,
)
from invaller.kernel.identity.issuing import CertificateKind, Issued, Unissuable, issue
from invaller.kernel.state import export_state, import_state
from invaller.kernel.workspace import Workspace
from invaller.kernel.world import World

OpenWorld = Callable[..., World]
SECOND = timedelta(seconds=1)

FLAWS = {
    "good": None,
    "unknown-user": None,
    "expired": "expired",
    "not-yet-valid": "not-yet-valid",
    "revoked": "revoked",
    "foreign-ca": "foreign-ca",
}


def _issue(workspace: Workspace, kind: str = "good", user: str = "INTEGRATOR") -> Issued:
    return issue(workspace, CertificateKind(kind), user, workspace.now)


@pytest.mark.parametrize("kind", list(CertificateKind))
def test_a_certificate_reads_as_it_was_issued(workspace: Workspace, kind: CertificateKind) -> None:
    """What a server reads in a PEM is what was issued, user name, serial and issuer included."""
    issued = _issue(workspace, kind, "MÜLLER & Söhne")
    read = read_certificate(
        x509.load_pem_x509_certificate(issued.pem.encode()).public_bytes(Encoding.DER)
    )
    assert read == issued.certificate
    assert read.user_name == "MÜLLER & Söhne"
    assert read.is_ours == (kind != "foreign-ca")
    assert read.serial == serial_text(issued.signed.serial_number)
    assert ("foreign" in read.issuer) == (kind == "foreign-ca")
    assert read.fingerprint == issued.signed.fingerprint(hashes.SHA256()).hex()


@pytest.mark.parametrize("kind", list(CertificateKind))
def test_key_and_certificate_belong_together(workspace: Workspace, kind: CertificateKind) -> None:
    """The key that is handed out with a certificate is the one that the certificate names."""
    issued = _issue(workspace, kind)
    key = load_pem_private_key(issued.key_pem.encode(), None)
    assert key.public_key() == issued.signed.public_key()


@pytest.mark.parametrize("kind", list(CertificateKind))
def test_each_kind_has_its_flaw(workspace: Workspace, kind: CertificateKind) -> None:
    """A certificate is refused for what it was issued with, and for nothing else."""
    found = judge(workspace, _issue(workspace, kind).certificate, workspace.now)
    assert (found and found.kind) == FLAWS[kind]


@pytest.mark.parametrize("kind", ["good", "expired", "not-yet-valid"])
def test_validity_includes_its_first_and_last_instant(workspace: Workspace, kind: str) -> None:
    """A certificate is valid from its first to its last instant, both included."""
    certificate = _issue(workspace, kind).certificate
    begin, end = certificate.not_before, certificate.not_after
    found = [judge(workspace, certificate, at) for at in (begin - SECOND, begin, end, end + SECOND)]
    assert [flaw and flaw.kind for flaw in found] == ["not-yet-valid", None, None, "expired"]


def test_validity_goes_by_the_clock_of_the_workspace(workspace: Workspace) -> None:
    """A good certificate expires when the workspace's clock says so, and the message tells."""
    certificate = _issue(workspace).certificate
    workspace.clock.advance(timedelta(days=366))
    flaw = judge(workspace, certificate, workspace.now)
    assert flaw is not None
    assert "valid until 2026-03-03T08:00:00.000000Z" in flaw.message
    assert "clock shows 2026-03-04T08:00:00.000000Z" in flaw.message


def test_revocation_is_of_one_workspace(open_test_world: OpenWorld) -> None:
    """A certificate that one workspace has revoked is good in another, which issued none."""
    world = open_test_world()
    other = world.create("other", world.settings)
    certificate = _issue(world.workspace(), "revoked").certificate
    assert judge(other, certificate, other.now) is None
    assert registered(other.documents) == []


def test_a_revoked_certificate_was_good_before(workspace: Workspace) -> None:
    """Revocation counts from its instant on, not before."""
    certificate = _issue(workspace, "revoked").certificate
    assert judge(workspace, certificate, workspace.now - SECOND) is None
    assert judge(workspace, certificate, workspace.now) is not None


def test_the_name_of_our_ca_is_not_enough(workspace: Workspace) -> None:
    """A certificate in the name of our CA that another key signed is a foreign one."""
    key = rsa.generate_private_key(65537, 2048)
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "INTEGRATOR")]))
        .issuer_name(local_authority().certificate.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    certificate = read_certificate(forged.public_bytes(Encoding.DER))
    flaw = judge(workspace, certificate, workspace.now)
    assert flaw is not None
    assert (flaw.kind, certificate.user_name) == ("foreign-ca", "INTEGRATOR")


def test_same_seed_same_bytes(open_test_world: OpenWorld) -> None:
    """The same calls on the same seed and clock give the same keys and certificates."""
    first, second = (
        [(_issue(world.workspace(), kind)) for kind in CertificateKind]
        for world in (open_test_world(), open_test_world())
    )
    assert [(one.pem, one.key_pem) for one in first] == [(one.pem, one.key_pem) for one in second]
    assert len({one.certificate.serial for one in first}) == len(CertificateKind)


def test_workspaces_get_certificates_of_their_own(open_test_world: OpenWorld) -> None:
    """Two workspaces with the same seed never get the same certificate."""
    world = open_test_world()
    other = world.create("other", world.settings)
    assert _issue(world.workspace()).certificate != _issue(other).certificate


def test_pfx_opens_with_its_password(workspace: Workspace) -> None:
    """A PFX holds key, certificate and CA under its password, and nothing under another."""
    issued = _issue(workspace, "foreign-ca")
    pfx = issued.pfx("gehëim")
    opened = load_pkcs12(pfx, "gehëim".encode())
    assert opened.cert is not None
    assert opened.key is not None
    assert opened.cert.certificate == issued.signed
    assert opened.key.public_key() == issued.signed.public_key()
    assert [ca.certificate for ca in opened.additional_certs] == [foreign_authority().certificate]
    with pytest.raises(ValueError, match="password"):
        load_pkcs12(pfx, b"other")


@pytest.mark.parametrize(
    ("user", "now", "told"),
    [
        ("", "2025-03-03", "cannot name ''"),
        ("x" * 65, "2025-03-03", "cannot name 'xxx"),
        ("INTEGRATOR", "1950-01-01", "1950-01-01 on at the earliest"),
    ],
)
def test_what_cannot_be_issued_leaves_nothing(
    open_test_world: OpenWorld, user: str, now: str, told: str
) -> None:
    """A certificate that cannot be made is refused with the reason, and nothing is stored."""
    workspace = open_test_world(now=now).workspace()
    before = workspace.record()
    with pytest.raises(Unissuable, match=told):
        _issue(workspace, user=user)
    assert (workspace.record(), registered(workspace.documents)) == (before, [])


@pytest.mark.parametrize("now", ["1951-02-01", "2049-12-31T23:59:59Z", "8999-12-31"])
def test_any_later_clock_will_do(open_test_world: OpenWorld, now: str) -> None:
    """Certificates are issued in any year that they can name, and are good at once."""
    workspace = open_test_world(now=now).workspace()
    assert judge(workspace, _issue(workspace).certificate, workspace.now) is None


@given(st.binary(max_size=400))
def test_other_bytes_are_no_certificate(raw: bytes) -> None:
    """Bytes that are no certificate are told to be none."""
    with pytest.raises(UnreadableCertificate):
        read_certificate(raw)


def test_a_certificate_of_no_known_version_is_none() -> None:
    """A certificate that claims a version there never was is told to be none."""
    der = local_authority().certificate.public_bytes(Encoding.DER)
    version = bytes.fromhex("a003020102")
    assert der.count(version) == 1
    with pytest.raises(UnreadableCertificate):
        read_certificate(der.replace(version, bytes.fromhex("a003020103")))


@given(st.data())
def test_a_damaged_certificate_is_never_ours(data: st.DataObject) -> None:
    """With any byte of it changed a certificate is unreadable, or no longer signed by our CA."""
    der = bytearray(local_authority().certificate.public_bytes(Encoding.DER))
    place = data.draw(st.integers(0, len(der) - 1))
    der[place] ^= data.draw(st.integers(1, 255))
    try:
        read = read_certificate(bytes(der))
    except UnreadableCertificate:
        return
    assert not read.is_ours


@pytest.mark.parametrize(
    ("serial", "text"), [(0, "00"), (15, "0F"), (256, "0100"), (-1, "-01"), (0xABC, "0ABC")]
)
def test_serials_are_written_in_whole_bytes(serial: int, text: str) -> None:
    """A serial number is shown as upper-case hexadecimal, two digits a byte."""
    assert serial_text(serial) == text


@pytest.mark.parametrize(
    ("host", "more"),
    [
        ("127.0.0.1", []),
        ("localhost", []),
        ("0.0.0.0", []),  # noqa: S104
        ("::", []),
        ("10.1.2.3", ["10.1.2.3"]),
        ("simulator.test", ["simulator.test"]),
    ],
)
def test_server_is_certified_for_where_it_listens(host: str, more: list[str]) -> None:
    """The server's certificate names the machine itself and the host that it listens on."""
    pem, _ = server_certificate(host)
    certificate = x509.load_pem_x509_certificate(pem.encode())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == ["localhost", "127.0.0.1", "::1", *more]
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    certificate.verify_directly_issued_by(local_authority().certificate)


def test_credentials_stay_out_of_exports(world: World) -> None:
    """A state export names no certificate, and importing it lets go of none."""
    with world.transaction():
        workspace = world.workspace()
        certificate = _issue(workspace).certificate
        exported = export_state(world.store, workspace.name, workspace.record())
        assert "identity.certificate" not in exported["documents"]
        world.adopt(import_state(world.store, workspace, exported))
        assert _holders(world, certificate) == ["default"]


def _holders(world: World, certificate: Certificate) -> list[str]:
    return [
        name
        for name in world.names()
        for issued in registered(world.workspace(name).documents)
        if issued["fingerprint"] == certificate.fingerprint
    ]


def test_certificates_outlive_a_reset(world: World) -> None:
    """What was issued still leads to its workspace after a reset, and stays revoked."""
    with world.transaction():
        certificate = _issue(world.workspace(), "revoked").certificate
        again = world.reset("default")
        assert _holders(world, certificate) == ["default"]
        assert judge(again, certificate, again.now) is not None


def test_certificates_outlive_an_older_snapshot(world: World) -> None:
    """What was issued after a snapshot still leads to its workspace once that is restored."""
    with world.transaction():
        world.save_snapshot(world.workspace(), "before")
        certificate = _issue(world.workspace()).certificate
        world.restore_snapshot("default", "before")
        assert _holders(world, certificate) == ["default"]


def test_forks_have_no_certificates(world: World) -> None:
    """A certificate leads to the workspace that issued it, and to no fork of that."""
    with world.transaction():
        certificate = _issue(world.workspace()).certificate
        world.fork("default", "fork")
        assert _holders(world, certificate) == ["default"]
