"""Rules of payments: bank accounts."""

from collections.abc import Iterator

from invaller.apis.loket.domain.faults import INVALID_VALUE, Fault
from invaller.apis.loket.domain.proposal import Proposal
from invaller.kernel.numbers import iban


def valid_iban(proposal: Proposal) -> Iterator[Fault]:
    """An IBAN is of a country of the SEPA and has right check digits (ISO 13616)."""
    account = proposal.body.get("iban")
    if isinstance(account, str) and not is_iban(account):
        yield Fault(
            "loket.payment-information-sepa.iban",
            "[iban] is not an IBAN of a SEPA country",
            "iban",
            INVALID_VALUE,
            found=account,
            expected="country, two check digits and account number, such as NL91ABNA0417164300",
            source="ISO 13616",
        )


def is_iban(text: str) -> bool:
    """Whether a text, spaces aside, is an IBAN that a SEPA payment can use."""
    plain = text.replace(" ", "").upper()
    return iban.is_valid(plain) and iban.is_sepa(plain)
