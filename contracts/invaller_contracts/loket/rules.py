"""What a good client of Loket.nl does; `invaller verify` holds runs against it."""

from collections.abc import Hashable

from invaller_contracts.consumer.common import (
    corrected_before_repeating,
    followed_to_the_end,
    holds,
    looked_up_before_repeating,
    never_noted,
    of_api,
    of_operations,
)
from invaller_contracts.consumer.rule import Rule
from invaller_contracts.consumer.run import Exchange
from invaller_contracts.loket import judges
from invaller_contracts.loket.exchanges import (
    MULTI_PATCH,
    caller,
    is_call,
    is_change,
    is_paged,
    next_page,
    page,
    parameter,
    sent,
    shape_of,
)

_INVALID = (
    "loket.schema.*",
    "loket.base.*",
    "loket.version.malformed",
    "loket.version.before-the-first",
    "loket.version.unacceptable",
    "loket.paging.*",
    "loket.filter.*",
    "loket.order.*",
    "loket.export.*",
    "loket.message.code-12",
    "loket.multi-patch.empty-array",
    "loket.multi-patch.item-schema",
    "loket.write.required-*",
    "loket.write.null-refused",
    "loket.write.length",
    "loket.write.range",
    "loket.write.pattern",
    "loket.write.enum",
    "loket.write.unknown-member",
)
"""What the specification tells beforehand, without knowing any record."""

_MAKING = frozenset({"create", "action", "queued", "upload"})
_LOOKING = frozenset({"list", "detail", "view"})


def _undocumented(exchange: Exchange) -> str | None:
    if not exchange.operation:
        return f"the document has no {exchange.method} {exchange.path}"
    remark = exchange.noted(*_INVALID)
    return None if remark is None else remark.message


def _without_bearer(exchange: Exchange) -> str | None:
    remark = exchange.noted("loket.header.authorization-bearer")
    return None if remark is None else remark.message


def _is_later_page(exchange: Exchange) -> bool:
    number = parameter(exchange, "pageNumber") or ""
    return is_paged(exchange) and number.isdigit() and int(number) > 1


def _without_size(exchange: Exchange) -> str | None:
    named = parameter(exchange, "pageSize")
    return None if named else "a further page is asked of whatever size pages have by default"


def _makes(exchange: Exchange) -> bool:
    return exchange.method == "POST" and shape_of(exchange) in _MAKING


def _is_look_up(exchange: Exchange) -> bool:
    found = exchange.method == "GET" and exchange.ok and not exchange.unanswered
    return found and shape_of(exchange) in _LOOKING


def _is_single_change(exchange: Exchange) -> bool:
    return is_change(exchange) and shape_of(exchange) != MULTI_PATCH


def _is_refusal(exchange: Exchange) -> bool:
    return exchange.status == 400 and exchange.fault is None


def _sent_at(exchange: Exchange) -> Hashable:
    """What is refused now may be right later: it is the same within a minute."""
    return sent(exchange), exchange.time.replace(second=0, microsecond=0)


RULES = (
    Rule(
        "loket.client.valid-by-specification",
        "Every request is valid by the specification: path, parameters and body.",
        "Loket API V2, Data types, Filtering and Ordering; specs/loket/openapi.yaml",
        "documented",
        holds(of_api("loket"), _undocumented),
    ),
    Rule(
        "loket.client.token-with-every-call",
        "Every call carries a bearer token.",
        "Loket API V2, Request, Headers (1)",
        "documented",
        holds(is_call, _without_bearer),
    ),
    Rule(
        "loket.client.version-in-accept",
        "Accept names the date of the resource version that the client was made for.",
        "Loket API V2, Resource versioning; Request, Headers (2)",
        "documented",
        holds(is_call, judges.without_version),
    ),
    Rule(
        "loket.client.no-obsolete-version",
        "No version is asked for after its obsoleteDate.",
        "Loket API V2, Resource versioning and Breaking change",
        "documented",
        never_noted(is_call, "loket.version.obsolete-*"),
    ),
    Rule(
        "loket.client.if-match-on-changes",
        "A PUT, or a PATCH that takes it, carries the ETag of the record as it was read.",
        "Loket API V2, Request, Headers (3): advised on every PUT(PATCH)",
        "documented",
        holds(judges.takes_tag, judges.without_tag),
    ),
    Rule(
        "loket.client.conflict-read-anew",
        "After a 409 the record is read again before it is changed.",
        "Loket API V2, HTTP status codes (409)",
        "documented",
        judges.conflict_is_resolved,
    ),
    Rule(
        "loket.client.pages-followed",
        "When a list has more pages, each is asked for.",
        "Loket API V2, Pagination; Response, Paging",
        "documented",
        followed_to_the_end(is_paged, next_page, page),
    ),
    Rule(
        "loket.client.page-size-named",
        "Whoever follows pages names their size, as the default may change.",
        "Loket API V2, Pagination (not recommended to depend on this default)",
        "documented",
        holds(_is_later_page, _without_size),
    ),
    Rule(
        "loket.client.options-from-metadata",
        "The key of a metadata field is one of the options that its metadata endpoint tells.",
        "Loket API V2, Metadata",
        "documented",
        never_noted(is_change, "loket.metadata.unknown-key"),
    ),
    Rule(
        "loket.client.read-only-left-alone",
        "A change does not set fields that are read only.",
        "facts: loket/fields.tsv (readOnly)",
        "documented",
        never_noted(is_change, "loket.write.read-only-strict"),
    ),
    Rule(
        "loket.client.chains-kept",
        "Records of a chain do not overlap, and those of a linked chain are added at its end.",
        "Loket API V2, Date chains",
        "documented",
        never_noted(is_change, "loket.chain.*"),
    ),
    Rule(
        "loket.client.queued-followed",
        "A run, return or declaration that was queued is looked at until its status is final.",
        "facts: loket/notes.md, 7 and 9; how long to look is assumed",
        "assumed",
        judges.queued_is_followed,
    ),
    Rule(
        "loket.client.confirms-what-is-ready",
        "A payroll run is confirmed or cancelled when its status is 1, and not before.",
        "facts: loket/notes.md, 7 (confirm/cancel needs status 1)",
        "documented",
        never_noted(
            of_operations("PatchPayrollrunsByPayrollRunIds"), "loket.payroll-run.confirm-needs-1"
        ),
    ),
    Rule(
        "loket.client.items-read",
        "Of a call on several records each outcome is read: none is asked again as it was.",
        "Loket API V2, HTTP status codes (multi-patch); Response, Messages (id)",
        "documented",
        judges.items_are_read,
    ),
    Rule(
        "loket.client.corrected-before-repeating",
        "A change that was refused (400) is not sent again as it was.",
        "Loket API V2, HTTP status codes (400); the minute is assumed",
        "documented",
        corrected_before_repeating(_is_single_change, _is_refusal, _sent_at),
    ),
    Rule(
        "loket.client.looked-up-before-repeating",
        "A new record whose creation gave no answer is looked for before it is sent again.",
        "Loket API V2, HTTP status codes (50*: check the request)",
        "assumed",
        looked_up_before_repeating(_makes, _is_look_up, caller),
    ),
    Rule(
        "loket.client.refused-token-not-repeated",
        "A call that was refused with 401 is not repeated with the same token.",
        "Loket API V2, HTTP status codes (401)",
        "documented",
        judges.refused_token_rests,
    ),
    Rule(
        "loket.client.forbidden-not-repeated",
        "A call that was refused with 403 is not repeated while nothing was granted.",
        "Loket API V2, HTTP status codes (403)",
        "documented",
        judges.forbidden_rests,
    ),
)
