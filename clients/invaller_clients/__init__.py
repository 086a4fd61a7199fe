"""Thin reference clients: Dimona and precontractual data, Link2Prisma, Loket.nl.

The same code runs against a simulator, the simulation environment and production: only the base
URL, the token URL and the key differ.

    key = Path("key.pem").read_bytes()
    auth = ClientCredentials("self_service_chaman_1_abc", key, scopes=DimonaClient.SCOPES)
    with DimonaClient(DimonaClient.SIMULATION_URL, auth=auth) as dimona:
        declaration = dimona.in_(
            {"enterpriseNumber": "0411702543"},
            {"ssin": "65111899997"},
            {
                "startDate": "2026-01-05",
                "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
            },
        )
        if declaration.accepted:
            print(declaration.period_id)

    certificate = ClientCertificate.of_pfx(Path("certificate.pfx").read_bytes(), b"password")
    with PrismaClient(PrismaClient.TEST_URL, employer="100001", certificate=certificate) as prisma:
        print(prisma.worker(17).contracts.on(date.today()))

Everything that is raised is in `errors`, as one tree under InvallerClientError.
"""

from .dimona import DimonaClient
from .dimona_answers import (
    Anomaly,
    DailyRegistration,
    Declaration,
    Information,
    Period,
    Relation,
    Result,
)
from .dimona_blocks import (
    NO_END_DATE,
    Address,
    DailyRegistrationCancel,
    DailyRegistrationIn,
    DailyRegistrationUpdate,
    DeclarationKind,
    DeclarationRequest,
    DeclarationSearch,
    DimonaCancel,
    DimonaIn,
    DimonaOut,
    DimonaUpdate,
    Employer,
    Features,
    Municipality,
    PeriodSearch,
    PlaceOfWork,
    RelationSearch,
    SearchedFeatures,
    UserEnterprise,
    Worker,
)
from .errors import (
    BadRequest,
    Conflict,
    ConnectionFailed,
    ConnectionLost,
    DeclarationNotYetProcessed,
    EntryError,
    EntryFailed,
    EntryNotAccepted,
    EntryResultTimeout,
    EntryResultUnknown,
    Forbidden,
    InvalidClient,
    InvalidDocument,
    InvalidGrant,
    InvalidScope,
    InvalidTokenRequest,
    InvallerClientError,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    PayloadTooLarge,
    ProblemError,
    ResultTimeout,
    ResultUnknown,
    ServerError,
    Timeout,
    TokenError,
    TokenRefused,
    TokenUnavailable,
    TooManyRequests,
    TransportError,
    Unauthorized,
    UnauthorizedClient,
    UnknownDeclaration,
    UnreadableAnswer,
    UnsupportedGrantType,
    UnsupportedMediaType,
    UnusableCertificate,
    UnusableKey,
)
from .loket import LoketClient
from .loket_answers import LoketAnswer, LoketMessage
from .loketoauth import LoketAuthorization, LoketTokens
from .oauth import ClientCredentials, Clock
from .polling import DOCUMENTED_SCHEDULE, PollingSchedule, Stage, Wait
from .precontractual import (
    Allowed,
    FlexiJobResult,
    JobResult,
    PrecontractualClient,
    PrecontractualData,
    StudentJobResult,
    TypeOfWorker,
)
from .prisma import PrismaClient
from .prisma_answers import EntryResult, WorkerExists
from .prisma_certificate import ClientCertificate
from .prisma_queue import ASSUMED_PACE
from .prisma_worker import PrismaWorker
from .problems import Issue, Problem

__all__ = [
    "ASSUMED_PACE",
    "DOCUMENTED_SCHEDULE",
    "NO_END_DATE",
    "Address",
    "Allowed",
    "Anomaly",
    "BadRequest",
    "ClientCertificate",
    "ClientCredentials",
    "Clock",
    "Conflict",
    "ConnectionFailed",
    "ConnectionLost",
    "DailyRegistration",
    "DailyRegistrationCancel",
    "DailyRegistrationIn",
    "DailyRegistrationUpdate",
    "Declaration",
    "DeclarationKind",
    "DeclarationNotYetProcessed",
    "DeclarationRequest",
    "DeclarationSearch",
    "DimonaCancel",
    "DimonaClient",
    "DimonaIn",
    "DimonaOut",
    "DimonaUpdate",
    "Employer",
    "EntryError",
    "EntryFailed",
    "EntryNotAccepted",
    "EntryResult",
    "EntryResultTimeout",
    "EntryResultUnknown",
    "Features",
    "FlexiJobResult",
    "Forbidden",
    "Information",
    "InvalidClient",
    "InvalidDocument",
    "InvalidGrant",
    "InvalidScope",
    "InvalidTokenRequest",
    "InvallerClientError",
    "Issue",
    "JobResult",
    "LoketAnswer",
    "LoketAuthorization",
    "LoketClient",
    "LoketMessage",
    "LoketTokens",
    "MethodNotAllowed",
    "Municipality",
    "NotAcceptable",
    "NotFound",
    "PayloadTooLarge",
    "Period",
    "PeriodSearch",
    "PlaceOfWork",
    "PollingSchedule",
    "PrecontractualClient",
    "PrecontractualData",
    "PrismaClient",
    "PrismaWorker",
    "Problem",
    "ProblemError",
    "Relation",
    "RelationSearch",
    "Result",
    "ResultTimeout",
    "ResultUnknown",
    "SearchedFeatures",
    "ServerError",
    "Stage",
    "StudentJobResult",
    "Timeout",
    "TokenError",
    "TokenRefused",
    "TokenUnavailable",
    "TooManyRequests",
    "TransportError",
    "TypeOfWorker",
    "Unauthorized",
    "UnauthorizedClient",
    "UnknownDeclaration",
    "UnreadableAnswer",
    "UnsupportedGrantType",
    "UnsupportedMediaType",
    "UnusableCertificate",
    "UnusableKey",
    "UserEnterprise",
    "Wait",
    "Worker",
    "WorkerExists",
]
