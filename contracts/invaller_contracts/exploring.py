"""Property tests over an API's specification: whatever is sent, the answer is a documented one.

Schemathesis makes calls that the specification allows and calls that it does not. Left alone it
meets unknown numbers only, so that known values take the place of generated ones part of the
time, and sound bodies lie under generated ones. The same run makes the same calls every time.
At a real environment there are few of them, and nothing but the answers is steered or demanded.
"""

import ssl
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import BaseSchema, Case, GenerationMode, HookContext, Response
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from invaller.kernel.redaction import fingerprint, redacted_text
from invaller.kernel.specs import read_yaml
from invaller_contracts.examples import bounded
from invaller_contracts.provider.target import Target, target_on
from invaller_contracts.sending import session_of
from invaller_contracts.simulator import Simulator
from invaller_contracts.varying import SHARES, Known, Sound, variations, varied

AnyCase = Case[Any]
"""One generated call."""

Caller = Callable[[str | None], httpx.Client]
"""Gives the client that calls for one of `clients` at a real environment."""

Sessions = Callable[[str | None], requests.Session]

CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

FEW_VALID, FEW_INVALID = 4, 2
"""Calls of an operation at a real environment: those that are allowed, and others."""

FEW_CHAINS, SHORT, LONG = 3, 4, 6
"""Chains at a real environment, and calls in a chain there and on a simulator."""

_TIMEOUT = 60.0
"""Seconds that a call may take."""

_PAUSES = ("PT0S", "PT0S", "PT3S", "PT61S", "PT2H")
"""What the clock of a simulator does before a call."""


