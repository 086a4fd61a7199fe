"""Payroll as stories meet it that run anywhere: whose it is, and waiting for what is made."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn, TypeVar

import pytest

from invaller_clients import Forbidden
from invaller_contracts.loket.casting import Cast, Record
from invaller_contracts.loket.client import CheckedLoketClient
from invaller_contracts.loket.environment import MAY_SEND
from invaller_contracts.provider.target import Target

Thing = TypeVar("Thing")

_SECONDS = 10.0
_LOOKS = 150
"""How often a story looks, and how many times where no patience ends it before."""


def lacking(target: Target, what: str) -> NoReturn:
    """End a story that needs what is not there: skipped at a URL, failed on a simulator."""
    told = f"what this story needs is not there: {what}"
    if target.is_real:
        pytest.skip(told)
    pytest.fail(told)


@contextmanager
def granted(target: Target, operation: str) -> Iterator[None]:
    """End a story whose user has no right to an operation, such as one of a module."""
    try:
        yield
    except Forbidden as refused:
        lacking(target, f"the right to {operation} ({refused})")


@dataclass(frozen=True)
class Payroll:
    """The payroll administration of the employment that stories are about, and who asks it.

    loket: deletes, cancels or undoes at a URL what the story added.
    """

    target: Target
    loket: CheckedLoketClient
    cast: Cast

    @cached_property
    def key(self) -> Mapping[str, object]:
        """The administration, as a parameter."""
        employment = self.loket.call(
            "GetEmploymentByEmploymentId", employmentId=self.cast.employment
        ).content
        administration = employment["payrollAdministration"] or self.lacks(
            "a payroll administration of the employment"
        )
        return {"payrollAdministrationId": administration["id"]}

    def lacks(self, what: str) -> NoReturn:
        """End a story that needs what is not there: skipped at a URL, failed on a simulator."""
        lacking(self.target, what)

    def need(self, found: Thing | None, what: str) -> Thing:
        """What was found; without it the story ends."""
        if found is None:
            self.lacks(what)
        return found

    def sends(self) -> None:
        """End a story that sends something where that was not allowed by name."""
        if self.target.value(MAY_SEND) != "yes":
            pytest.skip(f"it sends what it made: allow that with {MAY_SEND}=yes")

    def listed(self, operation: str) -> list[Record]:
        """The records of a list of the administration; without a right to it the story ends."""
        with granted(self.target, operation):
            return list(self.loket.all(operation, self.key))

    def told(self, operation: str) -> Record:
        """What defaults of the administration tell; without a right to it the story ends."""
        with granted(self.target, operation):
            return self.loket.call(operation, self.key).content

    def course(self, look: Callable[[], int], *waiting: int) -> list[int]:
        """The statuses that a look gives in the course of time, until one is not waiting."""
        seen = [look()]
        for _ in range(_LOOKS):
            if seen[-1] not in waiting:
                return seen
            self.target.wait(_SECONDS)
            status = look()
            if status != seen[-1]:
                seen.append(status)
        pytest.fail(f"after {_LOOKS} looks it still has status {seen[-1]}")
