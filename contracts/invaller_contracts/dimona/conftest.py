"""The client that the stories of Dimona are told with."""

from collections.abc import Iterator

import pytest

from invaller_clients import DimonaClient
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.simulator import Simulator


@pytest.fixture
def dimona(sim: Simulator) -> Iterator[DimonaClient]:
    """The reference client of a mandatary that may declare for every employer."""
    with dimona_client(sim) as client:
        yield client
