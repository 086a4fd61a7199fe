"""Identification of the employer: of a Dimona In, and against the target period.

Sources: facts: dimona A7, A9; anomalies.tsv zones 00011, 00014, 00948 and block 90256.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.declaration import Kind
from invaller.apis.dimona.domain.situation import Mandate
from invaller.apis.dimona.domain.values import day
from invaller.kernel.numbers import employer_id, enterprise_number
from invaller.kernel.numbers.digits import whole_number

_INACTIVE = {Kind.IN: "90373-343", Kind.UPDATE: "90378-343"}
"""Code for an employer that is not active, by kind of declaration."""


def present(case: Case) -> Iterator[Anomaly]:
    """A Dimona In needs an RSZ number or an enterprise number (90256-364 and 00014-001)."""
    block = case.declaration.employer_block
    if block.given("employerId") or block.given("enterpriseNumber"):
        return
    yield Anomaly(
        "90256-364", "/employer", "the employer needs an employerId or an enterpriseNumber"
    )
    yield Anomaly(
        "00014-001",
        block.at("enterpriseNumber"),
        "enterpriseNumber is mandatory when there is no employerId",
    )


def rsz_number(case: Case) -> Iterator[Anomaly]:
    """The RSZ number of a Dimona In must be valid and known (00011 or 00948: 003, 005, 235).

    When the employer is known by a provisional number only, a definitive one is forbidden
    (assumed for 00011-005).
    """
    block, record = case.declaration.employer_block, case.situation.employer
    value = block.get("employerId")
    number = whole_number(value)
    if value is None or (number and record and record.get("employerId") == number):
        return
    zone = "00948" if employer_id.looks_provisional(value) else "00011"
    if not _is_rsz_number(value):
        error, message, expected = "003", "is invalid", "an RSZ number with its check digits"
    elif zone == "00011" and record and record.get("provisional"):
        error, message, expected = "005", "is forbidden", "the provisional number"
    elif record or not case.situation.registers_open:
        error, message, expected = "235", "is not in the directory", "a known employer"
    else:
        return
    nearest = record.get("employerId") if record else None
    where = block.at("employerId")
    yield Anomaly(f"{zone}-{error}", where, f"employerId {message}", value, expected, nearest)


def company_number(case: Case) -> Iterator[Anomaly]:
    """The enterprise number of a Dimona In must be valid and known (00014: 003, 022, 235).

    The RSZ number has precedence. When it leads to another employer 00014-022 only warns, and
    beside one that is not known the enterprise number is not looked up.
    """
    block, record = case.declaration.employer_block, case.situation.employer
    value = block.get("enterpriseNumber")
    number = enterprise_number.normalised(value)
    if value is None or (record and record.get("enterpriseNumber") == number):
        return
    where = block.at("enterpriseNumber")
    known = record.get("enterpriseNumber") if record else None
    if not enterprise_number.is_valid(value):
        expected = "9 or 10 digits, the last two 97 minus the first eight modulo 97"
        yield Anomaly(
            "00014-003", where, "enterpriseNumber is invalid", value, expected, _repaired(number)
        )
    elif record:
        message = "enterpriseNumber does not belong to the employerId in the directory"
        yield Anomaly("00014-022", where, message, value, known, known)
    elif not case.situation.registers_open and not block.given("employerId"):
        message = "enterpriseNumber is not in the directory"
        yield Anomaly("00014-235", where, message, value, "a known employer")


def of_period(case: Case) -> Iterator[Anomaly]:
    """An employer that is given must be that of the target period (003 and 347)."""
    block, period = case.declaration.employer_block, case.target
    if period is None:
        return
    value, own_id = block.get("employerId"), period.employer.employer_id
    if value is not None and own_id is not None and whole_number(value) != own_id:
        zone = "00948" if employer_id.looks_provisional(value) else "00011"
        error = "347" if _is_rsz_number(value) else "003"
        yield _differs(f"{zone}-{error}", block.at("employerId"), value, own_id)
    value, own = block.get("enterpriseNumber"), period.employer.enterprise_number
    if value is not None and own is not None and enterprise_number.normalised(value) != own:
        error = "347" if enterprise_number.is_valid(value) else "003"
        yield _differs(f"00014-{error}", block.at("enterpriseNumber"), value, own)


def mandate(case: Case) -> Iterator[Anomaly]:
    """The declarant needs a mandate that did not lapse (90256-155)."""
    if case.situation.mandate is Mandate.LAPSED:
        yield Anomaly(
            "90256-155", "/employer", "the mandate for this employer has lapsed or was never given"
        )


def channel(case: Case) -> Iterator[Anomaly]:
    """Some employers only accept declarations through another channel (90256-342)."""
    record = case.situation.employer
    if record and record.get("securedChannelOnly"):
        yield Anomaly(
            "90256-342", "/employer", "this employer accepts declarations by a secured channel only"
        )


def active(case: Case) -> Iterator[Anomaly]:
    """The employer must be active in the directory on the start date (343)."""
    record, start = case.situation.employer, case.shape.start
    code = _INACTIVE.get(case.declaration.kind)
    if record is None or start is None or code is None:
        return
    first, last = day(record.get("activeFrom")), day(record.get("activeTo"))
    if (first or date.min) <= start <= (last or date.max):
        return
    yield Anomaly(
        code,
        case.block.at("startDate"),
        "the employer is not active in the directory on the start date",
        start.isoformat(),
        f"a date from {first or 'ever'} to {last or 'ever'}",
        (last if last and start > last else first or start).isoformat(),
    )


def _is_rsz_number(value: object) -> bool:
    """Tell whether a value is a definitive or provisional number.

    Numbers of local authorities are never used in Dimona.
    """
    wanted = {employer_id.Kind.DEFINITIVE, employer_id.Kind.PROVISIONAL}
    return bool(employer_id.kinds(value) & wanted)


def _repaired(number: str | None) -> str | None:
    """Return the number with the check digits that belong to its first eight digits."""
    if number is None or not 1 <= int(number[:8]) <= 19_999_999:
        return None
    return enterprise_number.generate(int(number[:8]))


def _differs(code: str, where: str, value: object, own: object) -> Anomaly:
    return Anomaly(code, where, "the employer is not that of the period", value, own, own)
