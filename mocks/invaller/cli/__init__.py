"""The command line: `serve` runs a server, everything else talks to a running one."""

from importlib import import_module

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


class Commands(click.Group):
    """The commands, loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, in the order in which they are documented."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(f"invaller.cli.{module}"), cmd_name)
        return command


@click.group(cls=Commands)
@click.version_option(VERSION, prog_name="invaller")
def main() -> None:
    """Simulators of HR and payroll APIs: Dimona, precontractual data and more.

    Exit status: 0 done, 1 checks failed, 2 could not run.
    """
