"""The client that the stories of Loket are told with, and what they are about."""

from collections.abc import Iterator

import pytest

from invaller_contracts.loket.client import CheckedLoketClient, loket_client
from invaller_contracts.loket.samples import Nursery
from invaller_contracts.simulator import Simulator


@pytest.fixture
def loket(sim: Simulator) -> Iterator[CheckedLoketClient]:
    """The reference client of a user of provider De Linde who may do everything there."""
    with loket_client(sim) as client:
        yield client


@pytest.fixture
def nursery(loket: CheckedLoketClient) -> Nursery:
    """The employer that the stories are about."""
    return Nursery(loket)
