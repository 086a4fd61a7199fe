"""Who may call an operation, by the security that its document declares.

BASIC is judged by the users of the workspace. Tokens and keys of other kinds cannot be judged:
that one is there is enough. Where the document says nothing of security, the API's own login
counts; where it says that there is none, nobody is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any

from invaller.kernel.calls import Answer, Call, Caller, Refusal
from invaller.kernel.explanations import Explanation
from invaller.kernel.generic.errors import error
from invaller.kernel.generic.operations import Operation
from invaller.kernel.generic.samples import Origin
from invaller.kernel.identity.basic import BasicUser, LoginFailed, authenticate_basic

Admit = Callable[[Call], Caller | None]
Schemes = Mapping[str, Mapping[str, Any]]

_SOURCE = "security of the document"


def basic_caller(user: BasicUser) -> Caller:
    """A user of the BASIC login as the caller of an API."""
    return Caller(user.name, "", "user", (), ())


def admission(operations: Mapping[str, Operation], schemes: Schemes, own: Admit) -> Admit:
    """Lets callers in as the document says; own: where it says nothing."""

    def admit(call: Call) -> Caller | None:
        operation = operations.get(call.operation)
        if operation is None:
            return own(call)
        if operation.security is not None:
            return _admitted(call, operation, schemes)
        try:
            return own(call)
        except Refusal as refusal:
            # Whatever the API's own words are, the operation may have documented others.
            raise Refusal(_failed(call, operation, (403, 401)), *refusal.explanations) from refusal

    return admit


def _failed(call: Call, operation: Operation, statuses: Sequence[int]) -> Answer:
    return error(operation, statuses, "The login failed.", Origin(call.now, call.trace))


def _admitted(call: Call, operation: Operation, schemes: Schemes) -> Caller | None:
    reasons: list[str] = []
    alternatives = operation.security or []
    for alternative in alternatives:
        caller, lacking = _by_all(call, [schemes[name] for name in alternative])
        if not lacking:
            return caller
        reasons += lacking
    if not alternatives:
        return None
    message = "; ".join(dict.fromkeys(reasons))
    # Of ISIS it is known that a failed BASIC login is a 403; of others the custom is a 401.
    has_basic = any(_is_basic(schemes[name]) for one in alternatives for name in one)
    statuses = (403, 401) if has_basic else (401, 403)
    raise Refusal(
        _failed(call, operation, statuses),
        Explanation(f"{call.api}.authentication.failed-403", _SOURCE, message, operation.name),
    )


def _by_all(call: Call, schemes: Sequence[Mapping[str, Any]]) -> tuple[Caller | None, list[str]]:
    """Who calls by schemes that must all be met, and what is lacking."""
    caller: Caller | None = None
    lacking: list[str] = []
    for scheme in schemes:
        if _is_basic(scheme):
            found = authenticate_basic(call.workspace, call.headers.get("authorization"))
            if isinstance(found, LoginFailed):
                lacking.append(found.message)
            else:
                caller = basic_caller(found)
        elif not _is_there(call, scheme):
            lacking.append(f"the call carries no {_described(scheme)}")
    return caller, lacking


def _is_basic(scheme: Mapping[str, Any]) -> bool:
    return scheme["type"] == "http" and str(scheme.get("scheme", "")).lower() == "basic"


def _is_there(call: Call, scheme: Mapping[str, Any]) -> bool:
    if scheme["type"] != "apiKey":
        wanted = str(scheme.get("scheme", "bearer")).lower()
        given, _, credential = call.headers.get("authorization", "").partition(" ")
        return given.lower() == wanted and bool(credential.strip())
    name = str(scheme["name"])
    if scheme["in"] == "query":
        return any(call.query.get(name, []))
    if scheme["in"] == "cookie":
        return _has_cookie(call.headers.get("cookie", ""), name)
    return bool(call.headers.get(name.lower()))


def _has_cookie(header: str, name: str) -> bool:
    try:
        return name in SimpleCookie(header)
    except CookieError:
        return False


def _described(scheme: Mapping[str, Any]) -> str:
    if scheme["type"] == "apiKey":
        return f"key {scheme['name']} in its {scheme['in']}"
    return f"{scheme.get('scheme', 'bearer')} credential"
