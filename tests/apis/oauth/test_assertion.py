"""The assertion that proves a client: its signature and each of its claims (RFC 7523, 3)."""

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.oauth.domain.assertion import AUDIENCES, SKEW_SECONDS, defect_of
from invaller.kernel.clock import parse_instant
from invaller.kernel.identity.keys import key_pair

RefuseClaims = Callable[..., dict[str, Any]]
NOW = parse_instant("2025-03-03T09:00:00+01:00")
SECOND = int(NOW.timestamp())


def _encoded(part: Any) -> str:
    text = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


_HEADER, _DEEP = _encoded({"alg": "RS256"}), _encoded(b"[" * 50_000)
_HALF = {"iss": "\ud800"}  # half of a surrogate pair


@pytest.mark.behaviour("oauth.assertion.rs256")
def test_key_of_another_workspace_proves_nothing(client: Any) -> None:
    """A JWT that is signed with another key is refused, whatever it claims."""
    assertion = client.sign(client.claims(), key=key_pair("another", "1").private_pem)
    explanation = client.refused(client.ask(client_assertion=assertion), "invalid_client")
    assert explanation["rule"] == "oauth.token.assertion.signature"


@pytest.mark.behaviour("oauth.assertion.rs256")
@pytest.mark.parametrize("algorithm", ["RS512", "PS256"])
def test_other_rsa_algorithms_are_refused(client: Any, algorithm: str) -> None:
    """A good signature of the right key with another algorithm is refused."""
    assertion = client.sign(client.claims(), alg=algorithm)
    client.refused(client.ask(client_assertion=assertion), "invalid_client")


@pytest.mark.behaviour("oauth.assertion.rs256")
def test_unsigned_and_symmetric_jwts_are_refused(client: Any) -> None:
    """Neither `none` nor an HMAC over the public key passes for a signature."""
    public = client.simulator.credentials.public_key.encode()
    unsigned = f"{_encoded({'alg': 'none'})}.{_encoded(client.claims())}"
    symmetric = f"{_encoded({'alg': 'HS256'})}.{_encoded(client.claims())}"
    signature = _encoded(hmac.digest(public, symmetric.encode(), "sha256"))
    for assertion in (f"{unsigned}.", f"{symmetric}.{signature}"):
        client.refused(client.ask(client_assertion=assertion), "invalid_client")


@pytest.mark.behaviour("oauth.assertion.rs256")
def test_changed_claims_break_the_signature(client: Any) -> None:
    """Claims that were changed after signing are refused."""
    header, _, signature = client.assertion().split(".")
    assertion = f"{header}.{_encoded(client.claims())}.{signature}"
    client.refused(client.ask(client_assertion=assertion), "invalid_client")


@pytest.mark.behaviour("oauth.assertion.rs256")
@pytest.mark.parametrize(
    "assertion",
    [
        "x",
        "..",
        "a.b.c",
        "é.é.é",
        f"{_HEADER}.{_encoded([])}.x",
        f"{_encoded([])}.{_encoded({})}.x",
        f"{_HEADER}.{_encoded(_HALF)}.x",
        f"{_DEEP}.{_DEEP}.x",
        "." * 5000,
    ],
    ids=range(9),
)
@pytest.mark.parametrize("prefixed", [True, False])
def test_what_is_no_jwt_is_refused(client: Any, assertion: str, prefixed: bool) -> None:
    """Text that is no JWT answers invalid_client, also where it should find the workspace."""
    if not prefixed:
        client.simulator.http.base_url = client.simulator.url.split("/w/")[0]
    answer = client.ask(client_assertion=assertion)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("payload", [[], "text", 1, None])
def test_signed_payload_that_is_no_object_is_refused(client: Any, payload: Any) -> None:
    """A JWT whose payload holds no claims is refused, however well it is signed."""
    assertion = client.sign(payload)
    client.refused(client.ask(client_assertion=assertion), "invalid_client")


