"""`invaller clock` and `invaller pending`."""

from typing import Any

import click

from invaller.cli.remote import Remote, remote, table


@click.group()
def clock() -> None:
    """Show and move the clock of a workspace."""


def _tell(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['now']} ({answer['mode']})")
    for work in answer["fellDue"]:
        click.echo(f"  fell due: {work['api']} {work['kind']} {work['subject']} at {work['due']}")


@clock.command("show")
@remote
def show_(server: Remote) -> None:
    """Mode and current instant."""
    _tell(server.ask("GET", "/clock"))


@clock.command("set")
@click.argument("instant", required=False)
@click.option("--mode", type=click.Choice(["real", "frozen"]))
@remote
def set_(server: Remote, instant: str | None, mode: str | None) -> None:
    """Move forward to an instant (ISO 8601), freeze, or let run."""
    given = {"now": instant, "mode": mode}
    _tell(server.ask("PUT", "/clock", {name: value for name, value in given.items() if value}))


@clock.command()
@click.argument("by")
@remote
def advance(server: Remote, by: str) -> None:
    """Move forward by a duration such as PT3S, and tell what fell due."""
    _tell(server.ask("POST", "/clock/advance", {"by": by}))


@clock.command("run-until-idle")
@remote
def run_until_idle(server: Remote) -> None:
    """Move forward until no timed work is left."""
    _tell(server.ask("POST", "/clock/run-until-idle"))


@click.group(invoke_without_command=True)
@click.pass_context
def pending(context: click.Context) -> None:
    """Work that was accepted and is not done yet."""
    if context.invoked_subcommand is None:
        # Made as if it was typed, so that the environment says which server it is about.
        with list_.make_context("list", [], parent=context) as listing:
            list_.invoke(listing)


@pending.command("list")
@remote
def list_(server: Remote) -> None:
    """The items, in the order in which they will be done."""
    items = server.ask("GET", "/pending")["pending"]
    if not items:
        click.echo("nothing is pending")
        return
    table([[item["id"], item["subject"], _waits_for(item)] for item in items])


def _waits_for(item: dict[str, Any]) -> str:
    if item["due"]:
        return f"due {item['due']}"
    if item["pollsLeft"]:
        return f"waits for {item['pollsLeft']} polls"
    return f"held, as it failed: {item['failure']}" if "failure" in item else "held"


@pending.command()
@click.argument("identifier")
@click.option("--outcome", help="Where an API lets the outcome be chosen.")
@remote
def release(server: Remote, identifier: str, outcome: str | None) -> None:
    """Do an item now, whatever it waits for."""
    body = {"outcome": outcome} if outcome else {}
    done = server.ask("POST", f"/pending/{identifier}/release", body)["released"]
    click.echo(f"done: {done['id']} {done['subject']}")
