"""`invaller workspace` and `invaller token`."""

import click

from invaller.cli.remote import Remote, remote, show, table


@click.group()
def workspace() -> None:
    """Make, list, fork and delete workspaces."""


@workspace.command("list")
@remote
def list_(server: Remote) -> None:
    """All workspaces with their clocks."""
    found = server.ask("GET", "/workspaces")["workspaces"]
    table([[item["id"], item["clock"], item["now"], f"seed {item['seed']}"] for item in found])


@workspace.command()
@click.argument("name", required=False)
@click.option("--seed", help="Identifiers and chance derive from it.")
@click.option("--now", help="Where its clock starts: ISO 8601.")
@click.option("--clock", type=click.Choice(["real", "frozen"]))
@click.option("--processing", help="time, immediate, polls:N or hold.")
@click.option("--strictness", type=click.Choice(["lenient", "strict"]))
@click.option("--registers", type=click.Choice(["closed", "open"]))
@remote
def create(server: Remote, name: str | None, **settings: str | None) -> None:
    """Make a workspace and show its URLs and credentials."""
    given = {member: value for member, value in settings.items() if value is not None}
    show(server.ask("POST", "/workspaces", given | ({"id": name} if name else {})))


@workspace.command("show")
@click.argument("name")
@remote
def show_(server: Remote, name: str) -> None:
    """One workspace with its URLs and credentials."""
    show(server.ask("GET", f"/workspaces/{name}"))


@workspace.command()
@click.argument("source")
@click.argument("name", required=False)
@remote
def fork(server: Remote, source: str, name: str | None) -> None:
    """Copy a workspace; the copy goes its own way."""
    show(server.ask("POST", f"/workspaces/{source}/fork", {"id": name} if name else {}))


@workspace.command()
@click.argument("name")
@remote
def delete(server: Remote, name: str) -> None:
    """Forget a workspace and its snapshots."""
    server.ask("DELETE", f"/workspaces/{name}")
    click.echo(f"workspace {name} is gone")


@click.command()
@click.option("--client", default="provider", show_default=True, help="Name of the client.")
@remote
def token(server: Remote, client: str) -> None:
    """An access token for use with curl."""
    click.echo(server.ask("GET", "/token", client=client))
