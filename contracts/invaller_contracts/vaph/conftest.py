"""What the stories of VAPH ISIS are told with."""

from collections.abc import Iterator

import pytest

from invaller_clients import NotFound
from invaller_clients.vaph import Vaph
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import OTHER_UNIT, CheckedAnswers, Wire, vaph_client
from invaller_contracts.vaph.samples import Cast
from invaller_contracts.vaph.tidying import Made, Noticing, tidied


@pytest.fixture
def cast(target: Target) -> Cast:
    """The worker and the werkingsjaar of the target."""
    return Cast.of(target)


@pytest.fixture
def made(target: Target) -> Iterator[Made]:
    """What the story makes; at a real environment it is taken back in the end."""
    with tidied(target) as made:
        yield made


@pytest.fixture
def isis(target: Target, made: Made) -> Iterator[Vaph]:
    """The reference client of the login's subsidie-eenheid: SE.50, where nothing is registered."""
    network = CheckedAnswers(Noticing(target.transport(), made))
    with vaph_client(target, transport=network) as client:
        yield client


@pytest.fixture
def other(sim: Simulator) -> Iterator[Vaph]:
    """The reference client of SE.51, which has what the document's answers show."""
    with vaph_client(sim, OTHER_UNIT, "alles") as client:
        yield client


@pytest.fixture
def wire(target: Target, made: Made) -> Iterator[Wire]:
    """Bare calls for the login's subsidie-eenheid."""
    wire = Wire(target, transport=Noticing(target.transport(), made))
    yield wire
    wire.http.close()


@pytest.fixture
def year(cast: Cast, isis: Vaph) -> int:
    """A werkingsjaar without lists; at a real environment that has some the story is skipped."""
    for ask in (isis.get_bruggepensioneerden, isis.get_variabele_prestaties):
        try:
            ask(cast.year)
        except NotFound:
            continue
        pytest.skip(f"there is a list of {cast.year}: name another year")
    return cast.year
