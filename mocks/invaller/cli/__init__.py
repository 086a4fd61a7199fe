"""The command line: `serve` runs a server, everything else talks to a running one."""

from importlib import import_module
from importlib.metadata import entry_points

import click

from invaller.kernel.version import VERSION

COMMANDS = {
    "serve": "serve",
    "wait": "server",
    "reset": "server",
    "workspace": "workspaces",
    "clock": "clock",
    "pending": "clock",
    "requests": "journal",
    "explain": "journal",
    "faults": "faults",
    "state": "state",
    "fidelity": "fidelity",
    "token": "workspaces",
    "certs": "certs",
}
"""Each command and the module that holds it, so that a command loads only what it needs."""


GROUP = "invaller.commands"
"""Entry points of this group are commands too: packages above the simulator bring them."""


class Commands(click.Group):
    """The commands, loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, in the order in which they are documented."""
        return [*COMMANDS, *sorted(point.name for point in entry_points(group=GROUP))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        module = COMMANDS.get(cmd_name)
        if module is not None:
            command: click.Command = getattr(import_module(f"invaller.cli.{module}"), cmd_name)
            return command
        for point in entry_points(group=GROUP, name=cmd_name):
            brought: click.Command = point.load()
            return brought
        return None


@click.group(cls=Commands)
@click.version_option(VERSION, prog_name="invaller")
def main() -> None:
    """Simulators of HR and payroll APIs: Dimona, precontractual data and more.

    Exit status: 0 done, 1 checks failed, 2 could not run.
    """
