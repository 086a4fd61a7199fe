"""TLS beside the plain port, and the client certificates that come with it."""

import re
import socket
import ssl
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from invaller.kernel.api import Api
from invaller.kernel.calls import Answer, Call, Caller, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.identity.certificates import judge
from invaller.kernel.settings import Settings
from invaller.kernel.world import open_world
from invaller.serving.running import Secured
from invaller.serving.server import Server
from invaller.serving.tls import server_context
from invaller_contracts.local_server import served
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer

Document = dict[str, Any]
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "A club", "version": "1"},
    "paths": {
        "/member": {"get": {"operationId": "getMember", "responses": {"200": {"description": "x"}}}}
    },
}


def _admit(call: Call) -> Caller | None:
    """Members are known by their certificates; whoever shows none is a guest."""
    if call.certificate is None:
        return None
    flaw = judge(call.workspace, call.certificate, call.now)
    if flaw is not None:
        raise _refusal(flaw.message)
    if call.certificate.user_name == "NOBODY":
        raise _refusal("NOBODY is no member")
    return Caller(call.certificate.user_name, "", "member", (), ())


def _refusal(message: str) -> Refusal:
    return Refusal(Answer(403, {"why": message}), Explanation("club.member", "test", message))


def _member(call: Call) -> Answer:
    return Answer(200, {"member": call.caller and call.caller.client_id, "base": call.base})


CLUB = Api(
    key="club",
    title="Club",
    base_path="/club",
    handlers={"getMember": _member},
    admit=_admit,
    by_certificate=True,
    sample="curl -s {url}/club/member",
    document=DOCUMENT,
)


@pytest.fixture(scope="module")
def club_server() -> Iterator[tuple[SimulatorServer, str]]:
    """A server of the club, and the URL under which it takes TLS."""
    world = open_world({"club": CLUB}, Settings(**DEFAULTS), "sqlite://")  # type: ignore[arg-type]
    with_tls = socket.create_server(("127.0.0.1", 0))
    port = with_tls.getsockname()[1]
    secured = Secured(with_tls, server_context("127.0.0.1"))
    with served(Server(world, tls_port=port), secured) as url, SimulatorServer(url) as server:
        yield server, f"https://127.0.0.1:{port}"
    world.store.close()


class Club:
    """A workspace of the club, and the ways to come in."""

    def __init__(self, simulator: Simulator, secure_url: str, folder: Path) -> None:
        self.simulator = simulator
        self.secure_url = secure_url
        self.plain_url = simulator.url.split("/w/")[0]
        self._folder = folder

    def issue(self, kind: str = "good", **more: str) -> Document:
        """A certificate that leads to the workspace."""
        return dict(self.simulator.control.ask("POST", "/certs", {"kind": kind, **more}))

    def context(self, issued: Document | None = None) -> ssl.SSLContext:
        """What a client that trusts the CA connects with."""
        context = ssl.create_default_context(
            cadata=self.simulator.control.ask("GET", "/certs/ca.pem")
        )
        if issued is not None:
            file = self._folder / f"{issued['fingerprint']}.pem"
            file.write_text(issued["privateKey"] + issued["certificate"])
            context.load_cert_chain(file)
        return context

    def secure(
        self, issued: Document | None = None, path: str = "/club/member", **headers: str
    ) -> httpx.Response:
        """A call over TLS, with or without a certificate."""
        context = self.context(issued)
        return httpx.get(self.secure_url + path, verify=context, headers=headers)

    def seen(self) -> list[Any]:
        """The certificates of the workspace's exchanges, oldest first."""
        found = self.simulator.control.ask("POST", "/requests/find", {})["requests"]
        return [exchange["certificate"] for exchange in found]


@pytest.fixture
def enter(club_server: tuple[SimulatorServer, str], tmp_path: Path) -> Iterator[Callable[[], Club]]:
    """Make workspaces of the club."""
    server, secure_url = club_server
    made: list[Simulator] = []

    def make() -> Club:
        made.append(server.create(DEFAULTS))
        return Club(made[-1], secure_url, tmp_path)

    yield make
    for simulator in made:
        server.delete(simulator)


@pytest.fixture
def club(enter: Callable[[], Club]) -> Club:
    """One workspace of the club."""
    return enter()


def test_tls_serves_the_same_world(club: Club) -> None:
    """Over TLS the same workspaces are served, and URLs are those that the caller used."""
    answer = club.secure(path=f"/w/{club.simulator.name}/club/member")
    base = f"{club.secure_url}/w/{club.simulator.name}/club"
    assert (answer.status_code, answer.json()) == (200, {"member": None, "base": base})
    assert club.simulator.http.get("/club/member").status_code == 200
    assert club.seen() == [None, None]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_server_proves_who_it_is(club: Club, host: str) -> None:
    """A client that trusts the CA, and only such a client, connects by each name of the machine."""
    url = f"https://{host}:{club.secure_url.rpartition(':')[2]}/_sim/health"
    assert httpx.get(url, verify=club.context()).status_code == 200
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(url, verify=ssl.create_default_context())


