"""What a good client of precontractual data does; `invaller verify` holds runs against it."""

import re

from invaller_contracts.consumer.common import holds, never_noted, of_api
from invaller_contracts.consumer.rule import Rule
from invaller_contracts.consumer.run import Exchange
from invaller_contracts.precontractual import judges
from invaller_contracts.precontractual.asking import PARAMETERS, is_verification

_MENDED = (
    "precontractual.schema.*",
    "precontractual.parameter.*",
    "precontractual.type-of-worker.*",
)
_DIGITS = {
    "mandataryEnterpriseNumber": 10,
    "representedEnterpriseNumber": 10,
    "citizen": 11,
    "mandatarySsin": 11,
}


def _invalid(exchange: Exchange) -> str | None:
    remark = exchange.noted(*_MENDED)
    if remark is not None:
        return remark.message
    unknown = sorted({name.strip() for name in exchange.query} - PARAMETERS)
    return f"there is no parameter {', '.join(unknown)}" if unknown else None


def _other_method(exchange: Exchange) -> str | None:
    return None if exchange.method == "GET" else f"{exchange.method} was sent"


def _without_token(exchange: Exchange) -> str | None:
    header = exchange.request_headers.get("authorization", "")
    return None if header.lower().startswith("bearer ") else "no bearer token was sent"


def _not_in_full(exchange: Exchange) -> str | None:
    for name, digits in _DIGITS.items():
        for value in exchange.query.get(name, ()):
            if value.strip() and not re.fullmatch(rf"[0-9]{{{digits}}}", value.strip()):
                return f"{name} is {value!r}, and not {digits} digits"
    return None


RULES = (
    Rule(
        "precontractual.client.valid-by-specification",
        "Every request is valid by the specification, without a mending hand.",
        "precontractual data, 3.2.1.1; specs/precontractual/openapi.yaml",
        "documented",
        holds(is_verification, _invalid),
    ),
    Rule(
        "precontractual.client.gets-only",
        "It sends GET, the only action that there is.",
        "precontractual data, 3.2",
        "documented",
        holds(of_api("precontractual"), _other_method),
    ),
    Rule(
        "precontractual.client.sends-a-token",
        "Every call carries a bearer token.",
        "precontractual data, 2 and 3.3.15",
        "documented",
        holds(is_verification, _without_token),
    ),
    Rule(
        "precontractual.client.numbers-in-full",
        "Enterprises have ten digits and citizens eleven, leading zeros included.",
        "precontractual data, 3.2.1.1",
        "documented",
        holds(is_verification, _not_in_full),
    ),
    Rule(
        "precontractual.client.asks-in-its-own-name",
        "mandataryEnterpriseNumber is the enterprise to which the token was given.",
        "precontractual data, 3.2.1.1 and 3.3.9",
        "documented",
        never_noted(is_verification, "precontractual.refusal.token-mismatch"),
    ),
    Rule(
        "precontractual.client.says-for-whom-it-asks",
        "A mandatary names the enterprise that it represents, an employer names none.",
        "precontractual data, 3.3.7 and 3.3.8",
        "documented",
        never_noted(
            is_verification,
            "precontractual.refusal.represented-by-employer",
            "precontractual.refusal.represented-missing",
        ),
    ),
    Rule(
        "precontractual.client.leaves-the-portals-parameter",
        "mandatarySsin is left to the portal; a direct call does not send it.",
        "precontractual data, 3.2.1.1",
        "documented",
        never_noted(is_verification, "precontractual.mandatary-ssin.ignored-in-direct-calls"),
    ),
    Rule(
        "precontractual.client.asks-within-the-window",
        "The planned day lies between today and the end of the quarters that may be asked for.",
        "precontractual data, 3.3.11 and 3.3.12",
        "documented",
        never_noted(
            is_verification,
            "precontractual.refusal.start-in-past",
            "precontractual.refusal.start-outside-window",
        ),
    ),
    Rule(
        "precontractual.client.corrects-what-was-refused",
        "A question that was refused is not asked again on the same day without a change.",
        "precontractual data, 3.3 (a blocking error)",
        "documented",
        judges.refusal_is_read,
    ),
    Rule(
        "precontractual.client.awaits-a-mandate",
        "After noGrant nothing is asked about the citizen until a mandate can have been given.",
        "precontractual data, 1 and 3.3.5; the minute is assumed",
        "assumed",
        judges.mandate_is_awaited,
    ),
    Rule(
        "precontractual.client.asks-both-kinds-at-once",
        "Flexi-job and student job of one candidate are asked for in one call.",
        "precontractual data, 3.2 (both is one of the three questions)",
        "assumed",
        judges.asked_at_once,
    ),
    Rule(
        "precontractual.client.reads-that-age-excludes",
        "No student job is asked for again when the answer was that the age excludes it.",
        "precontractual data, 3.3.3 and 3.3.4",
        "assumed",
        judges.age_is_read,
    ),
    Rule(
        "precontractual.client.leaves-trouble-alone",
        "A question that meets trouble is asked at most five times within a minute.",
        "precontractual data, 3.3.1, 3.3.2, 3.3.6 and 3.3.16; number and time are assumed",
        "assumed",
        judges.trouble_is_left_alone,
    ),
    Rule(
        "precontractual.client.verifies-the-planned-day",
        "Who is verified and then declared as student or flexi-jobber was verified for that time.",
        "precontractual data, 3.1 and 3.2.1.1 (the planned day)",
        "assumed",
        judges.planned_day_was_asked,
    ),
)
