"""`invaller wait` and `invaller reset`."""

import time

import click

from invaller.cli.outcome import CouldNotRun
from invaller.cli.remote import Remote, remote


@click.command()
@click.option("--timeout", default=30.0, show_default=True, help="Seconds to wait at most.")
@remote
def wait(server: Remote, timeout: float) -> None:
    """Wait until a server is ready."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            server.ask("GET", "/ready")
        except CouldNotRun:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            click.echo(f"{server.url} is ready")
            return


@click.command()
@remote
def reset(server: Remote) -> None:
    """Bring a workspace back to how it was created."""
    workspace = server.ask("POST", "/reset")
    click.echo(
        f"workspace {workspace['id']} is as it was created; its clock shows {workspace['now']}"
    )
