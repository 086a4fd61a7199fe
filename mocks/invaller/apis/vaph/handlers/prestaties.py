"""Prestaties of a contract: registering, deleting, looking up; there is no changing.

Source: VAPH ISIS, Een prestatie registreren to Alle prestaties opzoeken.
"""

from invaller.apis.vaph.bodies import read_document
from invaller.apis.vaph.domain.prestaties import check_contract, check_month, is_outside
from invaller.apis.vaph.handlers.contracts import contract_of, line
from invaller.apis.vaph.handlers.support import (
    Record,
    created,
    done,
    mint,
    missing,
    refuse_if,
    writer,
    xml,
)
from invaller.apis.vaph.kinds import PRESTATIE
from invaller.apis.vaph.units import unit_of
from invaller.apis.vaph.wire.shapes import PRESTATIE as SHAPE
from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Finding

_OUTSIDE = Finding(
    "vaph.prestatie.outside-contract-finding",
    "not documented",
    "the month lies wholly outside the contract",
)


def register(call: Call) -> Answer:
    """Register the prestatie of a month."""
    unit, values = unit_of(call), read_document(call, SHAPE)
    contract = contract_of(call, unit)
    year, month = values["jaar"], values["maand"]
    key = f"{contract['id']}/{year}/{month}"
    first = next(iter(call.workspace.documents.find(PRESTATIE, {"month": key})), None)
    refuse_if(
        check_contract(contract["id"], values["contractId"]),
        check_month(year, month, None if first is None else first["id"]),
    )
    if is_outside(line(contract), year, month):
        call.finding(_OUTSIDE)
    identifier = mint(call, PRESTATIE)
    body = {**values, "id": identifier, "contractId": contract["id"], "month": key}
    call.workspace.documents.put(PRESTATIE, identifier, body)
    return created(call, identifier)


def delete(call: Call) -> Answer:
    """Delete a prestatie."""
    call.workspace.documents.delete(PRESTATIE, _prestatie_of(call)["id"])
    return done()


def look_up(call: Call) -> Answer:
    """One prestatie."""
    return xml(writer(call).prestatie(_prestatie_of(call)))


def list_all(call: Call) -> Answer:
    """All prestaties of a contract, in the order of registration."""
    contract = contract_of(call, unit_of(call))
    found = call.workspace.documents.find(PRESTATIE, {"contractId": contract["id"]})
    return xml(writer(call).prestaties(found))


def _prestatie_of(call: Call) -> Record:
    """The prestatie of the path; raises Refusal (404)."""
    contract = contract_of(call, unit_of(call))
    identifier = int(call.parameters["prestatieId"])
    found = call.workspace.documents.get(PRESTATIE, identifier)
    if found is None or found["contractId"] != contract["id"]:
        raise missing("prestatie", identifier, "vaph.prestatie.get-missing-404")
    return found
