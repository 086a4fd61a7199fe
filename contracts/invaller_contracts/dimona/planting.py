"""Where a defect of Dimona is planted: the paths of its operations, and results."""

from collections.abc import Callable
from typing import Any

from invaller_contracts.provider.defects import Tamper, in_json
from invaller_contracts.provider.wire import Answer

SUBMIT = r".*/dimona/v2/declarations"
DECLARATION = r".*/dimona/v2/declarations/\d+"
DECLARATIONS = r".*/declarations/search"
PERIOD = r".*/periods/\d+"
PERIODS = r".*/periods/search"
RELATIONS = r".*/relations/search"
DAY = r".*/dailyRegistrations/\d+"
DAYS = r".*/dailyRegistrations"


def with_result(answer: Answer, *, change: Callable[[dict[str, Any]], object]) -> Answer:
    """The answer with another status block."""
    document = answer.json
    change(document["declarationStatus"])
    return answer.with_json(document)


def in_result(
    change: Callable[[dict[str, Any]], object], kind: str = "declarationStatus"
) -> Callable[[], Tamper]:
    """Another status block in results of declarations of a kind (else of all)."""

    def changed(document: Any) -> None:
        if kind in document:
            change(document["declarationStatus"])

    return in_json("GET", DECLARATION, changed)
