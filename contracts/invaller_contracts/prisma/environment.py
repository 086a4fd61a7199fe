"""What stories of Link2Prisma need at a real environment: who calls, and whom they are about."""

from invaller_contracts.provider.environment import Environment, Values, Variable
from invaller_contracts.simulator import Simulator

USER = "INTEGRATOR"
"""Who calls on a simulator: the user who may write for all employers."""

_SAMPLE_EMPLOYER, _SAMPLE_WORKER = "100001", "17"


def _prepare(sim: Simulator, values: Values) -> None:
    """Let a workspace have the employer and the worker of an environment."""
    employer = values["INVALLER_PRISMA_EMPLOYER"]
    worker = values["INVALLER_PRISMA_WORKER"]
    known = sim.state()["documents"]
    employers, workers = known["prisma.employer"], known["prisma.worker"]
    if employer not in employers:
        copied = {**employers[_SAMPLE_EMPLOYER], "number": employer}
        sim.merge({"prisma.employer": {employer: copied}})
    key = f"{employer}/{worker}"
    if key not in workers:
        sample = workers[f"{_SAMPLE_EMPLOYER}/{_SAMPLE_WORKER}"]
        sim.merge({"prisma.worker": {key: {**sample, "employer": employer, "number": int(worker)}}})


ENVIRONMENT = Environment(
    api="prisma",
    base_path="/link2prisma.svc",
    patience=660.0,  # the document names no end: ten minutes of looking, and the last look
    told=frozenset({"Statuscode", "Action", "Type"}),
    variables=(
        Variable(
            "INVALLER_PRISMA_CERTIFICATE",
            "PEM file of the certificate that the social secretariat gave",
            simulated=lambda sim: str(sim.certificates.issue(USER)["certificate"]),
            file=True,
        ),
        Variable(
            "INVALLER_PRISMA_PRIVATE_KEY",
            "PEM file of the private key of that certificate",
            simulated=lambda sim: str(sim.certificates.issue(USER)["privateKey"]),
            secret=True,
            file=True,
        ),
        Variable("INVALLER_PRISMA_EMPLOYER", "external number of an employer", _SAMPLE_EMPLOYER),
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
