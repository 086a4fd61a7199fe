"""Who may look and who may press a button.

On loopback there is no password, so a form is only taken from the console's own pages,
under a loopback name: another site that the same browser shows can neither post to the
console nor reach it through a name of its own that resolves to this machine. Beyond
loopback a visitor first gives the operator token.
"""

from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from invaller.kernel.ids import derive

COOKIE = "invaller_console"
"""Name of the cookie that a visitor has who gave the operator token."""


def session_of(operator_token: str) -> str:
    """The cookie's value: proves that the token was given, and does not tell it."""
    return derive("console session", operator_token).hex()


def same_secret(given: str, secret: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how much of them is."""
    return compare_digest(given.encode(), secret.encode())


def is_loopback_host(host: str) -> bool:
    """Whether the value of a Host header names this machine itself."""
    name = _split(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def why_not_posted(
    host: str, origin: str | None, referer: str | None, *, loopback_only: bool
) -> str | None:
    """Why a form is not taken, or None when it is.

    host, origin, referer: the headers of these names; loopback_only: the server listens
    on loopback and therefore asks no password.
    """
    if loopback_only and not is_loopback_host(host):
        return f"this server is only reached under a loopback name, not as {host!r}"
    source = origin or referer
    if not source or not host:
        return "the form names no page that it comes from (Origin or Referer)"
    if _split(source).netloc.lower() != host.lower():
        return f"the call comes from {source!r}, not from a page of this server"
    return None


def _split(url: str) -> SplitResult:
    """The parts of a URL; one that cannot be read has none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
