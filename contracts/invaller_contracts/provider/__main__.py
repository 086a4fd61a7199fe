"""`python -m invaller_contracts.provider`: every planted defect, and which story sees it."""

import sys

import click

from invaller_contracts.provider.defects import defects
from invaller_contracts.provider.trying import Trial, trials


@click.command()
@click.option("--api", "apis", multiple=True, help="Only the defects of this API.")
@click.option("--defect", "wanted", multiple=True, help="Only this defect.")
def main(apis: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    """Plant each defect of the catalogue by itself, and let the stories look for it.

    Exit status 1 when a defect is missed.
    """
    chosen = [
        one
        for one in defects()
        if (not apis or one.api in apis) and (not wanted or one.id in wanted)
    ]
    if not chosen:
        raise click.UsageError("there is no such defect; without options all are planted")
    missed = 0
    for defect, trial in zip(chosen, trials(chosen), strict=True):
        word = "caught" if trial.seen_by else "MISSED"
        missed += trial.seen_by is None
        click.echo(f"{word}  {defect.id:<44} {defect.title}")
        click.echo(f"        {_told(trial)}")
    click.echo(f"{len(chosen)} defects: {len(chosen) - missed} caught, {missed} missed")
    sys.exit(1 if missed else 0)


def _told(trial: Trial) -> str:
    if trial.mishap is not None:
        return f"the tampering itself went wrong: {trial.mishap}"
    return trial.seen_by or f"{trial.ran} stories saw nothing"


if __name__ == "__main__":
    main()
