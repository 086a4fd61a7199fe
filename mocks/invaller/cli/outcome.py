"""How a command ends when it could not run."""

import click


class CouldNotRun(click.ClickException):
    """The command could not be carried out; the message says why. Exit status 2."""

    exit_code = 2
