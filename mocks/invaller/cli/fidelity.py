"""`invaller fidelity`: what is documented, observed or assumed."""

from collections import Counter

import click

from invaller import apis
from invaller.cli.outcome import CouldNotRun
from invaller.kernel.specs import fidelity_of


@click.command()
@click.argument("api", required=False)
@click.option("--status", type=click.Choice(["documented", "observed", "assumed"]))
def fidelity(api: str | None, status: str | None) -> None:
    """The fidelity ledger: each behaviour with its source and how sure it is."""
    if api is not None and api not in apis.available():
        raise CouldNotRun(f"no API {api!r}; there are {', '.join(apis.available())}")
    for key in [api] if api else apis.available():
        entries = fidelity_of(key)
        counts = Counter(entry["status"] for entry in entries)
        click.echo(f"{key}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
        for entry in entries:
            if status in (None, entry["status"]) and (api or status):
                click.echo(f"  {entry['id']} [{entry['status']}] {entry['statement']}")
                click.echo(f"      {entry['source']}")
