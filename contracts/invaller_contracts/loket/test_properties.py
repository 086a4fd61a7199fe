"""Whatever is asked of Loket, the answer is one that the specification documents, and no 500."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from invaller.apis.loket.catalogue import CATALOGUE, CHANGE, CREATE, LIST
from invaller_clients.errors import ProblemError, ServerError
from invaller_contracts.loket.client import loket_client
from invaller_contracts.loket.preparing import ADDED, PREPARATIONS
from invaller_contracts.loket.sweeping import Sweep
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import SimulatorServer

_BOUNDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    # A call leaves its traces in the workspace, so that a smaller one proves nothing.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    max_examples=200,
)

_LISTS = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape == LIST and "filter" in one.parameters
)
_WRITES = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape in (CREATE, CHANGE) and one.id not in PREPARATIONS
)

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=300)
    | st.dates().map(str)
    | st.uuids().map(str)
)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
_FIELDS = st.sampled_from(["id", "startDate", "grossWage", "payScale.key", "x", "", "a..b"])
_OPERATORS = st.sampled_from(["eq", "ne", "lk", "gt", "ge", "lt", "le", "EQ", "is", ""])
_LITERALS = st.sampled_from(["1", "'2025-01-01'", "null", "true", "'a''b'", "'", "1.5e400", "()"])
_CONDITIONS = st.tuples(_FIELDS, _OPERATORS, _LITERALS).map(" ".join)
_FILTERS = st.lists(_CONDITIONS, min_size=1, max_size=3).map(" and ".join) | st.text(max_size=40)
_ORDERS = st.lists(_FIELDS | st.text(max_size=9), max_size=3).map(",".join)
_NUMBERS = st.integers(-1, 3) | st.integers() | st.text(max_size=5)


@pytest.fixture(scope="module")
def swept(sim_server: SimulatorServer) -> Iterator[Sweep]:
    """A workspace of this module, and a snapshot of how it was."""
    sim = sim_server.create({**DEFAULTS, "id": "properties-loket"})
    with loket_client(sim) as loket:
        sim.snapshot("start")
        yield Sweep(sim, loket, PREPARATIONS, ADDED)
    sim_server.delete(sim)


@pytest.fixture
def sweep(swept: Sweep) -> Iterator[Sweep]:
    """The workspace, brought back to its start afterwards."""
    yield swept
    swept.sim.restore("start")


def asked(
    sweep: Sweep, operation: str, parameters: Mapping[str, object], body: object = None
) -> None:
    """Call an operation, whose answer is held against the specification; a 500 is an error."""
    with suppress(ProblemError):
        try:
            sweep.loket.call(operation, parameters, body=body)
        except ServerError as error:
            raise AssertionError(f"{operation} {parameters} {body!r}: {error}") from error


def test_any_question_has_a_documented_answer(sweep: Sweep) -> None:
    """A list answers any filter, order and page, if only by refusing it."""

    @_BOUNDED
    @given(st.sampled_from(_LISTS), _FILTERS, _ORDERS, _NUMBERS, _NUMBERS)
    def ask(name: str, test: str, order: str, page: int | str, size: int | str) -> None:
        parameters = sweep.known.parameters(CATALOGUE.operations[name])
        paging = {"pageNumber": page, "pageSize": size}
        asked(sweep, name, {**parameters, **paging, "filter": test, "orderBy": order})

    ask()


def test_any_body_has_a_documented_answer(sweep: Sweep) -> None:
    """An operation that writes answers any body, sound but for one member or none at all."""

    @_BOUNDED
    @given(st.sampled_from(_WRITES), st.data())
    def write(name: str, data: st.DataObject) -> None:
        operation = CATALOGUE.operations[name]
        try:
            wanted = sweep.usual(operation)
        except ProblemError:
            # What was written before may stand in the way of what is made for this call.
            return
        body = wanted.body
        form = operation.request_form()
        if isinstance(body, dict) and form is not None and data.draw(st.booleans()):
            member = data.draw(st.sampled_from(sorted(form.fields) or ["x"]))
            body = {**body, member: data.draw(_VALUES)}
        else:
            body = data.draw(_VALUES)
        asked(sweep, name, wanted.parameters, body)

    write()


def test_any_path_has_a_documented_answer(sweep: Sweep) -> None:
    """An id that no record has, or that is none, is answered as documented."""
    with_path = sorted(one.id for one in CATALOGUE.operations.values() if one.path_parameters)
    identifiers = st.uuids().map(str) | st.integers().map(str) | st.text("abc%-_ é", min_size=1)

    @_BOUNDED
    @given(st.sampled_from(with_path), st.data())
    def ask(name: str, data: st.DataObject) -> None:
        operation = CATALOGUE.operations[name]
        parameters = {one: data.draw(identifiers) for one in operation.path_parameters}
        asked(sweep, name, parameters, {} if operation.method != "GET" else None)

    ask()
