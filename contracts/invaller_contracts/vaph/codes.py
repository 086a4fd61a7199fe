"""What VAPH ISIS tells apart by codes: functions, function groups and kinds of documents."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from invaller.kernel.specs import read_yaml
from invaller_contracts.consumer.coverage import Codes
from invaller_contracts.consumer.run import Exchange

_FUNCTION = re.compile(r"<functie>\s*(?:<code>\s*)?([^<\s]+)")
_GROUP = re.compile(r"<functieGroep>\s*([^<]*?)\s*</")
_GROUPS = ("GROEP 1", "GROEP 2", "GROEP 3")
"""Values of functieGroep (types.xsd)."""

_DOCUMENTS: Mapping[str, str] = {
    "registerContract": "contract",
    "changeContract": "contract",
    "registerPrestatie": "prestatie",
    "addAfrekeningscontract": "afrekeningscontract",
    "changeAfrekeningscontract": "afrekeningscontract",
    "addBruggepensioneerden": "bruggepensioneerden",
    "replaceBruggepensioneerden": "bruggepensioneerden",
    "addVariabelePrestaties": "variabele prestaties",
    "replaceVariabelePrestaties": "variabele prestaties",
}
"""Kind of document by the operation that takes one."""


def _functions() -> Sequence[str]:
    return [str(one["code"]) for one in read_yaml("vaph", "functies.yaml")["functies"]]


def _told(pattern: re.Pattern[str]) -> Callable[[Exchange], Iterator[str]]:
    """What a pattern finds in what was accepted, and in what was answered."""

    def met(exchange: Exchange) -> Iterator[str]:
        if exchange.api == "vaph" and exchange.ok:
            for body in (exchange.request_body, exchange.response_body):
                yield from pattern.findall(body) if isinstance(body, str) else ()

    return met


def _documents(exchange: Exchange) -> Iterator[str]:
    kind = _DOCUMENTS.get(exchange.operation)
    if exchange.ok and kind is not None:
        yield kind


CODES = (
    Codes("functions", _functions, _told(_FUNCTION)),
    Codes("function groups", lambda: _GROUPS, _told(_GROUP)),
    Codes("documents accepted", lambda: list(dict.fromkeys(_DOCUMENTS.values())), _documents),
)
