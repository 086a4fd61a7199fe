"""The clients that the stories of precontractual data are told with."""

from collections.abc import Iterator

import pytest

from invaller_clients import PrecontractualClient
from invaller_contracts.precontractual.client import precontractual_client
from invaller_contracts.simulator import Simulator


@pytest.fixture
def employer(sim: Simulator) -> Iterator[PrecontractualClient]:
    """The reference client of the employer of the examples, 0880820673."""
    with precontractual_client(sim, "employer") as client:
        yield client


@pytest.fixture
def mandatary(sim: Simulator) -> Iterator[PrecontractualClient]:
    """The reference client of the mandatary of the examples, 0123456789."""
    with precontractual_client(sim, "provider") as client:
        yield client
