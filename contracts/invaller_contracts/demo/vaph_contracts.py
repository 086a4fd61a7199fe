"""Steps of VAPH ISIS: the contract of John Doe and its prestaties, from the first to the last."""

from collections.abc import Iterator
from dataclasses import replace

from invaller_clients import BadRequest, NotFound
from invaller_contracts.demo.stage import Stage
from invaller_contracts.demo.walk import Check
from invaller_contracts.vaph.client import Wire, vaph_client
from invaller_contracts.vaph.samples import CONTRACT, LABEL, PRESTATIE, printed

ANSWERED = replace(CONTRACT, omschrijving=LABEL)


def registered(stage: Stage) -> Iterator[Check]:
    """The request of the document; its answer has a URL, an id and the label of the function."""
    with vaph_client(stage.sim) as isis:
        number = isis.register_contract(CONTRACT)
        stage.numbers["isis-contract"] = number
        yield Check("read", replace(ANSWERED, id=number), isis.get_contract(number))
        yield Check("listed", [number], [one.id for one in isis.get_contracten()])


def changed(stage: Stage) -> Iterator[Check]:
    """The change of the document; another rijksregisternummer is blocked, and says why."""
    number = stage.numbers["isis-contract"]
    wire = Wire(stage.sim)
    answer = wire.put(f"/contract/{number}", printed("changeContract.request"))
    yield Check("status", 200, answer.status_code)
    with vaph_client(stage.sim) as isis:
        yield Check("read", replace(ANSWERED, id=number), isis.get_contract(number))
        trace = ""
        try:
            isis.change_contract(number, replace(CONTRACT, rijksregisternummer="85051000164"))
        except BadRequest as refused:
            trace = refused.trace or ""
        yield Check("still read", replace(ANSWERED, id=number), isis.get_contract(number))
    rule = stage.sim.explain(trace)["explanations"][0]["rule"]
    yield Check("blocked", "vaph.contract.change-national-number-400", rule)


def prestatie(stage: Stage) -> Iterator[Check]:
    """January 2014 is registered, read as uurstelsel, listed and deleted."""
    contract = stage.numbers["isis-contract"]
    with vaph_client(stage.sim) as isis:
        number = isis.register_prestatie(contract, PRESTATIE)
        expected = replace(PRESTATIE, id=number, contract_id=contract)
        yield Check("read", expected, isis.get_prestatie(contract, number))
        yield Check("listed", (expected,), isis.get_prestaties(contract))
        isis.delete_prestatie(contract, number)
        yield Check("listed when deleted", (), isis.get_prestaties(contract))


def deleted(stage: Stage) -> Iterator[Check]:
    """The contract goes, and is not found any more."""
    number = stage.numbers["isis-contract"]
    status = 0
    with vaph_client(stage.sim) as isis:
        isis.delete_contract(number)
        try:
            isis.get_contract(number)
        except NotFound as missing:
            status = missing.status
    yield Check("status", 404, status)


def refused_by_the_xsd(stage: Stage) -> Iterator[Check]:
    """Seniority of 41 years: the XSD refuses it, and the nearest value is told."""
    body = printed("registerContract.request").replace(b">5<", b">41<")
    answer = Wire(stage.sim).put("/contract", body)
    yield Check("status", 400, answer.status_code)
    (reason,) = stage.sim.explain(answer)["explanations"]
    yield Check("where", "line 13, /contract/ancJaar", reason["where"])
    yield Check("found and nearest", ("41", "40"), (reason["found"], reason["nearest"]))
