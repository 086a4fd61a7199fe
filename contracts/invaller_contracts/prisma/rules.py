"""What a good client of Link2Prisma does; `invaller verify` holds runs against it."""

from collections.abc import Iterator

from invaller_contracts.consumer.common import holds, of_operations
from invaller_contracts.consumer.rule import Look, Rule
from invaller_contracts.consumer.run import Exchange, Run
from invaller_contracts.prisma.entries import RESULT, entries, of_prisma
from invaller_contracts.prisma.judges import (
    corrected_before_sending_again,
    followed_until_final,
    looked_up_before_adding_again,
    unhurried,
)
from invaller_contracts.prisma.judges_of_data import (
    body_of,
    changes_without_gaps,
    documents_once,
    groups_to_the_end,
    numbers_asked_for,
    persons_asked_for,
    salary_sent_whole,
    written_about_known_workers,
)

_EMPLOYER_NONE = "prisma.lenient.employer-none"
_WITHOUT_EMPLOYER = (RESULT, "getDocumentWithdrawals")
"""Operations that need no employer (Link2Prisma manual, 4.5 and 5.1)."""

_TOLERANCE = 0.0101
"""How far off 100 a sum may be, so that three times 33.33 is fine (assumed)."""

_LAST_ONES = ("prisma.contract.last-stays", "prisma.address.last-stays")


def _invalid(exchange: Exchange) -> str | None:
    """What the specification has otherwise. A Result repeats what was wrong with its request."""
    for remark in (*exchange.findings, *exchange.explanations):
        mended = remark.rule.startswith("prisma.lenient.") and remark.rule != _EMPLOYER_NONE
        refused = remark.rule.startswith("prisma.schema.") and exchange.operation != RESULT
        # A missing employer is a rule of its own.
        if mended or (refused and remark.where != "header Employer"):
            return remark.message
    return None


def _unknown_to_the_manual(exchange: Exchange) -> str | None:
    rules = "prisma.http.methodNotAllowed", "prisma.http.resourceNotFound"
    remark = exchange.noted(*rules, "prisma.queue.unknown-route-404")
    return remark.message if remark else None


def _certificate(exchange: Exchange) -> str | None:
    if exchange.certificate is None:
        return "no client certificate was presented"
    if exchange.certificate["refused"]:
        return str(exchange.certificate["refused"])
    remark = exchange.noted("prisma.access.user-must-exist")
    return remark.message if remark else None


def _employer(exchange: Exchange) -> str | None:
    remark = exchange.noted(_EMPLOYER_NONE, "prisma.access.unknown-employer")
    if remark is not None:
        return remark.message
    named = exchange.request_headers.get("employer", "").strip()
    return None if named or exchange.operation in _WITHOUT_EMPLOYER else "no header Employer"


def _content_type(exchange: Exchange) -> str | None:
    said = exchange.request_headers.get("content-type", "")
    return f"Content-Type was {said}" if said.lower().startswith("application/json") else None


def _percentages(exchange: Exchange) -> str | None:
    centres = body_of(exchange).get("CostCentres") or []
    total = sum(float(one.get("Percentage") or 0) for one in centres if isinstance(one, dict))
    return f"they sum to {total:g}" if abs(total - 100) > _TOLERANCE else None


def _category(exchange: Exchange) -> str | None:
    return None if body_of(exchange).get("CatRSZ") else "no CatRSZ was sent"


def _keeps_one(run: Run) -> Iterator[Look]:
    for entry in entries(run):
        if entry.asked.operation in ("deleteContract", "deleteAddress") and entry.final:
            remark = entry.final.noted(*_LAST_ONES)
            yield Look(entry.asked, remark.message if remark else None)


