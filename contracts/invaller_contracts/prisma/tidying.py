"""A client of Link2Prisma that deletes what it added: real environments are not forgotten."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from invaller_clients import InvallerClientError, PrismaClient
from invaller_clients.transport import Query
from invaller_contracts.prisma.client import prisma_client
from invaller_contracts.provider.target import Target

_KEYS = {
    "contract": ("Startdate",),
    "address": ("Startdate",),
    "familystatus": ("Startdate",),
    "tax": ("Startdate",),
    "replacement": ("Startdate",),
    "costcentre": ("Startdate",),
    "companycar": ("StartingDate",),
    "absencenote": ("Notedate",),
    "salarycomposition": ("Code", "Startdate"),
    "divergentpayment": ("Startdate", "PayoutType"),
}
"""What names a record of a worker in the path that deletes it (Link2Prisma manual, 4.4)."""

_BY_BODY = re.compile(r"/absences|/prestations|/worker/\d+/communication")
"""Paths at which a deletion says in its body what goes."""


class TidyPrismaClient(PrismaClient):
    """Remembers what it added. Workers, dimonas, schedules and documents cannot be deleted."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._added: list[tuple[str, object]] = []

    def submit(
        self, method: str, path: str, body: object = None, *, query: Query | None = None
    ) -> str:
        """Hand in a request, and remember it when it adds something."""
        identifier = super().submit(method, path, body, query=query)
        if method == "POST":
            self._added.append((path, body))
        return identifier

    def tidy(self) -> None:
        """Delete what is there still, the latest first; what the story deleted itself is gone."""
        while self._added:
            path, body = self._added.pop()
            with suppress(InvallerClientError):
                if _BY_BODY.fullmatch(path):
                    self.call("DELETE", path, body)
                elif (place := _place(path, body)) is not None:
                    self.call("DELETE", place)


def tidy_client(target: Target, user: str) -> Iterator[PrismaClient]:
    """The reference client of a user; at a real environment it deletes what it added in the end."""
    kind = TidyPrismaClient if target.is_real else PrismaClient
    with prisma_client(target, user=user, kind=kind) as client:
        yield client
        if isinstance(client, TidyPrismaClient):
            client.tidy()


def _place(path: str, body: object) -> str | None:
    """The path of a record that was added, None for what has none."""
    kind = path.rpartition("/")[2].lower()
    keys = _KEYS.get(kind)
    if keys is None or not isinstance(body, Mapping):
        return None
    place = path[: -len(kind)] + kind
    # The date of a car that no worker has is glued to its path.
    joint = "" if path == "/companycar" else "/"
    return place + joint + "/".join(str(body[key]) for key in keys)
