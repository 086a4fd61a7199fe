"""Questions that are refused, one reason at a time and several at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.precontractual.domain.inputs import Asker, BackendPart, Role
from invaller.apis.precontractual.domain.outcomes import Answered, RefusalKind, Refused
from invaller.kernel.numbers import ssin

EMPLOYER, MANDATARY, CITIZEN = "0880820673", "0123456789", "06081991188"
STRANGER = "1999990342"
PORTAL = Asker(EMPLOYER, Role.PORTAL)
PROVIDER = Asker(MANDATARY, Role.PROVIDER)

Refusal = Callable[..., Refused]
Answer = Callable[..., Answered]


@pytest.mark.behaviour("precontractual.refusal.represented-by-employer")
def test_employer_names_no_represented_enterprise(refusal: Refusal) -> None:
    """An employer that names a represented enterprise is refused with that number."""
    refused = refusal(represented=MANDATARY)
    assert (refused.kind, refused.value) == (RefusalKind.REPRESENTED_SUPERFLUOUS, MANDATARY)


@pytest.mark.behaviour("precontractual.refusal.represented-missing")
def test_mandatary_names_the_represented_enterprise(refusal: Refusal) -> None:
    """A mandatary that names nobody is refused, without a value."""
    refused = refusal(provider=True, represented=None)
    assert (refused.kind, refused.value) == (RefusalKind.REPRESENTED_MISSING, None)


@pytest.mark.behaviour("precontractual.refusal.token-mismatch")
def test_enterprise_must_be_that_of_the_token(refusal: Refusal) -> None:
    """A known enterprise other than the token's is refused; the token's is the nearest."""
    refused = refusal(asker=Asker(STRANGER, Role.EMPLOYER))
    assert (refused.kind, refused.value) == (RefusalKind.TOKEN_MISMATCH, EMPLOYER)
    assert refused.reason.nearest == STRANGER


@pytest.mark.behaviour("precontractual.refusal.portal-without-mandatary-ssin")
def test_portal_names_its_user(refusal: Refusal, answer: Answer) -> None:
    """A call of the portal is refused without mandatarySsin and answered with one."""
    refused = refusal(asker=PORTAL)
    assert (refused.kind, refused.value) == (RefusalKind.MANDATARY_SSIN_MISSING, None)
    assert answer(asker=PORTAL, mandatary_ssin="80020290253").student_job


@pytest.mark.behaviour("precontractual.caller.portal")
@pytest.mark.parametrize("represented", [None, MANDATARY])
def test_portal_may_represent_or_not(answer: Answer, represented: str | None) -> None:
    """The portal is answered with and without a represented enterprise."""
    asked = answer(asker=PORTAL, mandatary_ssin="80020290253", represented=represented)
    assert asked.student_job is not None


@pytest.mark.behaviour("precontractual.refusal.citizen-unknown")
@pytest.mark.parametrize(
    "number",
    [CITIZEN, "06081991189", "0608199118", "06.08.19-911.88", "", " 06081991188", "٠٦٠٨١٩٩١١٨٨"],
)
def test_citizen_must_be_known(refusal: Refusal, number: str) -> None:
    """A citizen that no register knows is refused, whether the number is valid or not."""
    refused = refusal(number=number, citizen=None)
    assert (refused.kind, refused.value) == (RefusalKind.CITIZEN_UNKNOWN, number)


@pytest.mark.behaviour("precontractual.refusal.mandatary-unknown")
@pytest.mark.parametrize("number", [STRANGER, "0880820674", "88082067", "BE0880820673", ""])
def test_mandatary_must_be_known(refusal: Refusal, number: str) -> None:
    """An enterprise that no register knows is refused before the token is compared."""
    refused = refusal(mandatary=number)
    assert (refused.kind, refused.value) == (RefusalKind.MANDATARY_UNKNOWN, number)


@pytest.mark.behaviour("precontractual.parameter.not-padded")
def test_short_number_is_refused_with_the_full_one_as_nearest(refusal: Refusal) -> None:
    """Nine digits are not padded; the explanation names the number with its leading zero."""
    refused = refusal(mandatary="880820673")
    assert refused.kind is RefusalKind.MANDATARY_UNKNOWN
    assert refused.reason.nearest == EMPLOYER


@pytest.mark.behaviour("precontractual.parameter.surrounding-space-strict")
@pytest.mark.parametrize("number", [f" {EMPLOYER}", f"{EMPLOYER} ", f"{EMPLOYER}\n"])
def test_number_with_a_space_is_not_valid(refusal: Refusal, number: str) -> None:
    """White space makes a number invalid, also where any valid number would do."""
    refused = refusal(mandatary=number, registers_open=True, asker=Asker(number, Role.EMPLOYER))
    assert refused.kind is RefusalKind.MANDATARY_UNKNOWN


@pytest.mark.behaviour("precontractual.refusal.represented-invalid")
@pytest.mark.parametrize("number", ["0880820674", "880820673", "x"])
def test_represented_number_must_be_valid(refusal: Refusal, number: str) -> None:
    """A represented enterprise's number that is invalid is refused, open registers or not."""
    for open_ in (False, True):
        refused = refusal(provider=True, represented=number, registers_open=open_)
        assert (refused.kind, refused.value) == (RefusalKind.REPRESENTED_INVALID, number)


