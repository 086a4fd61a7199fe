"""Property tests over an API's specification: whatever is sent, the answer is a documented one.

Schemathesis makes calls that the specification allows and calls that it does not. Left alone it
meets unknown numbers only, so that known values take the place of generated ones part of the
time, and sound bodies lie under generated ones. The same run makes the same calls every time.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import BaseSchema, Case, GenerationMode, HookContext, Response
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from invaller.kernel.specs import read_yaml
from invaller_contracts.simulator import Simulator

AnyCase = Case[Any]
"""One generated call."""

Known = Mapping[str, Sequence[Any]]
"""Values that exist in a workspace, by the name of the member or parameter that holds them."""

CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

_BOUNDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    # A call leaves its traces in the workspace, so that a smaller one proves nothing.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

_PAUSES = ("PT0S", "PT0S", "PT3S", "PT61S", "PT2H")
"""What the clock does before a call."""


@dataclass(frozen=True)
class Exploration:
    """Calls of one API in a workspace; each answer is held against the specification.

    sound: bodies of which generated ones are variations, by the name of a member that both have;
    clients: who calls, by name, None for nobody who is named; valid, invalid: how many calls
    of each operation that the specification allows, and how many others; identify: the headers
    by which a client is known, a fresh token unless told; look: told each answer.
    """

    sim: Simulator
    api: str
    known: Known
    sound: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    clients: Sequence[str | None] = ("provider",)
    valid: int = 20
    invalid: int = 12
    identify: Callable[[str], Mapping[str, str]] | None = None
    look: Callable[[Response], None] | None = None

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

        def flatmap_body(context: HookContext, body: Any) -> st.SearchStrategy[Any]:
            bodies = st.sampled_from(_variations(self.sound, body))
            return bodies.flatmap(lambda chosen: _varied(chosen, self.known))

        def flatmap_query(context: HookContext, query: Any) -> st.SearchStrategy[Any]:
            return _varied(query, self.known)

        def flatmap_path_parameters(
            context: HookContext, path_parameters: Any
        ) -> st.SearchStrategy[Any]:
            return _varied(path_parameters, self.known)

        def flatmap_headers(context: HookContext, headers: Any) -> st.SearchStrategy[Any]:
            return _varied(headers, self.known)

        for hook in (flatmap_body, flatmap_query, flatmap_path_parameters, flatmap_headers):
            schema.hook(hook)
        return schema

    def explore(self, operation_id: str, *, invalid: bool = True) -> set[int]:
        """Call an operation many times; gives the statuses that were met.

        invalid: make calls that the specification does not allow too, if there can be any.
        Raises what schemathesis raises for an answer that is not documented.
        """
        path, method = _places(self.document)[operation_id]
        operation = self.schema[path][method]
        met: set[int] = set()
        self._call_often(operation, GenerationMode.POSITIVE, self.valid, met.add)
        if invalid:
            self._call_often(operation, GenerationMode.NEGATIVE, self.invalid, met.add)
        return met

    def chain(self, scenarios: int, look: Callable[[Response, AnyCase], None]) -> None:
        """Call operations one after the other along the links of the specification.

        look: told each answer after it was held against the specification.
        """
        exploration = self

        class Chain(self.schema.as_state_machine()):  # type: ignore[misc]
            """A scenario: three seconds pass before every call."""

            def before_call(self, case: AnyCase) -> None:
                exploration.sim.clock.advance("PT3S")

            def get_call_kwargs(self, case: AnyCase) -> dict[str, Any]:
                return exploration.call_options(exploration.clients[0])

            def validate_response(self, response: Response, case: AnyCase, **options: Any) -> None:
                case.validate_response(response, checks=CHECKS)
                look(response, case)

        Chain.run(settings=settings(_BOUNDED, max_examples=scenarios, stateful_step_count=6))

    def call_options(self, client: str | None) -> dict[str, Any]:
        """Where a call goes, and what it carries so that a client is known."""
        identify = self.identify or self.sim.credentials.bearer
        headers = identify(client) if client else {}
        return {"base_url": self.sim.urls[self.api], "headers": headers}

    def _call_often(
        self,
        operation: APIOperation[Any, Any, Any, Any],
        mode: GenerationMode,
        times: int,
        met: Callable[[int], None],
    ) -> None:
        @settings(_BOUNDED, max_examples=times)
        @given(
            case=operation.as_strategy(mode),
            pause=st.sampled_from(_PAUSES),
            client=st.sampled_from(self.clients),
        )
        def call(case: AnyCase, pause: str, client: str | None) -> None:
            self.sim.clock.advance(pause)
            response = case.call_and_validate(**self.call_options(client), checks=CHECKS)
            met(response.status_code)
            if self.look is not None:
                self.look(response)

        call()


def operations_of(api: str) -> list[str]:
    """The operationIds of an API, in the order of its specification."""
    return list(_places(read_yaml(api, "openapi.yaml")))


def _places(document: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Path and method of each operation."""
    return {
        operation["operationId"]: (path, method)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "operationId" in operation
    }


def _variations(sound: Mapping[str, Mapping[str, Any]], body: Any) -> list[Any]:
    """A generated body over the sound one with which it shares a member, and that one alone.

    Of a list the first item is varied.
    """
    if isinstance(body, list) and body:
        return [[one, *body[1:]] for one in _variations(sound, body[0])]
    if isinstance(body, dict):
        for name, base in sound.items():
            if name in body:
                return [_merged(base, body), deepcopy(base)]
    return [body]


def _merged(base: Any, over: Any) -> Any:
    """Both values, member by member; where they meet the second one counts."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    merged = deepcopy(base)
    for name, item in over.items():
        merged[name] = _merged(base[name], item) if name in base else item
    return merged


@st.composite
def _varied(draw: st.DrawFn, value: Any, known: Known) -> Any:
    """A value of whose members all, about half or none are known ones."""
    share = draw(st.sampled_from(["all", "half", "none"]))

    def chosen(name: str) -> bool:
        if name not in known or share == "none":
            return False
        return share == "all" or draw(st.booleans())

    def varied(value: Any) -> Any:
        if isinstance(value, list):
            return [varied(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            name: draw(st.sampled_from(known[name])) if chosen(name) else varied(item)
            for name, item in value.items()
        }

    return varied(value)
