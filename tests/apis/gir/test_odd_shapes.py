"""A document with operations that a store cannot do, and with every kind of security."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.gir.conftest import Dropped


_ORDER = {"article": "chair"}


@pytest.mark.behaviour("gir.dropped-in.unmapped-501")
@pytest.mark.parametrize(
    ("method", "path", "operation", "reason"),
    [
        ("GET", "/status", "getStatus", "it answers no list"),
        ("POST", "/login", "logIn", "no operation would read what it makes"),
        ("PUT", "/orders", "replaceOrders", "PUT on a whole collection"),
        ("GET", "/orders/search", "searchOrders", "nothing can be added to its list"),
        ("POST", "/orders/1", "approveOrder", "POST on one thing"),
        ("PATCH", "/orders/1", "patchOrder", "its body is not JSON"),
        ("PUT", "/orders/1", "putOrder", "it takes no body"),
        ("POST", "/orders/1/approve", "approve", "no operation would read what it makes"),
        ("GET", "/orders/1/photo", "getPhoto", "it answers no list"),
        ("POST", "/orders/1/photo", "addPhoto", "its body is not JSON"),
        ("GET", "/reports/2025-03", "getReport", "{year}-{month} of its path is only partly"),
        ("GET", "/pairs/1/2", "getPair", "{right} of its path follows no name"),
        ("POST", "/batches", "addBatches", "its body is no object"),
    ],
)
def test_another_shape_is_answered_501(
    odd: Dropped, method: str, path: str, operation: str, reason: str
) -> None:
    """The answer and its explanation name the operation and why it is not simulated."""
    answer = odd.call(method, path, auth=None)
    assert answer.status_code == 501
    assert f"({operation}) is not simulated: " in answer.text
    assert reason in answer.text
    (explained,) = odd.sim.explain(answer)["explanations"]
    assert explained["rule"] == "gir.dropped-in.unmapped-501"
    assert reason in explained["message"]


@pytest.mark.behaviour("gir.dropped-in.unmapped-501")
@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"{", b"[1]"])
def test_what_is_not_simulated_takes_any_body(odd: Dropped, content: bytes) -> None:
    """A body is not looked at where nothing is done with it."""
    for path, media_type in (("/orders/1/photo", "image/png"), ("/batches", "application/json")):
        headers = {"Content-Type": media_type}
        answer = odd.call("POST", path, content=content, headers=headers, auth=None)
        assert answer.status_code == 501


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/orders", {}, 401),
        ("GET", "/orders", {"headers": {"Authorization": "Bearer"}}, 401),
        ("GET", "/orders", {"headers": {"Authorization": "Bearer x"}}, 200),
        ("GET", "/orders/1", {}, 401),
        ("GET", "/orders/1", {"headers": {"Cookie": "SESSION=x"}}, 404),
        ("POST", "/orders", {}, 403),
        ("POST", "/orders", {"headers": {"X-Key": "x"}}, 201),
        ("POST", "/orders", {"auth": ("isis", "isis-simulator")}, 201),
        ("POST", "/orders", {"auth": ("isis", "x")}, 403),
        ("GET", "/batches", {}, 200),
        ("GET", "/notes", {}, 403),
        ("GET", "/notes", {"auth": ("isis", "isis-simulator")}, 200),
    ],
)
@pytest.mark.behaviour("gir.dropped-in.security")
def test_each_operation_asks_what_the_document_says(
    odd: Dropped, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    """BASIC is judged; of tokens and keys it is enough that they are there; none may be asked."""
    body = _ORDER if method == "POST" else None
    assert odd.call(method, path, body, **{"auth": None, **options}).status_code == status


@pytest.mark.behaviour("gir.dropped-in.create", "gir.dropped-in.list")
def test_a_document_that_says_little_is_served(odd: Dropped) -> None:
    """Without a word on bodies a thing is what was sent and an id, and a list is a list."""
    key, token = {"X-Key": "x"}, {"Authorization": "Bearer x"}
    made = odd.call("POST", "/orders", _ORDER, auth=None, headers=key)
    order = {**_ORDER, "id": made.json()["id"]}
    assert (made.status_code, made.json()) == (201, order)
    assert len(order["id"]) == 8
    assert odd.call("GET", "/orders", auth=None, headers=token).json() == [order]
    cookies = {"Cookie": "SESSION=1"}
    read = odd.call("GET", f"/orders/{order['id']}", auth=None, headers=cookies)
    assert read.json() == order


@pytest.mark.behaviour("gir.dropped-in.body-by-schema")
@pytest.mark.parametrize("body", [[1], "text", 5, True])
def test_a_thing_is_an_object(odd: Dropped, body: Any) -> None:
    """Where the document allows any body, only an object is kept; its range 4XX has the refusal."""
    refused = odd.call("POST", "/orders", body, auth=None, headers={"X-Key": "x"})
    assert refused.status_code == 400
    assert refused.json() == {"status": 400, "message": "The body is no JSON object."}


@pytest.mark.behaviour("gir.dropped-in.named-id")
def test_a_taken_id_gives_way_where_no_refusal_is_documented(odd: Dropped) -> None:
    """An id that the body names is taken up once; then the thing gets a new one."""
    note = {"id": "mine", "text": "first"}
    login = ("isis", "isis-simulator")
    first = odd.call("POST", "/notes", note, auth=login)
    second = odd.call("POST", "/notes", {**note, "text": "second"}, auth=login)
    assert (first.status_code, first.json()) == (201, note)
    assert (second.status_code, second.json()["text"]) == (201, "second")
    assert second.json()["id"] != "mine"
    assert [one["text"] for one in odd.call("GET", "/notes").json()] == ["first", "second"]