@dataclass(frozen=True)
class Exploration:
    """Calls of one API; each answer is held against the specification.

    place: the workspace or environment that is called; known: values that it has; sound: bodies
    of which generated ones are variations, by the name of a member that both have;
    clients: who calls, by name, None for nobody who is named; valid, invalid: how many calls
    of each operation that the specification allows, and how many others; identify: the headers
    by which a client of a workspace is known, a fresh token unless told; caller: the client of
    httpx for each client at a real environment; look: told each answer. confined: known values
    always take the place of generated ones, so that calls that write meet nothing else.
    """

    place: Simulator | Target
    api: str
    known: Known
    sound: Sound = field(default_factory=dict)
    clients: Sequence[str | None] = ("provider",)
    valid: int = 20
    invalid: int = 12
    identify: Callable[[str], Mapping[str, str]] | None = None
    caller: Caller | None = None
    look: Callable[[Response], None] | None = None
    confined: bool = False

    @cached_property
    def target(self) -> Target:
        """Where the calls go."""
        return target_on(self.place)

    @cached_property
    def sim(self) -> Simulator:
        """The workspace that is called; raises ValueError at a real environment."""
        if self.target.simulator is None:
            raise ValueError(f"{self.api} is called at a real environment")
        return self.target.simulator

    def demanded(self, statuses: Collection[int]) -> set[int]:
        """Statuses that calls must meet: of a real environment nobody knows enough for that."""
        return set() if self.target.is_real else set(statuses)

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """The specification."""
        found: Mapping[str, Any] = read_yaml(self.api, "openapi.yaml")
        return found

    @cached_property
    def schema(self) -> BaseSchema:
        """The specification without its catch-all answers, so that each status is looked at."""
        document = dict(deepcopy(self.document))
        for item in document["paths"].values():
            for operation in item.values():
                if "responses" in operation:
                    operation["responses"].pop("default", None)
        schema = schemathesis.openapi.from_dict(document)
        shares = self._shares

        def flatmap_body(context: HookContext, body: Any) -> st.SearchStrategy[Any]:
            bodies = st.sampled_from(variations(self.sound, body))
            return bodies.flatmap(lambda chosen: varied(chosen, self.known, shares))

        def flatmap_query(context: HookContext, query: Any) -> st.SearchStrategy[Any]:
            return varied(query, self.known, shares)

        def flatmap_path_parameters(
            context: HookContext, path_parameters: Any
        ) -> st.SearchStrategy[Any]:
            return varied(path_parameters, self.known, shares)

        def flatmap_headers(context: HookContext, headers: Any) -> st.SearchStrategy[Any]:
            return varied(headers, self.known, shares)

        for hook in (flatmap_body, flatmap_query, flatmap_path_parameters, flatmap_headers):
            schema.hook(hook)
        return schema

    @property
    def _shares(self) -> tuple[str, ...]:
        if self.confined:
            return SHARES[:1]
        # Of few calls none should be about nobody at all.
        return SHARES[:2] if self.target.is_real else SHARES

    def explore(
        self,
        operation_id: str,
        *,
        invalid: bool = True,
        valid: int | None = None,
        look: Callable[[Response], None] | None = None,
    ) -> set[int]:
        """Call an operation many times; gives the statuses that were met.

        invalid: make calls that the specification does not allow too, if there can be any;
        valid: how many that it allows, in place of those of the exploration; look: told each
        answer, too. Raises what schemathesis raises for an answer that is not documented.
        """
        path, method = _places(self.document)[operation_id]
        operation = self.schema[path][method]
        met: set[int] = set()

        def told(response: Response) -> None:
            met.add(response.status_code)
            self._shown(response)
            if look is not None:
                look(response)

        allowed = bounded(self.valid if valid is None else valid, self.target, at_url=FEW_VALID)
        self._call_often(operation, GenerationMode.POSITIVE, allowed, told)
        if invalid:
            others = bounded(self.invalid, self.target, at_url=FEW_INVALID)
            self._call_often(operation, GenerationMode.NEGATIVE, others, told)
        return met

    def chain(self, scenarios: int, look: Callable[[Response, AnyCase], None]) -> None:
        """Call operations one after the other along the links of the specification.

        look: told each answer after it was held against the specification.
        """
        exploration, options = self, bounded(scenarios, self.target, at_url=FEW_CHAINS)
        steps = SHORT if self.target.is_real else LONG
        with self._calling() as sessions:

            class Chain(self.schema.as_state_machine()):  # type: ignore[misc]
                """A scenario: three seconds pass before every call."""

                def before_call(self, case: AnyCase) -> None:
                    exploration.target.wait(3)

                def get_call_kwargs(self, case: AnyCase) -> dict[str, Any]:
                    return exploration._sent_by(exploration.clients[0], sessions)

                def validate_response(
                    self, response: Response, case: AnyCase, **options: Any
                ) -> None:
                    with exploration._told_without_secrets():
                        case.validate_response(response, checks=CHECKS)
                    exploration._shown(response)
                    look(response, case)

            Chain.run(settings=settings(options, stateful_step_count=steps))

    def call_options(self, client: str | None) -> dict[str, Any]:
        """Where a call goes, and what it carries so that a client of a workspace is known."""
        headers: Mapping[str, str] = {}
        if client and not self.target.is_real:
            headers = (self.identify or self.sim.credentials.bearer)(client)
        return {"base_url": self.target.urls[self.api], "headers": dict(headers)}

    def _sent_by(self, client: str | None, sessions: Sessions) -> dict[str, Any]:
        # A redirection is an answer too: a documented one, or none.
        return {
            **self.call_options(client),
            "session": sessions(client),
            "allow_redirects": False,
        }

    @contextmanager
    def _told_without_secrets(self) -> Iterator[None]:
        """Tell what is wrong with a real answer without the secrets of the call, which it shows."""
        try:
            yield
        except (Exception, FailureGroup) as error:
            story = self.target.story
            if not self.target.is_real or story is None:
                raise
            name = "" if isinstance(error, FailureGroup) else f"{type(error).__name__}: "
            text = redacted_text(f"{name}{error}")
            for secret in story.secrets:
                text = text.replace(secret, fingerprint(secret))
            # What it is raised from would be shown too.
            raise pytest.fail.Exception(text, pytrace=False) from None

    def _shown(self, response: Response) -> None:
        if self.look is not None:
            self.look(response)

    @contextmanager
    def _calling(self) -> Iterator[Sessions]:
        """The session of each client, as long as there are calls."""
        with ExitStack() as open_ones:

            @cache
            def session(client: str | None) -> requests.Session:
                if self.caller is None or not self.target.is_real:
                    through = client_at(self.target)
                else:
                    through = self.caller(client)
                return session_of(open_ones.enter_context(through))

            yield session

    def _call_often(
        self,
        operation: APIOperation[Any, Any, Any, Any],
        mode: GenerationMode,
        often: settings,
        told: Callable[[Response], None],
    ) -> None:
        with self._calling() as sessions:

            @often
            @given(
                case=operation.as_strategy(mode),
                pause=st.sampled_from(_PAUSES),
                client=st.sampled_from(self.clients),
            )
            def call(case: AnyCase, pause: str, client: str | None) -> None:
                if self.target.simulator is not None:
                    self.target.simulator.clock.advance(pause)
                sent = self._sent_by(client, sessions)
                with self._told_without_secrets():
                    response = case.call_and_validate(**sent, checks=CHECKS)
                told(response)

            call()


def client_at(
    target: Target, auth: httpx.Auth | None = None, verify: ssl.SSLContext | None = None
) -> httpx.Client:
    """A client for generated calls, which are recorded; verify: its certificate, if it has one."""
    return httpx.Client(transport=target.transport(verify), auth=auth, timeout=_TIMEOUT)


def operations_of(api: str) -> list[str]:
    """The operationIds of an API, in the order of its specification."""
    return list(_places(read_yaml(api, "openapi.yaml")))


def each_operation(api: str, writing: Collection[str] = ()) -> list[Any]:
    """A parameter of pytest for each operation of an API; writing: those that leave traces."""
    leaves_traces = pytest.mark.anywhere(generated=True, writes=True)
    return [
        pytest.param(name, marks=leaves_traces if name in writing else ())
        for name in operations_of(api)
    ]


def _places(document: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Path and method of each operation."""
    return {
        operation["operationId"]: (path, method)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "operationId" in operation
    }
