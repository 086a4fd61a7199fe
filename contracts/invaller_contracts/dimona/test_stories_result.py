"""A declaration is received at once, and its result comes later (3 and 7.2 (5))."""

from datetime import date, timedelta

import pytest

from invaller_clients import (
    ConnectionLost,
    DeclarationNotYetProcessed,
    DeclarationRequest,
    DimonaClient,
    Result,
    ResultTimeout,
    ServerError,
    UnknownDeclaration,
)
from invaller_contracts.dimona.samples import SHOP, SMITH, Cast, ordinary
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator

TODAY = date(2025, 3, 3)
DECLARATION: DeclarationRequest = {
    "employer": SHOP,
    "worker": SMITH,
    "dimonaIn": ordinary(date(2025, 3, 10)),
}


@pytest.mark.truth("documented")
def test_a_declaration_is_pending_before_it_has_a_result(
    sim: Simulator, dimona: DimonaClient
) -> None:
    """Received with 201, then 404 that says so for two seconds at least, then 200."""
    number = dimona.submit(DECLARATION)
    sim.clock.advance("PT1.9S")
    with pytest.raises(DeclarationNotYetProcessed) as caught:
        dimona.get(number)
    said = f"Declaration with Dimona Declaration Nbr {number} has been submitted"
    assert caught.value.problem.detail == f"{said} but not processed yet"
    sim.clock.advance("PT4.1S")
    assert dimona.get(number).result is Result.ACCEPTED


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_result_comes_while_the_client_looks(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """Who looks at once meets 404 that says so; who goes on looking meets 200."""
    block = ordinary(target.day(7))
    number = dimona.submit({"employer": cast.shop, "worker": cast.smith, "dimonaIn": block})
    with pytest.raises(DeclarationNotYetProcessed) as caught:
        dimona.get(number)
    assert str(number) in (caught.value.problem.detail or "")
    assert dimona.result(number).result is Result.ACCEPTED


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_declaration_is_found_by_what_it_says(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """Who has lost its number finds it by worker, kind and day, and it says the same (7.3)."""
    block = ordinary(target.day(7), target.day(25))
    request: DeclarationRequest = {"employer": cast.shop, "worker": cast.smith, "dimonaIn": block}
    declared = dimona.declare(request)
    found = dimona.find_submitted(request, created_from=target.day(-1))
    assert (found[0].declaration_id, found[0].block) == (declared.declaration_id, block)
    assert found[0].result is Result.ACCEPTED


@pytest.mark.anywhere
@pytest.mark.truth("documented")
def test_a_number_that_nobody_declared(dimona: DimonaClient) -> None:
    """404 too, but with another message; its check digits do not matter (7.2 (5))."""
    with pytest.raises(UnknownDeclaration) as caught:
        dimona.get(700125761015)
    said = "No declaration has been submitted with this Dimona Declaration Nbr 700125761015"
    assert caught.value.problem.detail == said


@pytest.mark.truth("documented")
def test_the_documented_schedule_is_followed(sim: Simulator, dimona: DimonaClient) -> None:
    """The client looks after two seconds and then each second, and nobody finds fault with it."""
    began = sim.clock.now
    dimona.declare(DECLARATION)
    waited = sim.clock.now - began
    assert timedelta(seconds=2) <= waited <= timedelta(seconds=6)
    assert sim.requests.count(operation="getDeclaration") == waited.total_seconds() - 1
    assert sim.findings == []


@pytest.mark.truth("documented")
def test_an_impatient_client_is_found_out(sim: Simulator, dimona: DimonaClient) -> None:
    """A look within two seconds is answered, and noted as what a good client does not do."""
    number = dimona.submit(DECLARATION)
    with pytest.raises(DeclarationNotYetProcessed):
        dimona.get(number)
    assert [finding["rule"] for finding in sim.findings] == ["dimona.polling.too-early"]


@pytest.mark.sim(processing="hold")
@pytest.mark.truth("documented")
def test_a_result_that_does_not_come(sim: Simulator, dimona: DimonaClient) -> None:
    """After twenty minutes of looking the client stops; a later look by hand has the result."""
    with pytest.raises(ResultTimeout) as caught:
        dimona.declare(DECLARATION)
    assert caught.value.waited == pytest.approx(20 * 60, abs=60)
    (held,) = sim.pending.list()
    sim.pending.release(held["id"])
    assert dimona.get(caught.value.declaration_id).result is Result.ACCEPTED
    assert sim.findings == []


@pytest.mark.truth("documented")
def test_a_technical_fault_receives_nothing(sim: Simulator, dimona: DimonaClient) -> None:
    """7.1.1 (3): after a 500 the declaration was not received, and can be sent again."""
    sim.faults.add(effect={"status": 500}, api="dimona", operation="submitDeclaration", times=1)
    with pytest.raises(ServerError):
        dimona.submit(DECLARATION)
    assert sim.pending.list() == []
    assert dimona.declare(DECLARATION).result is Result.ACCEPTED


@pytest.mark.truth("documented")
def test_a_lost_answer_is_found_again(sim: Simulator, dimona: DimonaClient) -> None:
    """A declaration that arrived while its answer was lost is found by searching for it."""
    sim.faults.add(effect={"drop": True}, api="dimona", operation="submitDeclaration", times=1)
    with pytest.raises(ConnectionLost) as caught:
        dimona.submit(DECLARATION)
    assert caught.value.may_have_arrived
    sim.clock.advance("PT10S")
    (found,) = dimona.find_submitted(DECLARATION, created_from=TODAY)
    assert (found.result, found.block) == (Result.ACCEPTED, DECLARATION["dimonaIn"])
