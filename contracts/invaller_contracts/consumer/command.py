"""`invaller verify`: was the client whose calls lie in a workspace's journal a good one?

An entry point of the group `invaller.commands` hands it to the command line, as the simulator
itself knows nothing of contracts.
"""

import sys
from pathlib import Path

import click

from invaller.cli.outcome import CouldNotRun
from invaller.cli.remote import Remote, remote, table
from invaller_contracts.consumer.judging import Judgement, apis_with, judge
from invaller_contracts.consumer.reporting import report_of
from invaller_contracts.consumer.run import Run
from invaller_contracts.report import html, junit

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--api", "apis", multiple=True, help="Only this API; can be given more than once.")
@click.option("--junit", "junit_file", type=_FILE, help="Write a JUnit report: a case a step.")
@click.option("--html", "html_file", type=_FILE, help="Write a page to read.")
@click.option("--coverage", is_flag=True, help="Say what the run touched, and what it never did.")
@remote
def verify(
    server: Remote,
    apis: tuple[str, ...],
    junit_file: Path | None,
    html_file: Path | None,
    coverage: bool,
) -> None:
    """Judge what a client did in a workspace by the rules of a good client.

    Exit status 0 when no rule is broken, 1 when one is, 2 when there is nothing to judge.
    """
    judgement = judge(_run_of(server), _known(apis) or None)
    report = report_of(judgement)
    for path, write in ((junit_file, junit.text_of), (html_file, html.text_of)):
        if path is not None:
            _write(path, write(report))
    _tell(judgement)
    if coverage:
        from invaller_contracts.consumer.coverage import coverage_of, told

        for line in told(coverage_of(judgement.run, apis or judgement.run.apis)):
            click.echo(line)
    if judgement.broken:
        sys.exit(1)


def _known(apis: tuple[str, ...]) -> tuple[str, ...]:
    having = apis_with("rules")
    for api in apis:
        if api not in having:
            raise CouldNotRun(f"no rules for {api!r}; there are rules for {', '.join(having)}")
    return apis


def _run_of(server: Remote) -> Run:
    found = server.ask("POST", "/requests/find", {})
    run = Run.of(found["requests"], found["meta"]["dropped"])
    if not run.exchanges:
        raise CouldNotRun("the journal of this workspace is empty: nothing called it")
    return run


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CouldNotRun(f"cannot write {path}: {error}") from error


def _tell(judgement: Judgement) -> None:
    verdicts = judgement.verdicts
    table([[v.word, v.rule.id, v.rule.title, _times(len(v.looks))] for v in verdicts])
    for verdict in judgement.broken:
        rule = verdict.rule
        click.echo(f"\n{rule.id} ({rule.truth}: {rule.source})\n  {rule.title}")
        for look in verdict.breaches:
            one = look.exchange
            click.echo(f"  {one.number}  {one.method} {one.path} -> {one.status}: {look.breach}")
            click.echo(f"      invaller explain {one.trace}")
    if judgement.run.dropped:
        click.echo(f"\n{judgement.run.dropped} older exchanges were dropped and are not judged")
    words = [verdict.word for verdict in verdicts]
    click.echo(
        f"\n{_counted(len(judgement.run))}: {words.count('kept')} rules kept, "
        f"{words.count('broken')} broken, {words.count('not at stake')} not at stake"
    )


def _counted(exchanges: int) -> str:
    return f"{exchanges} exchange{'' if exchanges == 1 else 's'}"


def _times(looks: int) -> str:
    return f"{looks} x" if looks else ""
