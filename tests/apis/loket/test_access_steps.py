"""The five questions of authorization, one by one and in their order."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.access.rights import activities, expanded, right_of, rights, roles
from invaller.apis.loket.access.steps import Facts, first_failure
from invaller.apis.loket.catalogue import CATALOGUE

GOOD = Facts(
    activity="GetWages",
    right="Salaris inzien",
    client="partner",
    client_may=True,
    user_rights=frozenset(["Salaris inzien"]),
    role="Werknemer",
    role_rights=frozenset(["Salaris inzien"]),
    module="Verloning",
    modules=frozenset(["Verloning"]),
)
STEPS: dict[str, dict[str, Any]] = {
    "client-first": {"client_may": False},
    "user-right": {"user_rights": frozenset(["Salaris wijzigen"])},
    "role-right": {"role_rights": frozenset()},
    "module": {"modules": frozenset(["Verlof"])},
    "entity": {"entity": "the user has no access to employer x"},
}
"""What makes each step fail, in the order of the document."""


def test_all_questions_answered_with_yes() -> None:
    """A call that passes each step is authorized, also where there is no employer to ask."""
    assert first_failure(GOOD) is None
    assert first_failure(replace(GOOD, modules=None)) is None
    assert first_failure(replace(GOOD, module=None, modules=frozenset())) is None


@pytest.mark.behaviour(
    "loket.authorization.client-first",
    "loket.authorization.user-right",
    "loket.authorization.role-right",
    "loket.authorization.module",
    "loket.authorization.entity",
    "loket.authorization.first-failure",
)
@given(st.sets(st.sampled_from(list(STEPS)), min_size=1))
def test_first_failure_gives_the_reason(failing: set[str]) -> None:
    """Whichever steps fail, the first of them in the document's order is the one told."""
    changes = {member: value for step in failing for member, value in STEPS[step].items()}
    denied = first_failure(replace(GOOD, **changes))
    first = next(step for step in STEPS if step in failing)
    assert denied is not None
    assert denied.rule == f"loket.authorization.{first}"
    assert denied.reason


@pytest.mark.behaviour("loket.authorization.metadata-follows")
def test_metadata_follows_its_operation() -> None:
    """Metadata and defaults need the right, and the activity, of what they belong to."""
    followers = [one for one in CATALOGUE.operations.values() if one.options_for]
    followers += [one for one in CATALOGUE.operations.values() if one.defaults_for]
    assert len(followers) > 150
    for one in followers:
        owner = CATALOGUE.operations[(one.options_for or one.defaults_for)[0]]
        assert right_of(one) == right_of(owner), one.id
        assert one.activity not in activities() or owner is one


def test_every_operation_has_a_right() -> None:
    """Reading needs a right to look, everything else one to change; each right is of use."""
    used = {right_of(one).name for one in CATALOGUE.operations.values()}
    for one in CATALOGUE.operations.values():
        owner = CATALOGUE.belongs_to(one)
        assert right_of(one).name.endswith("inzien" if owner.method == "GET" else "wijzigen")
    # Qwoater and authorizations of documents are only looked at.
    assert set(rights()) - used <= {"Qwoater wijzigen"}


@pytest.mark.behaviour("loket.authorization.activity-names")
def test_activities_are_named_after_operations() -> None:
    """An activity is called as its operation; a logo with and without version share one."""
    with_version = CATALOGUE.operations["GetEmployerLogoByEmployerIdAndVersion"]
    assert with_version.activity == "GetEmployerLogoByEmployerId"
    assert set(activities()) <= set(CATALOGUE.operations) | {
        one.activity for one in CATALOGUE.operations.values()
    }
    assert len(activities()) > 600


def test_patterns_of_rights() -> None:
    """A star stands for all rights, a group with one for both of it, and a typo is refused."""
    assert expanded(["*"]) == frozenset(rights())
    assert expanded(["Verlof *"]) == {"Verlof inzien", "Verlof wijzigen"}
    assert expanded(["Verlof inzien"]) == {"Verlof inzien"}
    with pytest.raises(ValueError, match="Verlofje"):
        expanded(["Verlofje *"])
    assert roles()["provider"].rights == frozenset(rights())
