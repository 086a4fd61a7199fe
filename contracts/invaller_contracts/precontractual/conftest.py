"""The clients that the stories of precontractual data are told with, and whom they are about."""

from collections.abc import Iterator

import pytest

from invaller_clients import PrecontractualClient
from invaller_contracts.precontractual.casting import Cast
from invaller_contracts.precontractual.client import precontractual_client
from invaller_contracts.provider.target import Target


@pytest.fixture
def cast(target: Target) -> Cast:
    """The enterprises and citizens of the target."""
    return Cast(target)


@pytest.fixture
def employer(target: Target) -> Iterator[PrecontractualClient]:
    """The reference client of an employer; that of the examples on a simulator, 0880820673."""
    with precontractual_client(target, "employer") as client:
        yield client


@pytest.fixture
def mandatary(target: Target) -> Iterator[PrecontractualClient]:
    """The reference client of a mandatary; that of the examples on a simulator, 0123456789."""
    with precontractual_client(target, "provider") as client:
        yield client
