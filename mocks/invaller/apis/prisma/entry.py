"""One entry of the queue, as the local program reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from invaller.apis.prisma.domain.outcome import Outcome
from invaller.kernel.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Entry:
    """A call that was accepted.

    id: the unique identifier; employer: external number of the employer, as a text;
    user: user name of the certificate; parameters: path and query parameters by the names of
    the specification, numbers as numbers and dates as yyyymmdd; body: mended and valid.
    """

    id: str
    operation: str
    employer: str
    user: str
    parameters: Mapping[str, Any]
    body: Any


Perform = Callable[[Workspace, Entry, datetime], Outcome]
"""Does what an entry asks, at an instant; raises Refused before the first change."""
