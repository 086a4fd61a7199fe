"""Announcements, notifications and MDV notifications: read once, collected once."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.kernel.ids import uuid_from


def _seeded(resource: str, label: str) -> str:
    return uuid_from("loket", "seed", resource, label)


EMPLOYER = {"employerId": _seeded("employer", "zonnehof")}
ANNOUNCEMENT = _seeded("announcement", "zonnehof/1")
NOTIFICATION = _seeded("notification", "zonnehof/1")
ANNOUNCEMENTS, NOTIFICATIONS = "GetAnnouncementsByEmployerId", "GetNotificationsByEmployerId"
COLLECT = "PatchMdvNotificationsByPayrollAdministrationId"
ADMINISTRATION = {"payrollAdministrationId": _seeded("payroll-administration", "zonnehof")}
EMPLOYMENT = {"employmentId": _seeded("employment", "zonnehof/1006")}
COLLEAGUE = "h.vanderzon@zonnehof.example"


def _read(loket: Any) -> list[bool]:
    return [one["isRead"] for one in loket.page(ANNOUNCEMENTS, EMPLOYER)]


@pytest.mark.behaviour("loket.announcement.is-read")
def test_an_announcement_is_read_by_one_user(loket: Any) -> None:
    """A marked announcement is read for the user who marked it, and for nobody else."""
    assert _read(loket) == [False]
    body = [{"id": ANNOUNCEMENT, "action": "markAsRead"}]
    for _ in range(2):
        assert loket.call("PatchAnnouncements", None, body).json()["messages"] == []
    assert _read(loket) == [True]
    headers = loket.sim.credentials.bearer_of(COLLEAGUE)
    others = loket.page(ANNOUNCEMENTS, EMPLOYER, headers=headers)
    assert [one["isRead"] for one in others] == [False]


@pytest.mark.behaviour("loket.announcement.is-read", "loket.multi-patch.unknown-id")
def test_an_announcement_of_nobody_is_not_marked(loket: Any) -> None:
    """Marking an announcement that is not there fails with NotFound and its id."""
    nobody = "00000000-0000-4000-8000-000000000000"
    response = loket.call("PatchAnnouncements", None, [{"id": nobody, "action": "markAsRead"}])
    assert response.status_code == 400
    (message,) = response.json()["messages"]
    assert (message["type"], message["id"]) == ("NotFound", nobody)


@pytest.mark.behaviour("loket.notification.unread-only")
def test_a_notification_that_is_read_is_gone(loket: Any) -> None:
    """Only unread notifications are listed."""
    assert [one["id"] for one in loket.page(NOTIFICATIONS, EMPLOYER)] == [NOTIFICATION]
    body = [{"id": NOTIFICATION, "action": "markAsRead"}]
    assert loket.call("PatchNotifications", None, body).status_code == 200
    assert loket.page(NOTIFICATIONS, EMPLOYER) == []


@pytest.mark.behaviour("loket.mdv-notification.after-terminate")
@pytest.mark.parametrize("wanted", [True, False])
def test_a_leaver_is_told_once(loket: Any, wanted: bool) -> None:
    """Terminating makes an MDV notification when that is asked, which is collected once."""
    assert loket.page(COLLECT, ADMINISTRATION) == []
    operation = "PatchTerminateByEmploymentId"
    body = {
        "endDate": "2030-01-31",
        "endOfEmploymentDueToIllness": False,
        "endOfEmploymentReason": {"key": 2},
        "endOfEmploymentReasonTaxAuthorities": {"key": 4},
        "createMdvEntry": wanted,
    }
    response = loket.call(operation, EMPLOYMENT, body)
    assert response.status_code == 200, response.text
    told = loket.page(COLLECT, ADMINISTRATION)
    assert [one["employment"]["endDate"] for one in told] == (["2030-01-31"] if wanted else [])
    assert loket.page(COLLECT, ADMINISTRATION) == []
