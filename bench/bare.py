"""What the speed is compared with: Starlette answering, and doing nothing else.

No validation, no state, no journal, no authentication: the floor under any Python server.
"""

from lxml import etree
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_DECLARATION = {
    "employer": {"employerId": 175110801, "enterpriseNumber": "411702543"},
    "worker": {"ssin": "65111899997", "familyName": "SMITH", "givenName": "JOHN"},
    "declarationStatus": {
        "declarationId": "600073584109",
        "result": "A",
        "period": {"href": "/REST/dimona/v2/periods/600073584109", "id": 600073584109},
        "anomalies": [],
        "informationsCollection": [],
    },
    "dimonaIn": {
        "startDate": "2026-01-05",
        "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
    },
}


async def declaration(_request: Request) -> Response:
    """A declaration like the simulator's, always the same."""
    return JSONResponse(_DECLARATION)


async def submit(request: Request) -> Response:
    """Read the body, and say where a result is to be found."""
    await request.json()
    return Response(status_code=201, headers={"Location": "/declarations/600073584109"})


async def register(request: Request) -> Response:
    """Parse a document, and say where a contract is to be found."""
    etree.fromstring(await request.body())
    return Response(status_code=201, headers={"Location": "/contract/123456789"})


app = Starlette(
    routes=[
        Route("/contract", register, methods=["PUT"]),
        Route("/declarations", submit, methods=["POST"]),
        Route("/declarations/{number}", declaration),
    ]
)
