"""Clients of VAPH ISIS with one bad habit each, and healthy ones that meet every occasion."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest
from lxml import etree

from invaller_clients import BadRequest, Forbidden, NotFound, ServerError, TransportError
from invaller_clients.vaph import Vaph
from invaller_contracts.consumer.broken import (
    BrokenClient,
    Drive,
    HealthyClient,
    Tampered,
    without_header,
)
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import OTHER_UNIT, PASSWORDS, Wire, vaph_client
from invaller_contracts.vaph.samples import (
    AFREKENINGSCONTRACT,
    CONTRACT,
    DELEUZE,
    GROUPS,
    KAZAK,
    PRESTATIE,
    printed,
)

SOMEBODY = "85051000164"
GUIDO = replace(CONTRACT, rijksregisternummer=SOMEBODY, naam="Deleuze", voornaam="Guido")

LAX = etree.XMLSchema(
    etree.XML(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="contract"/>'
        "</xs:schema>"
    )
)
"""An XSD that lets every contract pass."""

BEFORE_DEPRECATION = {"now": "2019-02-01T09:00:00+01:00"}

Habit = Callable[[Vaph], object]
"""What somebody does with the reference client."""


def _does(habit: Habit, **options: Any) -> Drive:
    """A drive of the reference client; what the server refuses does not stop it."""

    def drive(sim: Simulator) -> None:
        with vaph_client(sim, **options) as isis, suppress(BadRequest, Forbidden, NotFound):
            habit(isis)

    return drive


def _tampered(change: Callable[[httpx.Request], httpx.Request]) -> Drive:
    """Registers the contract of the document on a connection that changes requests."""

    def drive(sim: Simulator) -> None:
        with vaph_client(sim, transport=Tampered(change)) as isis:
            isis.register_contract(CONTRACT)

    return drive


def _with_query(request: httpx.Request) -> httpx.Request:
    login = {"user": "isis", "password": PASSWORDS["isis"]}
    request.url = request.url.copy_merge_params(login)
    return request


def _with_query_only(request: httpx.Request) -> httpx.Request:
    del request.headers["Authorization"]
    return _with_query(request)


def _as_text(sim: Simulator) -> None:
    wire = Wire(sim, headers={"Content-Type": "text/plain"})
    wire.put("/contract", printed("registerContract.request"))


def _without_content_type(sim: Simulator) -> None:
    with vaph_client(sim, transport=without_header("Content-Type")) as isis:
        isis.register_contract(CONTRACT)


def _not_xml(sim: Simulator) -> None:
    Wire(sim).put("/contract", printed("registerContract.request").partition(b"</functie>")[0])


def _deletes_on_the_list(sim: Simulator) -> None:
    with vaph_client(sim) as isis:
        isis.add_bruggepensioneerden(2015, [KAZAK])
    Wire(sim).delete("/afrekeningen/2015/gepensioneerden")


def _posts(sim: Simulator) -> None:
    Wire(sim).call("POST", "/contract", printed("registerContract.request"))


def _asks_by_name(sim: Simulator) -> None:
    Wire(sim).get("/contract/Doe")


def _lost(sim: Simulator, operation: str, **effect: Any) -> None:
    """The next call of an operation is not answered as it should be."""
    sim.faults.add(api="vaph", operation=operation, times=1, effect=effect)


def _sends_again(sim: Simulator) -> None:
    _lost(sim, "addAfrekeningscontract", drop=True)
    with vaph_client(sim) as isis:
        with suppress(TransportError):
            isis.add_afrekeningscontract(AFREKENINGSCONTRACT)
        isis.add_afrekeningscontract(AFREKENINGSCONTRACT)


def _looks_elsewhere(sim: Simulator) -> None:
    """The list of contracts does not tell what became of an afrekeningscontract."""
    _lost(sim, "addAfrekeningscontract", status=500)
    with vaph_client(sim) as isis:
        with suppress(ServerError):
            isis.add_afrekeningscontract(AFREKENINGSCONTRACT)
        isis.get_contracten()
        isis.add_afrekeningscontract(AFREKENINGSCONTRACT)


def _insists(sim: Simulator) -> None:
    with vaph_client(sim) as isis:
        for _ in range(2):
            with pytest.raises(BadRequest):
                isis.register_contract(replace(CONTRACT, functie="999"))


def _guesses(sim: Simulator) -> None:
    with vaph_client(sim, password="wrong") as isis:
        for _ in range(2):
            with pytest.raises(Forbidden):
                isis.get_contracten()


def _changes_worker(isis: Vaph) -> None:
    isis.change_contract(
        isis.register_contract(CONTRACT), replace(CONTRACT, rijksregisternummer=SOMEBODY)
    )


def _renames(isis: Vaph) -> None:
    isis.register_contract(GUIDO)
    isis.register_contract(replace(GUIDO, voornaam="Guy", functie="130"))


def _doubles(isis: Vaph) -> None:
    contract = isis.register_contract(CONTRACT)
    isis.register_prestatie(contract, PRESTATIE)
    isis.register_prestatie(contract, replace(PRESTATIE, uren=Decimal(150)))


def _overlaps(isis: Vaph) -> None:
    isis.register_contract(CONTRACT)
    isis.register_contract(replace(CONTRACT, begindatum=date(2014, 7, 1), anc_jaar=6))


def _outside(isis: Vaph) -> None:
    contract = isis.register_contract(CONTRACT)
    isis.register_prestatie(contract, replace(PRESTATIE, jaar=2016))


def _year(sim: Simulator) -> None:
    """What an employer tells of a year, with everything that is corrected on the way."""
    with vaph_client(sim) as isis:
        wrong = isis.register_contract(replace(CONTRACT, rijksregisternummer="01020300170"))
        isis.delete_contract(wrong)
        number = isis.register_contract(CONTRACT)
        isis.change_contract(number, replace(isis.get_contract(number), omschrijving=None))
        first = isis.register_prestatie(number, PRESTATIE)
        isis.delete_prestatie(number, first)
        isis.register_prestatie(number, replace(PRESTATIE, uren=Decimal(150)))
        isis.register_contract(replace(CONTRACT, begindatum=date(2015, 1, 1), einddatum=None))
        settled = isis.add_afrekeningscontract(AFREKENINGSCONTRACT)
        isis.change_afrekeningscontract(settled, replace(AFREKENINGSCONTRACT, anc_maand=0))
        isis.add_bruggepensioneerden(2015, [KAZAK])
        isis.add_bruggepensioneerden(2015, [DELEUZE])
        isis.replace_bruggepensioneerden(2015, [DELEUZE])
        isis.add_variabele_prestaties(2015, GROUPS)
        isis.delete_bruggepensioneerden(2015)


def _cautious(sim: Simulator) -> None:
    """Answers get lost: what was registered is found in the list, what was not is sent again."""
    with vaph_client(sim) as isis:
        _lost(sim, "registerContract", drop=True)
        with pytest.raises(TransportError):
            isis.register_contract(CONTRACT)
        [contract] = isis.get_contracten()
        assert contract.id is not None
        _lost(sim, "registerPrestatie", status=500)
        with pytest.raises(ServerError):
            isis.register_prestatie(contract.id, PRESTATIE)
        assert isis.get_prestaties(contract.id) == ()
        isis.register_prestatie(contract.id, PRESTATIE)
        _lost(sim, "changeContract", drop=True)
        # A change and a deletion may be sent again: they leave what they left before.
        for _ in range(2):
            with suppress(TransportError):
                isis.change_contract(contract.id, CONTRACT)


def _corrects(sim: Simulator) -> None:
    """What is refused is corrected: a login, a document, and what stood in a document's way."""
    with vaph_client(sim, password="wrong") as isis, pytest.raises(Forbidden):
        isis.get_contracten()
    unknown = replace(CONTRACT, functie="777")
    with vaph_client(sim) as isis:
        with pytest.raises(BadRequest):
            isis.register_contract(unknown)
        isis.register_contract(replace(unknown, functie="630"))
        with pytest.raises(BadRequest):
            isis.register_contract(replace(unknown, begindatum=date(2015, 1, 1), einddatum=None))
        state = sim.state()["documents"]["vaph.function"]["630"]
        sim.merge({"vaph.function": {"777": {**state, "code": "777"}}})
        isis.register_contract(replace(unknown, begindatum=date(2015, 1, 1), einddatum=None))
        with pytest.raises(NotFound):
            isis.replace_bruggepensioneerden(2015, [KAZAK])
        isis.add_bruggepensioneerden(2015, [KAZAK])
        isis.replace_bruggepensioneerden(2015, [KAZAK])


