"""What makes a call one that its specification does not allow, or that nobody answers."""

from invaller.kernel.problems import Violation


class InvalidInput(Exception):
    """The specification does not allow what the call sent."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__("; ".join(violation.message for violation in violations))
        self.violations = violations


class UnsupportedMediaType(Exception):
    """The operation takes no body of the media type that the call names; the text says so."""


class NotSimulated(Exception):
    """The operation is in the specification and has no handler."""
