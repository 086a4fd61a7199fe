"""The rules of a good client: each sees the client that breaks it, and none accuses a good one."""

import pytest

from invaller_contracts.consumer.broken import (
    BrokenClient,
    broken_clients,
    healthy_clients,
    verdicts_on,
)
from invaller_contracts.consumer.judging import rules
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import SimulatorServer

BROKEN = list(broken_clients())
HEALTHY = list(healthy_clients())


@pytest.mark.parametrize("client", BROKEN, ids=lambda one: f"{one.rule}: {one.title}")
def test_a_broken_client_is_caught(sim_server: SimulatorServer, client: BrokenClient) -> None:
    """Its rule is broken, and no other one than it names."""
    sim = sim_server.create({**DEFAULTS, **client.settings})
    broken = {verdict.rule.id for verdict in verdicts_on(sim, client.drive) if verdict.breaches}
    sim_server.delete(sim)
    assert client.rule in broken
    assert broken <= {client.rule, *client.also}


@pytest.mark.parametrize("api", dict.fromkeys(api for api, _ in HEALTHY))
def test_healthy_clients_are_not_accused(sim_server: SimulatorServer, api: str) -> None:
    """No rule is broken, and each rule of the API had an occasion to accuse one of them."""
    accused, at_stake = [], set()
    for client in [client for key, client in HEALTHY if key == api]:
        sim = sim_server.create({**DEFAULTS, **client.settings})
        for verdict in verdicts_on(sim, client.drive):
            accused += [f"{client.title}: {look.breach}" for look in verdict.breaches]
            at_stake |= {verdict.rule.id} if verdict.looks else set()
        sim_server.delete(sim)
    assert not accused
    assert {rule.id for rule in rules([api])} <= at_stake


def test_every_rule_has_a_client_that_breaks_it() -> None:
    """No rule is there that nobody has seen to accuse."""
    assert {rule.id for rule in rules()} == {client.rule for client in BROKEN}
