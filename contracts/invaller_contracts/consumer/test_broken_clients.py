"""The rules of a good client: each sees the client that breaks it, and none accuses a good one."""

import pytest

from invaller_contracts.consumer.broken import (
    BrokenClient,
    HealthyClient,
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


@pytest.mark.parametrize(
    ("api", "client"), HEALTHY, ids=lambda one: one if isinstance(one, str) else one.title
)
def test_a_healthy_client_is_not_accused(
    sim_server: SimulatorServer, api: str, client: HealthyClient
) -> None:
    """No rule is broken."""
    sim = sim_server.create({**DEFAULTS, **client.settings})
    verdicts = verdicts_on(sim, client.drive)
    sim_server.delete(sim)
    accused = [look.breach for verdict in verdicts for look in verdict.breaches]
    assert not accused
    assert any(verdict.looks for verdict in verdicts if verdict.rule.api == api)


@pytest.mark.parametrize("api", dict.fromkeys(api for api, _ in HEALTHY))
def test_every_rule_is_at_stake_for_healthy_clients(sim_server: SimulatorServer, api: str) -> None:
    """A rule that never looks at a healthy run could not accuse it: each has an occasion."""
    at_stake = set()
    for key, client in HEALTHY:
        if key == api:
            sim = sim_server.create({**DEFAULTS, **client.settings})
            at_stake |= {v.rule.id for v in verdicts_on(sim, client.drive) if v.looks}
            sim_server.delete(sim)
    assert {rule.id for rule in rules([api])} <= at_stake


def test_every_rule_has_a_client_that_breaks_it() -> None:
    """No rule is there that nobody has seen to accuse."""
    assert {rule.id for rule in rules()} == {client.rule for client in BROKEN}
