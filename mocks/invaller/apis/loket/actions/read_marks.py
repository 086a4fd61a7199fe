"""Announcements and notifications: which of them are read, and marking them.

Announcements are read by each user alone, notifications by all at once (Loket API V2,
getAnnouncementsByEmployerId and getNotificationsByEmployerId; for whom is assumed).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invaller.apis.loket import wire
from invaller.apis.loket.actions.multi_patch import Item, multi_patch, record_of
from invaller.apis.loket.actions.writing import by_user, change, user_of
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.rows import Body, Row, Rows
from invaller.apis.loket.views.common import form_of_answer, named, present, visible
from invaller.kernel.calls import Answer, Call
from invaller.kernel.clock import render_instant

_READERS = "readBy"
"""Member of an announcement: ids of the users who have read it."""


def _announcements(call: Call, operation: OperationOf) -> Answer:
    """The announcements of an employer, each with whether this user has read it."""
    employer, user = named(call, operation), user_of(call)
    today = wire.today(call).isoformat()
    found = visible(call, operation, Rows(call.workspace).of_parent("announcement", employer.id))
    form = form_of_answer(call, operation)
    shown = present(call, "announcement", form, found)
    told = [
        {**record, "isRead": user in _readers(row), "isExpired": _is_expired(row.body, today)}
        for record, row in zip(shown, found, strict=True)
    ]
    return wire.listing(call, operation, told, form)


def _readers(row: Row) -> list[str]:
    return list(row.body.get(_READERS) or ())


def _is_expired(body: Body, today: str) -> bool:
    expires = body.get("expirationDate")
    return expires is not None and expires < today


def _read_announcement(call: Call, item: Item) -> None:
    row, user = record_of(call, "announcement", item), user_of(call)
    if user is not None and user not in _readers(row):
        change(call, row, {**row.body, _READERS: [*_readers(row), user]})


def _notifications(call: Call, operation: OperationOf) -> Answer:
    """The notifications of an employer that nobody has read."""
    employer = named(call, operation)
    found = visible(call, operation, Rows(call.workspace).of_parent("notification", employer.id))
    form = form_of_answer(call, operation)
    unread = (row for row in found if not row.body.get("isRead"))
    return wire.listing(call, operation, present(call, "notification", form, unread), form)


def _read_notification(call: Call, item: Item) -> None:
    row = record_of(call, "notification", item)
    if not row.body.get("isRead"):
        marked = {"markedAsReadBy": by_user(call), "markedAsReadOn": render_instant(call.now)}
        change(call, row, {**row.body, "isRead": True, **marked})


ACTIONS: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "GetAnnouncementsByEmployerId": _announcements,
    "GetNotificationsByEmployerId": _notifications,
    "PatchAnnouncements": multi_patch(_read_announcement),
    "PatchNotifications": multi_patch(_read_notification),
}
"""By operationId."""
