"""`invaller state`."""

import json
from pathlib import Path
from typing import Any

import click

from invaller.cli.outcome import CouldNotRun
from invaller.cli.remote import Remote, remote, show

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def state() -> None:
    """Export, import and compare what a workspace holds."""


@state.command()
@click.argument("file", type=_FILE, required=False)
@remote
def export(server: Remote, file: Path | None) -> None:
    """Write the state to a file, or show it."""
    document = server.ask("GET", "/state")
    if file is None:
        show(document)
        return
    try:
        file.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise CouldNotRun(f"cannot write {file}: {error}") from error
    click.echo(f"state of {document['workspace']} in {file}")


@state.command("import")
@click.argument("file", type=_FILE)
@click.option("--merge", is_flag=True, help="Add to what is there instead of replacing it.")
@remote
def import_(server: Remote, file: Path, merge: bool) -> None:
    """Bring a state in."""
    answer = server.ask("PATCH" if merge else "PUT", "/state", _read(file))
    click.echo(f"{answer['documents']} documents brought in")


@state.command()
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE, required=False)
@remote
def diff(server: Remote, before: Path, after: Path | None) -> None:
    """What changed between an export and another one, or the present state. Exit 1: something."""
    changes = list(
        _changes(
            _read(before)["documents"],
            (_read(after) if after else server.ask("GET", "/state"))["documents"],
        )
    )
    for change in changes:
        click.echo(change)
    if changes:
        raise SystemExit(1)
    click.echo("nothing changed")


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    lines = []
    for kind in sorted(before | after):
        old, new = before.get(kind, {}), after.get(kind, {})
        for key in sorted(old | new):
            if old.get(key) == new.get(key):
                continue
            sign = "+" if key not in old else "-" if key not in new else "~"
            lines.append(f"{sign} {kind} {key}{_members(old.get(key, {}), new.get(key, {}))}")
    return lines


def _members(old: dict[str, Any], new: dict[str, Any]) -> str:
    changed = [name for name in sorted(old | new) if old.get(name) != new.get(name)]
    if not old or not new:
        return ""
    return "".join(f"\n    {name}: {old.get(name)!r} -> {new.get(name)!r}" for name in changed)


def _read(file: Path) -> Any:
    try:
        document = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CouldNotRun(f"cannot read {file}: {error}") from error
    documents = document.get("documents") if isinstance(document, dict) else None
    if not isinstance(documents, dict):
        raise CouldNotRun(f"{file} is no state: it has no documents; see 'invaller state export'")
    return document
