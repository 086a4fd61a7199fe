"""Records that a test makes for itself, below what a place has, and takes back again.

They are of resources that stand by themselves: no other record follows from them, is ended or
moved by them, or is paid by them, nobody is told of them, and they can be deleted.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Self

from invaller.apis.loket.catalogue import (
    CATALOGUE,
    CHANGE,
    CREATE,
    DELETE,
    DETAIL,
    LIST,
    OperationOf,
)
from invaller_clients.errors import NotFound, ProblemError
from invaller_contracts.loket.sweeping import Sweep, Wanted

OWN = (
    "child",
    "concept-employee",
    "contact",
    "education",
    "employee-note",
    "employer-note",
    "employment-note",
    "partner",
)
"""Resources of which records are made: below the employer and the employee that come first."""


class LeftBehind(AssertionError):
    """Records that a test made are still there."""


class Own:
    """Makes records, and deletes each before the next; looks in the end whether any is left.

    resources: those of which a record can be made and deleted there, with data that are sound.
    """

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        sweep.changed = True
        self._sound: dict[str, Wanted] = {}
        self._added: list[tuple[str, str]] = []
        self._before: dict[str, set[str]] = {}
        self.resources = [name for name in OWN if self._can_be_made(name)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """Raise LeftBehind when there are records that were not there before."""
        more = {name: self._listed(name) - before for name, before in self._before.items()}
        left = {name: sorted(ids) for name, ids in more.items() if ids}
        if left:
            raise LeftBehind(f"new since the test began, and not deleted by it: {left}")

    @contextmanager
    def prepared(self, resource: str, shape: str) -> Iterator[tuple[OperationOf, Wanted]]:
        """An operation that makes a record, or changes one, and a call of it; it is deleted then.

        Raises what the client raises when the record cannot be made or deleted.
        """
        try:
            if shape == CHANGE:
                yield _of(resource, shape), self._made(resource)
            else:
                with self._noting(resource):
                    yield _of(resource, shape), self._sound[resource]
        finally:
            self._remove()

    def _can_be_made(self, resource: str) -> bool:
        create = _of(resource, CREATE)
        try:
            self._before[resource] = self._listed(resource)
            parameters = self._sweep.found(create.id)
            self._sound[resource] = Wanted(parameters, self._sweep.body(create, parameters))
            self._made(resource)
        except (LookupError, ProblemError):
            self._before.pop(resource, None)
            return False
        finally:
            self._remove()
        return True

    def _made(self, resource: str) -> Wanted:
        """How a new record is changed into what it is."""
        wanted, create = self._sound[resource], _of(resource, CREATE)
        with self._noting(resource):
            made = self._sweep.loket.call(create.id, wanted.parameters, body=wanted.body).content
        return Wanted({str(_of(resource, CHANGE).key): made["id"]}, made)

    @contextmanager
    def _noting(self, resource: str) -> Iterator[None]:
        """Remember what is added meanwhile, also when something is wrong with the answer."""
        loket = self._sweep.loket
        before = loket.last
        try:
            yield
        finally:
            last = loket.last
            if last is not None and last is not before and last.is_success:
                with suppress(ValueError, LookupError, TypeError):
                    self._added.append((resource, last.json()["content"]["id"]))

    def _remove(self) -> None:
        """Delete what was added, the latest first, each even when another one cannot be."""
        with ExitStack() as all_of_them:
            while self._added:
                all_of_them.callback(self._delete, *self._added.pop(0))

    def _delete(self, resource: str, identifier: str) -> None:
        delete, detail = _of(resource, DELETE), _of(resource, DETAIL)
        self._sweep.loket.call(delete.id, {str(delete.key): identifier})
        try:
            self._sweep.loket.call(detail.id, {str(detail.key): identifier})
        except NotFound:
            return
        raise LeftBehind(f"{resource} {identifier} can be read after it was deleted")

    def _listed(self, resource: str) -> set[str]:
        """Ids of the records there are below the parent of those that are made."""
        listing = _of(resource, LIST)
        found = self._sweep.loket.all(listing.id, self._sweep.found(listing.id))
        return {str(one["id"]) for one in found}


def _of(resource: str, shape: str) -> OperationOf:
    """The operation of a resource with this shape."""
    found = CATALOGUE.resources[resource].of_shape(shape)
    return next(one for one in found if shape in (LIST, CREATE) or one.key)
