"""Calls that are refused before anything is received: form and rights."""

from collections.abc import Sequence

import pytest

from invaller_clients import BadRequest, DimonaClient, DimonaIn, Forbidden, Result, Unauthorized
from invaller_contracts.dimona.client import dimona_client
from invaller_contracts.dimona.environment import CLIENT
from invaller_contracts.dimona.samples import SHOP, SMITH, Cast, ordinary
from invaller_contracts.oauth.client import credentials
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator


def with_scopes(target: Target, scopes: Sequence[str]) -> DimonaClient:
    """A client that asks tokens with these scopes only."""
    return dimona_client(target, auth=credentials(target, scopes=scopes, variables=CLIENT))


@pytest.mark.truth("verified")
def test_without_joint_commission(sim: Simulator, dimona: DimonaClient) -> None:
    """A dimonaIn without joint commission is a bad request, and nothing is received."""
    block: DimonaIn = {"startDate": "2025-03-10", "features": {"workerType": "OTH"}}
    with pytest.raises(BadRequest) as caught:
        dimona.in_(SHOP, SMITH, block)
    assert caught.value.problem.detail == "Bad Request: Features required"
    assert sim.pending.list() == []


@pytest.mark.truth("documented")
def test_two_blocks_at_once(sim: Simulator, dimona: DimonaClient) -> None:
    """A declaration has one block of the seven (5.1.1)."""
    with pytest.raises(BadRequest):
        dimona.submit(
            {"dimonaCancel": {"periodId": 1}, "dimonaOut": {"periodId": 1, "endDate": ""}}
        )
    assert sim.pending.list() == []


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_with_a_token_to_declare(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """It lets its owner declare but not learn the result."""
    block = ordinary(target.day(7))
    with with_scopes(target, ["scope:dimona:declaration:declarant"]) as declarant:
        number = declarant.submit({"employer": cast.shop, "worker": cast.smith, "dimonaIn": block})
        with pytest.raises(Forbidden):
            declarant.get(number)
    assert dimona.result(number).result is Result.ACCEPTED
    assert dimona.cancel(number).result is Result.ACCEPTED


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_declaring_without_a_token(target: Target, cast: Cast) -> None:
    """The answer is 401 with the reason in a problem."""
    with dimona_client(target, auth=None) as anonymous, pytest.raises(Unauthorized) as caught:
        anonymous.in_(cast.shop, cast.smith, ordinary(target.day(7)))
    assert caught.value.problem.type == "urn:problem-type:belgif:noAccessToken"


@pytest.mark.anywhere
@pytest.mark.truth("verified")
def test_consulting_without_a_token(target: Target) -> None:
    """401 with the reason in a problem, before it matters whether the period exists."""
    with dimona_client(target, auth=None) as anonymous, pytest.raises(Unauthorized) as caught:
        anonymous.period(699999999919)
    assert caught.value.problem.type == "urn:problem-type:belgif:noAccessToken"


@pytest.mark.anywhere
@pytest.mark.truth("verified")
def test_consulting_with_a_token_to_declare(target: Target) -> None:
    """403: the refusal names the missing scope."""
    client = with_scopes(target, ["scope:dimona:declaration:declarant"])
    with client as declarant, pytest.raises(Forbidden) as caught:
        declarant.period(699999999919)
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["requiredScopes"] == ["scope:dimona:declaration:consult"]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_with_a_token_to_consult(target: Target, cast: Cast) -> None:
    """It lets its owner search but not declare, and the refusal names the missing scope."""
    with with_scopes(target, ["scope:dimona:declaration:consult"]) as consultant:
        list(consultant.search_periods({"employer": cast.shop, "worker": cast.smith}))
        with pytest.raises(Forbidden) as caught:
            consultant.in_(cast.shop, cast.smith, ordinary(target.day(7)))
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["requiredScopes"] == ["scope:dimona:declaration:declarant"]


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_declaring_without_joint_commission(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """400: the form of a declaration is looked at before it is received."""
    day = target.day(7).isoformat()
    block: DimonaIn = {"startDate": day, "features": {"workerType": "OTH"}}
    with pytest.raises(BadRequest) as caught:
        dimona.submit({"employer": cast.shop, "worker": cast.smith, "dimonaIn": block})
    assert caught.value.problem.detail == "Bad Request: Features required"


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_declaring_two_things_at_once(target: Target, dimona: DimonaClient) -> None:
    """400: a declaration has one block of the seven (5.1.1)."""
    number, day = 600000009912, target.day(7).isoformat()
    with pytest.raises(BadRequest):
        dimona.submit(
            {
                "dimonaCancel": {"periodId": number},
                "dimonaOut": {"periodId": number, "endDate": day},
            }
        )
