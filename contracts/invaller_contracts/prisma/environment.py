"""What stories of Link2Prisma need at a real environment: who calls, and whom they are about."""

from invaller_contracts.provider.environment import Environment, Values, Variable
from invaller_contracts.simulator import Simulator

USER = "INTEGRATOR"
"""Who calls on a simulator: the user who may write for all employers."""

OTHER_USER = "MIXED"
"""Another user on a simulator who may write for that employer, and reads all others."""

CERTIFIED = {USER: "INVALLER_PRISMA", OTHER_USER: "INVALLER_PRISMA_OTHER"}
"""Beginning of the variables of a user's certificate, by the user's name on a simulator."""

USER_OF_ONE_EMPLOYER = "SINGLE"
"""A user on a simulator without rights for the employers of the stories."""

_SAMPLE_EMPLOYER, _SAMPLE_WORKER = "100001", "17"

_WITHOUT_TIME_REGISTRATION = "100003"


def _prepare(sim: Simulator, values: Values) -> None:
    """Let a workspace have the employer and the worker of an environment."""
    employer = values["INVALLER_PRISMA_EMPLOYER"]
    worker = values["INVALLER_PRISMA_WORKER"]
    known = sim.state()["documents"]
    employers, workers = known["prisma.employer"], known["prisma.worker"]
    if employer not in employers:
        copied = {**employers[_SAMPLE_EMPLOYER], "number": employer}
        sim.merge({"prisma.employer": {employer: copied}})
        rights = {"*": "read", _SAMPLE_EMPLOYER: "write", employer: "write"}
        sim.merge({"prisma.user": {OTHER_USER: {"name": OTHER_USER, "rights": rights}}})
    key = f"{employer}/{worker}"
    if key not in workers:
        sample = workers[f"{_SAMPLE_EMPLOYER}/{_SAMPLE_WORKER}"]
        sim.merge({"prisma.worker": {key: {**sample, "employer": employer, "number": int(worker)}}})


def _certificate(user: str, meaning: str) -> tuple[Variable, Variable]:
    """The two variables of a user's certificate; user: the name on a simulator."""
    beginning = CERTIFIED[user]
    return (
        Variable(
            f"{beginning}_CERTIFICATE",
            f"PEM file of {meaning}",
            simulated=lambda sim: str(sim.certificates.issue(user)["certificate"]),
            file=True,
        ),
        Variable(
            f"{beginning}_PRIVATE_KEY",
            f"PEM file of the private key of {meaning}",
            simulated=lambda sim: str(sim.certificates.issue(user)["privateKey"]),
            secret=True,
            file=True,
        ),
    )


ENVIRONMENT = Environment(
    api="prisma",
    base_path="/link2prisma.svc",
    patience=660.0,  # the document names no end: ten minutes of looking, and the last look
    told=frozenset({"Statuscode", "Action", "Type"}),
    variables=(
        *_certificate(USER, "the certificate that the social secretariat gave"),
        *_certificate(
            OTHER_USER, "the certificate of another user who may write for the same employer"
        ),
        Variable("INVALLER_PRISMA_EMPLOYER", "external number of an employer", _SAMPLE_EMPLOYER),
        Variable(
            "INVALLER_PRISMA_FOREIGN_EMPLOYER",
            "external number of an employer for which the first certificate has no rights",
            simulated=lambda _sim: _SAMPLE_EMPLOYER,
        ),
        Variable(
            "INVALLER_PRISMA_UNREGISTERED_EMPLOYER",
            "external number of an employer of that certificate without time registration",
            simulated=lambda _sim: _WITHOUT_TIME_REGISTRATION,
        ),
        Variable(
            "INVALLER_PRISMA_WORKER",
            "number of a worker of that employer with a contract that has begun",
            _SAMPLE_WORKER,
        ),
        Variable("INVALLER_PRISMA_INSS", "INSS of somebody whom a dimona may name", "97051858307"),
        Variable("INVALLER_PRISMA_DOCUMENT_TYPE", "code of a type of document to upload", "ATTEST"),
        Variable("INVALLER_PRISMA_CATEGORY", "NSSO category (CatRSZ) of the employer", "010"),
    ),
    prepare=_prepare,
)
