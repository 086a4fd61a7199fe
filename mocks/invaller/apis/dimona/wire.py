"""Lenient reading: what real clients are known to send is put right, each with a finding.

Source: facts: dimona C2 rows 2, 9, 16, 22, 24. Strict mode takes only what the
specification allows.
"""

from typing import Any

from invaller.apis.dimona.domain.declaration import Kind
from invaller.kernel.api import Mended, Query
from invaller.kernel.explanations import Finding
from invaller.kernel.leniency import trimmed

_FINDINGS = {
    "integer-joint-commission": "a joint commission number was sent as a number; send text",
    "null-box-number": "boxNumber was null; leave it out",
    "integral-floats": "an integer was sent as a float such as 8.0; send 8",
    "text-period-id": "periodId or dailyRegistrationId was sent as text; send a number",
    "top-level-features": "features was sent at the top; it belongs in dimonaIn",
    "misplaced-period-id": "periodId was sent at the top; it belongs in the block",
    "last-name-first-name": "lastName or firstName was sent; send familyName and givenName",
    "empty-worker-members": "empty members of worker were sent; leave them out",
}

_SPACES = Finding(
    "dimona.lenient.spaces-in-parameter-name",
    "Dimona WS REST v2, 7.5; facts: dimona C2 row 16",
    "a query parameter had spaces around its name or value; send it without",
)

_RENAMED = {"lastName": "familyName", "firstName": "givenName"}
_NUMBERS = ("periodId", "dailyRegistrationId")


class _Mending:
    """A body that is being put right, with the findings so far."""

    def __init__(self) -> None:
        self.noted: dict[str, Finding] = {}

    def note(self, name: str) -> None:
        """Remember a deviation, once however often it occurs."""
        rule = f"dimona.lenient.{name}"
        self.noted[rule] = Finding(rule, "facts: dimona C2 rows 2, 22, 24", _FINDINGS[name])

    def value(self, name: str, value: Any) -> Any:
        """A value anywhere in the body, put right."""
        if isinstance(value, dict):
            return self.members(value)
        if isinstance(value, list):
            return [self.value(name, item) for item in value]
        if isinstance(value, float) and value.is_integer():
            self.note("integral-floats")
            value = int(value)
        if name == "jointCommissionNumber" and type(value) is int:
            self.note("integer-joint-commission")
            return str(value)
        if name in _NUMBERS and isinstance(value, str) and value.strip().isdecimal():
            self.note("text-period-id")
            return int(value)
        return value

    def members(self, body: dict[str, Any]) -> dict[str, Any]:
        """The members of an object, each put right."""
        mended = {name: self.value(name, value) for name, value in body.items()}
        if mended.get("boxNumber", "") is None:
            self.note("null-box-number")
            del mended["boxNumber"]
        return mended

    def worker(self, worker: dict[str, Any]) -> dict[str, Any]:
        """The worker, with today's member names and without empty members."""
        mended: dict[str, Any] = {}
        for name, value in worker.items():
            if value in (None, "", {}):
                self.note("empty-worker-members")
                continue
            if name in _RENAMED and _RENAMED[name] not in worker:
                self.note("last-name-first-name")
                name = _RENAMED[name]
            mended[name] = value
        return mended

    def placed(self, body: dict[str, Any]) -> dict[str, Any]:
        """A declaration with `features` and `periodId` inside the block they belong to."""
        kinds = [kind.value for kind in Kind if isinstance(body.get(kind.value), dict)]
        if len(kinds) != 1:
            return body
        body = dict(body)
        block = dict(body[kinds[0]])
        if kinds[0] == Kind.IN.value and "features" in body and "features" not in block:
            self.note("top-level-features")
            block["features"] = body.pop("features")
        if "periodId" in body and "periodId" not in block:
            self.note("misplaced-period-id")
            block["periodId"] = body.pop("periodId")
        return {**body, kinds[0]: block}


def mend(operation: str, body: Any) -> Mended:
    """A JSON body with known deviations put right; one that is no object is left as it is."""
    if not isinstance(body, dict):
        return Mended(body)
    mending = _Mending()
    mended = mending.members(body)
    if operation == "submitDeclaration":
        mended = mending.placed(mended)
    if isinstance(mended.get("worker"), dict):
        mended["worker"] = mending.worker(mended["worker"])
    return Mended(mended, tuple(mending.noted.values()))


def mend_parameters(_operation: str, query: Query) -> Mended:
    """Query parameters without spaces around names and values: `periodId =1` is printed so."""
    return trimmed(query, _SPACES)


def reroute(method: str, path: str, query: Query) -> str:
    """The path of a search whose printed link lacks /search (facts: dimona C2 row 9)."""
    is_page = not {"page", "pageSize"}.isdisjoint(query)
    if method == "POST" and is_page and path in ("/declarations", "/periods"):
        return f"{path}/search"
    return path
