"""The command line against a served simulator."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from invaller.cli import main
from invaller_contracts.simulator import Simulator

Invaller = Callable[..., Result]


@pytest.fixture
def invaller(sim: Simulator) -> Invaller:
    """Run a command about the test's workspace; `exit_code` is what it must end with."""
    environment = {
        "INVALLER_URL": sim.url.split("/w/")[0],
        "INVALLER_WORKSPACE": sim.name,
        "INVALLER_TOKEN": None,
    }

    def run(*arguments: str, exit_code: int = 0, **changes: str) -> Result:
        result = CliRunner().invoke(main, arguments, env={**environment, **changes})
        assert result.exit_code == exit_code, (result.output, result.exception)
        return result

    return run
