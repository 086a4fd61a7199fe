"""Answers as they go on the wire, and what the headers of a call ask for.

Use `detail`, `listing`, `created`, `done`, `accepted` and `file` for every operation: they
find the version, and set Expires (Loket API V2, Headers and Response).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from invaller.apis.loket import envelopes, exporting
from invaller.apis.loket.catalogue import CATALOGUE, JSON, OperationOf, Version
from invaller.apis.loket.domain.comparing import LEGAL_ZONE
from invaller.apis.loket.domain.faults import Broken
from invaller.apis.loket.domain.filters import Test, build_filter
from invaller.apis.loket.domain.forms import Field
from invaller.apis.loket.domain.ordering import Key, ordered, read_order
from invaller.apis.loket.domain.paging import Page
from invaller.apis.loket.domain.versions import Asked, NotAcceptable, asked_for, select
from invaller.apis.loket.envelopes import Message
from invaller.apis.loket.problems import broken_rule, not_acceptable, refuse
from invaller.kernel.calls import Answer, Call
from invaller.kernel.explanations import Finding
from invaller.kernel.ids import derive

Record = Mapping[str, Any]

_VERSIONS = "Loket API V2, Resource versioning"
_TAG = re.compile(r'^(?:W/)?"?(.*?)"?$', re.DOTALL)
_ALIASES: Mapping[str, Mapping[str, str]] = {
    "last-modified-version-number": {"version": "lastModifiedVersionNumber"}
}
"""Short names of fields in filters: one example of the document has `version gt N`."""


def today(call: Call) -> date:
    """The legal date of a call: that of Amsterdam on the workspace's clock."""
    return call.now.astimezone(LEGAL_ZONE).date()


def asked(call: Call, operation: OperationOf) -> Asked:
    """The media type and version that Accept asks for; raises Refusal (406)."""
    if not operation.media_types:
        return Asked(None, None)
    try:
        return asked_for(call.headers.get("accept"), operation.media_types)
    except NotAcceptable:
        raise not_acceptable(call, operation) from None


def version_of(call: Call, operation: OperationOf) -> Version:
    """The resource version of the answer; raises Refusal."""
    try:
        return select(operation.versions, asked(call, operation).version)
    except Broken as broken:
        raise refuse(call, *broken.faults) from None


def request_version(call: Call, operation: OperationOf) -> Version:
    """The resource version of the body: that of Content-Type, else that of Accept."""
    header = call.headers.get("content-type")
    try:
        wanted = asked_for(header, (JSON,)).version if header else None
        if wanted is not None:
            return select(operation.versions, wanted)
    except (NotAcceptable, Broken) as error:
        if isinstance(error, Broken):
            raise refuse(call, *error.faults) from None
    return version_of(call, operation)


def check_headers(call: Call, operation: OperationOf) -> None:
    """Hold Accept against the operation; raises Refusal (400 or 406), or notes findings."""
    header = call.headers.get("accept")
    wanted = asked(call, operation)
    version = version_of(call, operation)
    if operation.media_types and wanted.media_type is None:
        _missing_accept(call, operation, header)
    if version.obsolete is not None and today(call).isoformat() >= version.obsolete:
        _obsolete(call, version, operation)


def _missing_accept(call: Call, operation: OperationOf, header: str | None) -> None:
    nearest = f"{operation.media_types[0]};version={operation.version.date}"
    text = f"[Accept] a media type and version are needed, such as {nearest}"
    if call.workspace.strict:
        raise broken_rule(
            call,
            text,
            ("header Accept",),
            rule="loket.version.accept-missing",
            source="Loket API V2, Headers",
            found=header,
            nearest=nearest,
        )
    call.finding(Finding("loket.version.accept-missing", "Loket API V2, Headers", text))


def _obsolete(call: Call, version: Version, operation: OperationOf) -> None:
    text = (
        f"[version] {version.date} is obsolete since {version.obsolete}; "
        f"the newest version is {operation.version.date}"
    )
    if call.workspace.strict:
        raise broken_rule(
            call,
            text,
            ("header Accept",),
            rule="loket.version.obsolete-in-strict-mode",
            source=_VERSIONS,
            found=version.date,
            nearest=operation.version.date,
        )
    call.finding(Finding("loket.version.obsolete-in-lenient-mode", _VERSIONS, text))


