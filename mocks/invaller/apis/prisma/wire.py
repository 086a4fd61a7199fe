"""Lenient reading of bodies and queries: what real clients are known to send is put right.

Every deviation is a finding, once however often it occurs. Strict mode takes only what the
specification allows. Source: facts: prisma notes, traps 2, 7, 16 and 17; prisma_fields.json,
notes of Worker, Contract, NewDimona and Document; prisma_endpoints.tsv, rows 1, 2, 46, 47, 78.
"""

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from invaller.apis.prisma.shapes import Shape, folded, shape_of
from invaller.kernel.api import Mended, Query
from invaller.kernel.explanations import Finding

_MESSAGES = {
    "member-case": "a member has another spelling than in the schema",
    "unknown-members": "a member that the schema does not have was dropped",
    "value-case": "a value has another letter case than in the schema",
    "inss-text": "an INSS was sent as text; send a number",
    "inss-float": "an INSS was sent with a decimal point; send a whole number",
    "document-worker": "the worker of a document was sent as Worker; send WorkerId",
    "dimona-hours": "an hour was sent as hhmm; send twelve digits",
    "single-object": "one object was sent where the schema has a list; send a list",
    "prestations-by-path": "prestations were deleted without EndOfPeriod; send whole rows",
    "limit-elsewhere": "limit and offset do nothing here; leave them out",
}

_SOURCE = "facts: prisma_fields.json; prisma notes, traps 2, 7, 16 and 17"

_HOURS = ("StartingHour", "EndingHour", "StartingHour2", "EndingHour2")
_PAGING = ("limit", "offset")
_PAGED = ("getWorkers", "getWorkersInService")


class _Mending:
    """A body that is being put right, with the findings so far."""

    def __init__(self, operation: str) -> None:
        self.operation = operation
        self.noted: dict[str, Finding] = {}

    def note(self, name: str, what: str) -> None:
        """Remember a deviation; the first that occurs is named."""
        rule = f"prisma.lenient.{name}"
        self.noted.setdefault(rule, Finding(rule, _SOURCE, f"{_MESSAGES[name]}: {what}"))

    def value(self, name: str, value: Any, shape: Shape) -> Any:
        """A value in the place that a shape describes, put right; name: that of its member."""
        if shape.items is not None and isinstance(value, list):
            return [self.value(name, item, shape.items) for item in value]
        if shape.members and isinstance(value, dict):
            return self.members(value, shape)
        if name.endswith("INSS"):
            return self.inss(name, value)
        if isinstance(value, str):
            return self.text(name, value, shape)
        return value

    def members(self, body: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
        """The members of an object under the vendor's names, those it does not have dropped."""
        mended: dict[str, Any] = {}
        for sent, value in body.items():
            found = self.named(sent, shape)
            if found is None:
                self.note("unknown-members", sent)
                continue
            name, inner = found
            # A member that is there in the vendor's own spelling wins over another spelling.
            if name == sent or name not in body:
                mended[name] = self.value(name, value, inner)
        return mended

    def named(self, sent: str, shape: Shape) -> tuple[str, Shape] | None:
        """The member of a shape that a client means."""
        name = folded(sent)
        if self.operation == "addDocument" and name == "worker":
            self.note("document-worker", sent)
            name = "workerid"
        found = shape.members.get(name)
        # The manual has WorkerID where the schema has WorkerId.
        if found is not None and sent not in (found[0], "WorkerID") and name == folded(sent):
            self.note("member-case", f"{sent} for {found[0]}")
        return found

    def inss(self, name: str, value: Any) -> Any:
        """A national register number as the whole number that the schema asks."""
        if isinstance(value, str):
            text = value.strip().removesuffix(".0")
            if not (text.isascii() and text.isdigit() and len(text) <= 11):
                return value
            self.note("inss-text", name)
            return int(text)
        if isinstance(value, float) and value.is_integer():
            self.note("inss-float", name)
            return int(value)
        return value

    def text(self, name: str, value: str, shape: Shape) -> str:
        """A text in the schema's letter case when it is one of a few, hours with all digits."""
        if shape.values and value not in shape.values:
            by_case = {option.lower(): option for option in shape.values}
            if value.lower() in by_case:
                self.note("value-case", f"{name} {value}")
                return by_case[value.lower()]
        if name in _HOURS and len(value) == 4 and value.isascii() and value.isdigit():
            self.note("dimona-hours", f"{name} {value}")
            return f"{value}00000000"
        return value


def mend(operation: str, body: Any) -> Mended:
    """A JSON body with known deviations put right; what cannot be placed is left as it is."""
    shape = shape_of(operation)
    if shape is None:
        return Mended(body)
    mending = _Mending(operation)
    if shape.items is not None and isinstance(body, dict):
        mending.note("single-object", operation)
        body = [body]
    mended = mending.value("", body, shape)
    if operation == "deletePrestations" and isinstance(mended, list):
        mended = [_whole_month(mending, row) for row in mended]
    return Mended(mended, tuple(mending.noted.values()))


def _whole_month(mending: _Mending, row: Any) -> Any:
    """A row of prestations to delete with the end of its month, when only that is told."""
    if not isinstance(row, dict) or set(row) != {"WorkerNumber", "Month", "Year"}:
        return row
    month, year = row["Month"], row["Year"]
    if type(month) is not int or type(year) is not int or not (0 < month < 13 and 0 < year < 9999):
        return row
    mending.note("prestations-by-path", f"worker {row['WorkerNumber']}, {month}/{year}")
    last = monthrange(year, month)[1]
    return {**row, "EndOfPeriod": f"{year:04d}{month:02d}{last:02d}"}


def mend_parameters(operation: str, query: Query) -> Mended:
    """The query without limit and offset where they mean nothing."""
    if operation in _PAGED or not any(name in query for name in _PAGING):
        return Mended(query)
    rule = "prisma.lenient.limit-elsewhere"
    finding = Finding(rule, "facts: prisma_endpoints.tsv, row 1", _MESSAGES["limit-elsewhere"])
    return Mended({name: query[name] for name in query if name not in _PAGING}, (finding,))
