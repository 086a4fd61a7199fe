"""Statuses of payroll runs, journal runs, tax returns and pension declarations, in one table.

What a client may do to a record and what happens to it in the background are both moves from
one status to another. Who may do it is a matter of rights (access/rights.yaml).
Source: facts: loket/notes.md, 7 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from invaller.apis.loket.domain.faults import Broken, Fault

PAYROLL_RUN, JOURNAL_RUN = "payroll-run", "journal-run"
TAX_RETURN = "payroll-tax-return"
APG, UPA = "apg-pension-declaration", "upa-pension-declaration"

MAKE, SEND = "make", "send"
"""Background work: making what was asked for, and sending it."""


@dataclass(frozen=True, slots=True)
class Move:
    """What an action of a client does.

    begins: the statuses that it needs; ends: the one that it makes; moment, person: members
    that get the instant and the user; rule: in the ledger; next: background work that follows.
    """

    begins: tuple[int, ...]
    ends: int
    moment: str | None
    person: str | None
    rule: str
    source: str
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Background work on a record.

    begins: the status that it needs; outcomes: the status by the name of an outcome, the usual
    one first; moments: members that get the instant.
    """

    begins: int
    outcomes: Mapping[str, int]
    moments: tuple[str, ...] = ()

    @property
    def usual(self) -> str:
        """The outcome where nothing stands in the way."""
        return next(iter(self.outcomes))

    def status_of(self, outcome: str) -> int:
        """The status of an outcome; raises ValueError for one that there is not."""
        if outcome not in self.outcomes:
            raise ValueError(f"it ends {', '.join(self.outcomes)}; not {outcome!r}")
        return self.outcomes[outcome]


@dataclass(frozen=True, slots=True)
class Machine:
    """The statuses of a resource.

    member: of the record, an option with a key; dead: statuses of records that count no more;
    moves: by action; steps: by name.
    """

    resource: str
    member: str
    dead: tuple[int, ...]
    moves: Mapping[str, Move]
    steps: Mapping[str, Step] = field(default_factory=dict)

    @property
    def initial(self) -> int:
        """The status of a new record."""
        return self.steps[MAKE].begins

    def status_of(self, body: Mapping[str, Any]) -> int:
        """The status of a record."""
        return int(body[self.member]["key"])

    def is_live(self, body: Mapping[str, Any]) -> bool:
        """Whether a record still counts: it is not failed, cancelled or removed."""
        return self.status_of(body) not in self.dead

    def move_of(self, action: str, body: Mapping[str, Any]) -> Move:
        """What an action does to a record; raises Broken when its status does not allow it."""
        move, status = self.moves[action], self.status_of(body)
        if status in move.begins:
            return move
        needed = " or ".join(map(str, move.begins))
        raise Broken(
            Fault(
                move.rule,
                f"[{self.member}] {action} needs status {needed}; it is {status}",
                self.member,
                found=status,
                expected=list(move.begins),
                nearest=move.begins[0],
                source=move.source,
            )
        )


_REVIEW = "Loket API V2, patchPayrollrunsByPayrollRunIds"
_UNDO = "Loket API V2, undoPayrollRunByPayrollRunId"
_JOURNAL = "Loket API V2, patchJournalRunByJournalRunId"
_STATUSES = "facts: loket/notes.md, 9"
_EXPORTABLE = (4, 5, 6, 7)
"""Statuses of journal runs that have results."""


def _declaration(resource: str, member: str, sent: str, rule: str) -> Machine:
    """1 requested, 2 error, 3 created, 4 cancelled, 5 confirmed, 6 sent, 7 removed."""
    return Machine(
        resource,
        member,
        dead=(2, 4, 7),
        moves={
            "confirm": Move((3,), 5, "approvalTime", "approvedBy", rule, _STATUSES, SEND),
            "cancel": Move((3,), 4, "cancelledTime", "cancelledBy", rule, _STATUSES),
        },
        steps={
            MAKE: Step(1, {"created": 3, "error": 2}, _CREATED[resource]),
            SEND: Step(5, {"sent": 6, "error": 2}, (sent,)),
        },
    )


_CREATED: Mapping[str, tuple[str, ...]] = {
    TAX_RETURN: ("messageCreationTime", "processingFinishedTime"),
    APG: ("creationTime",),
    UPA: ("creationTime",),
}
_MADE = "processingFinishedTime"

MACHINES: Mapping[str, Machine] = {
    PAYROLL_RUN: Machine(
        PAYROLL_RUN,
        "payrollRunStatus",
        dead=(5, 6, 7, 8),
        moves={
            "confirm": Move(
                (1,), 9, "approvalTime", "approvedBy", "loket.payroll-run.confirm-needs-1", _REVIEW
            ),
            "cancel": Move((1,), 6, None, None, "loket.payroll-run.confirm-needs-1", _REVIEW),
            "undo": Move(
                (9,), 5, "removeTime", "removedBy", "loket.payroll-run.undo-last-approved", _UNDO
            ),
        },
        steps={MAKE: Step(0, {"ready": 1, "no-results": 8, "error": 7}, (_MADE,))},
    ),
    JOURNAL_RUN: Machine(
        JOURNAL_RUN,
        "journalRunStatus",
        dead=(1, 2, 3),
        moves={
            "MarkAsProcessed": Move(
                _EXPORTABLE, 7, None, None, "loket.journal-run.mark-exported", _JOURNAL
            ),
            "MarkAsProcessingFailed": Move(
                _EXPORTABLE, 6, None, None, "loket.journal-run.mark-failed", _JOURNAL
            ),
            "download": Move((4, 6, 7), 7, None, None, "loket.journal-run.download", _JOURNAL),
            "send": Move((4, 6, 7), 5, None, None, "loket.journal-run.send", _JOURNAL, SEND),
        },
        steps={
            MAKE: Step(0, {"ready": 4, "no-results": 1, "error": 2}, (_MADE,)),
            SEND: Step(5, {"exported": 7, "failed": 6}),
        },
    ),
    TAX_RETURN: _declaration(
        TAX_RETURN,
        "payrollTaxReturnStatus",
        "sendTime",
        "loket.payroll-tax-return.confirm-needs-created",
    ),
    APG: _declaration(
        APG,
        "apgPensionDeclarationStatus",
        "sentTime",
        "loket.apg-pension-declaration.statuses",
    ),
    UPA: _declaration(
        UPA,
        "upaPensionDeclarationStatus",
        "sentTime",
        "loket.upa-pension-declaration.statuses",
    ),
}
"""By resource."""