def test_good_certificate_is_taken(club: Club) -> None:
    """The call is its user's, in the workspace that issued it, and the journal says who it was."""
    issued = club.issue(user="ADA")
    assert club.secure(issued).json()["member"] == "ADA"
    told = ("userName", "serial", "issuer", "notBefore", "notAfter", "fingerprint")
    expected = {name: issued[name] for name in told}
    assert club.seen() == [{**expected, "via": "tls", "accepted": True, "refused": None}]
    assert [entry["client"] for entry in club.simulator.requests.list()] == ["ADA"]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("expired", "valid until 2025-03-02T08:00:00.000000Z"),
        ("not-yet-valid", "valid from 2025-03-04T08:00:00.000000Z on"),
        ("revoked", "revoked at 2025-03-03T08:00:00.000000Z"),
        ("foreign-ca", "not the CA of this server"),
        ("unknown-user", "NOBODY is no member"),
    ],
)
def test_bad_certificate_passes_the_handshake(club: Club, kind: str, why: str) -> None:
    """A certificate with a flaw gets an answer of the API, and the journal says why."""
    issued = club.issue(kind)
    answer = club.secure(issued)
    assert answer.status_code == 403
    assert why in answer.json()["why"]
    (seen,) = club.seen()
    assert (seen["accepted"], seen["fingerprint"]) == (False, issued["fingerprint"])
    assert seen["refused"] == answer.json()["why"]


def test_certificate_expires_by_the_clock_of_the_workspace(club: Club) -> None:
    """A workspace whose clock has passed the end of a certificate refuses it."""
    issued = club.issue()
    assert club.secure(issued).status_code == 200
    club.simulator.clock.advance("P366D")
    assert "valid until 2026-03-03" in club.secure(issued).json()["why"]


def test_certificate_of_an_unknown_ca_ends_the_handshake(club: Club) -> None:
    """A certificate that nobody here can have issued gets no answer; the next call does."""
    with pytest.raises(httpx.TransportError):
        club.secure(_self_signed())
    assert club.secure(club.issue()).status_code == 200
    assert len(club.seen()) == 1


def _self_signed() -> Document:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "INTEGRATOR")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "fingerprint": "stranger",
        "certificate": certificate.public_bytes(Encoding.PEM).decode(),
        "privateKey": pem.decode(),
    }


def test_workspaces_are_told_by_their_certificates(enter: Callable[[], Club]) -> None:
    """Two workspaces with a certificate each see their own calls, without any prefix."""
    one, two = enter(), enter()
    first, second = one.issue(), two.issue()
    for issued in (first, second, first):
        assert one.secure(issued).status_code == 200
    assert [seen["fingerprint"] for seen in one.seen()] == [first["fingerprint"]] * 2
    assert [seen["fingerprint"] for seen in two.seen()] == [second["fingerprint"]]


def test_prefix_goes_before_the_certificate(enter: Callable[[], Club]) -> None:
    """A certificate is taken in another workspace when the path names that."""
    one, two = enter(), enter()
    issued = one.issue()
    assert one.secure(issued, path=f"/w/{two.simulator.name}/club/member").status_code == 200
    assert (len(one.seen()), len(two.seen())) == (0, 1)


def test_certificate_leads_to_its_workspace_after_a_reset(club: Club) -> None:
    """The files of the tested system stay good when a workspace is reset, or was forked."""
    issued = club.issue()
    fork = f"{club.simulator.name}-fork"
    club.simulator.control.ask("POST", f"/workspaces/{club.simulator.name}/fork", {"id": fork})
    club.simulator.control.ask("POST", "/reset")
    assert club.secure(issued).status_code == 200
    club.simulator.control.ask("DELETE", f"/workspaces/{fork}")
    assert len(club.seen()) == 1


def _headers(issued: Document) -> dict[str, str]:
    """A certificate as each kind of proxy passes it on, by header."""
    encoded = b64encode(ssl.PEM_cert_to_DER_cert(issued["certificate"])).decode()
    return {
        "Client-Cert": f":{encoded}:",
        "X-SSL-Client-Cert": quote(issued["certificate"], safe=""),
        "X-ARR-ClientCert": encoded,
    }


HEADERS = ("Client-Cert", "X-SSL-Client-Cert", "X-ARR-ClientCert")


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize(("kind", "status"), [("good", 200), ("expired", 403), ("foreign-ca", 403)])
def test_proxies_pass_certificates_on(club: Club, name: str, kind: str, status: int) -> None:
    """On the plain port a certificate counts as it stands in a proxy's header."""
    issued = club.issue(kind)
    headers = {name: _headers(issued)[name]}
    assert httpx.get(f"{club.plain_url}/club/member", headers=headers).status_code == status
    (seen,) = club.seen()
    assert (seen["via"], seen["fingerprint"]) == (name, issued["fingerprint"])
    assert seen["accepted"] == (status == 200)


