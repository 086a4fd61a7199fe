"""The three base URLs: one validates, two are deprecated and will be switched off.

Source: VAPH ISIS, Acceptatie deployment and Productie deployment.
"""

from collections.abc import Mapping
from datetime import date, datetime

from invaller.kernel.explanations import Finding
from invaller.kernel.legal_dates import legal_date

VALIDATING = "/isis"
"""Bodies are validated against the XSD here."""

_DEPRECATED: Mapping[str, tuple[date, Finding]] = {
    "/isis-rest": (
        date(2019, 3, 5),
        Finding(
            "vaph.deprecated.isis-rest-finding",
            "VAPH ISIS, Acceptatie deployment",
            "/isis-rest is deprecated since 5 March 2019; /isis takes its place",
        ),
    ),
    "/isisRest": (
        date(2019, 3, 8),
        Finding(
            "vaph.deprecated.isisrest-finding",
            "VAPH ISIS, Productie deployment",
            "/isisRest is deprecated since 8 March 2019; /isis takes its place",
        ),
    ),
}
"""Base URL: the first day, in Brussels, on which it is deprecated, and what is found then."""

DEPRECATED = tuple(_DEPRECATED)

_NEVER = "never"


def _deprecated_base(path: str) -> str | None:
    return next((base for base in DEPRECATED if f"{path}/".startswith(f"{base}/")), None)


def is_deprecated(path: str) -> bool:
    """Whether a path (without workspace prefix) lies below a deprecated base URL."""
    return _deprecated_base(path) is not None


def is_switched_off(switch: str, now: datetime) -> bool:
    """Whether the deprecated base URLs are gone; switch: the day, or `never`."""
    return switch != _NEVER and legal_date(now) >= date.fromisoformat(switch)


def deprecation(base: str, now: datetime) -> Finding | None:
    """What a call to a base URL finds at an instant, if it is deprecated by then."""
    since, finding = _DEPRECATED.get(base, (None, None))
    return finding if since is not None and legal_date(now) >= since else None
