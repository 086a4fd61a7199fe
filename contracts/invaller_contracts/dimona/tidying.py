"""A client of Dimona that takes back what it declared: real environments are not forgotten."""

from typing import Any

from invaller_clients import DeclarationRequest, DimonaClient, InvallerClientError


class TidyDimonaClient(DimonaClient):
    """Remembers the periods and daily registrations that it made, so as to cancel them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._submitted: list[int] = []

    def submit(self, declaration: DeclarationRequest) -> int:
        """Hand in a declaration, and remember it."""
        number = super().submit(declaration)
        if "dimonaIn" in declaration or "dailyRegistrationIn" in declaration:
            self.remember(number)
        return number

    def remember(self, number: int) -> None:
        """Take back in the end what a declaration made that was submitted otherwise."""
        self._submitted.append(number)

    def tidy(self) -> None:
        """Cancel what is there, the latest first; what cannot be cancelled any more is left.

        Waits for the last result, since the next story may declare the same again.
        """
        cancels = [number for number in map(self._take_back, reversed(self._submitted)) if number]
        if cancels:
            self.result(cancels[-1])

    def _take_back(self, number: int) -> int | None:
        """The number of the cancel of what a declaration made, None when it made nothing."""
        try:
            declared = self.get(number)
        except InvallerClientError:
            return None
        # What the story cancelled already refuses this, and that is fine.
        if declared.daily_registration_id is not None:
            presence = declared.daily_registration_id
            return self.submit({"dailyRegistrationCancel": {"dailyRegistrationId": presence}})
        if declared.period_id is not None:
            return self.submit({"dimonaCancel": {"periodId": declared.period_id}})
        return None
