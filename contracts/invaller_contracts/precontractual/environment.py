"""What stories of precontractual data need at a real environment: who asks, and about whom."""

from collections.abc import Callable, Mapping

from invaller_contracts.oauth.environment import signing
from invaller_contracts.precontractual import samples
from invaller_contracts.provider.environment import Environment, Values, Variable
from invaller_contracts.simulator import Simulator

CLIENTS: Mapping[str, str] = {
    "employer": "INVALLER_PRECONTRACTUAL_EMPLOYER",
    "provider": "INVALLER_PRECONTRACTUAL_MANDATARY",
}
"""Beginning of the variables of each client, by its name on a simulator."""

_CITIZENS = (
    (
        "INVALLER_PRECONTRACTUAL_STUDENT",
        "SSIN of a student with hours left, who may have no flexi-job",
        samples.STUDENT,
    ),
    (
        "INVALLER_PRECONTRACTUAL_FLEXI_JOBBER",
        "SSIN of somebody who may have a flexi-job",
        samples.PENSIONER,
    ),
    (
        "INVALLER_PRECONTRACTUAL_OLDER_THAN_30",
        "SSIN of somebody older than 30",
        samples.FULL_TIME_OLDER_THAN_30,
    ),
    (
        "INVALLER_PRECONTRACTUAL_CHILD",
        "SSIN of somebody younger than 15 in this calendar year",
        samples.CHILD,
    ),
    (
        "INVALLER_PRECONTRACTUAL_WITHOUT_MANDATE",
        "SSIN of somebody who gave no mandate to the employer; the others gave one to both",
        samples.MANDATE_ABSENT,
    ),
)
"""Citizens: variable, what is said about them, and the one of the seed."""

_RARELY_FOUND = (
    (
        "INVALLER_PRECONTRACTUAL_WITHOUT_HOURS",
        "SSIN of a student without hours left",
        samples.STUDENT_WITHOUT_HOURS,
    ),
    (
        "INVALLER_PRECONTRACTUAL_MANDATE_PENDING",
        "SSIN of somebody whose mandate for the employer is still being handled",
        samples.MANDATE_PENDING,
    ),
    (
        "INVALLER_PRECONTRACTUAL_MANDATE_REFUSED",
        "SSIN of somebody who refused the employer a mandate",
        samples.MANDATE_REFUSED,
    ),
    (
        "INVALLER_PRECONTRACTUAL_MANDATE_EXPIRED",
        "SSIN of somebody whose mandate for the employer is over",
        samples.MANDATE_EXPIRED,
    ),
    (
        "INVALLER_PRECONTRACTUAL_EMPLOYER_ONLY",
        "SSIN of a student with hours left who gave the employer a mandate, and the mandatary none",
        samples.MANDATE_FOR_THE_EMPLOYER_ONLY,
    ),
)
"""Citizens that an environment may not have: without their variable the story is skipped."""

_REGISTERS = ("citizen", "citizen-mandate", "employment", "student-account")


def _number_of(client: str) -> Callable[[Simulator], str]:
    """The enterprise number of a client of a workspace: its tokens are for no other one."""
    return lambda sim: str(sim.credentials.clients[client]["enterpriseNumber"])


def _always(sample: str) -> Callable[[Simulator], str]:
    """A citizen of the seed, in every workspace."""
    return lambda _sim: sample


def _prepare(sim: Simulator, values: Values) -> None:
    """Let a workspace know of each citizen what it knows of the one of the seed."""
    documents = sim.state()["documents"]
    for variable, _, sample in _CITIZENS:
        citizen = values.get(variable, sample)
        if citizen in documents["register.citizen"]:
            continue
        for register in _REGISTERS:
            known = documents.get(f"register.{register}", {})
            sim.merge(
                {
                    f"register.{register}": {
                        key.replace(sample, citizen): _of_another(document, sample, citizen)
                        for key, document in known.items()
                        if key.partition("|")[0] == sample
                    }
                }
            )


def _of_another(document: Mapping[str, object], sample: str, citizen: str) -> dict[str, object]:
    return {name: citizen if value == sample else value for name, value in document.items()}


ENVIRONMENT = Environment(
    api="precontractual",
    base_path="/REST/employmentPrecontractualData/v1",
    told=frozenset({"allowed", "type", "cause"}),
    variables=(
        *signing(CLIENTS["employer"], "that asks as an employer", "employer"),
        *signing(CLIENTS["provider"], "that asks as a mandatary", "provider"),
        Variable(
            f"{CLIENTS['employer']}_NUMBER",
            "enterprise number of that employer",
            simulated=_number_of("employer"),
        ),
        Variable(
            f"{CLIENTS['provider']}_NUMBER",
            "enterprise number of that mandatary, which represents the employer",
            simulated=_number_of("provider"),
        ),
        *(Variable(name, meaning, default) for name, meaning, default in _CITIZENS),
        *(
            Variable(name, meaning, simulated=_always(sample))
            for name, meaning, sample in _RARELY_FOUND
        ),
    ),
    prepare=_prepare,
)
