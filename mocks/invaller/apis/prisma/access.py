"""Who calls, and what they may do with which employer.

A certificate carries a user name that must exist in Prisma, and the social secretariat gives
that user its rights (Link2Prisma manual, 1). How a refusal looks is not documented: assumed.
"""

from typing import Any

from invaller.apis.prisma.kinds import EMPLOYERS, USERS
from invaller.apis.prisma.problems import forbidden
from invaller.kernel.calls import Call, Caller, Refusal
from invaller.kernel.explanations import Finding
from invaller.kernel.identity.certificates import judge
from invaller.kernel.workspace import Workspace

_SOURCE = "Link2Prisma manual, 1"

DEFAULT_USER = "INTEGRATOR"
"""Who calls without a certificate in lenient mode: the user of the workspace itself."""

READ, WRITE = "read", "write"

_ABSENT = ("none", "null")
"""What clients send for no employer at all (facts: prisma notes, trap 8)."""


def admit(call: Call) -> Caller:
    """The user that a call's certificate stands for; raises Refusal (403)."""
    name = _user_name(call)
    if call.workspace.documents.get(USERS, name) is None:
        raise forbidden(
            "prisma.access.user-must-exist",
            _SOURCE,
            f"User {name} does not exist in Prisma",
            where="certificate",
            found=name,
            expected=call.workspace.documents.keys(USERS),
        )
    return Caller(name, enterprise_number="", role="user", represents=(), scopes=())


def _user_name(call: Call) -> str:
    certificate = call.certificate
    if certificate is None:
        if call.workspace.strict:
            raise forbidden(
                "prisma.certificate.strict-needs-one",
                _SOURCE,
                "A client certificate is required",
                where="certificate",
                expected="a certificate of `invaller certs issue`, over TLS or a proxy's header",
            )
        return DEFAULT_USER
    flaw = judge(call.workspace, certificate, call.now)
    if flaw is not None:
        raise forbidden(
            f"prisma.certificate.{flaw.kind}",
            _SOURCE,
            "The client certificate is not accepted",
            where="certificate",
            reason=flaw.message,
            found=certificate.to_document(),
        )
    return certificate.user_name


def user_of(call: Call) -> str:
    """The name of the user who calls. Raises LookupError when nobody was admitted."""
    if call.caller is None:
        raise LookupError(f"operation {call.operation} was reached without a caller")
    return call.caller.client_id


def employer_of(call: Call) -> str:
    """The external number in the Employer header; empty when there is none."""
    given = call.headers.get("employer", "").strip()
    if given.lower() not in _ABSENT or call.workspace.strict:
        return given
    call.finding(
        Finding(
            "prisma.lenient.employer-none",
            "facts: prisma notes, trap 8",
            f"header Employer was {given!r}, which is read as none; leave it out",
        )
    )
    return ""


def check_right(call: Call, employer: str, needed: str) -> None:
    """Raise Refusal (403) unless the employer is known and the caller may do this with it.

    needed: READ or WRITE.
    """
    if call.workspace.documents.get(EMPLOYERS, employer) is None:
        raise forbidden(
            "prisma.access.unknown-employer",
            "Link2Prisma manual, 4.1",
            f"Employer {employer} is unknown",
            where="header Employer",
            found=employer,
            expected=call.workspace.documents.keys(EMPLOYERS),
        )
    user = user_of(call)
    held = _right(call.workspace, user, employer)
    if held not in (WRITE, needed):
        raise _no_right(user, employer, needed, held)


def _no_right(user: str, employer: str, needed: str, held: str | None) -> Refusal:
    return forbidden(
        "prisma.access.read-only-user" if held == READ else "prisma.access.rights-per-user",
        _SOURCE,
        f"User {user} has no right to {needed} data of employer {employer}",
        where="certificate",
        found=held or "none",
        expected=needed,
    )


def _right(workspace: Workspace, user: str, employer: str) -> str | None:
    rights: dict[str, Any] = (workspace.documents.get(USERS, user) or {}).get("rights") or {}
    held = rights.get(employer, rights.get("*"))
    return held if held in (READ, WRITE) else None
