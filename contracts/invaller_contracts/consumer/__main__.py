"""`python -m invaller_contracts.consumer`: every broken client, and the rule that sees it."""

import sys
from collections.abc import Collection, Mapping
from typing import Any

import click

from invaller_contracts.consumer.broken import (
    Drive,
    broken_clients,
    healthy_clients,
    verdicts_on,
)
from invaller_contracts.local_server import fresh_server
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import SimulatorServer


@click.command()
@click.option("--api", "apis", multiple=True, help="Only the clients of this API.")
def main(apis: tuple[str, ...]) -> None:
    """Let each client of the catalogue work, and judge it by the rules of a good client.

    Exit status 1 when a broken one is missed, or a healthy one is accused.
    """
    with fresh_server() as url, SimulatorServer(url) as server:
        wrong = _broken(server, apis) + _healthy(server, apis)
    sys.exit(1 if wrong else 0)


def _broken(server: SimulatorServer, apis: Collection[str]) -> int:
    chosen = [one for one in broken_clients() if not apis or one.api in apis]
    missed = 0
    for client in chosen:
        seen = client.rule in _rules_broken(server, client.drive, client.settings)
        missed += not seen
        click.echo(f"{'caught' if seen else 'MISSED'}  {client.rule:<44} {client.title}")
    click.echo(f"{len(chosen)} broken clients: {len(chosen) - missed} caught, {missed} missed")
    return missed


def _healthy(server: SimulatorServer, apis: Collection[str]) -> int:
    chosen = [(api, one) for api, one in healthy_clients() if not apis or api in apis]
    accused = 0
    for api, client in chosen:
        broken = _rules_broken(server, client.drive, client.settings)
        accused += bool(broken)
        word = f"ACCUSED by {', '.join(sorted(broken))}" if broken else "healthy"
        click.echo(f"{word}  {api:<43} {client.title}")
    click.echo(f"{len(chosen)} healthy clients: {accused} accused")
    return accused


def _rules_broken(server: SimulatorServer, drive: Drive, settings: Mapping[str, Any]) -> set[str]:
    sim = server.create({**DEFAULTS, **settings})
    try:
        return {verdict.rule.id for verdict in verdicts_on(sim, drive) if verdict.breaches}
    finally:
        server.delete(sim)


if __name__ == "__main__":
    main()
