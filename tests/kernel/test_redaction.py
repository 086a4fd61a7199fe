"""Secrets leave views and exports as fingerprints."""

import json

import pytest

from invaller.kernel.redaction import (
    SECRET_MEMBERS,
    fingerprint,
    redacted_body,
    redacted_headers,
    redacted_text,
)

SECRET = "c2VjcmV0.abc-_123"


def test_equal_secrets_look_equal() -> None:
    """A fingerprint is the same for the same secret and shows none of it."""
    assert fingerprint(SECRET) == fingerprint(SECRET) != fingerprint(SECRET + "x")
    assert SECRET not in fingerprint(SECRET)


def test_credential_goes_and_scheme_stays() -> None:
    """An Authorization header keeps its scheme; other headers stay whole."""
    shown = redacted_headers([("Authorization", f"Bearer {SECRET}"), ("Accept", "text/html")])
    assert shown == {"Authorization": f"Bearer {fingerprint(SECRET)}", "Accept": "text/html"}


def test_header_without_scheme_goes_whole() -> None:
    """A secret header of one word, and a cookie, show nothing, whatever their case."""
    shown = redacted_headers([("AUTHORIZATION", SECRET), ("cookie", SECRET)])
    assert set(shown.values()) == {fingerprint(SECRET)}


@pytest.mark.parametrize("member", SECRET_MEMBERS)
def test_secret_members_go(member: str) -> None:
    """Each secret member goes out of JSON and out of a form; its neighbours stay."""
    body = json.dumps({"a": "1", member: SECRET, "b": "2"})
    form = f"a=1&{member}={SECRET}&b=2"
    assert json.loads(redacted_text(body)) == {"a": "1", member: fingerprint(SECRET), "b": "2"}
    assert redacted_text(form) == f"a=1&{member}={fingerprint(SECRET)}&b=2"


def test_member_that_only_ends_alike_stays() -> None:
    """A member whose name ends as a secret one does is no secret."""
    assert redacted_text("no_password=x") == "no_password=x"


def test_bodies_for_people() -> None:
    """JSON shows as JSON, text as text, nothing as nothing, and bytes by their number."""
    assert redacted_body(b'{"a": [1]}') == {"a": [1]}
    assert redacted_body(b"plain") == "plain"
    assert redacted_body(b"") is None
    assert redacted_body(b"\xff\xfe\xfd") == "(3 bytes that are not UTF-8)"


def test_long_bodies_are_cut() -> None:
    """A long body shows its beginning and how long it is."""
    shown = redacted_body(b"x" * 100_000)
    assert shown == "x" * 64_000 + " ... (100000 characters)"
