"""What a client asked of precontractual data, and what it was told, read from its exchanges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from invaller_contracts.consumer.common import of_operations
from invaller_contracts.consumer.run import Exchange

is_verification = of_operations("verifyPrecontractualData", "verifyPreContractualData")
"""Every verification, under both spellings of its path (precontractual data, 3.2.2)."""

KINDS = frozenset({"flexiJob", "studentJob"})
"""What can be verified; nothing and `all` ask for both (3.2.1.1)."""

PARAMETERS = frozenset(
    {
        "mandataryEnterpriseNumber",
        "citizen",
        "startDate",
        "representedEnterpriseNumber",
        "typeOfWorker",
        "mandatarySsin",
    }
)
"""The parameters that there are (3.2.1.1)."""

_BLOCKS = {"flexiJob": "flexiJobResult", "studentJob": "studentJobResult"}


@dataclass(frozen=True, slots=True)
class Question:
    """What a verification asks: who asks, for whom, about whom, from which day, and what."""

    asker: str
    represented: str
    citizen: str
    start: str
    kinds: frozenset[str]

    @classmethod
    def of(cls, exchange: Exchange) -> Self:
        """Read it from the query; what was not sent is empty."""

        def sent(name: str) -> str:
            return exchange.query.get(name, [""])[0].strip()

        named = frozenset(exchange.query.get("typeOfWorker", ()))
        return cls(
            asker=sent("mandataryEnterpriseNumber"),
            represented=sent("representedEnterpriseNumber"),
            citizen=sent("citizen"),
            start=sent("startDate"),
            kinds=named if named and named <= KINDS else KINDS,
        )

    @property
    def employer(self) -> str:
        """The future employer: who is represented, else who asks (3.2.1.1)."""
        return self.represented or self.asker


def blocks(exchange: Exchange) -> Mapping[str, Mapping[str, Any]]:
    """The blocks of an answer by the kind that they tell about; none when it was refused."""
    body = exchange.response_body
    if not exchange.ok or not isinstance(body, Mapping):
        return {}
    return {kind: body[name] for kind, name in _BLOCKS.items() if name in body}


def causes(exchange: Exchange) -> Iterator[str]:
    """The causes of what could not be told (3.3.1 to 3.3.4)."""
    for block in blocks(exchange).values():
        yield block.get("description", {}).get("cause", "")


def allowed(exchange: Exchange) -> frozenset[str]:
    """What the blocks say: ok, nok, unknown, noGrant or errorGrant."""
    return frozenset(str(block.get("allowed")) for block in blocks(exchange).values())
