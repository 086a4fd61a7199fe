"""Whatever is asked of Loket, the answer is one that the specification documents, and no 500."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from invaller.apis.loket.catalogue import CATALOGUE, CHANGE, CREATE, LIST
from invaller.apis.loket.domain.forms import Field
from invaller_clients.errors import ProblemError, ServerError
from invaller_contracts.examples import bounded
from invaller_contracts.loket.owning import OWN, Own
from invaller_contracts.loket.sweeping import Sweep
from invaller_contracts.provider.target import Target

EXAMPLES, EXAMPLES_AT_URL = 200, 15
"""Calls of a test, on a simulator and at a real environment."""

_LISTS = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape == LIST and "filter" in one.parameters
)
_WRITES = sorted(one.id for one in CATALOGUE.operations.values() if one.method != "GET")
_PATHS = sorted(one.id for one in CATALOGUE.operations.values() if one.path_parameters)
_WITH_WRITTEN_PATH = [name for name in _PATHS if name in _WRITES]
_WITH_PATH = [name for name in _PATHS if name not in _WRITES]

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


_UNKNOWN = st.uuids().map(str) | st.text("abc%-_ é", min_size=1)
"""Ids that no record has, or that are none."""

_GONE = object()
Change = tuple[int, Any]
"""Which member is changed, counted round, and what is made of it: another value, or nothing."""

_CHANGES: st.SearchStrategy[Change] = st.tuples(st.integers(0, 10**4), st.just(_GONE) | _VALUES)

Place = tuple[str | int, ...]


def _filled(form: Field | None, body: Any) -> Any:
    """A body with null for each member of its form that it leaves out."""
    if form is None or not isinstance(body, dict):
        return body
    return {**dict.fromkeys(form.fields), **body}


def _places(body: Any) -> Iterator[Place]:
    """Where a body can be changed: as a whole, and at each member and first element."""
    yield ()
    inner: Iterable[tuple[str | int, Any]] = ()
    if isinstance(body, dict):
        inner = body.items()
    elif isinstance(body, list):
        inner = enumerate(body[:1])
    for name, its in inner:
        yield from ((name, *place) for place in _places(its))


def _with(body: Any, place: Place, value: Any) -> Any:
    """A body with another value at a place, or without the member that is there."""
    if not place:
        return None if value is _GONE else value
    name, *rest = place
    changed = _with(body[name], tuple(rest), value)
    pairs = body.items() if isinstance(body, dict) else enumerate(body)
    gone = value is _GONE and not rest
    kept = {one: its for one, its in pairs if one != name or not gone}
    result = kept if gone else {**kept, name: changed}
    return result if isinstance(body, dict) else list(result.values())


def changed(body: Any, number: int, value: Any) -> Any:
    """A body with one change."""
    places = list(_places(body))
    return _with(body, places[number % len(places)], value)


def asked(
    sweep: Sweep, operation: str, parameters: Mapping[str, object], body: object = None
) -> None:
    """Call an operation, whose answer is held against the specification; a 500 is an error."""
    sweep.changed = True
    with suppress(ProblemError):
        try:
            sweep.loket.call(operation, parameters, body=body)
        except ServerError as error:
            raise AssertionError(f"{operation} {parameters} {body!r}: {error}") from error


@pytest.mark.anywhere(generated=True)
def test_any_question_has_a_documented_answer(target: Target, sweep: Sweep) -> None:
    """A list answers any filter, order and page, if only by refusing it."""

    @bounded(EXAMPLES, target, at_url=EXAMPLES_AT_URL)
    @given(st.sampled_from(_LISTS), _FILTERS, _ORDERS, _NUMBERS, _NUMBERS)
    def ask(name: str, test: str, order: str, page: int | str, size: int | str) -> None:
        try:
            parameters = sweep.found(name)
        except LookupError:
            # A real environment need not have what the list belongs to.
            assume(not target.is_real)
            raise
        paging = {"pageNumber": page, "pageSize": size}
        asked(sweep, name, {**parameters, **paging, "filter": test, "orderBy": order})

    ask()


def test_any_body_has_a_documented_answer(sweep: Sweep) -> None:
    """An operation that writes answers any body: none like its own, or its own but for one
    member, however deep.
    """

    @bounded(EXAMPLES)
    @given(st.sampled_from(_WRITES), _CHANGES)
    def write(name: str, change: Change) -> None:
        try:
            wanted = sweep.wanted(name)
        except (ProblemError, LookupError):
            # What was written before may stand in the way of what is made for this call.
            return
        form = CATALOGUE.operations[name].request_form()
        asked(sweep, name, wanted.parameters, changed(_filled(form, wanted.body), *change))

    write()


@pytest.mark.anywhere(generated=True, writes=True)
def test_any_body_of_an_own_record_has_a_documented_answer(target: Target, sweep: Sweep) -> None:
    """So it does where nothing but own records may be written, of which none is left behind."""
    with Own(sweep) as own:
        if not own.resources:
            pytest.skip(f"none of {', '.join(OWN)} can be made there")
        assert target.is_real or own.resources == list(OWN)

        @bounded(60, target, at_url=EXAMPLES_AT_URL)
        @given(st.sampled_from(own.resources), st.sampled_from([CREATE, CHANGE]), _CHANGES)
        def write(resource: str, shape: str, change: Change) -> None:
            with own.prepared(resource, shape) as (operation, wanted):
                body = _filled(operation.request_form(), wanted.body)
                asked(sweep, operation.id, wanted.parameters, changed(body, *change))

        write()


@pytest.mark.anywhere(generated=True)
def test_any_path_has_a_documented_answer(target: Target, sweep: Sweep) -> None:
    """An id that no record has, or that is none, is answered as documented."""
    identifiers = _UNKNOWN | st.integers().map(str)

    @bounded(EXAMPLES, target, at_url=EXAMPLES_AT_URL)
    @given(st.sampled_from(_WITH_PATH), st.data())
    def ask(name: str, data: st.DataObject) -> None:
        operation = CATALOGUE.operations[name]
        asked(sweep, name, {one: data.draw(identifiers) for one in operation.path_parameters})

    ask()


@pytest.mark.anywhere(generated=True, writes=True)
def test_any_path_that_is_written_to_has_a_documented_answer(target: Target, sweep: Sweep) -> None:
    """What nobody has cannot be changed either; a number, which somebody may have, is not tried
    at a real environment.
    """
    identifiers = _UNKNOWN if target.is_real else _UNKNOWN | st.integers().map(str)

    @bounded(EXAMPLES, target, at_url=EXAMPLES_AT_URL)
    @given(st.sampled_from(_WITH_WRITTEN_PATH), st.data())
    def ask(name: str, data: st.DataObject) -> None:
        operation = CATALOGUE.operations[name]
        asked(sweep, name, {one: data.draw(identifiers) for one in operation.path_parameters}, {})

    ask()
