"""The client that the stories of Dimona are told with, and whom they are about."""

from collections.abc import Iterator

import pytest

from invaller_clients import DimonaClient
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.environment import STRANGER
from invaller_contracts.dimona.samples import Cast
from invaller_contracts.dimona.tidying import TidyDimonaClient
from invaller_contracts.provider.target import Target


@pytest.fixture
def cast(target: Target) -> Cast:
    """The employers and workers of the target."""
    return Cast.of(target)


@pytest.fixture
def dimona(target: Target) -> Iterator[DimonaClient]:
    """The reference client of a mandatary that may declare for every employer.

    At a real environment it cancels in the end what it declared.
    """
    yield from _tidied(target, "provider")


@pytest.fixture
def stranger(target: Target) -> Iterator[DimonaClient]:
    """The reference client of an employer that has nothing to do with those of the cast."""
    yield from _tidied(target, STRANGER)


def _tidied(target: Target, client: str) -> Iterator[DimonaClient]:
    kind = TidyDimonaClient if target.is_real else DimonaClient
    with dimona_client(target, client, kind=kind) as used:
        yield used
        if isinstance(used, TidyDimonaClient):
            used.tidy()
