"""`invaller certs` and `serve --tls-port`: what is written and printed works as it stands."""

import re
import shutil
import signal
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from invaller.cli import main
from invaller.cli.certs import KINDS
from invaller.kernel.identity.issuing import CertificateKind

FILES = {"client.pem", "client.key", "client.pfx", "ca.pem"}


@dataclass(frozen=True)
class Served:
    """A server in a process of its own: where it is, and what it printed when it was ready."""

    process: subprocess.Popen[str]
    url: str
    secure_url: str
    banner: str

    def issue(self, *arguments: str, exit_code: int = 0) -> str:
        """What `invaller certs issue` about it prints."""
        result = CliRunner().invoke(main, ["certs", "issue", "--url", self.url, *arguments])
        assert result.exit_code == exit_code, (result.output, result.exception)
        return result.output


@contextmanager
def _served(folder: Path, *arguments: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "invaller", "serve", "--port", "0", "--apis", "dimona"]
    banner = folder / "banner"
    with (
        banner.open("w") as out,
        subprocess.Popen(
            [*command, *arguments], stdout=out, stderr=subprocess.PIPE, text=True
        ) as process,
    ):
        try:
            assert process.stderr is not None
            urls = re.findall(r"https?://[\d.]+:\d+", process.stderr.readline())
            # The call waits until the server takes it.
            httpx.get(f"{urls[0]}/_sim/ready", timeout=60)
            yield Served(process, urls[0], urls[-1], banner.read_text())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with TLS."""
    with _served(tmp_path_factory.mktemp("tls"), "--tls-port", "0") as served:
        yield served


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without TLS."""
    with _served(tmp_path_factory.mktemp("plain")) as served:
        yield served


def _context(folder: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=folder / "ca.pem")
    context.load_cert_chain(folder / "client.pem", folder / "client.key")
    return context


def test_kinds_are_those_of_the_server() -> None:
    """The command offers exactly the kinds of certificate that there are."""
    assert tuple(CertificateKind) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_files_open_a_connection(served: Served, tmp_path: Path, kind: str) -> None:
    """The files of every kind, in a folder that is made, are all that a client needs for TLS."""
    folder = tmp_path / "new" / "certs"
    told = served.issue("--kind", kind, "--out", str(folder))
    assert f"{kind} certificate of {'NOBODY' if kind == 'unknown-user' else 'INTEGRATOR'}," in told
    assert {file.name for file in folder.iterdir()} == FILES
    answer = httpx.get(f"{served.secure_url}/REST/dimona/v2/periods/1", verify=_context(folder))
    assert answer.status_code == 401
    pfx = load_pkcs12((folder / "client.pfx").read_bytes(), b"invaller")
    assert pfx.cert is not None
    assert pfx.cert.certificate.public_bytes(Encoding.PEM) == (folder / "client.pem").read_bytes()


def test_keys_are_for_their_owner_only(served: Served, tmp_path: Path) -> None:
    """Keys are written readable for nobody else, also over a file that everybody can read."""
    for name in ("client.key", "client.pfx"):
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(0o666)
    served.issue("--out", str(tmp_path), "--user", "ADA", "--password", "geheim")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert (modes["client.key"], modes["client.pfx"]) == (0o600, 0o600)
    pfx = load_pkcs12((tmp_path / "client.pfx").read_bytes(), b"geheim")
    assert pfx.cert is not None
    assert pfx.cert.friendly_name == b"ADA"


@pytest.mark.parametrize(("server", "via"), [("served", "tls"), ("plain", "Client-Cert")])
def test_printed_call_answers(
    server: str, via: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The printed call shows the certificate, over TLS or as a proxy does, from any folder."""
    if shutil.which("curl") is None:
        pytest.skip("no curl here: install Debian's package curl")
    served: Served = request.getfixturevalue(server)
    call = served.issue("--out", str(tmp_path / "it's here")).splitlines()[-1]
    assert b'"healthy"' in _run(call)
    # Without an API that looks at certificates the sample is a call that is not journalled.
    _run(call.replace("/_sim/health", "/REST/dimona/v2/periods/1"))
    exchange = httpx.post(f"{served.url}/_sim/requests/find", json={}).json()["requests"][-1]
    assert (exchange["certificate"]["via"], exchange["certificate"]["accepted"]) == (via, True)


def _run(call: str) -> bytes:
    done = subprocess.run(["bash", "-c", call], capture_output=True, check=True, timeout=60)
    return done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--kind", "better"], "not-yet-valid"),
        (["--user", ""], "shorter than 1"),
        (["--user", "x" * 65], "64"),
        (["--password", ""], "shorter than 1"),
        (["--out", "/dev/null/x"], "cannot write to /dev/null/x"),
        (["--workspace", "nowhere"], "no workspace 'nowhere'"),
    ],
)
def test_what_cannot_be_issued_is_told(plain: Served, arguments: list[str], told: str) -> None:
    """A kind, user, password or folder that cannot be used ends with 2 and the reason."""
    assert told in plain.issue(*arguments, exit_code=2)


def test_banner_lists_the_urls_with_tls(served: Served, tmp_path: Path) -> None:
    """What is printed has each API twice, without and with TLS, and how to get the CA."""
    served.issue("--out", str(tmp_path))
    bases = re.findall(r"^  Dimona REST v2 +(\S+)$", served.banner, re.MULTILINE)
    assert [base.split("/REST")[0] for base in bases] == [served.url, served.secure_url]
    for base in bases:
        answer = httpx.get(f"{base}/periods/1", verify=_context(tmp_path))
        assert answer.status_code == 401
    assert f"invaller certs issue --url {served.url}\n" in served.banner


def test_banner_without_tls_says_nothing_of_it(plain: Served) -> None:
    """A server without TLS prints no https URL."""
    assert "TLS" not in plain.banner
    assert "https://" not in plain.banner


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_closes_both_ports(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C or SIGTERM ends both listeners without a word, connections with TLS open or not."""
    with _served(tmp_path, "--tls-port", "0") as served:
        served.issue("--out", str(tmp_path))
        with httpx.Client(verify=_context(tmp_path)) as client:
            assert client.get(f"{served.secure_url}/_sim/ready").status_code == 200
            served.process.send_signal(number)
            assert served.process.wait(30) == (0 if number == signal.SIGINT else -number)
        assert served.process.stderr is not None
        assert served.process.stderr.read() == ""
        for url in (served.url, served.secure_url):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])))


def test_taken_tls_port_is_told() -> None:
    """A port for TLS that is taken ends with 2 and says which option to change."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--port", "0", "--tls-port", port])
    assert result.exit_code == 2
    assert f"cannot listen on 127.0.0.1:{port}" in result.output
    assert "--tls-port 0" in result.output
