"""`invaller requests` and `invaller explain`."""

from pathlib import Path
from typing import Any

import click

from invaller.cli.outcome import CouldNotRun
from invaller.cli.remote import Remote, remote, show, table


@click.group()
def requests() -> None:
    """The journal of a workspace."""


@requests.command("list")
@click.option("--api", help="Only this API.")
@click.option("--operation", help="Only this operationId.")
@click.option("--status", type=int, help="Only this status.")
@click.option("--limit", type=int, help="Only the last so many.")
@remote
def list_(server: Remote, **query: Any) -> None:
    """The exchanges, oldest first."""
    answer = server.ask("GET", "/requests", **query)
    if answer["meta"]["dropped"]:
        click.echo(f"{answer['meta']['dropped']} older exchanges were dropped")
    table([_row(exchange) for exchange in answer["requests"]])


def _row(exchange: dict[str, Any]) -> list[str]:
    rules = [*exchange["explanations"], *(f"finding {rule}" for rule in exchange["findings"])]
    return [
        exchange["trace"],
        exchange["time"],
        exchange["method"],
        exchange["url"],
        str(exchange["status"]),
        ", ".join(rules),
    ]


@requests.command("show")
@click.argument("trace")
@remote
def show_(server: Remote, trace: str) -> None:
    """One exchange, whole, secrets redacted."""
    show(server.ask("GET", f"/requests/{trace}"))


@requests.command()
@click.option(
    "--har",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write, HTTP Archive 1.2.",
)
@remote
def export(server: Remote, har: Path) -> None:
    """Write the journal to a file, secrets redacted."""
    import json

    document = server.ask("GET", "/requests/har")
    try:
        har.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise CouldNotRun(f"cannot write {har}: {error}") from error
    click.echo(f"{len(document['log']['entries'])} exchanges in {har}")


@requests.command()
@remote
def findings(server: Remote) -> None:
    """What a good client would not have done."""
    found = server.ask("GET", "/requests/findings")["findings"]
    if not found:
        click.echo("no findings")
        return
    table([[item["trace"], item["rule"], item["message"], f"({item['source']})"] for item in found])


@click.command()
@click.argument("trace")
@remote
def explain(server: Remote, trace: str) -> None:
    """Why an exchange was answered as it was; TRACE is its X-Sim-Trace-Id or its number."""
    document = server.ask("GET", f"/explain/{trace}")
    click.echo(f"{document['method']} {document['url']} -> {document['status']}")
    if document.get("fault"):
        click.echo(f"  by fault {document['fault']}")
    for item in document["explanations"]:
        click.echo(f"  {item['rule']}: {item['message']}")
        for member in ("where", "found", "expected", "nearest", "source"):
            if member in item:
                click.echo(f"      {member}: {item[member]}")
    for item in document["findings"]:
        click.echo(f"  finding {item['rule']}: {item['message']} ({item['source']})")
    if not document["explanations"] and not document["findings"]:
        click.echo("  nothing was refused or remarked")
