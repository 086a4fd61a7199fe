"""The queue of Link2Prisma: every request is an entry whose result is looked up later."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from .errors import (
    EntryNotAccepted,
    EntryResultTimeout,
    EntryResultUnknown,
    InvallerClientError,
    ProblemError,
    ServerError,
    TransportError,
    UnreadableAnswer,
)
from .polling import PollingSchedule, Stage, Wait
from .prisma_answers import EntryResult
from .prisma_certificate import ClientCertificate, tls_context
from .prisma_wire import body_of
from .reading import Members
from .translation import translated
from .transport import DEFAULT_TIMEOUT, Query, Service, json_of

ASSUMED_PACE = PollingSchedule(
    first=0.5,
    stages=(Stage(until=30.0, pause=1.0), Stage(until=600.0, pause=5.0)),
)
"""After half a second, each second until 30 s, each 5 s until 10 minutes.

The manual lets a client look at any time (2) and names no pace: this one is ours. Known clients
look each 2 or 5 seconds.
"""

_WITH_IDENTIFIER = frozenset({400, 412})
"""Statuses that may come with an identifier (facts: prisma_fields.json, errors_on_accept)."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class PrismaQueue(Service):
    """Hands in requests for one employer, and looks up what became of them."""

    def __init__(
        self,
        base_url: str,
        *,
        employer: str,
        certificate: ClientCertificate | None = None,
        authorities: str | Path | None = None,
        transport: httpx.BaseTransport | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        wait: Wait = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        schedule: PollingSchedule = ASSUMED_PACE,
    ) -> None:
        """Point at the URL of a social secretariat, for the employer with this external number.

        `certificate` says who calls, `authorities` is a PEM file with those to trust instead of
        the machine's; with a `transport` of your own both are its affair. `wait` lets seconds go
        by between two looks for a result; `clock` (in seconds) only measures the looks.
        """
        verify = tls_context(certificate, authorities) if certificate or authorities else True
        super().__init__(base_url, transport=transport, timeout=timeout, verify=verify)
        self.employer = employer
        self._let_go_by = wait
        self._clock = clock
        self._schedule = schedule

    def submit(
        self, method: str, path: str, body: object = None, *, query: Query | None = None
    ) -> str:
        """Hand in a request and give its unique identifier; its result is not known yet.

        Raises EntryNotAccepted when it is refused with an identifier that tells why.
        """
        try:
            answer = self._ask(method, path, body=body, query=query)
        except ProblemError as refused:
            identifier = _identifier_in(refused)
            if identifier is None:
                raise
            raise self._reason_of(identifier, refused) from refused
        if not isinstance(answer, str) or not answer:
            raise UnreadableAnswer(f"{method} {path}: expected an identifier, found {answer!r}")
        return answer

    def result(self, identifier: str) -> EntryResult:
        """Look once at an entry, waiting or processed; NotFound if there is none."""
        # A Result needs no employer (Link2Prisma manual, 4.5).
        answer = self._ask("GET", f"/Result/{quote(identifier, safe='')}", for_employer=False)
        return EntryResult.of(Members(answer, "Result"))

    def wait(self, identifier: str) -> EntryResult:
        """Wait until an entry that was submitted just now is processed, and give its Result.

        A Result with an error status is given as well; a look that meets a passing fault counts
        as a look without a result. EntryResultTimeout when the pace ends.
        """
        elapsed = 0.0
        met: InvallerClientError | None = None
        while (pause := self._schedule.pause_after(elapsed)) is not None:
            self._let_go_by(pause)
            began = self._clock()
            try:
                found = self.result(identifier)
                if not found.waiting:
                    return found
                met = None
            except (ServerError, TransportError) as error:
                met = error
            elapsed += pause + self._clock() - began
        raise EntryResultTimeout(identifier, elapsed) from met

    def call(
        self, method: str, path: str, body: object = None, *, query: Query | None = None
    ) -> EntryResult:
        """Hand in a request, wait, and give its Result; EntryFailed when that is an error.

        Once it was accepted, any other trouble is an EntryResultUnknown with its identifier.
        """
        identifier = self.submit(method, path, body, query=query)
        try:
            found = self.wait(identifier)
        except EntryResultUnknown:
            raise
        except InvallerClientError as error:
            raise EntryResultUnknown(identifier) from error
        return found.checked()

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Query | None = None,
        for_employer: bool = True,
    ) -> Any:
        """Do one call and give the JSON that it answers.

        A body goes out without Content-Type: the service reads the bare stream, and refuses a
        request that says application/json (facts: prisma_fields.json, request_body_transport).
        """
        headers = {"Employer": self.employer} if for_employer else {}
        request = self._http.build_request(
            method, path, params=query, content=body_of(body), headers=headers
        )
        with translated(request, self.recognised):
            response = self._http.send(request).raise_for_status()
        return json_of(response)

    def _reason_of(self, identifier: str, refused: ProblemError) -> InvallerClientError:
        """Why a request was refused, as far as its Result can be learned."""
        try:
            found = self.result(identifier)
        except InvallerClientError:
            return refused
        return EntryNotAccepted(identifier, found.statuscode, found.description)


def _identifier_in(refused: ProblemError) -> str | None:
    body = refused.body
    if refused.status in _WITH_IDENTIFIER and isinstance(body, str) and _GUID.fullmatch(body):
        return body
    return None
