"""Whatever is asked of Loket, the answer is one that the specification documents, and no 500."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from invaller.apis.loket.catalogue import CATALOGUE, LIST
from invaller.apis.loket.domain.forms import Field
from invaller_clients.errors import ProblemError, ServerError
from invaller_contracts.loket.sweeping import Sweep

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
_WRITES = sorted(one.id for one in CATALOGUE.operations.values() if one.method != "GET")

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


_GONE = object()
_CHANGES = st.just(_GONE) | _VALUES
"""What is made of a member: another value, or nothing."""

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
    """An operation that writes answers any body: none like its own, or its own but for one
    member, however deep.
    """

    @_BOUNDED
    @given(st.sampled_from(_WRITES), st.integers(0, 10**4), _CHANGES)
    def write(name: str, number: int, change: Any) -> None:
        try:
            wanted = sweep.wanted(name)
        except (ProblemError, LookupError):
            # What was written before may stand in the way of what is made for this call.
            return
        body = _filled(CATALOGUE.operations[name].request_form(), wanted.body)
        places = list(_places(body))
        where = places[number % len(places)]
        asked(sweep, name, wanted.parameters, _with(body, where, change))

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
