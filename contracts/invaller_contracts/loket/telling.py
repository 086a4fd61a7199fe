"""What stories of Loket that run anywhere are told with: a client that tidies up, and waiting."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from invaller_clients import LoketClient
from invaller_contracts.loket.client import CheckedLoketClient, loket_client
from invaller_contracts.loket.tidying import TidyLoketClient
from invaller_contracts.provider.target import Target

NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that no record has."""

_TIMES, _SECONDS = 59, 10.0
"""How often it is looked, and the time in between: within the patience of the environment."""

Found = TypeVar("Found")


def tidy_client(target: Target) -> Iterator[CheckedLoketClient]:
    """The reference client of a user of the employer; at a URL it takes back what it wrote."""
    kind = TidyLoketClient if target.is_real else CheckedLoketClient
    with loket_client(target, kind=kind) as client:
        yield client
        if isinstance(client, TidyLoketClient):
            client.tidy()


def taken_back(
    loket: LoketClient, operation: str, parameters: Mapping[str, object], body: object = None
) -> None:
    """Let a call be made in the end, the latest first, by a client that tidies up."""
    if isinstance(loket, TidyLoketClient):
        loket.later(operation, parameters, body)


def looked_for(
    target: Target, look: Callable[[], Found], is_there: Callable[[Found], bool]
) -> Found:
    """What is seen as soon as it is there, or at last: whoever asks asserts which it is."""
    found = look()
    for _ in range(_TIMES):
        if is_there(found):
            break
        target.wait(_SECONDS)
        found = look()
    return found
