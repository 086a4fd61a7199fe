"""`invaller serve`: run the simulators."""

import gc
import socket
import sys
from contextlib import ExitStack, suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import click

from invaller.cli.outcome import CouldNotRun

if TYPE_CHECKING:
    from invaller.serving.running import Secured


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option(
    "--tls-port",
    type=click.IntRange(0, 65535),
    help="Serve with TLS on this port too; 0 takes a free one.",
)
@click.option(
    "--state",
    default="sqlite://",
    show_default=True,
    help="Where state is kept: sqlite:// (memory), sqlite:///file.db, postgresql://...",
)
@click.option(
    "--seed", default="1", show_default=True, help="Identifiers and chance derive from it."
)
@click.option("--now", help="Where the clock starts, ISO 8601. Default: the machine's time.")
@click.option("--clock", type=click.Choice(["real", "frozen"]), default="real", show_default=True)
@click.option(
    "--processing",
    default="time",
    show_default=True,
    help="time (documented delays), immediate, polls:N or hold.",
)
@click.option(
    "--strictness",
    type=click.Choice(["lenient", "strict"]),
    default="lenient",
    show_default=True,
    help="lenient accepts what real clients are known to send.",
)
@click.option(
    "--registers",
    type=click.Choice(["closed", "open"]),
    default="closed",
    show_default=True,
    help="open accepts any valid number of a person or employer.",
)
@click.option("--apis", "keys", help="Comma-separated; default: all.")
@click.option(
    "--spec",
    "specs",
    multiple=True,
    metavar="API=FILE",
    help="Serve an API by this OpenAPI 3.0 document (JSON or YAML), e.g. gir=FILE.",
)
@click.option("--no-trace-header", is_flag=True, help="Leave X-Sim-Trace-Id off the answers.")
def serve(
    host: str,
    port: int,
    tls_port: int | None,
    keys: str | None,
    specs: tuple[str, ...],
    no_trace_header: bool,
    **settings: Any,
) -> None:
    """Serve the simulators until interrupted."""
    documents = _documents(specs)
    with ExitStack() as bound:
        listening = bound.enter_context(_bind(host, port, "--port"))
        with_tls = None
        if tls_port is not None:
            with_tls = bound.enter_context(_bind(host, tls_port, "--tls-port"))
        wanted = keys.split(",") if keys else None
        _serve(listening, with_tls, host, wanted, settings, documents, not no_trace_header)


def _documents(specs: tuple[str, ...]) -> dict[str, str]:
    """The file of each API that is given one; raises CouldNotRun for what is no API=FILE."""
    documents: dict[str, str] = {}
    for given in specs:
        key, equals, file = given.partition("=")
        if not (key and equals and file):
            raise CouldNotRun(f"--spec {given}: give an API and a file, as in --spec gir=FILE")
        if key in documents:
            raise CouldNotRun(f"--spec {given}: {key} has a document already")
        documents[key] = file
    return documents


def _serve(
    listening: socket.socket,
    with_tls: socket.socket | None,
    host: str,
    keys: list[str] | None,
    settings: dict[str, Any],
    documents: dict[str, str],
    trace_header: bool,
) -> None:
    url = _url("http", host, listening)
    secure_url = _url("https", host, with_tls) if with_tls else None
    # Nothing that is made at start is garbage: collecting it is a tenth of the time to start.
    gc.disable()
    click.echo(f"starting at {' and '.join(filter(None, (url, secure_url)))} ...", err=True)
    from invaller.serving.running import build, run

    token = None if _is_loopback(host) else _operator_token()
    tls_port = with_tls.getsockname()[1] if with_tls else None
    try:
        server = build(keys, settings, token, trace_header, tls_port, documents)
    except ValueError as error:
        raise CouldNotRun(str(error)) from error
    from invaller.cli.banner import banner

    with server.world.transaction():
        click.echo(banner(server.world, url, token, secure_url))
    sys.stdout.flush()
    gc.freeze()
    gc.enable()
    # Being interrupted is how a server ends: no error, and no word about it.
    with suppress(KeyboardInterrupt):
        run(server, listening, _secured(with_tls, host) if with_tls else None)


def _secured(with_tls: socket.socket, host: str) -> "Secured":
    from invaller.serving.running import Secured
    from invaller.serving.tls import server_context

    return Secured(with_tls, server_context(host))


def _bind(host: str, port: int, option: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # From here on a call waits instead of being refused, so what is printed is true.
        listening.listen()
    except OSError as error:
        listening.close()
        raise CouldNotRun(
            f"cannot listen on {host}:{port}: {error.strerror}; "
            f"choose another port with {option}, or {option} 0 for a free one"
        ) from error
    listening.set_inheritable(True)
    return listening


def _url(scheme: str, host: str, listening: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{listening.getsockname()[1]}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _operator_token() -> str:
    from invaller.kernel.ids import operator_token

    return operator_token()
