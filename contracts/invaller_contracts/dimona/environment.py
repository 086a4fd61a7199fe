"""What stories of Dimona need at a real environment: who declares, and about whom."""

from collections.abc import Mapping

from invaller_contracts.oauth.environment import signing
from invaller_contracts.provider.environment import Environment, Values, Variable
from invaller_contracts.simulator import Simulator

CLIENT = "INVALLER_DIMONA"
"""Beginning of the variables of the client that may declare for the employers below."""

STRANGER = "employer"
"""The client of a simulator that may declare for none of them."""

CLIENTS: Mapping[str, str] = {"provider": CLIENT, STRANGER: "INVALLER_DIMONA_STRANGER"}
"""Beginning of the variables of each client, by its name on a simulator."""

_SHOP, _HOTEL = "0411702543", "0800002352"
_SMITH, _STUDENT = "65111899997", "04030901246"


def _prepare(sim: Simulator, values: Values) -> None:
    """Let a workspace know the employers and workers of an environment, as it knows its own."""
    known = sim.state()["documents"]
    employers, citizens = known["register.employer"], known["register.citizen"]
    for name, sample in (("EMPLOYER", _SHOP), ("HORECA_EMPLOYER", _HOTEL)):
        number = values[f"INVALLER_DIMONA_{name}"].zfill(10)
        if number not in employers:
            copied = {**employers[sample], "enterpriseNumber": number}
            # Numbers of the office are its own: any other one will do.
            copied["employerId"] += 97
            sim.merge({"register.employer": {number: copied}})
    for name, sample in (("WORKER", _SMITH), ("STUDENT", _STUDENT)):
        ssin = values[f"INVALLER_DIMONA_{name}"]
        person = citizens.get(ssin) or {**citizens[sample], "ssin": ssin}
        if name == "WORKER":
            person = {**person, "familyName": values["INVALLER_DIMONA_WORKER_NAME"]}
        sim.merge({"register.citizen": {ssin: person}})


ENVIRONMENT = Environment(
    api="dimona",
    base_path="/REST/dimona/v2",
    patience=1260.0,  # twenty minutes of looking (Dimona WS REST v2, 3), and the last minute
    told=frozenset({"errorId", "code"}),
    variables=(
        *signing(CLIENT, "that declares"),
        *signing(CLIENTS[STRANGER], "that may declare for none of the employers", STRANGER),
        Variable("INVALLER_DIMONA_EMPLOYER", "enterprise number of an employer", "411702543"),
        Variable(
            "INVALLER_DIMONA_HORECA_EMPLOYER",
            "enterprise number of a horeca employer that registers presences",
            "800002352",
        ),
        Variable("INVALLER_DIMONA_WORKER", "SSIN of somebody who may start", "65111899997"),
        Variable("INVALLER_DIMONA_WORKER_NAME", "family name of that worker", "SMITH"),
        Variable(
            "INVALLER_DIMONA_STUDENT", "SSIN of a student with a full contingent", "04030901246"
        ),
    ),
    prepare=_prepare,
)
