"""The user of an agency worker: mandatory with joint commission 322, else forbidden.

Sources: facts: dimona A5; anomalies.tsv zones 00046, 00131, 00153 and block 90107.
"""

from __future__ import annotations

from collections.abc import Iterator

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.checks import addresses, forms
from invaller.apis.dimona.domain.joint_commissions import AGENCY, JOINT_COMMISSIONS
from invaller.kernel.numbers import enterprise_number

_NUMBER, _NAME, _COMMISSION = "enterpriseNumber", "name", "jointCommissionNumber"

_NAME_FORM = (forms.text("00153-003", _NAME, 96),)

_COMMISSIONS = ", ".join(sorted(JOINT_COMMISSIONS - {AGENCY}))


def _block(case: Case) -> Block:
    return case.block.child("features").child("userEnterprise")


def present(case: Case) -> Iterator[Anomaly]:
    """An agency worker has a user enterprise with a number or a name (00131-001, 90107).

    For an occasional worker in horeca it has a number: days count on the user's quota.
    """
    block = _block(case)
    if not case.shape.features.is_agency:
        return
    if not case.block.child("features").given("userEnterprise"):
        message = "userEnterprise is mandatory with joint commission 322"
        yield Anomaly("00131-001", block.at(_NUMBER), message)
    elif block.given(_NUMBER) and block.given(_NAME):
        message = "userEnterprise has either an enterprise number or a name"
        yield Anomaly("90107-352", block.pointer, message, [_NUMBER, _NAME], "one of both")
    elif not block.given(_NUMBER) and not block.given(_NAME):
        message = "userEnterprise needs an enterprise number or a name"
        yield Anomaly("90107-351", block.pointer, message)
    elif case.shape.features.is_horeca_extra and not block.given(_NUMBER):
        message = "the user of an occasional worker in horeca needs an enterprise number"
        yield Anomaly("00131-001", block.at(_NUMBER), message)


def forbidden(case: Case) -> Iterator[Anomaly]:
    """Other workers have no user enterprise (00131-005, 00153-005, 00046-005)."""
    block = _block(case)
    if case.shape.features.is_agency or not case.block.child("features").given("userEnterprise"):
        return
    expected = "no userEnterprise, or joint commission 322"
    message = "userEnterprise is forbidden unless the joint commission is 322"
    if block.given(_NUMBER) or not block.given(_NAME):
        yield Anomaly("00131-005", block.at(_NUMBER), message, block.get(_NUMBER), expected)
    for member, code in ((_NAME, "00153-005"), (_COMMISSION, "00046-005")):
        if block.given(member):
            yield Anomaly(code, block.at(member), message, block.get(member), expected)


def number(case: Case) -> Iterator[Anomaly]:
    """The user's enterprise number must be valid and known (00131-003, 00131-235)."""
    block, record = _block(case), case.situation.user_enterprise
    value = block.get(_NUMBER)
    if value is None or not case.shape.features.is_agency:
        return
    if record and record.get(_NUMBER) == enterprise_number.normalised(value):
        return
    where = block.at(_NUMBER)
    if not enterprise_number.is_valid(value):
        expected = "9 or 10 digits, the last two 97 minus the first eight modulo 97"
        message = "the user's enterprise number is invalid"
        yield Anomaly("00131-003", where, message, value, expected)
    elif not case.situation.registers_open:
        message = "the user's enterprise number is not in the directory"
        yield Anomaly("00131-235", where, message, value, "a known enterprise")


def joint_commission(case: Case) -> Iterator[Anomaly]:
    """The user has its own joint commission, never 322 (00046-001, 003, 005)."""
    block, value = _block(case), case.shape.features.user_commission
    if not case.shape.features.is_agency or not block:
        return
    where = block.at(_COMMISSION)
    if value is None:
        code, message = "00046-001", "the user's joint commission is mandatory"
    elif value == AGENCY:
        code, message = "00046-005", "322 is forbidden as the user's joint commission"
    elif value not in JOINT_COMMISSIONS:
        code, message = "00046-003", "the user's joint commission is not one that Dimona accepts"
    else:
        return
    yield Anomaly(code, where, message, value, _COMMISSIONS, "XXX")


def name_and_address(case: Case) -> Iterator[Anomaly]:
    """A user without enterprise number has a name and a complete address (00153, 00517...).

    Beside an enterprise number an address is forbidden.
    """
    block = _block(case)
    if not case.shape.features.is_agency or not block:
        return
    address = block.child("address")
    yield from forms.invalid(block, _NAME_FORM)
    if block.given(_NUMBER):
        yield from addresses.forbidden(address)
        return
    yield from addresses.invalid_of_others(address)
    if block.given(_NAME):
        yield from addresses.incomplete(address)
