"""Steps of VAPH ISIS: the settlement of a year, as the document shows it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from invaller_clients import NotFound
from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.vaph.client import vaph_client
from invaller_contracts.vaph.samples import AFREKENINGSCONTRACT, DELEUZE, GROUPS, KAZAK

YEAR = 2015


def contract(stage: Stage) -> Iterator[Check]:
    """An afrekeningscontract is added, read, changed and deleted."""
    with vaph_client(stage.sim) as isis:
        number = isis.add_afrekeningscontract(AFREKENINGSCONTRACT)
        added = replace(AFREKENINGSCONTRACT, id=number)
        yield Check("read", added, isis.get_afrekeningscontract(number))
        change = replace(added, prestatieeenheid=Decimal("0.8"))
        isis.change_afrekeningscontract(number, change)
        yield Check("listed when changed", (change,), isis.get_afrekeningscontracten())
        isis.delete_afrekeningscontract(number)
        yield Check("when deleted", 404, _status(lambda: isis.get_afrekeningscontract(number)))


def pensioners(stage: Stage) -> Iterator[Check]:
    """Both persons of the document; who is added again is overwritten, and wijzigen replaces."""
    with vaph_client(stage.sim) as isis:
        isis.add_bruggepensioneerden(YEAR, [KAZAK, DELEUZE])
        yield Check("list", (KAZAK, DELEUZE), isis.get_bruggepensioneerden(YEAR))
        corrected = replace(DELEUZE, bedrag=Decimal("900.5"))
        isis.add_bruggepensioneerden(YEAR, [corrected])
        yield Check("added again", (KAZAK, corrected), isis.get_bruggepensioneerden(YEAR))
        isis.replace_bruggepensioneerden(YEAR, [DELEUZE])
        yield Check("replaced", (DELEUZE,), isis.get_bruggepensioneerden(YEAR))
        isis.delete_bruggepensioneerden(YEAR)
        yield Check("when deleted", 404, _status(lambda: isis.get_bruggepensioneerden(YEAR)))


def variable(stage: Stage) -> Iterator[Check]:
    """The three groups of the document, replaced and deleted on wijzigen."""
    with vaph_client(stage.sim) as isis:
        isis.add_variabele_prestaties(YEAR, GROUPS)
        yield Check("list", GROUPS, isis.get_variabele_prestaties(YEAR))
        changed = tuple(replace(one, dubbel_vakantie_geld=Decimal("12.5")) for one in GROUPS)
        isis.replace_variabele_prestaties(YEAR, changed)
        yield Check("replaced", changed, isis.get_variabele_prestaties(YEAR))
        isis.delete_variabele_prestaties(YEAR)
        yield Check("when deleted", 404, _status(lambda: isis.get_variabele_prestaties(YEAR)))


def _status(ask: Callable[[], object]) -> int:
    """The status of an answer that should be a 404."""
    try:
        ask()
    except NotFound as missing:
        return missing.status
    return 200