def _two_of_them(sim: Simulator) -> None:
    """Two logins with a subsidie-eenheid each, and the same documents; one has lost an answer."""
    with vaph_client(sim) as isis, vaph_client(sim, "SE.52", "alles") as other:
        _lost(sim, "addAfrekeningscontract", status=500)
        with pytest.raises(ServerError):
            isis.add_afrekeningscontract(AFREKENINGSCONTRACT)
        for each in (other, other):
            each.add_afrekeningscontract(AFREKENINGSCONTRACT)
        for each in (isis, other):
            each.register_contract(GUIDO)


HEALTHY = (
    HealthyClient("tells a year of a worker, and corrects what was wrong", _year),
    HealthyClient("looks up what became of calls without an answer", _cautious),
    HealthyClient("corrects what was refused", _corrects),
    HealthyClient("shares a workspace with another", _two_of_them),
    HealthyClient(
        "registers at /isis-rest before that is deprecated",
        _does(lambda isis: isis.register_contract(CONTRACT), base="/isis-rest"),
        BEFORE_DEPRECATION,
    ),
)


def _broken(
    rule: str,
    title: str,
    drive: Drive,
    settings: Mapping[str, Any] | None = None,
    also: tuple[str, ...] = (),
) -> BrokenClient:
    return BrokenClient(
        f"vaph.client.{rule}", title, drive, settings or {}, tuple(f"vaph.client.{a}" for a in also)
    )


