"""The documentation: complete, true of the code, and its examples do what they show."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from invaller import apis
from invaller.cli import main
from invaller.kernel.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))


def read(name: str) -> str:
    """The text of a page."""
    return (ROOT / name).read_text("utf-8")


def make_targets() -> set[str]:
    """The targets of the Makefile that are made to be called."""
    declared = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert declared is not None
    return set(declared[1].split())


def commands(group: click.Group, above: str = "invaller") -> Iterator[str]:
    """Every command of the command line that does something itself."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}"


def operations() -> set[str]:
    """Every operation of the control plane, as method and path."""
    paths = yaml.safe_load(read("specs/control/openapi.yaml"))["paths"]
    return {
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method in item
        if method != "parameters"
    }


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, each cell without its code marks."""
    section = read(page).split(f" {heading}\n", 1)[1]
    found = re.search(r"^\|[-|]+\|\n((?:\|.*\|\n)+)", section, re.MULTILINE)
    assert found is not None
    lines = found[1].splitlines()
    return [
        [cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines
    ]


def test_make_targets_are_explained() -> None:
    """`make help` names every target, and nothing else."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    # What runs the tests may be make itself, whose flags are not for this one.
    environment = {name: text for name, text in os.environ.items() if "MAKE" not in name}
    told = subprocess.run(
        ["make", "help"], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert {line.split()[0] for line in told.stdout.splitlines()[1:]} == make_targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_targets_exist(page: Path) -> None:
    """Every make target that a page names exists."""
    named = re.findall(r"(?:`|^)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= make_targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file leads to one, and every link to a heading to one that is there."""
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", linked.read_text("utf-8"), re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}, target


def test_commands_are_documented() -> None:
    """The command line's page describes every command, and no other."""
    described = [row[0] for row in rows("docs/command-line.md", "Command line")]
    assert sorted(described) == sorted(commands(main))


def test_operations_are_documented() -> None:
    """The control plane's page names every operation, and no other."""
    named = re.findall(r"`((?:GET|PUT|POST|PATCH|DELETE) /[^ `]*)`", read("docs/control-plane.md"))
    assert {name for name in named if not name.startswith("/__admin")} == operations()


def test_operations_have_examples() -> None:
    """The control plane's page calls every operation at least once."""
    called = set()
    for line in read("docs/control-plane.md").splitlines():
        if line.startswith("$ ") and (found := re.search(r"\$SIM(/[^\s\"?]*)", line)):
            method = re.search(r"-X ([A-Z]+)", line)
            posts = "POST" if " -d " in line else "GET"
            called.add((method[1] if method else posts, found[1]))
    patterns = {
        operation: re.compile(re.sub(r"{\w+}", "[^/]+", operation.split()[1]))
        for operation in operations()
    }
    missing = [
        operation
        for operation, pattern in patterns.items()
        if not any(
            method == operation.split()[0] and pattern.fullmatch(path) for method, path in called
        )
    ]
    assert missing == []


def test_settings_are_documented() -> None:
    """The page of settings has every setting of a workspace, with its default."""
    documented = {row[0]: row[2] for row in rows("docs/settings.md", "Of a workspace")}
    assert set(documented) == set(asdict(Settings()))
    for name in ("seed", "clock", "strictness", "registers"):
        assert documented[name] == str(getattr(Settings(), name))


def test_switches_are_documented() -> None:
    """The page of settings has every switch of every API, with its choices in order."""
    documented = {row[0]: tuple(row[1].split(", ")) for row in rows("docs/settings.md", "Switches")}
    declared: dict[str, Any] = {
        switch.name: switch.choices for api in apis.load().values() for switch in api.switches
    }
    assert documented == declared


def test_serve_options_are_documented() -> None:
    """The page of settings has every option of `invaller serve`."""
    serve = main.get_command(click.Context(main), "serve")
    assert serve is not None
    options = {option for parameter in serve.params for option in parameter.opts}
    told = rows("docs/settings.md", "Of the server")
    assert {option for row in told for option in row[0].split(", ")} == options


def test_environment_is_documented() -> None:
    """The page of settings has every environment variable that the command line reads."""
    wait = main.get_command(click.Context(main), "wait")
    assert wait is not None
    read_ones = {parameter.envvar for parameter in wait.params if parameter.envvar}
    assert {row[0] for row in rows("docs/settings.md", "Of the environment")} == read_ones


def test_outages_are_documented() -> None:
    """The control plane's page names every part behind an API that a fault can take down."""
    told = {row[0]: row[1] for row in rows("docs/control-plane.md", "Faults")}
    for api in apis.load().values():
        for outage in api.outages:
            assert outage in told["effect.outage"]


def test_shell_examples_can_be_read() -> None:
    """Every block of shell commands on a page is one that a shell can read."""
    for page in PAGES:
        for block in re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
            subprocess.run(["bash", "-n"], input=block, text=True, check=True)
