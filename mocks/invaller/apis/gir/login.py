"""The login of GIR: that of the ISIS calls (VAPH GIR, Swagger documentatie)."""

from invaller.kernel.calls import Answer, Call, Caller, Refusal
from invaller.kernel.explanations import Explanation, Finding
from invaller.kernel.identity.basic import LoginFailed, authenticate_basic

_TEXT = b"De authenticatie is gefaald."

_IN_QUERY = Finding(
    "gir.authentication.query",
    "VAPH ISIS, Beveiliging",
    "user and password are in the URL, which is kept in logs; BASIC is asked for",
)


def own_login(call: Call) -> Caller:
    """Who calls; raises Refusal with a 403, as ISIS answers a failed login."""
    user = authenticate_basic(call.workspace, call.headers.get("authorization"), call.query)
    if isinstance(user, LoginFailed):
        raise Refusal(
            Answer(403, _TEXT, media_type="text/plain"),
            Explanation(
                "gir.authentication.failed-403",
                "VAPH ISIS, Foutcodes; not documented for GIR",
                user.message,
                user.where,
            ),
        )
    if user.in_query:
        call.finding(_IN_QUERY)
    return Caller(user.name, "", "user", (), ())
