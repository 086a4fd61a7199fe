"""How generated calls are made: the same ones in every run, and few where somebody else answers."""

from hypothesis import HealthCheck, Phase, settings

from invaller_contracts.provider.target import Target

FEW = 4
"""Examples of one test at a real environment, unless the test says how many."""


def bounded(examples: int, target: Target | None = None, *, at_url: int = FEW) -> settings:
    """The settings of a generated test.

    examples: how many on a simulator; target: where they are made, a simulator unless told;
    at_url: how many at a real environment, which is slow and is not ours to wear out.
    """
    real = target is not None and target.is_real
    return settings(
        max_examples=min(examples, at_url) if real else examples,
        derandomize=True,
        database=None,
        deadline=None,
        # An example leaves its traces where it is made, so that a smaller one proves nothing.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
