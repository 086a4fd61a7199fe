"""Who may call: the base URL, the login, the subsidie-eenheid and the right to it, in this order.

Sources: VAPH ISIS, Beveiliging and Foutcodes (403); facts: vaph_fields.json, contradictions 1.
"""

from invaller.apis.vaph import base_urls
from invaller.apis.vaph.base_urls import VALIDATING
from invaller.apis.vaph.problems import refusal
from invaller.apis.vaph.switches import SWITCH_OFF
from invaller.apis.vaph.units import find_unit
from invaller.kernel.calls import Call, Caller
from invaller.kernel.explanations import Finding
from invaller.kernel.identity.basic import BasicUser, LoginFailed, authenticate_basic

_FORMATS = {"getWadl", "getXsd"}
"""Operations without login."""

_FAILED = "the login failed: user and password are sent with BASIC authentication"

_IN_QUERY = Finding(
    "vaph.authentication.query-finding",
    "VAPH ISIS, Beveiliging, against the URLs of the requests",
    "user and password stand in the URL, which is kept in logs; the document asks for BASIC",
)
_IN_QUERY_OF_AFREKENINGEN = Finding(
    "vaph.authentication.query-afrekeningen",
    "facts: vaph_fields.json, contradictions 1",
    "the document prints no user and password in the URLs of afrekeningen; send BASIC",
)
_AFREKENINGEN = Finding(
    "vaph.base-urls.afrekeningen-on-deprecated",
    "VAPH ISIS, Acceptatie deployment and Productie deployment",
    "the document has afrekeningen on /isis only",
)


def admit(call: Call) -> Caller | None:
    """Who calls, None where nobody needs to be; raises Refusal (403 or 404)."""
    base = _base_of(call)
    _check_base(call, base)
    if call.operation in _FORMATS:
        return None
    user = authenticate_basic(call.workspace, call.headers.get("authorization"), call.query)
    if isinstance(user, LoginFailed):
        raise refusal(
            403,
            "vaph.authentication.wrong-403",
            "VAPH ISIS, Foutcodes (403)",
            _FAILED,
            where=user.where,
            found=user.message,
        )
    if user.in_query:
        call.finding(_IN_QUERY)
        if is_afrekening(call):
            call.finding(_IN_QUERY_OF_AFREKENINGEN)
    _check_unit(call, user)
    return Caller(user.name, "", "user", (), ())


def is_on_deprecated_base(call: Call) -> bool:
    """Whether a call came over a base URL that does not validate."""
    return base_urls.is_deprecated(_base_of(call))


def is_afrekening(call: Call) -> bool:
    """Whether a call is about afrekeningen, which the document has on /isis only."""
    return call.path.split("/")[2:3] == ["afrekeningen"]


def _base_of(call: Call) -> str:
    return f"/{call.base.rpartition('/')[2]}"


def _check_base(call: Call, base: str) -> None:
    switch = call.workspace.switch(SWITCH_OFF.name)
    if not base_urls.is_deprecated(base):
        return
    if base_urls.is_switched_off(switch, call.now):
        raise refusal(
            404,
            "vaph.deprecated.switch-off-404",
            "not documented: a deprecation without an end",
            f"this base URL is switched off; {VALIDATING} takes its place",
            found=base,
            expected=VALIDATING,
        )
    finding = base_urls.deprecation(base, call.now)
    if finding is not None:
        call.finding(finding)
    if is_afrekening(call):
        if call.workspace.strict:
            raise refusal(
                404,
                _AFREKENINGEN.rule,
                _AFREKENINGEN.source,
                f"there are no afrekeningen at {base}; use {VALIDATING}",
                found=base,
                expected=VALIDATING,
            )
        call.finding(_AFREKENINGEN)


def _check_unit(call: Call, user: BasicUser) -> None:
    spelling = call.parameters["subsidieEenheid"]
    unit = find_unit(call.workspace.documents, spelling)
    if unit is None:
        rule = "unknown-404-afrekeningen" if is_afrekening(call) else "unknown-404"
        raise refusal(
            404,
            f"vaph.unit.{rule}",
            "VAPH ISIS, Alle afrekeningscontracten opzoeken, Werking; Foutcodes (404)",
            f"there is no subsidie-eenheid {spelling}",
            where="path subsidieEenheid",
            found=spelling,
        )
    if not user.may_call_for(unit.erkenningsnummer):
        raise refusal(
            403,
            "vaph.access.other-unit-403",
            "VAPH ISIS, Foutcodes (403)",
            f"the login may not see subsidie-eenheid {unit.erkenningsnummer}",
            where="path subsidieEenheid",
            found=unit.erkenningsnummer,
            expected=list(user.units),
        )
