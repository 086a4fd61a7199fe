"""Characteristics of the period that a Dimona In creates.

Sources: facts: dimona A4, A5; anomalies.tsv zones 00046, 00652, 00655 and block 90374.
"""

from __future__ import annotations

from collections.abc import Iterator

from invaller.apis.dimona.domain.anomaly import Anomaly
from invaller.apis.dimona.domain.block import Block
from invaller.apis.dimona.domain.case import Case
from invaller.apis.dimona.domain.joint_commissions import JOINT_COMMISSIONS, REFUSED_PAIRS
from invaller.apis.dimona.domain.worker_types import (
    LOCAL_AUTHORITIES_LIMITED_UNTIL,
    OF_LOCAL_AUTHORITIES,
    ONLY_LOCAL_AUTHORITIES,
    WORKER_TYPES,
)

LOCAL_AUTHORITY = "localAuthority"
"""Kind of employer that may leave the joint commission out."""


def _block(case: Case) -> Block:
    return case.block.child("features")


def joint_commission(case: Case) -> Iterator[Anomaly]:
    """The joint commission is mandatory but for local authorities, and from a list (00046)."""
    block, value = _block(case), case.shape.features.joint_commission
    where = block.at("jointCommissionNumber")
    expected = ", ".join(sorted(JOINT_COMMISSIONS))
    employer = case.situation.employer
    if value is None and (employer is None or employer.get("kind") != LOCAL_AUTHORITY):
        yield Anomaly(
            "00046-001", where, "jointCommissionNumber is mandatory", None, expected, "XXX"
        )
    if value is not None and value not in JOINT_COMMISSIONS:
        message = "jointCommissionNumber is not one that Dimona accepts"
        yield Anomaly("00046-003", where, message, value, expected, "XXX")


def worker_type(case: Case) -> Iterator[Anomaly]:
    """The worker type is mandatory, from a list and open on the start date (00655)."""
    block = _block(case)
    value, where = block.get("workerType"), block.at("workerType")
    kind, start = case.shape.features.kind, case.shape.start
    expected = ", ".join(sorted(WORKER_TYPES))
    if value is None:
        yield Anomaly("00655-001", where, "workerType is mandatory", None, expected, "OTH")
    elif kind is None:
        message = "workerType is not one that Dimona knows"
        yield Anomaly("00655-003", where, message, value, expected, "OTH")
    elif start is not None and (
        (kind.last_day and start > kind.last_day) or (kind.first_day and start < kind.first_day)
    ):
        message = f"workerType {kind.code} does not exist on the start date"
        expected = f"a start from {kind.first_day or 'ever'} to {kind.last_day or 'ever'}"
        yield Anomaly("00655-005", where, message, value, expected, "OTH")


def allowed_for_employer(case: Case) -> Iterator[Anomaly]:
    """Some worker types are for, or not for, local authorities (00655-350)."""
    employer, start, code = case.situation.employer, case.shape.start, case.worker_type
    if employer is None or start is None or code not in WORKER_TYPES:
        return
    if employer.get("kind") == LOCAL_AUTHORITY:
        limited = start <= LOCAL_AUTHORITIES_LIMITED_UNTIL
        forbidden = limited and code not in OF_LOCAL_AUTHORITIES
        expected = ", ".join(sorted(OF_LOCAL_AUTHORITIES))
    else:
        forbidden = code in ONLY_LOCAL_AUTHORITIES
        expected = f"another type than {', '.join(sorted(ONLY_LOCAL_AUTHORITIES))}"
    if forbidden:
        message = f"workerType {code} is not allowed for this employer"
        yield Anomaly("00655-350", _block(case).at("workerType"), message, code, expected, "OTH")


def pair(case: Case) -> Iterator[Anomaly]:
    """Some joint commissions and worker types do not go together (90374-349)."""
    features = case.shape.features
    found = (features.joint_commission, features.worker_type)
    if found in REFUSED_PAIRS:
        message = f"joint commission {found[0]} does not go with worker type {found[1]}"
        yield Anomaly(
            "90374-349", _block(case).pointer, message, list(found), None, ["XXX", found[1]]
        )


def sub_entity(case: Case) -> Iterator[Anomaly]:
    """An employer with sub-entities must name one of them, another none (00652)."""
    employer, value = case.situation.employer, case.shape.features.sub_entity
    if employer is None:
        return
    where = _block(case).at("subEntityNumber")
    known = [str(number) for number in employer.get("subEntities") or []]
    nearest = known[0] if known else None
    if known and value is None:
        message = "this employer must name a sub-entity"
        yield Anomaly("00652-001", where, message, None, known, nearest)
    elif known and value not in known:
        message = "the sub-entity is not one of this employer"
        yield Anomaly("00652-003", where, message, value, known, nearest)
    elif not known and value is not None:
        yield Anomaly("00652-005", where, "this employer has no sub-entities", value)
