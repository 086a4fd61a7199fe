"""`invaller certs`: client certificates, good ones and ones to be refused."""

import os
import shlex
from base64 import b64decode
from pathlib import Path
from typing import Any

import click

from invaller.cli.outcome import CouldNotRun
from invaller.cli.remote import Remote, remote

KINDS = ("good", "expired", "not-yet-valid", "revoked", "foreign-ca", "unknown-user")

_CERTIFICATE, _KEY, _PFX, _CA = "client.pem", "client.key", "client.pfx", "ca.pem"
_ONLY_MINE = 0o600
_EVERYBODYS = 0o644


@click.group()
def certs() -> None:
    """Client certificates to test with."""


@certs.command()
@click.option("--kind", type=click.Choice(KINDS), default="good", show_default=True)
@click.option("--user", help="Whom it names. Default: a user that the seed knows.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder for the files. Default: this one.",
)
@click.option("--password", default="invaller", show_default=True, help="Of the PFX.")
@remote
def issue(server: Remote, kind: str, user: str | None, out: Path, password: str) -> None:
    """Write a client certificate, its key and the CA to files.

    They are client.pem, client.key, client.pfx (both in one) and ca.pem, which checks the
    server's certificate. Never trust this CA in a browser or system: everybody has its key.
    """
    wanted = {"kind": kind, "format": "pfx", "password": password}
    issued = server.ask("POST", "/certs", wanted | ({"user": user} if user is not None else {}))
    try:
        _write_all(out, issued)
    except OSError as error:
        raise CouldNotRun(f"cannot write to {out}: {error.strerror}") from error
    click.echo(
        f"{kind} certificate of {issued['userName']}, serial {issued['serial']}\n"
        f"valid from {issued['notBefore']} until {issued['notAfter']}; "
        f"it leads to workspace {issued['workspace']}\n"
        f"{', '.join((_CERTIFICATE, _KEY, _PFX, _CA))} are in {out}\n\n"
        f"{_call(out, issued)}"
    )


def _write_all(folder: Path, issued: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / _CERTIFICATE, issued["certificate"].encode(), _EVERYBODYS)
    _write(folder / _KEY, issued["privateKey"].encode(), _ONLY_MINE)
    _write(folder / _PFX, b64decode(issued["pfx"]), _ONLY_MINE)
    _write(folder / _CA, issued["ca"].encode(), _EVERYBODYS)


def _write(file: Path, content: bytes, mode: int) -> None:
    # A file of an earlier run may be open to everybody: a key is never written into one.
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(content)


def _call(folder: Path, issued: dict[str, Any]) -> str:
    """The server's sample call with the certificate in it: over TLS, else as a proxy tells it."""
    certificate, key, ca = (shlex.quote(str(folder / name)) for name in (_CERTIFICATE, _KEY, _CA))
    if issued["url"] is not None:
        shown = f"--cacert {ca} --cert {certificate} --key {key}"
    else:
        shown = f"-H \"Client-Cert: :$(grep -v - {certificate} | tr -d '\\n'):\""
    # A call may need the answer of another one, which has to show the certificate as well.
    return str(issued["sample"]).replace("curl ", f"curl {shown} ")
