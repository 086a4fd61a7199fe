"""Control of client certificates: the CA, and certificates to test with.

What makes certificates is imported at the first use: most servers never see one.
"""

from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from invaller.kernel.api import Handler
from invaller.kernel.calls import Answer, Call
from invaller.kernel.legal_dates import legal_date
from invaller.kernel.world import World
from invaller.serving.control.problems import problem

if TYPE_CHECKING:
    from invaller.kernel.identity.issuing import Issued

PASSWORD = "invaller"  # noqa: S105 - of a key that protects nothing
"""Of a PFX that is asked for without one."""

_USER = "INTEGRATOR"
"""Whom a certificate names unless it is told: the user that every seed knows."""

_STRANGER = "NOBODY"
"""Whom a certificate of the kind `unknown-user` names unless it is told."""


def certificate_handlers(world: World, tls_port: int | None) -> Mapping[str, Handler]:
    """Handlers by operationId; tls_port: where the server takes TLS, if anywhere."""

    def issue_certificate(call: Call) -> Answer:
        from invaller.kernel.identity.issuing import CertificateKind, Unissuable, issue

        given = call.body or {}
        kind = CertificateKind(given.get("kind", CertificateKind.GOOD))
        stranger = kind is CertificateKind.UNKNOWN_USER
        user = given.get("user", _STRANGER if stranger else _USER)
        try:
            issued = issue(call.workspace, kind, user, call.now)
        except Unissuable as error:
            return problem(400, str(error))
        body = _described(call, kind, issued) | _served(world, call, tls_port)
        if given.get("format") == "pfx":
            body["pfx"] = b64encode(issued.pfx(given.get("password", PASSWORD))).decode()
        return Answer(201, body)

    return {"issueCertificate": issue_certificate, "getCa": get_ca}


def get_ca(_call: Call) -> Answer:
    """The certificate of the local CA, by which clients check the server's."""
    from invaller.kernel.identity.authorities import local_authority

    return Answer(200, local_authority().pem.encode(), media_type="text/plain")


def _described(call: Call, kind: str, issued: "Issued") -> dict[str, Any]:
    from invaller.kernel.identity.authorities import local_authority

    return {
        "workspace": call.workspace.name,
        "kind": kind,
        **issued.certificate.to_document(),
        "certificate": issued.pem,
        "privateKey": issued.key_pem,
        "ca": local_authority().pem,
    }


def _served(world: World, call: Call, tls_port: int | None) -> dict[str, Any]:
    """Where the certificate can be shown: the URL with TLS, and a call that can carry it."""
    plain, host = _origin(call)
    url = None if tls_port is None else f"https://{host}:{tls_port}"
    samples = (api.sample for api in world.apis.values() if api.by_certificate and api.sample)
    sample = next(samples, "curl -s {url}/_sim/health")
    today = legal_date(call.now)
    return {"url": url, "sample": sample.format(url=url or plain, today=today, steer="curl -s")}


def _origin(call: Call) -> tuple[str, str]:
    """Scheme, host and port as the caller wrote them, and the host alone as URLs write it."""
    parts = urlsplit(call.base)
    try:
        host = parts.hostname or "localhost"
    except ValueError:
        host = "localhost"
    return f"{parts.scheme}://{parts.netloc}", f"[{host}]" if ":" in host else host