@pytest.mark.behaviour(
    "precontractual.refusal.represented-unknown", "precontractual.existence.registers-open"
)
def test_represented_enterprise_must_be_known(refusal: Refusal, answer: Answer) -> None:
    """A valid represented number that is in no register needs open registers."""
    assert refusal(provider=True, represented=STRANGER).kind is RefusalKind.REPRESENTED_UNKNOWN
    assert answer(provider=True, represented=STRANGER, registers_open=True).student_job


@pytest.mark.behaviour("precontractual.refusal.not-representing")
def test_mandatary_must_represent_the_enterprise(refusal: Refusal, answer: Answer) -> None:
    """A mandatary is answered for those it represents and refused for any other."""
    only = replace(PROVIDER, represents=frozenset({MANDATARY, STRANGER}))
    refused = refusal(provider=True, asker=only)
    assert (refused.kind, refused.value) == (RefusalKind.NOT_REPRESENTING, EMPLOYER)
    wider = replace(PROVIDER, represents=frozenset({MANDATARY, EMPLOYER}))
    assert answer(provider=True, asker=wider).student_job


@pytest.mark.behaviour("precontractual.existence.known-despite-check-digits")
def test_known_number_needs_no_check_digits(answer: Answer) -> None:
    """The example's mandatary 0123456789 is accepted because it is known."""
    assert answer(provider=True).flexi_job is not None


@pytest.mark.behaviour("precontractual.existence.registers-open")
@pytest.mark.parametrize("kept_out", [{"citizen": None}, {"known_enterprises": frozenset()}])
def test_open_registers_take_any_valid_number(
    refusal: Refusal, answer: Answer, kept_out: dict[str, object]
) -> None:
    """What no register knows is refused in closed registers and accepted in open ones."""
    assert refusal(**kept_out).kind in {
        RefusalKind.CITIZEN_UNKNOWN,
        RefusalKind.MANDATARY_UNKNOWN,
    }
    assert answer(**kept_out, registers_open=True).student_job is not None


@pytest.mark.behaviour("precontractual.existence.bis-number")
def test_bis_number_is_a_citizen_s_number(answer: Answer) -> None:
    """With open registers a valid bis number is accepted."""
    bis = ssin.generate_bis(date(2006, 8, 19), 911, sex_known=False)
    assert answer(number=bis, citizen=None, registers_open=True).student_job


WRONG: list[tuple[RefusalKind, dict[str, object]]] = [
    (RefusalKind.MANDATARY_UNKNOWN, {"known_enterprises": frozenset({EMPLOYER})}),
    (RefusalKind.TOKEN_MISMATCH, {"asker": Asker(STRANGER, Role.PROVIDER)}),
    (RefusalKind.REPRESENTED_MISSING, {"represented": None}),
    (RefusalKind.CITIZEN_UNKNOWN, {"citizen": None}),
    (RefusalKind.START_IN_PAST, {"start": date(2024, 12, 1)}),
]
"""What can be wrong with a mandatary's question at once, in the order of the checks."""


@pytest.mark.behaviour("precontractual.refusal.order", "precontractual.refusal.one-issue")
@given(st.sets(st.sampled_from(range(len(WRONG))), min_size=1))
def test_the_first_thing_wrong_is_told(refusal: Refusal, wrong: set[int]) -> None:
    """Of everything that is wrong only the first in the order of the checks is told."""
    changes: dict[str, object] = {}
    for index in wrong:
        changes |= WRONG[index][1]
    assert refusal(provider=True, **changes).kind is WRONG[min(wrong)][0]


@pytest.mark.behaviour("precontractual.refusal.order")
def test_represented_enterprise_goes_before_portal_user_and_citizen(refusal: Refusal) -> None:
    """Form, existence and right of the represented enterprise are judged in that order."""
    asker = replace(PORTAL, represents=frozenset({EMPLOYER}))
    kinds = [
        refusal(asker=asker, represented=number, citizen=None).kind
        for number in ("x", STRANGER, MANDATARY, None)
    ]
    assert kinds == [
        RefusalKind.REPRESENTED_INVALID,
        RefusalKind.REPRESENTED_UNKNOWN,
        RefusalKind.NOT_REPRESENTING,
        RefusalKind.MANDATARY_SSIN_MISSING,
    ]


@pytest.mark.behaviour("precontractual.refusal.before-lookup")
@given(st.sets(st.sampled_from(list(BackendPart))), st.booleans())
def test_refusals_do_not_look_behind_the_api(
    refusal: Refusal, down: set[BackendPart], granted: bool
) -> None:
    """A refused question is refused whatever is down and whether there is a mandate."""
    changes: dict[str, object] = {} if granted else {"mandates": ()}
    refused = refusal(start=date(2024, 12, 1), down=frozenset(down), **changes)
    assert refused.kind is RefusalKind.START_IN_PAST