def test_unescaped_pem_is_read(club: Club) -> None:
    """A proxy may also put the lines of a PEM into one, unescaped."""
    headers = {"X-SSL-Client-Cert": club.issue()["certificate"].strip().replace("\n", " ")}
    assert httpx.get(f"{club.plain_url}/club/member", headers=headers).status_code == 200


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize(
    "value", ["x", ":!:", "MIIB", ":MIIB:", "-----BEGIN CERTIFICATE-----", "é"]
)
def test_what_is_no_certificate_is_refused(club: Club, name: str, value: str) -> None:
    """A header that holds no certificate is not taken for a call without one."""
    answer = club.simulator.http.get("/club/member", headers={name.encode(): value.encode()})
    assert answer.status_code == 403
    assert "no certificate" in answer.json()["why"]
    (seen,) = club.seen()
    assert (seen["via"], seen["accepted"], seen["userName"]) == (name, False, "")


def test_empty_header_is_no_certificate(club: Club) -> None:
    """A proxy that asked for no certificate sends an empty header: the caller showed none."""
    answer = club.simulator.http.get("/club/member", headers=dict.fromkeys(HEADERS, ""))
    assert (answer.status_code, club.seen()) == (200, [None])


def test_headers_do_not_count_over_tls(club: Club) -> None:
    """Over TLS the handshake says who calls, whatever headers say."""
    issued = club.issue()
    answer = club.secure(None, f"/w/{club.simulator.name}/club/member", **_headers(issued))
    assert answer.json()["member"] is None
    assert club.secure(issued, **_headers(club.issue("expired"))).status_code == 200


def test_connection_keeps_its_certificate(club: Club) -> None:
    """Every call of a connection, and of one that resumes its session, is its client's."""
    context, port = club.context(club.issue()), int(club.secure_url.rpartition(":")[2])
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    session: ssl.SSLSession | None = None
    resumed: bool | None = False
    for _ in range(2):
        with (
            socket.create_connection(("127.0.0.1", port)) as raw,
            context.wrap_socket(raw, server_hostname="localhost", session=session) as connection,
        ):
            for _ in range(2):
                connection.sendall(b"GET /club/member HTTP/1.1\r\nHost: x\r\n\r\n")
                answer = HTTPResponse(connection)
                answer.begin()
                assert b'"member":"INTEGRATOR"' in answer.read()
            resumed, session = connection.session_reused, connection.session
    assert resumed
    assert len(club.seen()) == 4


def test_plain_text_on_the_tls_port_gets_nothing(club: Club) -> None:
    """A client that forgets TLS gets no answer, and disturbs nobody."""
    with pytest.raises(httpx.TransportError):
        httpx.get(club.secure_url.replace("https:", "http:"))
    assert club.secure(club.issue()).status_code == 200


@pytest.mark.parametrize("effect", [{"drop": True}, {"truncate": 3}])
def test_faults_work_over_tls(club: Club, effect: Document) -> None:
    """A connection with TLS can be dropped, and an answer over it cut."""
    issued = club.issue()
    club.simulator.faults.add(effect=effect, times=1)
    with pytest.raises(httpx.TransportError):
        club.secure(issued)
    assert club.secure(issued).status_code == 200


def test_certificate_is_handed_out_with_all_it_needs(club: Club) -> None:
    """The answer tells the URL with TLS, a call that takes certificates, and opens as a PFX."""
    issued = club.issue(format="pfx", password="gehëim", user="ADA")
    assert issued["workspace"] == club.simulator.name
    assert issued["url"] == club.secure_url
    assert issued["sample"] == f"curl -s {club.secure_url}/club/member"
    opened = load_pkcs12(b64decode(issued["pfx"]), "gehëim".encode())
    assert opened.cert is not None
    assert opened.key is not None
    assert opened.cert.certificate.public_bytes(Encoding.PEM).decode() == issued["certificate"]
    key = opened.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert key.decode() == issued["privateKey"]
    assert "pfx" not in club.issue()


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "better"},
        {"user": ""},
        {"user": "é" * 64},
        {"user": "a\nb"},
        {"format": "jks"},
        {"format": "pfx", "password": ""},
        {"colour": "red"},
    ],
)
def test_certificate_that_cannot_be_issued_is_told(club: Club, body: Document) -> None:
    """What is no kind, user, format or password is refused with what would be right."""
    answer = club.simulator.http.post("/_sim/certs", json=body)
    assert answer.status_code == 400
    assert len(answer.json()["detail"]) > 20


def test_journal_holds_no_key(club: Club) -> None:
    """Certificates are no secrets and stay readable in exports; keys are nowhere in them."""
    issued = club.issue()
    assert club.secure(issued).status_code == 200
    exported = club.simulator.http.get("/_sim/requests/har").json()["log"]["entries"][0]
    assert exported["_certificate"] == club.seen()[0]
    state = str(club.simulator.state()) + str(exported)
    assert re.search("PRIVATE KEY|privateKey", state) is None
