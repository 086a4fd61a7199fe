"""What stands around every payload: version, messages and paging (Loket API V2, Response)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from invaller.apis.loket.catalogue import OperationOf, Version
from invaller.apis.loket.domain.faults import Fault
from invaller.apis.loket.domain.versions import FIRST_VERSION
from invaller.kernel.clock import http_date
from invaller.kernel.parsed import parse_yaml

Message = dict[str, Any]

BROKEN_RULE, WARNING, EXCEPTION = "BrokenBusinessRule", "Warning", "Exception"
CONCURRENCY, NOT_FOUND = "ConcurrencyViolation", "NotFound"

_PLAIN_VERSION = Version(FIRST_VERSION)


def version_member(version: Version | None) -> dict[str, str | None]:
    """The `version` of an answer; that of the first versions when none was found."""
    used = version or _PLAIN_VERSION
    return {"obsoleteDate": used.obsolete, "resourceVersion": used.date}


def message(
    kind: str, description: str, *, code: int = 0, identifier: str | None = None
) -> Message:
    """A message. identifier: the record it is about, in a multi-patch only.

    properties is empty: the document calls it not yet fully implemented.
    """
    return {
        "code": code,
        "id": identifier,
        "type": kind,
        "description": description,
        "properties": [],
    }


def message_of(fault: Fault, *, identifier: str | None = None) -> Message:
    """The message of a broken rule."""
    code = code_of(fault.rule) if fault.code is None else fault.code
    return message(BROKEN_RULE, fault.description, code=code, identifier=identifier)


def code_of(rule: str) -> int:
    """The message code of a rule that has none in the document: see codes.yaml."""
    return _codes().get(rule, 999)


def envelope(version: Version | None, messages: Sequence[Message] = ()) -> dict[str, Any]:
    """What every answer has beside its payload."""
    return {"version": version_member(version), "messages": list(messages)}


def refused(
    operation: OperationOf | None, version: Version | None, messages: Sequence[Message]
) -> dict[str, Any]:
    """The body of a refusal: nothing in `content`, or in `_embedded` for a list."""
    body = envelope(version, messages)
    if operation is not None and operation.is_list:
        return {**body, "_embedded": []}
    return {**body, "content": {}}


def expired(now: datetime) -> Mapping[str, str]:
    """The headers of an answer that may not be kept: it expires as it is given."""
    return {"Expires": http_date(now)}


def disposition(name: str) -> str:
    """The Content-Disposition of a download under a file name (RFC 6266)."""
    if name.isascii() and '"' not in name and name.isprintable():
        return f'attachment; filename="{name}"'
    return f"attachment; filename*=UTF-8''{quote(name)}"


@cache
def _codes() -> Mapping[str, int]:
    text = (files("invaller.apis.loket") / "codes.yaml").read_text("utf-8")
    codes: Mapping[str, int] = parse_yaml(text)["codes"]
    return codes
