"""Whatever is registered, changed and deleted, VAPH ISIS says what a plain model of it says.

At a real environment the model knows what the run made and nothing else, is about the worker of the
variables alone, and leaves out what no document decides: overlaps, and names that change for good.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller_clients import BadRequest, NotFound
from invaller_clients.vaph import Contract, Gepensioneerde, Vaph
from invaller_contracts.examples import bounded
from invaller_contracts.provider.target import Target
from invaller_contracts.vaph.samples import Cast
from invaller_contracts.vaph.tidying import Made, one_example

WORKERS = ("85051000164", "01020300170", "85250100186")
NAMES = ("Deleuze", "D'Hondt & Zn", "Łukasz")
EXAMPLES = 25

Steps = list[tuple[str, Contract]]


def contracts_of(target: Target, cast: Cast) -> st.SearchStrategy[Contract]:
    """Contracts in 2014; those of a real environment are its worker's, and end."""
    open_ended = st.nothing() if target.is_real else st.none()
    return st.builds(
        lambda worker, naam, function, begin, days: replace(
            cast.contract,
            rijksregisternummer=worker,
            naam=naam,
            functie=function,
            begindatum=begin,
            einddatum=None if days is None else date.fromordinal(begin.toordinal() + days),
        ),
        st.sampled_from([cast.worker] if target.is_real else WORKERS),
        st.sampled_from([cast.naam] if target.is_real else NAMES),
        st.sampled_from(["630", "130"]),
        st.dates(date(2014, 1, 1), date(2014, 12, 31)),
        st.one_of(open_ended, st.integers(0, 90)),
    )


def steps_of(target: Target, cast: Cast) -> st.SearchStrategy[Steps]:
    """What is done, one step after the other."""
    what = st.sampled_from(["register", "register", "change", "delete"])
    return st.lists(st.tuples(what, contracts_of(target, cast)), min_size=3, max_size=12)


def people_of(cast: Cast, workers: list[str]) -> st.SearchStrategy[list[Gepensioneerde]]:
    """Lists of different people, for the year of the target."""
    person = st.builds(
        lambda worker, amount: replace(cast.deleuze, rijksregisternummer=worker, bedrag=amount),
        st.sampled_from(workers),
        st.decimals(0, 9_999, places=2),
    )
    return st.lists(person, min_size=1, max_size=3, unique_by=lambda one: one.rijksregisternummer)


@contextmanager
def started_anew(target: Target, made: Made) -> Iterator[None]:
    """One example: a simulator is as it was at the start of the test, and so is anything else."""
    if target.simulator is not None:
        target.simulator.restore("start")
    with one_example(target, made):
        yield


class Model:
    """Contracts by id and names by worker: what a subsidie-eenheid should say.

    real: at a real environment there are other contracts too, in an order that is not documented,
    and no document says that an overlap is refused: no one is tried.
    """

    def __init__(self, *, real: bool) -> None:
        self.contracts: dict[int, Contract] = {}
        self.names: dict[str, str] = {}
        self._registered: set[int | None] = set()
        self._real = real

    def overlaps(self, contract: Contract, but: int | None = None) -> bool:
        """Whether another contract of the same worker and function has a day of this one."""
        return any(
            (one.rijksregisternummer, one.functie)
            == (contract.rijksregisternummer, contract.functie)
            and one.begindatum <= (contract.einddatum or date.max)
            and contract.begindatum <= (one.einddatum or date.max)
            for number, one in self.contracts.items()
            if number != but
        )

    def register(self, isis: Vaph, contract: Contract) -> None:
        """Register it in both."""
        if self.overlaps(contract):
            self._refuse(lambda: isis.register_contract(contract))
            return
        number = isis.register_contract(contract)
        self._registered.add(number)
        self.contracts[number] = contract
        self.names.setdefault(contract.rijksregisternummer, contract.naam)

    def change(self, isis: Vaph, contract: Contract) -> None:
        """Change the newest one in both."""
        number, before = next(reversed(self.contracts.items()))
        another = contract.rijksregisternummer != before.rijksregisternummer
        if another or self.overlaps(contract, but=number):
            self._refuse(lambda: isis.change_contract(number, contract))
            return
        isis.change_contract(number, contract)
        self.contracts[number] = contract
        self.names[contract.rijksregisternummer] = contract.naam

    def delete(self, isis: Vaph) -> None:
        """Delete the oldest one in both."""
        number = next(iter(self.contracts))
        isis.delete_contract(number)
        del self.contracts[number]
        with pytest.raises(NotFound):
            isis.get_contract(number)

    def hold(self, listed: Iterable[Contract]) -> None:
        """Raise AssertionError when the list of contracts is not what it should be."""
        found = [replace(one, omschrijving=None) for one in listed]
        expected = [
            replace(one, id=number, naam=self.names[one.rijksregisternummer])
            for number, one in self.contracts.items()
        ]
        if self._real:
            found = sorted((one for one in found if one.id in self._registered), key=_number)
            expected.sort(key=_number)
        assert found == expected

    def _refuse(self, call: Callable[[], object]) -> None:
        if not self._real:
            with pytest.raises(BadRequest):
                call()


def _number(contract: Contract) -> int:
    return contract.id or 0


@pytest.fixture
def start(target: Target) -> None:
    """Keep what a simulator has at the start of a test, for each example."""
    if target.simulator is not None:
        target.simulator.snapshot("start")


@pytest.mark.usefixtures("start")
@pytest.mark.anywhere(generated=True, writes=True)
@pytest.mark.behaviour(
    "vaph.contract.list-200",
    "vaph.contract.one-valid-line",
    "vaph.worker.name-changes-all-contracts",
    "vaph.worker.known-names-stay",
)
def test_contracts_are_as_a_model_says(target: Target, cast: Cast, isis: Vaph, made: Made) -> None:
    """After any steps the list is that of the model, in order, with the names of its workers."""

    @bounded(EXAMPLES, target)
    @given(steps=steps_of(target, cast))
    def live(steps: Steps) -> None:
        model = Model(real=target.is_real)
        with started_anew(target, made):
            for what, contract in steps:
                if what == "register" or not model.contracts:
                    model.register(isis, contract)
                elif what == "change":
                    model.change(isis, contract)
                else:
                    model.delete(isis)
            model.hold(isis.get_contracten())

    live()


@pytest.mark.usefixtures("start")
@pytest.mark.anywhere(generated=True, writes=True)
@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.add-overwrites-registered",
    "vaph.bruggepensioneerde.add-keeps-others",
    "vaph.names.amounts",
)
def test_added_people_are_as_a_model_says(
    target: Target, cast: Cast, isis: Vaph, made: Made, year: int
) -> None:
    """Lists added one after the other are one list: each person once, where he first was.

    Of a real environment only the list that was added last is asked: whether the others stay is
    not documented.
    """
    workers = [cast.worker, cast.somebody] if target.is_real else list(WORKERS)

    @bounded(EXAMPLES, target)
    @given(lists=st.lists(people_of(cast, workers), min_size=1, max_size=4))
    def add(lists: list[list[Gepensioneerde]]) -> None:
        added: dict[str, Decimal] = {}
        expected: dict[str, Decimal] = {}
        with started_anew(target, made):
            for people in lists:
                isis.add_bruggepensioneerden(year, people)
                added = {one.rijksregisternummer: one.bedrag for one in people}
                expected |= added
            listed = isis.get_bruggepensioneerden(year)
        found = [(one.rijksregisternummer, one.bedrag) for one in listed]
        if target.is_real:
            assert sorted(one for one in found if one[0] in added) == sorted(added.items())
        else:
            assert found == list(expected.items())

    add()
