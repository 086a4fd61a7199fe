"""Whatever is looked up, VAPH ISIS answers as documented, and what it lists it gives by itself too.

Nothing is written: what a real environment has is taken from its own lists.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from invaller_clients.vaph import Vaph
from invaller_contracts.examples import FEW, bounded
from invaller_contracts.provider.target import Target
from invaller_contracts.vaph.checking import DOCUMENTED, explained
from invaller_contracts.vaph.client import OTHER_UNIT, Wire, check_answer, vaph_client
from invaller_contracts.vaph.samples import Cast
from invaller_contracts.vaph.scenes import SEEDED

EXAMPLES = 25

PLACES: Mapping[str, Sequence[str]] = {
    "/contract": (),
    "/contract/{}": ("contract",),
    "/contract/{}/prestaties": ("contract",),
    "/contract/{}/prestatie/{}": ("contract", "prestatie"),
    "/afrekeningen/contracten": (),
    "/afrekeningen/contracten/{}": ("settlement",),
    "/afrekeningen/{}/gepensioneerden": ("year",),
    "/afrekeningen/{}/variabeleprestaties": ("year",),
}
"""Every operation that reads, by its path, with what stands in it."""

ACCEPTED = ("application/xml", "*/*")
"""What callers say that they want: the document has XML and speaks of nothing else."""

Listed = Sequence[tuple[Callable[[], object], object]]
"""How a thing is looked up by itself, and what its list says of it."""


def contracten(isis: Vaph) -> Listed:
    """The contracts of the subsidie-eenheid."""
    return [(partial(isis.get_contract, one.id or 0), one) for one in isis.get_contracten()]


def prestaties(isis: Vaph) -> Listed:
    """The prestaties of its first contracts."""
    contracts = [one.id or 0 for one in isis.get_contracten()[:FEW]]
    return [
        (partial(isis.get_prestatie, contract, one.id or 0), one)
        for contract in contracts
        for one in isis.get_prestaties(contract)
    ]


def afrekeningscontracten(isis: Vaph) -> Listed:
    """The afrekeningscontracten of the subsidie-eenheid."""
    return [
        (partial(isis.get_afrekeningscontract, one.id or 0), one)
        for one in isis.get_afrekeningscontracten()
    ]


@pytest.fixture
def whose(target: Target) -> tuple[str | None, str]:
    """The subsidie-eenheid that is read, and who reads: that of the login, or SE.51."""
    return (None, "isis") if target.is_real else (OTHER_UNIT, "alles")


@pytest.fixture
def reader(target: Target, whose: tuple[str | None, str]) -> Iterator[Vaph]:
    """The reference client, each of whose answers is held against the XSD."""
    with vaph_client(target, *whose) as client:
        yield client


@pytest.fixture
def looking(target: Target, whose: tuple[str | None, str]) -> Iterator[Wire]:
    """Bare calls."""
    unit, user = whose
    wire = Wire(target, unit=unit, user=user, transport=target.transport())
    yield wire
    wire.http.close()


@pytest.fixture
def there(target: Target, cast: Cast, reader: Vaph) -> Mapping[str, Sequence[str]]:
    """Ids and years that lead somewhere, by what they are of."""
    if target.simulator is not None:
        return {name: [str(number)] for name, number in SEEDED.items()}
    contracts = [str(one.id) for one in reader.get_contracten()[:FEW]]
    settlements = [str(one.id) for one in reader.get_afrekeningscontracten()[:FEW]]
    found = reader.get_prestaties(int(contracts[0])) if contracts else ()
    return {
        "contract": contracts,
        "prestatie": [str(one.id) for one in found[:FEW]],
        "settlement": settlements,
        "year": [str(cast.year + offset) for offset in range(-1, 3)],
    }


def anything(there: Sequence[str]) -> st.SearchStrategy[str]:
    """What can stand in a path: mostly what is there, or a number, or no number at all."""
    others = [
        st.integers(1, 10**9).map(str),
        st.integers(1900, 2999).map(str),
        st.text("0aé -_%", min_size=1, max_size=12).map(lambda text: quote(text, safe="")),
    ]
    known = [st.sampled_from(there)] * len(others) if there else []
    return st.one_of(*known, *others)


@pytest.mark.anywhere(generated=True)
@pytest.mark.behaviour("vaph.xsd.answers-validate", "vaph.xml.answers-are-xml")
@pytest.mark.parametrize("path", PLACES)
def test_any_place_is_answered(
    target: Target, looking: Wire, there: Mapping[str, Sequence[str]], path: str
) -> None:
    """A GET answers XML that the XSD allows, of no other year, or that there is nothing."""
    # What of others cannot be seen is forbidden; a simulator has nothing of that kind here.
    statuses = DOCUMENTED | {403} if target.is_real else DOCUMENTED
    values = st.tuples(*[anything(there[name]) for name in PLACES[path]])

    @bounded(EXAMPLES, target)
    @given(values=values, accepted=st.sampled_from(ACCEPTED))
    def look(values: tuple[str, ...], accepted: str) -> None:
        answer = looking.get(path.format(*values), headers={"Accept": accepted})
        explained(target, answer, statuses)
        if answer.is_success:
            assert answer.status_code == 200
            check_answer(answer, str(answer.url))
            years = etree.fromstring(answer.content).findall(".//werkingsjaar")
            assert [one.text for one in years] == list(values) * len(years)

    look()


@pytest.mark.anywhere(generated=True)
@pytest.mark.behaviour("vaph.contract.get-200", "vaph.prestatie.get-200", "vaph.afrekening.get-200")
@pytest.mark.parametrize("listed", [contracten, prestaties, afrekeningscontracten])
def test_what_is_listed_is_read_by_itself(
    target: Target, reader: Vaph, listed: Callable[[Vaph], Listed]
) -> None:
    """Each thing of a list is there under its id, and says the same."""
    found = listed(reader)
    if not found:
        pytest.skip("nothing is listed")

    @bounded(EXAMPLES, target)
    @given(one=st.sampled_from(found))
    def look(one: tuple[Callable[[], object], object]) -> None:
        ask, expected = one
        assert ask() == expected

    look()
