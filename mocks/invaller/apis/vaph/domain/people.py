"""Who a request is about: the rijksregisternummer, and the names of a worker.

Sources: VAPH ISIS, Een contract registreren and Een contract wijzigen, Werking; facts: vaph notes
(Rijksregisternummer).
"""

from dataclasses import dataclass

from invaller.apis.vaph.domain.refused import Refused
from invaller.kernel.numbers import ssin

PLACEHOLDER = "00000000097"
"""Stands for a number that is not known, in the document's list of bruggepensioneerden."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Someone who is known by rijksregisternummer; names are shared by all contracts."""

    rijksregisternummer: str
    naam: str
    voornaam: str

    def is_named_like(self, other: "Worker") -> bool:
        """Whether both names are the same."""
        return (self.naam, self.voornaam) == (other.naam, other.voornaam)


def check_number(number: str, *, placeholder: bool = False) -> Refused | None:
    """Refuse a rijksregisternummer (eleven digits) whose check digits or birth are impossible.

    placeholder: whether the document's number for an unknown one is taken.
    """
    if ssin.is_valid(number) or (placeholder and number == PLACEHOLDER):
        return None
    return Refused(
        "vaph.worker.national-number-check-digits",
        "facts: vaph notes (Rijksregisternummer)",
        f"rijksregisternummer {number} is not valid: check digits or date of birth are wrong",
        "rijksregisternummer",
        number,
        nearest=_with_right_digits(number),
    )


def check_unchanged(known: str, sent: str) -> Refused | None:
    """Refuse a change of the rijksregisternummer of a contract."""
    if known == sent:
        return None
    return Refused(
        "vaph.contract.change-national-number-400",
        "VAPH ISIS, Een contract wijzigen",
        "the rijksregisternummer of a contract cannot be changed; delete the contract and "
        "register it again with the right number",
        "rijksregisternummer",
        sent,
        known,
        known,
    )


def _with_right_digits(number: str) -> str | None:
    """The number with the check digits of its first nine digits, where that can exist."""
    for recent in (False, True):
        right = f"{number[:9]}{ssin.check_digits(number[:9], born_from_2000=recent):02d}"
        if ssin.is_valid(right):
            return right
    return None
