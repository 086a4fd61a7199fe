"""What stories of VAPH ISIS need at a real environment: who calls, for whom, and about whom."""

from invaller_contracts.provider.environment import Environment, Values, Variable
from invaller_contracts.simulator import Simulator

USER, PASSWORD = "INVALLER_VAPH_USER", "INVALLER_VAPH_PASSWORD"
UNIT, OTHER_UNIT = "INVALLER_VAPH_UNIT", "INVALLER_VAPH_OTHER_UNIT"
WORKER, NAME, FIRST_NAME = (
    "INVALLER_VAPH_WORKER",
    "INVALLER_VAPH_WORKER_NAME",
    "INVALLER_VAPH_WORKER_FIRST_NAME",
)
YEAR = "INVALLER_VAPH_YEAR"
UNIT_NAME = "INVALLER_VAPH_UNIT_NAME"

SIMULATED_LOGIN = ("isis", "isis-simulator")
"""The login of a simulated workspace that may call for SE.50."""


def _name_of_unit(sim: Simulator) -> str:
    """The naam of the first subsidie-eenheid of the login: the one that stories are about."""
    known = sim.state()["documents"]
    number = known["basic.user"][SIMULATED_LOGIN[0]]["units"][0].removeprefix("SE.")
    return str(known["vaph.unit"][number]["name"])


def _prepare(sim: Simulator, values: Values) -> None:
    """Let the subsidie-eenheid of an environment be there, and be the login's."""
    number = values[UNIT].upper().removeprefix("SE.").lstrip("0")
    user, password = SIMULATED_LOGIN
    units = [f"SE.{number}", *({"SE.50"} - {f"SE.{number}"})]
    documents: dict[str, dict[str, object]] = {
        "basic.user": {user: {"name": user, "password": password, "units": units}}
    }
    if number not in sim.state()["documents"]["vaph.unit"]:
        body = {"number": number, "erkenningsnummer": f"SE.{number}", "name": f"Eenheid {number}"}
        documents["vaph.unit"] = {number: body}
    sim.merge(documents)


ENVIRONMENT = Environment(
    api="vaph",
    base_path="/isis",
    variables=(
        Variable(USER, "user name of the login", simulated=lambda _sim: SIMULATED_LOGIN[0]),
        Variable(
            PASSWORD,
            "password of the login",
            simulated=lambda _sim: SIMULATED_LOGIN[1],
            secret=True,
        ),
        Variable(UNIT, "erkenningsnummer of a subsidie-eenheid of the login", "SE.50"),
        Variable(
            UNIT_NAME,
            "naam of that subsidie-eenheid",
            simulated=_name_of_unit,
        ),
        Variable(
            OTHER_UNIT,
            "erkenningsnummer of a subsidie-eenheid that the login may not see",
            simulated=lambda _sim: "SE.52",
        ),
        Variable(
            WORKER,
            "rijksregisternummer of somebody without contracts from 2013 on",
            "27120934734",
        ),
        Variable(NAME, "naam of that worker, as it is known there", "Doe"),
        Variable(FIRST_NAME, "voornaam of that worker, as it is known there", "John"),
        Variable(YEAR, "werkingsjaar without lists of the subsidie-eenheid", "2015"),
    ),
    prepare=_prepare,
)
