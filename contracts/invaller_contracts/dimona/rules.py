"""What a good client of Dimona does; `invaller verify` holds runs against it.

The rules about the tokens that it needs are those of `oauth`.
"""

from invaller_contracts.consumer.common import (
    followed_to_the_end,
    never_noted,
    of_api,
    of_operations,
)
from invaller_contracts.consumer.rule import Rule
from invaller_contracts.consumer.run import Exchange
from invaller_contracts.dimona.exchanges import LISTS, LOOK, SUBMIT, next_page, page
from invaller_contracts.dimona.outcomes import (
    identified_at_last,
    looked_up_first,
    not_sent_while_waiting,
    refused_is_corrected,
    result_is_read,
)

_NUMBERED = (LOOK, "getPeriod", "getDailyRegistration", "listDailyRegistrations")
"""Operations that name a number, or tell what became of a declaration that did."""

_NO_SUCH_NUMBER = ("00913-003", "00913-354", "01085-003", "01085-092")
"""Anomalies of a declaration about a period or daily registration that does not exist."""


def _is_flexi_job(exchange: Exchange) -> bool:
    """Whether a call declares a flexi-job."""
    body = exchange.request_body
    if exchange.operation != SUBMIT or not exchange.ok or not isinstance(body, dict):
        return False
    return bool(body.get("dimonaIn", {}).get("features", {}).get("workerType") == "FLX")


def _is_operation(exchange: Exchange) -> bool:
    """Whether a call reaches an operation of Dimona."""
    return exchange.api == "dimona" and exchange.operation != ""


RULES = (
    Rule(
        "dimona.client.valid-by-specification",
        "Every request is valid by the specification, without a mending hand.",
        "Dimona WS REST v2, 5.1.1 to 5.3; specs/dimona/openapi.yaml",
        "documented",
        never_noted(of_api("dimona"), "dimona.schema.*", "dimona.lenient.*", "dimona.http.*"),
    ),
    Rule(
        "dimona.client.token-with-every-call",
        "Every call carries a token that the token service gave.",
        "facts: dimona A10; RFC 6750, 2.1",
        "documented",
        never_noted(
            _is_operation, "oauth.bearer.no-access-token", "oauth.bearer.invalid-access-token"
        ),
    ),
    Rule(
        "dimona.client.suitable-scope",
        "The token of a call has the scope that it needs: one to declare, one to consult.",
        "facts: dimona A10",
        "observed",
        never_noted(_is_operation, "oauth.bearer.missing-scope"),
    ),
    Rule(
        "dimona.client.own-employers",
        "A client declares for and consults itself and those whose mandatary it is.",
        "Dimona WS REST v2, 3 and 4; facts: dimona A1",
        "observed",
        never_noted(_is_operation, "dimona.access.no-right-403"),
    ),
    Rule(
        "dimona.client.search-says-whom",
        "A search names an employer, a user enterprise or the SSIN of a worker.",
        "Dimona WS REST v2, 5.1.3, 5.1.7, 5.1.8",
        "documented",
        never_noted(of_operations(*LISTS), "dimona.search.needs-one-of-four"),
    ),
    Rule(
        "dimona.client.pages-followed",
        "When a list has a next page, it is asked for.",
        "Dimona WS REST v2, 5.1 and 5.1.3.3; facts: dimona A1 (follow-up paging)",
        "observed",
        followed_to_the_end(of_operations(*LISTS), next_page, page),
    ),
    Rule(
        "dimona.client.waits-for-results",
        "The first look at a result comes after 2 s, then one each second, minute, hour.",
        "Dimona WS REST v2, 3",
        "documented",
        never_noted(of_operations(LOOK), "dimona.polling.*"),
    ),
    Rule(
        "dimona.client.result-read",
        "The result of every declaration that was received is asked for until it is there.",
        "Dimona WS REST v2, 3 and 7.2",
        "documented",
        result_is_read,
    ),
    Rule(
        "dimona.client.sigedis-awaited",
        "A declaration that waits for Sigedis (S) is looked at again: its result will change.",
        "Dimona WS REST v2, 5.1.2 and 7.2 (4); facts: dimona A2",
        "documented",
        identified_at_last,
    ),
    Rule(
        "dimona.client.refused-is-corrected",
        "A refused declaration (B) is corrected before it is submitted again.",
        "Dimona WS REST v2, 7.2 (3)",
        "documented",
        refused_is_corrected,
    ),
    Rule(
        "dimona.client.not-sent-while-waiting",
        "A declaration is not submitted once more while its result is awaited.",
        "Dimona WS REST v2, 3; facts: dimona A2 (90373-333 after double posts)",
        "observed",
        not_sent_while_waiting,
    ),
    Rule(
        "dimona.client.looked-up-before-repeating",
        "After a submission without answer the client searches before it submits again.",
        "Dimona WS REST v2, 5.1.1.2 and 5.1.3; facts: dimona A2 (90373-333 after double posts)",
        "assumed",
        looked_up_first,
    ),
    Rule(
        "dimona.client.known-numbers",
        "Numbers of declarations, periods and daily registrations come from answers.",
        "Dimona WS REST v2, 5.1.1.3 and 7.2 (5)",
        "documented",
        never_noted(
            of_operations(*_NUMBERED),
            "dimona.unknown.message",
            "dimona.period.unknown-404",
            *(f"dimona.anomaly.{code}" for code in _NO_SUCH_NUMBER),
        ),
    ),
    Rule(
        "dimona.client.flexi-job-per-quarter",
        "A flexi-job is declared for one quarter at a time.",
        "facts: dimona A8 (flexi per quarter)",
        "observed",
        never_noted(_is_flexi_job, "dimona.flexi.beyond-quarter-finding"),
    ),
)