def detail(
    call: Call,
    operation: OperationOf,
    content: Any,
    *,
    tag: str | None = None,
    messages: Sequence[Message] = (),
) -> Answer:
    """One record in `content`, or however the operation wraps it.

    tag: its ETag; without one, that of the content where the document shows one.
    """
    body = envelopes.envelope(version_of(call, operation), messages)
    if operation.envelope == "bare":
        body = content
    elif operation.envelope == "embedded":
        body["_embedded"] = content
    elif operation.envelope == "created":
        body |= content
    elif operation.envelope == "messages":
        body = {"messages": list(messages)}
    else:
        body["content"] = content
    if operation.id in CATALOGUE.paged_details:
        body = {**Page().members(1), **body}
    tagged = digest(content) if tag is None and operation.tagged else tag
    headers = {**envelopes.expired(call.now), **_tag_header(tagged)}
    if operation.envelope == "none":
        return Answer(operation.status, None, headers)
    return Answer(operation.status, body, headers)


def digest(content: Any) -> str:
    """The ETag of what is made when it is read: it changes when the content does."""
    return derive("loket.content", json.dumps(content, sort_keys=True)).hex()[:24]


def _tag_header(tag: str | None) -> Mapping[str, str]:
    return {} if tag is None else {"ETag": f'"{tag}"'}


def done(call: Call, operation: OperationOf, messages: Sequence[Message] = ()) -> Answer:
    """Success with an empty content, or without a body where the document shows none."""
    return detail(call, operation, {}, messages=messages)


def accepted(call: Call, operation: OperationOf, content: Any = None) -> Answer:
    """The answer to a queued operation: its status is the documented one (202)."""
    return detail(call, operation, {} if content is None else content)


def page_of(call: Call) -> Page:
    """The page that a call asks for."""
    first = Page()
    return Page(
        call.parameters.get("pageNumber", first.number), call.parameters.get("pageSize", first.size)
    )


def filter_of(call: Call, operation: OperationOf, form: Field) -> Test | None:
    """The test that the filter of a call puts to each record; None without one."""
    text = call.parameters.get("filter", "") if "filter" in operation.parameters else ""
    return build_filter(text, form, _ALIASES.get(operation.resource)) if text.strip() else None


def order_of(call: Call, operation: OperationOf, form: Field) -> list[Key]:
    """The keys by which a call orders; none without orderBy."""
    text = call.parameters.get("orderBy", "") if "orderBy" in operation.parameters else ""
    return read_order(text, form, _ALIASES.get(operation.resource))


def listing(
    call: Call, operation: OperationOf, records: Sequence[Record], form: Field | None = None
) -> Answer:
    """A list of records, filtered, ordered and paged as the call asks, in its media type.

    records: all of them, as they are shown; form: of a record, that of the operation by
    default. Raises Refusal for a filter or order that the records do not allow.
    """
    shown = form or operation.response_form(version_of(call, operation)) or _NO_FORM
    try:
        test = filter_of(call, operation, shown)
        keys = order_of(call, operation, shown)
    except Broken as broken:
        raise refuse(call, *broken.faults) from None
    passed = records if test is None else [one for one in records if test(one)]
    in_order = ordered(passed, keys) if keys else passed
    if "pageNumber" not in operation.parameters:
        whole = Page(1, max(len(in_order), Page().size))
        return page(call, operation, in_order, len(in_order), whole)
    wanted = page_of(call)
    return page(call, operation, wanted.of(in_order), len(in_order), wanted)


def page(
    call: Call, operation: OperationOf, records: Sequence[Record], total: int, shown: Page
) -> Answer:
    """One page of a list, as JSON, or as CSV or Excel when Accept asks for that."""
    version = version_of(call, operation)
    media_type = asked(call, operation).media_type
    if media_type in exporting.MEDIA_TYPES:
        form = operation.response_form(version)
        return exporting.export(call, operation, records, media_type, form)
    body = {
        **shown.members(total),
        **envelopes.envelope(version),
        "_embedded": list(records),
    }
    tag = _tag_header(digest(list(records)) if operation.tagged else None)
    return Answer(operation.status, body, {**envelopes.expired(call.now), **tag})


def file(
    call: Call,
    content: bytes,
    media_type: str,
    name: str,
    *,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """A download under a file name; headers: instead of an Expires of now."""
    return Answer(
        200,
        content,
        {
            **(headers or envelopes.expired(call.now)),
            "Content-Disposition": envelopes.disposition(name),
        },
        media_type,
    )


def tags_of(header: str) -> list[str]:
    """The ETags that an If-Match names, without quotation marks and W/."""
    return [_TAG.sub(r"\1", one.strip()) for one in header.split(",")]


_NO_FORM = Field("", "object")
