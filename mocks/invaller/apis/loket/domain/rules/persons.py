"""Rules of employees."""

from collections.abc import Iterator

from invaller.apis.loket.domain.faults import INVALID_VALUE, Fault
from invaller.apis.loket.domain.proposal import Proposal
from invaller.kernel.numbers import bsn

_NETHERLANDS = 530
"""Key of the Netherlands among the options of country (facts: loket/metadata_keys.tsv)."""


def citizen_service_number(proposal: Proposal) -> Iterator[Fault]:
    """A citizen service number passes the elfproef, once it is changed."""
    number = proposal.body.get("citizenServiceNumber")
    before = proposal.before or {}
    if number and number != before.get("citizenServiceNumber") and not bsn.is_valid(number):
        yield Fault(
            "loket.employee.bsn-elfproef",
            "[citizenServiceNumber] has an invalid value",
            "citizenServiceNumber",
            INVALID_VALUE,
            found=number,
            expected="nine digits that pass the elfproef",
            source="facts: loket/notes.md, 8",
        )


def postal_code_abroad(proposal: Proposal) -> Iterator[Fault]:
    """postalCode may only be null outside the Netherlands (facts: loket/notes.md, 8)."""
    for block in ("address", "deviatingPostalAddress"):
        address = proposal.body.get(block)
        if not address or address.get("postalCode"):
            continue
        if (address.get("country") or {}).get("key") == _NETHERLANDS:
            where = f"{block}.postalCode"
            yield Fault(
                "loket.employee.postal-code-abroad",
                f"[{where}] is required in the Netherlands",
                where,
                source="facts: loket/notes.md, 8",
            )
