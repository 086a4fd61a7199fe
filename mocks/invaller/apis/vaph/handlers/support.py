"""What the handlers share: refusing, minting ids, and the forms of answers."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from invaller.apis.vaph.domain.functions import unknown_function
from invaller.apis.vaph.domain.refused import Refused, first
from invaller.apis.vaph.kinds import FUNCTION
from invaller.apis.vaph.problems import TEXT, failure, refusal
from invaller.apis.vaph.switches import DATE_OFFSET, UNDECLARED_PREFIX
from invaller.apis.vaph.units import Unit
from invaller.apis.vaph.wire.writing import Writer
from invaller.kernel.calls import Answer, Call, Refusal
from invaller.kernel.explanations import Explanation, Finding
from invaller.kernel.store import Kind

Record = dict[str, Any]

_LOWEST, _HIGHEST = 100_000_000, 999_999_999
"""Ids have nine digits, as in the document's example 123456789."""


def xml(content: bytes) -> Answer:
    """A 200 with a document."""
    return Answer(200, content, media_type="application/xml")


def done() -> Answer:
    """The 200 of a change or a deletion: the document shows no body."""
    return Answer(200)


def created(call: Call, identifier: int) -> Answer:
    """The 201 of something new below the path of the call: its URL, in Location and as body."""
    url = f"{call.base}{quote(call.path.rstrip('/'))}/{identifier}"
    return Answer(201, url.encode(), {"Location": url}, TEXT)


def writer(call: Call) -> Writer:
    """The writer of answers, with the choices of the workspace."""
    switch = call.workspace.switch
    return Writer(switch(DATE_OFFSET.name), switch(UNDECLARED_PREFIX.name))


def mint(call: Call, kind: Kind) -> int:
    """An id that no document of a kind has."""
    while True:
        identifier = call.workspace.ids.integer(kind.name, _LOWEST, _HIGHEST)
        if call.workspace.documents.get(kind, identifier) is None:
            return identifier


def refuse_if(*verdicts: Refused | None) -> None:
    """Raise the Refusal (400) of the first verdict that refuses."""
    refused = first(*verdicts)
    if refused is not None:
        raise Refusal(failure(400, refused.message), Explanation(**asdict(refused)))


def missing(what: str, identifier: object, rule: str) -> Refusal:
    """The 404 of an entity that is not there."""
    text = f"there is no {what} {identifier}"
    return refusal(404, rule, "VAPH ISIS, Foutcodes (404)", text, found=identifier)


def owned(call: Call, unit: Unit, kind: Kind, parameter: str, topic: str) -> Record:
    """The document with the id of the path; raises Refusal (404) if the unit has none.

    topic: what the ledger files it under.
    """
    identifier = int(call.parameters[parameter])
    found = call.workspace.documents.get(kind, identifier)
    if found is None or found["unit"] != unit.number:
        what = kind.name.partition(".")[2]
        raise missing(what, identifier, f"vaph.{topic}.get-missing-404")
    return found


def check_functions(call: Call, codes: Iterable[str]) -> Refused | None:
    """Refuse the first of some function codes that is not in the table."""
    documents = call.workspace.documents
    for code in codes:
        if documents.get(FUNCTION, code) is None:
            return unknown_function(code, documents.keys(FUNCTION))
    return None


def note_label(call: Call, code: str, sent: str | None) -> None:
    """A finding when a label that was sent is not the one of the table."""
    if sent is not None and sent != (label := label_of(call, code)):
        call.finding(
            Finding(
                "vaph.function.sent-omschrijving-ignored",
                "facts: vaph_fields.json, elements, contract, functie/omschrijving",
                f"omschrijving {sent!r} is not kept: {code} is {label!r}",
            )
        )


def label_of(call: Call, code: str) -> str:
    """The label of a function code; empty for one that the table has lost since."""
    function = call.workspace.documents.get(FUNCTION, code)
    return "" if function is None else str(function["omschrijving"])
