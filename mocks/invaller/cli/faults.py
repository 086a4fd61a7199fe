"""`invaller faults`."""

import json

import click

from invaller.cli.outcome import CouldNotRun
from invaller.cli.remote import Remote, remote, show


@click.group()
def faults() -> None:
    """Rules that make calls go wrong on purpose."""


@faults.command("list")
@remote
def list_(server: Remote) -> None:
    """The rules, in the order in which they are tried."""
    show(server.ask("GET", "/faults")["faults"])


@faults.command()
@click.argument("rule")
@remote
def add(server: Remote, rule: str) -> None:
    """Add a rule, given as JSON: {"api": "dimona", "times": 1, "effect": {"status": 500}}."""
    try:
        document = json.loads(rule)
    except ValueError as error:
        raise CouldNotRun(f"the rule is not JSON: {error}") from error
    show(server.ask("POST", "/faults", document))


@faults.command()
@remote
def clear(server: Remote) -> None:
    """Remove all rules."""
    server.ask("DELETE", "/faults")
    click.echo("no faults are left")