BROKEN = (
    _broken(
        "validates-before-sending",
        "has an XSD of its own that allows everything",
        _does(lambda isis: isis.register_contract(replace(CONTRACT, anc_jaar=41)), schema=LAX),
    ),
    _broken("validates-before-sending", "sends half a document", _not_xml),
    _broken("says-that-it-sends-xml", "says that its documents are text", _as_text),
    _broken("says-that-it-sends-xml", "does not say what it sends", _without_content_type),
    _broken("documented-calls-only", "deletes a list where it reads it", _deletes_on_the_list),
    _broken("documented-calls-only", "registers with POST", _posts),
    _broken("documented-calls-only", "looks for contracts by name", _asks_by_name),
    _broken(
        "no-deprecated-base-url",
        "stayed with /isisRest",
        _does(lambda isis: isis.register_contract(CONTRACT), base="/isisRest"),
    ),
    _broken(
        "afrekeningen-at-isis",
        "asks for afrekeningen at /isis-rest",
        _does(lambda isis: isis.get_afrekeningscontracten(), base="/isis-rest"),
        BEFORE_DEPRECATION,
    ),
    _broken(
        "login-by-basic",
        "logs in by the URL alone",
        _tampered(_with_query_only),
        # A login that is not in the header can only be in the URL.
        also=("no-password-in-url",),
    ),
    _broken("no-password-in-url", "puts its login into the URL too", _tampered(_with_query)),
    _broken(
        "calls-for-its-own-units",
        "asks for a subsidie-eenheid of others",
        _does(lambda isis: isis.get_contracten(), unit=OTHER_UNIT),
    ),
    _broken(
        "calls-for-its-own-units",
        "asks for a subsidie-eenheid that there is not",
        _does(lambda isis: isis.get_afrekeningscontracten(), unit="SE.999"),
    ),
    _broken("failed-login-not-repeated", "goes on with a wrong password", _guesses),
    _broken("looks-up-before-repeating", "sends again when nobody answers", _sends_again),
    _broken("looks-up-before-repeating", "looks in another list", _looks_elsewhere),
    _broken("corrects-what-was-refused", "insists on a function that there is not", _insists),
    _broken(
        "wrong-worker-registered-anew", "changes the worker of a contract", _does(_changes_worker)
    ),
    _broken("names-through-wijzigen", "registers a worker under a new name", _does(_renames)),
    _broken(
        "checks-national-numbers",
        "sends a rijksregisternummer with a typing error",
        _does(
            lambda isis: isis.register_contract(
                replace(CONTRACT, rijksregisternummer="27120934735")
            )
        ),
    ),
    _broken("one-contract-line", "leaves the earlier contract as it is", _does(_overlaps)),
    _broken("prestatie-once-a-month", "registers a month again to correct it", _does(_doubles)),
    _broken("prestatie-within-contract", "registers a month after the end", _does(_outside)),
    _broken(
        "one-year-a-list",
        "sends the list of last year as that of this one",
        _does(lambda isis: isis.add_bruggepensioneerden(2016, [KAZAK])),
    ),
)
