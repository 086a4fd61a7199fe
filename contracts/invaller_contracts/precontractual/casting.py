"""Whom the stories are about: the enterprises and citizens of the seed, or of variables."""

from dataclasses import dataclass

from invaller_contracts.precontractual.environment import CLIENTS
from invaller_contracts.provider.target import Target


@dataclass(frozen=True)
class Cast:
    """Enterprise numbers of who asks, and SSINs of whom is asked about.

    Each is asked for when a story needs it, so that a story is only skipped for its own.
    """

    target: Target

    @property
    def employer(self) -> str:
        """Who asks for itself."""
        return self.target.value(f"{CLIENTS['employer']}_NUMBER")

    @property
    def mandatary(self) -> str:
        """Who asks for that employer."""
        return self.target.value(f"{CLIENTS['provider']}_NUMBER")

    @property
    def student(self) -> str:
        """Has hours left, and may have no flexi-job."""
        return self.target.value("INVALLER_PRECONTRACTUAL_STUDENT")

    @property
    def flexi_jobber(self) -> str:
        """May have a flexi-job."""
        return self.target.value("INVALLER_PRECONTRACTUAL_FLEXI_JOBBER")

    @property
    def older_than_30(self) -> str:
        """Is too old for a student."""
        return self.target.value("INVALLER_PRECONTRACTUAL_OLDER_THAN_30")

    @property
    def child(self) -> str:
        """Is too young for a student."""
        return self.target.value("INVALLER_PRECONTRACTUAL_CHILD")

    @property
    def without_mandate(self) -> str:
        """Gave no mandate."""
        return self.target.value("INVALLER_PRECONTRACTUAL_WITHOUT_MANDATE")

    @property
    def without_hours(self) -> str:
        """Has no hours left."""
        return self.target.value("INVALLER_PRECONTRACTUAL_WITHOUT_HOURS")

    @property
    def of_employer_only(self) -> str:
        """A student with hours left who gave no mandate to the mandatary."""
        return self.target.value("INVALLER_PRECONTRACTUAL_EMPLOYER_ONLY")

    def with_mandate(self, status: str) -> str:
        """Somebody whose mandate is `pending`, `refused` or `expired`."""
        return self.target.value(f"INVALLER_PRECONTRACTUAL_MANDATE_{status.upper()}")


def misread(number: str) -> str:
    """A number whose last digit is another one, so that it does not check any more."""
    return f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
