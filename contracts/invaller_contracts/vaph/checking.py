"""What every answer of VAPH ISIS to a generated call is held against."""

from collections.abc import Collection
from typing import Any

import httpx
from hypothesis import event

from invaller.kernel.specs import fidelity_of
from invaller_contracts.provider.target import Target

DOCUMENTED = frozenset({200, 201, 400, 404})
"""The statuses of Foutcodes, but for a failed login and an internal error."""

_PARAMETERS = "vaph.schema."
"""How reasons begin that lie in the specification's own words about a parameter."""

_ENTRIES = frozenset(entry["id"] for entry in fidelity_of("vaph"))


def explained(
    target: Target, answer: httpx.Response, statuses: Collection[int] = DOCUMENTED
) -> list[dict[str, Any]]:
    """The reasons of an answer, which must be none, or documented ones of a refusal.

    Raises AssertionError for another answer. At a real environment nobody tells reasons; that
    a 400 says something is all that is asked of it, and of a 404 not even that.
    """
    event(str(answer.status_code))
    assert answer.status_code in statuses, f"{answer.status_code}: {answer.text}"
    if target.simulator is None:
        assert answer.status_code != httpx.codes.BAD_REQUEST or answer.text.strip()
        return []
    reasons: list[dict[str, Any]] = target.simulator.explain(answer)["explanations"]
    if answer.is_success:
        assert reasons == []
        return reasons
    assert len(answer.text.splitlines()) == 1
    assert reasons
    for reason in reasons:
        assert reason["rule"] in _ENTRIES or reason["rule"].startswith(_PARAMETERS)
        assert reason["message"]
        assert reason["source"]
    return reasons
