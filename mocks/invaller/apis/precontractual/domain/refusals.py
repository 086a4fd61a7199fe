"""Why each kind of refusal exists: ledger rule, source and what would have been right.

Source: precontractual data, 3.3.7 to 3.3.14; the last three are assumed, as the document
tells the form of a represented enterprise's number and that a mandatary is authorised, but
not what happens otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from invaller.apis.precontractual.domain.outcomes import Reason, RefusalKind, Refused

_KNOWN_ENTERPRISE = "ten digits of a known enterprise, with leading zeros"


@dataclass(frozen=True, slots=True)
class _Ground:
    """One row: ``message`` may hold a place {why} for what the check found."""

    rule: str
    source: str
    where: str
    message: str
    expected: str


_GROUNDS: dict[RefusalKind, _Ground] = {
    RefusalKind.MANDATARY_UNKNOWN: _Ground(
        "precontractual.refusal.mandatary-unknown",
        "precontractual data, 3.3.14",
        "mandataryEnterpriseNumber",
        "The enterprise number {why}.",
        _KNOWN_ENTERPRISE,
    ),
    RefusalKind.TOKEN_MISMATCH: _Ground(
        "precontractual.refusal.token-mismatch",
        "precontractual data, 3.3.9",
        "mandataryEnterpriseNumber",
        "The token was given to another enterprise than the one that asks.",
        "the enterprise number of the token",
    ),
    RefusalKind.REPRESENTED_SUPERFLUOUS: _Ground(
        "precontractual.refusal.represented-by-employer",
        "precontractual data, 3.3.7",
        "representedEnterpriseNumber",
        "An employer asks for itself and names no represented enterprise.",
        "no representedEnterpriseNumber",
    ),
    RefusalKind.REPRESENTED_MISSING: _Ground(
        "precontractual.refusal.represented-missing",
        "precontractual data, 3.3.8",
        "representedEnterpriseNumber",
        "A mandatary names the enterprise that it asks for.",
        "the enterprise number of the future employer",
    ),
    RefusalKind.MANDATARY_SSIN_MISSING: _Ground(
        "precontractual.refusal.portal-without-mandatary-ssin",
        "precontractual data, 3.3.10",
        "mandatarySsin",
        "A call of the portal names its user.",
        "the number of the portal's user",
    ),
    RefusalKind.CITIZEN_UNKNOWN: _Ground(
        "precontractual.refusal.citizen-unknown",
        "precontractual data, 3.3.13",
        "citizen",
        "The citizen's number {why}.",
        "eleven digits of a known citizen, with leading zeros",
    ),
    RefusalKind.START_IN_PAST: _Ground(
        "precontractual.refusal.start-in-past",
        "precontractual data, 3.3.11",
        "startDate",
        "The planned first day has passed.",
        "a day from {why}",
    ),
    RefusalKind.START_OUTSIDE_WINDOW: _Ground(
        "precontractual.refusal.start-outside-window",
        "precontractual data, 3.3.12",
        "startDate",
        "The planned first day lies after the quarters that may be asked for.",
        "a day from {why}",
    ),
    RefusalKind.REPRESENTED_INVALID: _Ground(
        "precontractual.refusal.represented-invalid",
        "assumed; precontractual data, 3.2.1.1 (ten digits)",
        "representedEnterpriseNumber",
        "The represented enterprise number {why}.",
        _KNOWN_ENTERPRISE,
    ),
    RefusalKind.REPRESENTED_UNKNOWN: _Ground(
        "precontractual.refusal.represented-unknown",
        "assumed; precontractual data, 3.2.1.1",
        "representedEnterpriseNumber",
        "The represented enterprise number {why}.",
        _KNOWN_ENTERPRISE,
    ),
    RefusalKind.NOT_REPRESENTING: _Ground(
        "precontractual.refusal.not-representing",
        "assumed; precontractual data, 3.2.2 (a mandatary that is authorised)",
        "representedEnterpriseNumber",
        "The mandatary is not authorised to ask for this enterprise.",
        "an enterprise that the caller represents",
    ),
}


def refused(
    kind: RefusalKind, value: str | None, *, why: str = "", nearest: str | None = None
) -> Refused:
    """Return a refusal of a value (None when nothing was sent) with its reason.

    ``why`` fills the place in the ground's text; ``nearest`` is the nearest accepted value.
    """
    ground = _GROUNDS[kind]
    reason = Reason(
        ground.rule,
        ground.source,
        ground.message.format(why=why),
        ground.where,
        value,
        ground.expected.format(why=why),
        nearest,
    )
    return Refused(kind, value, reason)
