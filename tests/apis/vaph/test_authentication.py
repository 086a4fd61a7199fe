"""The login: BASIC, or user and password in the query; whatever fails is a 403."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

QUERY = "?user=alles&password=alles-simulator"
CONTRACT_PATHS = ("contract", "contract/123456789", "contract/123456789/prestaties")
AFREKENING_PATHS = ("afrekeningen/contracten", "afrekeningen/2015/gepensioneerden")


def basic(text: str | bytes) -> dict[str, str]:
    """A BASIC header of a text."""
    raw = text.encode() if isinstance(text, str) else text
    return {"Authorization": f"Basic {base64.b64encode(raw).decode()}"}


@pytest.mark.behaviour(
    "vaph.authentication.query-contract-prestatie", "vaph.authentication.query-finding"
)
@pytest.mark.parametrize("path", CONTRACT_PATHS)
def test_query_opens_contracts_and_prestaties(isis: Isis, path: str) -> None:
    """User and password in the query open them without a header, with a finding."""
    assert isis.get(path + QUERY, unit="51", auth=None).status_code == 200
    assert isis.findings() == ["vaph.authentication.query-finding"]


@pytest.mark.behaviour("vaph.authentication.query-afrekeningen", "vaph.names.credentials")
@pytest.mark.parametrize("path", AFREKENING_PATHS)
def test_query_opens_afrekeningen_too(isis: Isis, path: str) -> None:
    """They open afrekeningen as well, where the document prints none: one more finding."""
    assert isis.get(path + QUERY, unit="51", auth=None).status_code == 200
    assert isis.findings() == [
        "vaph.authentication.query-finding",
        "vaph.authentication.query-afrekeningen",
    ]
    assert isis.get(path, unit="51").status_code == 200
    assert len(isis.findings()) == 2


@pytest.mark.behaviour("vaph.authentication.query-contract-prestatie")
def test_query_opens_changes(isis: Isis) -> None:
    """A contract is registered, changed and deleted with the login of the document's URLs."""
    url = isis.registered(path=f"contract{QUERY}", auth=None)
    assert isis.put(url + QUERY, isis.contract(ancJaar="6"), auth=None).status_code == 200
    assert isis.delete(url + QUERY, auth=None).status_code == 200


@pytest.mark.behaviour("vaph.authentication.both-agree", "vaph.names.credentials")
def test_both_may_say_the_same(isis: Isis) -> None:
    """BASIC and query together are accepted when they are the same."""
    assert isis.get(f"contract{QUERY}").status_code == 200


@pytest.mark.behaviour("vaph.authentication.both-differ-403")
def test_both_may_not_differ(isis: Isis) -> None:
    """They are refused when they differ, also when each alone is right."""
    own = ("isis", "isis-simulator")
    assert isis.get("contract", auth=own).status_code == 200
    assert isis.get(f"contract{QUERY}", auth=None).status_code == 200
    assert isis.get(f"contract{QUERY}", auth=own).status_code == 403


@pytest.mark.behaviour("vaph.authentication.half-query-403")
@pytest.mark.parametrize("query", ["?user=alles", "?password=alles-simulator"])
def test_half_a_login_is_none(isis: Isis, query: str) -> None:
    """User without password, or password without user, answers 403."""
    assert isis.get(f"contract{query}", auth=None).status_code == 403


@pytest.mark.behaviour(
    "vaph.authentication.none-403", "vaph.authentication.wrong-403", "vaph.errors.403"
)
def test_failed_logins_look_alike(isis: Isis) -> None:
    """No login, an unknown user and a wrong password answer 403 with one and the same text."""
    attempts: list[tuple[str, str] | None] = [None, ("nobody", "x"), ("alles", "x"), ("", "")]
    answers = [isis.get("contract", auth=auth) for auth in attempts]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.behaviour("vaph.authentication.malformed-basic-403")
@pytest.mark.parametrize(
    "header",
    ["Bearer abc", "Basic", "Basic !!!", "Basic YWxsZXM=", "Digest x", "YWxsZXM6", "Basic /w=="],
)
def test_unreadable_headers_are_refused(isis: Isis, header: str) -> None:
    """A header that is not BASIC, or cannot be read, answers 403, also beside a right query."""
    for path in ("contract", f"contract{QUERY}"):
        response = isis.get(path, auth=None, headers={"Authorization": header})
        assert response.status_code == 403


@pytest.mark.behaviour("vaph.authentication.no-challenge")
def test_failed_login_has_no_challenge(isis: Isis) -> None:
    """The 403 of a failed login has no WWW-Authenticate header."""
    response = isis.get("contract", auth=None)
    assert "WWW-Authenticate" not in response.headers


@pytest.mark.behaviour("vaph.authentication.utf-8")
def test_login_is_utf_8(isis: Isis) -> None:
    """A user with accents logs in as UTF-8, and not as ISO-8859-1."""
    user = {"name": "café", "password": "pâté:é", "units": ["SE.50"]}
    isis.sim.merge({"basic.user": {"café": user}})
    text = "café:pâté:é"
    assert isis.get("contract", auth=None, headers=basic(text)).status_code == 200
    latin = basic(text.encode("latin-1"))
    assert isis.get("contract", auth=None, headers=latin).status_code == 403


@pytest.mark.parametrize("query", [QUERY, "?user=alles&p%61ssword=alles-simulator"])
def test_password_of_a_url_is_not_shown(isis: Isis, query: str) -> None:
    """The journal shows the URL without the password, however its name is spelled."""
    assert isis.get(f"contract{query}", auth=None).status_code == 200
    shown = isis.sim.requests.find(api="vaph")
    assert "user=alles" in shown[0]["url"]
    assert "alles-simulator" not in str(shown)
