"""Photos and logos: 11 downloads, 3 uploads and 3 deletes, all through one table.

A picture is a row of kind `picture` under the id of its owner, with a version (a uuid) that
changes with each upload. Pictures may be cached, so their Expires lies ahead.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import timedelta

from invaller.apis.loket import files, wire
from invaller.apis.loket.access import session
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.problems import broken_rule, not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.apis.loket.surroundings import subject
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import http_date

View = Callable[[Call, OperationOf], Answer]

PICTURE = "picture"
MIME_TYPES = ("image/jpeg", "image/jpg", "image/png")

_A_DAY, _A_MONTH = timedelta(days=1), timedelta(days=30)
_SHOWN_IN: Mapping[str, tuple[str, ...]] = {
    "employee": ("personalDetails", "photo"),
    "employer": ("employerLogo",),
    "employer-user": ("photo",),
}
"""The member of a record that holds the URL of its picture."""


def _owner(call: Call, operation: OperationOf) -> Row:
    """Whose picture it is: what the path names, or the user who calls."""
    if operation.id.endswith("ByToken"):
        rows = Rows(call.workspace)
        _, grants = session(call)
        found = rows.get("employer-user", grants.user)
    elif "applicationId" in operation.path_parameters:
        found = Rows(call.workspace).get("application", str(call.parameters["applicationId"]))
    else:
        found = subject(call, operation)
    if found is None:
        raise not_found(call, operation.resource, call.path)
    return found


def _download(call: Call, operation: OperationOf) -> Answer:
    """The picture of the owner; 404 without one, or when another version is asked for."""
    rows = Rows(call.workspace)
    picture = _picture(rows, _owner(call, operation), operation)
    version = call.parameters.get("version")
    if picture is None or (version and picture.body["version"] != str(version).lower()):
        rule = "photo" if "Photo" in operation.id else "logo"
        owner = "employee" if rule == "photo" else "employer"
        if operation.resource == "user":
            owner = "user"
        raise not_found(call, rule, call.path, rule=f"loket.{owner}.{rule}-missing")
    mime = picture.body["mimeType"]
    kept_for = _A_MONTH if version else _A_DAY
    name = f"{operation.resource}.{files.EXTENSIONS.get(mime, 'png')}"
    headers = {"Expires": http_date(call.now + kept_for)}
    return wire.file(call, b64decode(picture.body["data"]), mime, name, headers=headers)


def _picture(rows: Rows, owner: Row, operation: OperationOf) -> Row | None:
    """The picture; that of the provider for an employer may be one of the employer's own."""
    if not operation.id.startswith("GetProviderLogoByEmployerId"):
        return rows.get(PICTURE, owner.id)
    deviating = rows.get(PICTURE, f"{owner.id}/provider")
    if deviating is not None or owner.parent is None:
        return deviating
    return rows.get(PICTURE, owner.parent)


def _upload(call: Call, operation: OperationOf) -> Answer:
    """Keep a picture, base64 in `data` with its `mimeType`; raises Refusal (400)."""
    owner = _owner(call, operation)
    mime = call.body.get("mimeType")
    if mime not in MIME_TYPES:
        raise _wrong(call, "mimeType", mime, MIME_TYPES)
    data = call.body.get("data") or ""
    try:
        if not b64decode(data, validate=True):
            raise _wrong(call, "data", "", "base64")
    except (binascii.Error, ValueError):
        raise _wrong(call, "data", data[:20], "base64") from None
    rows = Rows(call.workspace)
    version = rows.mint(PICTURE)
    body = {"version": version, "mimeType": mime, "data": data}
    old = rows.get(PICTURE, owner.id)
    if old is None:
        rows.add(PICTURE, owner.id, owner.employer, body, owner.id)
    else:
        rows.replace(old, body)
    _show(rows, owner, f"{call.base}{call.path}/{version}")
    return wire.done(call, operation)


def _delete(call: Call, operation: OperationOf) -> Answer:
    """Forget the picture; deleting none is no error (assumed)."""
    owner, rows = _owner(call, operation), Rows(call.workspace)
    picture = rows.get(PICTURE, owner.id)
    if picture is not None:
        rows.remove(picture)
        _show(rows, owner, None)
    return wire.done(call, operation)


def _show(rows: Rows, owner: Row, url: str | None) -> None:
    """Put the URL of the picture into the record of its owner."""
    *blocks, name = _SHOWN_IN[owner.resource]
    body = {**owner.body}
    inner = body
    for block in blocks:
        inner[block] = {**inner[block]}
        inner = inner[block]
    inner[name] = url
    rows.replace(owner, body)


def _wrong(call: Call, field: str, found: object, expected: object) -> Exception:
    return broken_rule(
        call,
        f"[{field}] has an invalid value",
        (field,),
        rule="loket.message.code-12",
        code=12,
        found=found,
        expected=expected,
    )


PICTURES: Mapping[str, View] = {
    **dict.fromkeys(
        (
            "GetApplicationLogo",
            "GetEmployeePhotoByEmployeeId",
            "GetEmployeePhotoByEmployeeIdAndVersion",
            "GetEmployerLogoByEmployerId",
            "GetEmployerLogoByEmployerIdAndVersion",
            "GetEmployerUserIntegrationLogoByUserIdAndApplicationId",
            "GetProviderLogo",
            "GetProviderLogoByEmployerId",
            "GetProviderLogoByEmployerIdAndVersion",
            "GetProviderLogoByVersion",
            "GetUserPhotoByToken",
        ),
        _download,
    ),
    **dict.fromkeys(
        ("PostEmployeePhotoByEmployeeId", "PostEmployerLogoByEmployerId", "PostUserPhotoByToken"),
        _upload,
    ),
    **dict.fromkeys(
        (
            "DeleteEmployeePhotoByEmployeeId",
            "DeleteEmployerLogoByEmployerId",
            "DeleteUserPhotoByToken",
        ),
        _delete,
    ),
}
"""By operationId."""
