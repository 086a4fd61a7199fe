"""Whatever is registered, changed and deleted, VAPH ISIS says what a plain model of it says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from invaller_clients import BadRequest, NotFound
from invaller_clients.vaph import Contract, Gepensioneerde, Vaph
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer
from invaller_contracts.vaph.client import vaph_client
from invaller_contracts.vaph.samples import CONTRACT, DELEUZE

WORKERS = ("85051000164", "01020300170", "85250100186")
NAMES = ("Deleuze", "D'Hondt & Zn", "Łukasz")

BOUNDED = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    # The clock and the ids of a workspace go on, so that a smaller example proves nothing.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

CONTRACTS = st.builds(
    lambda worker, naam, function, begin, days: replace(
        CONTRACT,
        rijksregisternummer=worker,
        naam=naam,
        functie=function,
        begindatum=begin,
        einddatum=None if days is None else date.fromordinal(begin.toordinal() + days),
    ),
    st.sampled_from(WORKERS),
    st.sampled_from(NAMES),
    st.sampled_from(["630", "130"]),
    st.dates(date(2014, 1, 1), date(2014, 12, 31)),
    st.one_of(st.none(), st.integers(0, 90)),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["register", "register", "change", "delete"]), CONTRACTS),
    min_size=3,
    max_size=12,
)
PEOPLE = st.lists(
    st.builds(
        lambda worker, amount: replace(DELEUZE, rijksregisternummer=worker, bedrag=amount),
        st.sampled_from(WORKERS),
        st.decimals(0, 9_999, places=2),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.rijksregisternummer,
)


@pytest.fixture(scope="module")
def workspace(sim_server: SimulatorServer) -> Iterator[Simulator]:
    """A workspace that is brought back to its start for each example."""
    sim = sim_server.create({**DEFAULTS, "id": "properties-vaph"})
    sim.snapshot("start")
    yield sim
    sim_server.delete(sim)


class Model:
    """Contracts by id and names by worker: what a subsidie-eenheid should say."""

    def __init__(self) -> None:
        self.contracts: dict[int, Contract] = {}
        self.names: dict[str, str] = {}

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
            with pytest.raises(BadRequest):
                isis.register_contract(contract)
            return
        self.contracts[isis.register_contract(contract)] = contract
        self.names.setdefault(contract.rijksregisternummer, contract.naam)

    def change(self, isis: Vaph, contract: Contract) -> None:
        """Change the newest one in both."""
        number, before = next(reversed(self.contracts.items()))
        another = contract.rijksregisternummer != before.rijksregisternummer
        if another or self.overlaps(contract, but=number):
            with pytest.raises(BadRequest):
                isis.change_contract(number, contract)
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

    def listed(self) -> list[Contract]:
        """What the list should be."""
        return [
            replace(one, id=number, naam=self.names[one.rijksregisternummer])
            for number, one in self.contracts.items()
        ]


@pytest.mark.behaviour(
    "vaph.contract.list-200",
    "vaph.contract.one-valid-line",
    "vaph.worker.name-changes-all-contracts",
    "vaph.worker.known-names-stay",
)
def test_contracts_are_as_a_model_says(workspace: Simulator) -> None:
    """After any steps the list is that of the model, in order, with the names of its workers."""

    @BOUNDED
    @given(steps=STEPS)
    def live(steps: list[tuple[str, Contract]]) -> None:
        workspace.restore("start")
        model = Model()
        with vaph_client(workspace) as isis:
            for what, contract in steps:
                if what == "register" or not model.contracts:
                    model.register(isis, contract)
                elif what == "change":
                    model.change(isis, contract)
                else:
                    model.delete(isis)
            found = [replace(one, omschrijving=None) for one in isis.get_contracten()]
            assert found == model.listed()

    live()


@pytest.mark.behaviour(
    "vaph.bruggepensioneerde.add-overwrites-registered",
    "vaph.bruggepensioneerde.add-keeps-others",
    "vaph.names.amounts",
)
def test_added_people_are_as_a_model_says(workspace: Simulator) -> None:
    """Lists added one after the other are one list: each person once, where he first was."""

    @BOUNDED
    @given(lists=st.lists(PEOPLE, min_size=1, max_size=4))
    def add(lists: list[list[Gepensioneerde]]) -> None:
        workspace.restore("start")
        expected: dict[str, Decimal] = {}
        with vaph_client(workspace) as isis:
            for people in lists:
                isis.add_bruggepensioneerden(2015, people)
                expected |= {one.rijksregisternummer: one.bedrag for one in people}
            found = isis.get_bruggepensioneerden(2015)
        assert [(one.rijksregisternummer, one.bedrag) for one in found] == list(expected.items())

    add()