@pytest.mark.behaviour("oauth.assertion.known-client")
@pytest.mark.parametrize("issuer", ["nobody", "", None, 1, ["x"], "\x00", "\ud800"])
def test_issuer_is_a_client(refuse_claims: RefuseClaims, issuer: Any) -> None:
    """An issuer that is no client of the workspace is refused."""
    assert refuse_claims(iss=issuer)["rule"] == "oauth.token.assertion.iss"


@pytest.mark.behaviour("oauth.assertion.known-client")
def test_client_of_another_workspace_is_nobody_here(client: Any, sim_server: Any) -> None:
    """A client of one workspace gets no token of another."""
    other = sim_server.create({})
    form = {"client_assertion": client.assertion(iss=other.credentials.client_id())}
    client.refused(client.ask(**form), "invalid_client")
    sim_server.delete(other)


@pytest.mark.behaviour("oauth.assertion.iss-equals-sub")
@pytest.mark.parametrize("subject", ["nobody", None])
def test_subject_is_the_client_too(refuse_claims: RefuseClaims, subject: Any) -> None:
    """A subject other than the client id is refused, and so is none."""
    assert refuse_claims(sub=subject)["rule"] == "oauth.token.assertion.sub"


@pytest.mark.behaviour("oauth.assertion.audience")
@pytest.mark.parametrize("audience", [*AUDIENCES, [AUDIENCES[0]], ["https://x.be", AUDIENCES[2]]])
@pytest.mark.sim(strictness="strict")
def test_known_audiences_are_taken(client: Any, audience: Any) -> None:
    """The token URLs of the social security and its issuer are audiences, alone or in a list."""
    answer = client.ask(client_assertion=client.assertion(aud=audience))
    assert answer.status_code == 200


@pytest.mark.behaviour("oauth.assertion.audience")
@pytest.mark.parametrize(
    "audience",
    ["https://example.org/token", "", None, [], [1], {}, "http://[/REST/oauth/v5/token", 7],
)
def test_other_audiences_are_refused(refuse_claims: RefuseClaims, audience: Any) -> None:
    """An audience that is no token URL is refused, also in lenient mode, and so is none."""
    assert refuse_claims(aud=audience)["rule"] == "oauth.token.assertion.aud"


@pytest.mark.behaviour("oauth.assertion.lenient-audience")
def test_own_token_url_is_an_audience_in_lenient_mode(client: Any) -> None:
    """A client that derives the audience from its base URL is known, but not in strict mode."""
    audience = f"{client.simulator.url}/REST/oauth/v3/token"
    lenient = client.ask(client_assertion=client.assertion(aud=audience))
    client.simulator.settings.change(strictness="strict")
    strict = client.ask(client_assertion=client.assertion(aud=audience))
    assert (lenient.status_code, strict.status_code) == (200, 401)


@pytest.mark.behaviour("oauth.assertion.exp")
@pytest.mark.parametrize("offset", [0, -1, -(10**6)])
def test_expired_assertion_is_refused(refuse_claims: RefuseClaims, offset: int) -> None:
    """An assertion that expires now or before, on the workspace's clock, is refused."""
    assert refuse_claims(exp=SECOND + offset)["rule"] == "oauth.token.assertion.exp"


@pytest.mark.behaviour("oauth.assertion.exp")
@pytest.mark.parametrize("value", [None, "2025-03-03", True, [], float("nan"), float("inf")])
def test_expiry_is_a_time(refuse_claims: RefuseClaims, value: Any) -> None:
    """An expiry that is absent or no finite number is refused."""
    assert refuse_claims(exp=value)["rule"] == "oauth.token.assertion.exp"


@pytest.mark.behaviour("oauth.assertion.exp")
@pytest.mark.parametrize("offset", [1, 0.5, 10**9, 10**15, 1e300])
def test_expiry_may_be_far(client: Any, offset: float) -> None:
    """An expiry may lie as far ahead as a client likes."""
    assertion = client.assertion(exp=SECOND + offset)
    assert client.ask(client_assertion=assertion).status_code == 200


