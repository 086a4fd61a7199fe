"""How a story tells that an entry of the queue is refused."""

from collections.abc import Callable

import pytest

from invaller_clients import EntryFailed


def statuscode_of(use: Callable[[], object]) -> str:
    """The Statuscode with which a call is refused; the test fails when it is not."""
    with pytest.raises(EntryFailed) as caught:
        use()
    return caught.value.statuscode