RULES = (
    Rule(
        "prisma.client.valid-by-specification",
        "Every request is valid by the specification, without a mending hand.",
        "Link2Prisma manual, 3 and 4.1 to 5.2; specs/prisma/openapi.yaml; "
        "facts: prisma notes, traps 2, 3 and 7",
        "documented",
        holds(of_prisma, _invalid),
    ),
    Rule(
        "prisma.client.documented-operations",
        "Only what the manual has is called: contact data are never changed, no worker is deleted.",
        "Link2Prisma manual, 4.1 to 5.2, remarks of 4.3 and 4.4",
        "documented",
        holds(of_prisma, _unknown_to_the_manual),
    ),
    Rule(
        "prisma.client.presents-its-certificate",
        "Every call presents the certificate of a user, which is valid.",
        "Link2Prisma manual, 1",
        "documented",
        holds(of_prisma, _certificate),
    ),
    Rule(
        "prisma.client.names-the-employer",
        "Every call but Result and withdrawals names an employer by its external number.",
        "Link2Prisma manual, 4.1 to 4.6, 5.1 and 5.2; facts: prisma notes, trap 8",
        "documented",
        holds(of_prisma, _employer),
    ),
    Rule(
        "prisma.client.sends-a-bare-body",
        "A body goes out without Content-Type application/json, which the service refuses.",
        "facts: prisma notes, what is solid and trap 1",
        "observed",
        holds(lambda one: of_prisma(one) and one.request_body is not None, _content_type),
    ),
    Rule(
        "prisma.client.follows-every-request",
        "The Result of each request is looked at until it tells what became of it.",
        "Link2Prisma manual, 2 and 4.5; facts: prisma notes, traps 9 and 15",
        "documented",
        followed_until_final,
    ),
    Rule(
        "prisma.client.looks-at-its-ease",
        "Half a second goes by before a waiting entry is looked at again.",
        "Link2Prisma manual, 2 (names no pace); facts: prisma notes, trap 9",
        "assumed",
        unhurried,
    ),
    Rule(
        "prisma.client.looks-up-before-adding-again",
        "An addition of unknown outcome is not sent again before a look at what is there.",
        "Link2Prisma manual, 2, 4.1 and 4.6; that it is needed is ours",
        "assumed",
        looked_up_before_adding_again,
    ),
    Rule(
        "prisma.client.corrects-before-sending-again",
        "What ended in an error is corrected before it is sent again.",
        "Link2Prisma manual, 4.5 (the status tells the error); the rest is ours",
        "assumed",
        corrected_before_sending_again,
    ),
    Rule(
        "prisma.client.adds-the-worker-first",
        "Only a dimona IN comes before its worker: all else is written about one who is there.",
        "Link2Prisma manual, 4.2 POST /worker and POST /worker/{workerID}/dimona",
        "documented",
        written_about_known_workers,
    ),
    Rule(
        "prisma.client.asks-whether-a-worker-exists",
        "Before a person is added, workerExists is asked.",
        "Link2Prisma manual, 4.6; facts: prisma_endpoints.tsv, row 87",
        "observed",
        persons_asked_for,
    ),
    Rule(
        "prisma.client.asks-for-the-next-number",
        "A new worker has a number that newWorkerNumber gave.",
        "Link2Prisma manual, 4.1 GET /newWorkerNumber; that no other will do is ours",
        "assumed",
        numbers_asked_for,
    ),
    Rule(
        "prisma.client.reads-every-group",
        "More workers than one request gives are asked group by group, to the end.",
        "Link2Prisma manual, 4.1 GET /worker",
        "documented",
        groups_to_the_end,
    ),
    Rule(
        "prisma.client.asks-for-changes-without-gaps",
        "Periods of modifications leave no day out, and begin with one that was not over.",
        "Link2Prisma manual, 4.1 GET /modifications; both days belong to a period: assumed",
        "assumed",
        changes_without_gaps,
    ),
    Rule(
        "prisma.client.fetches-documents-once",
        "A document that was given is not asked again.",
        "Link2Prisma manual, 5.1 (a number of its own); that it never changes is ours",
        "assumed",
        documents_once,
    ),
    Rule(
        "prisma.client.splits-costs-whole",
        "The percentages of cost centres that are added or changed sum to 100.",
        "Link2Prisma manual, 4.2 and 4.3, costcentre",
        "documented",
        holds(of_operations("addWorkerCostCentres", "changeWorkerCostCentres"), _percentages),
    ),
    Rule(
        "prisma.client.categorises-pool-cars",
        "A company car that no worker has is added with CatRSZ.",
        "Link2Prisma manual, 4.2 POST /companycar",
        "documented",
        holds(of_operations("addCompanyCar"), _category),
    ),
    Rule(
        "prisma.client.keeps-a-contract-and-an-address",
        "The last contract or address of a worker is not deleted.",
        "Link2Prisma manual, 4.4, remark",
        "documented",
        _keeps_one,
    ),
    Rule(
        "prisma.client.sends-salary-data-whole",
        "A change of salary data brings all fields again.",
        "Link2Prisma manual, 4.3 PUT salarycomposition",
        "documented",
        salary_sent_whole,
    ),
)