@pytest.mark.behaviour("oauth.assertion.exp")
def test_expiry_is_judged_by_the_workspaces_clock(client: Any) -> None:
    """An assertion that is good now is refused when the workspace's clock has moved on."""
    assertion = client.assertion(exp=SECOND + 60)
    client.simulator.clock.advance("PT60S")
    client.refused(client.ask(client_assertion=assertion), "invalid_client")


@pytest.mark.behaviour("oauth.assertion.iat-and-nbf")
@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_issue_and_start_may_be_a_little_ahead(client: Any, absent: object, claim: str) -> None:
    """iat and nbf may be absent, past, or half a minute ahead."""
    for value in (absent, SECOND - 10**6, SECOND + SKEW_SECONDS):
        assertion = client.assertion(**{claim: value})
        assert client.ask(client_assertion=assertion).status_code == 200


@pytest.mark.behaviour("oauth.assertion.iat-and-nbf")
@pytest.mark.parametrize("claim", ["iat", "nbf"])
@pytest.mark.parametrize("value", [SECOND + SKEW_SECONDS + 1, "now", True, float("nan")])
def test_issue_and_start_are_not_ahead(refuse_claims: RefuseClaims, claim: str, value: Any) -> None:
    """iat and nbf that lie more than 30 seconds ahead, or are no number, are refused."""
    assert refuse_claims(**{claim: value})["rule"] == f"oauth.token.assertion.{claim}"


@pytest.mark.behaviour("oauth.assertion.jti")
@pytest.mark.parametrize("value", ["", None, 7, []])
def test_identifier_is_text(refuse_claims: RefuseClaims, value: Any) -> None:
    """A jti that is absent, empty or no text is refused."""
    assert refuse_claims(jti=value)["rule"] == "oauth.token.assertion.jti"


@pytest.mark.behaviour("oauth.assertion.jti-once")
@pytest.mark.parametrize("jti", ["once", "x" * 5000, "\ud800", "\x00", "é"])
def test_identifier_serves_once(client: Any, jti: str) -> None:
    """A jti that was used is refused, in the same assertion and in another one."""
    assertion = client.assertion(jti=jti)
    assert client.ask(client_assertion=assertion).status_code == 200
    for again in (assertion, client.assertion(jti=jti)):
        explanation = client.refused(client.ask(client_assertion=again), "invalid_client")
        assert explanation["rule"] == "oauth.token.assertion.jti-reused"


@pytest.mark.behaviour("oauth.assertion.jti-once")
def test_long_identifiers_that_begin_alike_are_two(client: Any) -> None:
    """Two long jtis that differ at their ends are two."""
    for end in ("a", "b"):
        assertion = client.assertion(jti="x" * 1000 + end)
        assert client.ask(client_assertion=assertion).status_code == 200


@pytest.mark.behaviour("oauth.assertion.jti-once")
def test_identifier_is_free_again_after_the_expiry(client: Any) -> None:
    """When the assertion of a jti has expired, the jti may be used by another one."""
    assert client.ask(client_assertion=client.assertion(jti="again")).status_code == 200
    client.simulator.clock.advance("PT61S")
    assert client.ask(client_assertion=client.assertion(jti="again")).status_code == 200


@pytest.mark.behaviour("oauth.assertion.jti-once")
def test_identifier_of_another_client_is_another(client: Any) -> None:
    """Two clients may use the same jti."""
    assert client.ask(client_assertion=client.assertion(jti="same")).status_code == 200
    employer = client.simulator.credentials.client_id("employer")
    assertion = client.assertion(jti="same", iss=employer, sub=employer)
    assert client.ask(client_assertion=assertion).status_code == 200


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(["iss", "sub", "aud", "exp", "iat", "nbf", "jti"]), _VALUES, st.booleans())
def test_any_claim_is_judged(claim: str, value: Any, strict: bool) -> None:
    """Whatever a claim holds, it is either accepted or named as the defect."""
    claims = {"iss": "c", "sub": "c", "aud": AUDIENCES[0], "jti": "j", "exp": SECOND + 60}
    defect = defect_of({**claims, claim: value}, "c", NOW, strict=strict)
    assert defect is None or defect.claim == claim
