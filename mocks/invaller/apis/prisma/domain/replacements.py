"""Who stands in for a worker.

In requests WorkerNumber is the substitute; in answers it is the worker who is replaced, and
ReplacementWorkerNumber is the substitute. A request may use the form of the answers, so that
what was read can be sent back.

Source: facts, prisma_fields.json, Replacement.
"""

from collections.abc import Mapping
from typing import Any

REPLACED, SUBSTITUTE = "WorkerNumber", "ReplacementWorkerNumber"


def stored(sent: Mapping[str, Any]) -> dict[str, Any]:
    """A replacement as kept: only ReplacementWorkerNumber, and only when it was sent."""
    kept = {name: value for name, value in sent.items() if name not in (REPLACED, SUBSTITUTE)}
    substitute = sent.get(SUBSTITUTE) or sent.get(REPLACED)
    return {SUBSTITUTE: substitute, **kept} if substitute else kept


def shown(kept: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A replacement of worker `number` as answers show it."""
    return {REPLACED: number, **kept}
