"""What the stories of VAPH ISIS are told with."""

from collections.abc import Iterator

import pytest

from invaller_clients.vaph import Vaph
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import OTHER_UNIT, Wire, vaph_client


@pytest.fixture
def isis(sim: Simulator) -> Iterator[Vaph]:
    """The reference client of SE.50, where nothing is registered yet."""
    with vaph_client(sim) as client:
        yield client


@pytest.fixture
def other(sim: Simulator) -> Iterator[Vaph]:
    """The reference client of SE.51, which has what the document's answers show."""
    with vaph_client(sim, OTHER_UNIT, "alles") as client:
        yield client


@pytest.fixture
def wire(sim: Simulator) -> Wire:
    """Bare calls for SE.50."""
    return Wire(sim)
