"""Contracts: registering, changing, deleting, looking up.

Source: VAPH ISIS, Een contract registreren to Alle contracten opzoeken.
"""

from dataclasses import asdict
from datetime import date

from invaller.apis.vaph.bodies import read_document
from invaller.apis.vaph.domain.contracts import Line, check_one_valid_line, check_period
from invaller.apis.vaph.domain.people import Worker, check_number, check_unchanged
from invaller.apis.vaph.handlers.support import (
    Record,
    check_functions,
    created,
    done,
    label_of,
    mint,
    note_label,
    owned,
    refuse_if,
    writer,
    xml,
)
from invaller.apis.vaph.kinds import CONTRACT, PRESTATIE, WORKER, line_of
from invaller.apis.vaph.units import Unit, unit_of
from invaller.apis.vaph.wire.reading import Values
from invaller.apis.vaph.wire.shapes import CONTRACT as SHAPE
from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Finding

_KEPT = ("rijksregisternummer", "begindatum", "einddatum", "code", "ancJaar", "ancMaand")
"""What a contract keeps itself: names are the worker's, labels the table's."""

_NAMES_STAY = Finding(
    "vaph.worker.known-names-stay",
    "not documented: the document changes names through Een contract wijzigen",
    "the worker is known under other names, which stay; change a contract to change them",
)


def register(call: Call) -> Answer:
    """Register a contract; a worker who is not known is created."""
    unit, values = unit_of(call), read_document(call, SHAPE)
    sent, known = _worker(values), _known_worker(call, values["rijksregisternummer"])
    refuse_if(check_number(sent.rijksregisternummer))
    # Who is not known has no contracts: one look-up less for most registrations.
    others = [] if known is None else _others(call, unit, values)
    _check(call, values, 0, others)
    if known is None:
        call.workspace.documents.put(WORKER, sent.rijksregisternummer, asdict(sent))
    elif not known.is_named_like(sent):
        call.finding(_NAMES_STAY)
    identifier = mint(call, CONTRACT)
    _keep(call, unit, identifier, values)
    return created(call, identifier)


def change(call: Call) -> Answer:
    """Change a contract as a whole; the names of its worker change everywhere."""
    unit, values = unit_of(call), read_document(call, SHAPE)
    contract = contract_of(call, unit)
    refuse_if(check_unchanged(contract["rijksregisternummer"], values["rijksregisternummer"]))
    _check(call, values, contract["id"], _others(call, unit, values))
    sent = _worker(values)
    if _known_worker(call, sent.rijksregisternummer) != sent:
        call.workspace.documents.put(WORKER, sent.rijksregisternummer, asdict(sent))
    _keep(call, unit, contract["id"], values)
    return done()


def delete(call: Call) -> Answer:
    """Delete a contract and its prestaties; the worker stays known."""
    contract = contract_of(call, unit_of(call))
    documents = call.workspace.documents
    for key in documents.keys(PRESTATIE, {"contractId": contract["id"]}):
        documents.delete(PRESTATIE, key)
    documents.delete(CONTRACT, contract["id"])
    return done()


def look_up(call: Call) -> Answer:
    """One contract."""
    return xml(writer(call).contract(_shown(call, contract_of(call, unit_of(call)))))


def list_all(call: Call) -> Answer:
    """All contracts of a subsidie-eenheid, in the order of registration."""
    found = call.workspace.documents.find(CONTRACT, {"unit": unit_of(call).number})
    return xml(writer(call).contracts(_shown(call, contract) for contract in found))


def contract_of(call: Call, unit: Unit) -> Record:
    """The contract of the path; raises Refusal (404)."""
    return owned(call, unit, CONTRACT, "contractId", "contract")


def line(contract: Record) -> Line:
    """When a stored contract is valid."""
    end = contract["einddatum"]
    begin = date.fromisoformat(contract["begindatum"])
    return Line(contract["id"], begin, None if end is None else date.fromisoformat(end))


def _check(call: Call, values: Values, identifier: int, others: list[Record]) -> None:
    """Refuse what the rules do not allow of a contract; identifier: 0 for a new one."""
    asked = line({**values, "id": identifier})
    refuse_if(
        check_functions(call, [values["code"]]),
        check_period(asked),
        check_one_valid_line(asked, map(line, others)),
    )


def _others(call: Call, unit: Unit, values: Values) -> list[Record]:
    """The contracts of the same worker, function and unit."""
    key = line_of(unit.number, values["rijksregisternummer"], values["code"])
    return call.workspace.documents.find(CONTRACT, {"line": key})


def _keep(call: Call, unit: Unit, identifier: int, values: Values) -> None:
    note_label(call, values["code"], values["omschrijving"])
    kept = {name: values[name] for name in _KEPT}
    key = line_of(unit.number, values["rijksregisternummer"], values["code"])
    body = {"id": identifier, "unit": unit.number, "line": key, **kept}
    call.workspace.documents.put(CONTRACT, identifier, body)


def _worker(values: Values) -> Worker:
    return Worker(values["rijksregisternummer"], values["naam"], values["voornaam"])


def _known_worker(call: Call, number: str) -> Worker | None:
    found = call.workspace.documents.get(WORKER, number)
    return None if found is None else _worker(found)


def _shown(call: Call, contract: Record) -> Record:
    """A contract with the names of its worker and the label of its function."""
    number = contract["rijksregisternummer"]
    worker = _known_worker(call, number) or Worker(number, "", "")
    label = label_of(call, contract["code"])
    return {**contract, "naam": worker.naam, "voornaam": worker.voornaam, "omschrijving": label}
