"""Afrekeningscontracten: adding, changing, deleting, looking up.

Source: VAPH ISIS, Alle afrekeningscontracten opzoeken to Een afrekeningscontract verwijderen.
"""

from invaller.apis.vaph.bodies import read_document
from invaller.apis.vaph.domain.people import check_number
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
from invaller.apis.vaph.kinds import AFREKENING
from invaller.apis.vaph.units import unit_of
from invaller.apis.vaph.wire.reading import Values
from invaller.apis.vaph.wire.shapes import AFREKENING as SHAPE
from invaller.kernel.calls import Answer, Call


def add(call: Call) -> Answer:
    """Add an afrekeningscontract; the same person, function and year may be there already."""
    values = read_document(call, SHAPE)
    _check(call, values)
    identifier = mint(call, AFREKENING)
    _keep(call, identifier, values)
    return created(call, identifier)


def change(call: Call) -> Answer:
    """Change an afrekeningscontract as a whole, its rijksregisternummer included."""
    values = read_document(call, SHAPE)
    identifier = _found(call)["id"]
    _check(call, values)
    _keep(call, identifier, values)
    return done()


def delete(call: Call) -> Answer:
    """Delete an afrekeningscontract."""
    call.workspace.documents.delete(AFREKENING, _found(call)["id"])
    return done()


def look_up(call: Call) -> Answer:
    """One afrekeningscontract."""
    return xml(writer(call).afrekeningscontract(_shown(call, _found(call))))


def list_all(call: Call) -> Answer:
    """All afrekeningscontracten of a subsidie-eenheid, in the order in which they were added."""
    found = call.workspace.documents.find(AFREKENING, {"unit": unit_of(call).number})
    return xml(writer(call).afrekeningscontracten(_shown(call, record) for record in found))


def _found(call: Call) -> Record:
    """The afrekeningscontract of the path; raises Refusal (404)."""
    return owned(call, unit_of(call), AFREKENING, "afrekeningscontractId", "afrekening")


def _check(call: Call, values: Values) -> None:
    refuse_if(check_number(values["rijksregisternummer"]), check_functions(call, [values["code"]]))


def _keep(call: Call, identifier: int, values: Values) -> None:
    note_label(call, values["code"], values["omschrijving"])
    kept = {name: value for name, value in values.items() if name != "omschrijving"}
    body = {**kept, "id": identifier, "unit": unit_of(call).number}
    call.workspace.documents.put(AFREKENING, identifier, body)


def _shown(call: Call, record: Record) -> Record:
    return {**record, "omschrijving": label_of(call, record["code"])}
