"""How a worker is reached: given together, added one by one, deleted by full content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.apis.prisma.conftest import Prisma

pytestmark = pytest.mark.sim(processing="immediate", now="2025-03-03T09:00:00+01:00")

PATH = "/worker/1/communication"
HOME = {
    "CommunicationType": "PrivatePhone",
    "Value": "+3290000001",
    "ContactPerson": "DUBOIS",
    "ContactPersonFirstname": "CLAIRE",
}
"""The third of the seed."""


def values(prisma: Prisma, path: str = PATH) -> list[str]:
    """The values of a worker's communication."""
    return [row["Value"] for row in prisma.get(path)]


@pytest.mark.behaviour("prisma.communication.all-at-once")
def test_all_at_once(prisma: Prisma) -> None:
    """GET gives work and private communication together; a path to one of them is none."""
    assert [row["CommunicationType"] for row in prisma.get(PATH)] == [
        "GSM",
        "PrivateEmail",
        "PrivatePhone",
    ]
    assert prisma.call("GET", f"{PATH}/1", operation="getCommunications").status_code == 404


@pytest.mark.behaviour("prisma.communication.add", "prisma.communication.id-given")
def test_several_of_one_type(prisma: Prisma) -> None:
    """POST adds one beside those of the same type, with the ID that was sent or a new one."""
    before = prisma.get(PATH)
    phones: list[dict[str, Any]] = [
        {"CommunicationType": "GSM", "Value": "+32470000100"},
        {"CommunicationType": "GSM", "Value": "+32470000101", "ID": "mine"},
    ]
    for phone in phones:
        assert prisma.add(PATH, phone).response == ""
    after = prisma.get(PATH)
    assert after == [*before, {"ID": after[3]["ID"], **phones[0]}, phones[1]]
    assert len({row["ID"] for row in after}) == 5


@pytest.mark.behaviour("prisma.communication.add-same")
@pytest.mark.parametrize("extra", [{}, {"ID": "99"}])
def test_the_same_twice(prisma: Prisma, extra: dict[str, str]) -> None:
    """What is there already with the same content is refused with 409."""
    before = prisma.stored()
    result = prisma.refused("POST", PATH, {**HOME, **extra})
    assert (result.status, prisma.rules(result)) == ("409", ["prisma.communication.add-same"])
    assert prisma.stored() == before


@pytest.mark.behaviour("prisma.communication.delete-by-content")
@pytest.mark.parametrize("extra", [{}, {"ID": "3"}, {"WorkerNumber": 1}])
def test_deleted_by_its_content(prisma: Prisma, extra: dict[str, Any]) -> None:
    """DELETE with the whole record removes it and no other; the ID may be left out."""
    result = prisma.delete(PATH, {**HOME, **extra})
    assert result.response == ""
    assert values(prisma) == ["+32470000001", "john.smith@example.org"]


@pytest.mark.behaviour("prisma.communication.delete-must-match")
@pytest.mark.parametrize(
    "body",
    [
        {name: HOME[name] for name in ("CommunicationType", "Value", "ContactPerson")},
        {**HOME, "CommunicationType": "Phone"},
        {**HOME, "Value": "+3290000002"},
        {**HOME, "ID": "1"},
        {"CommunicationType": "GSM", "Value": "+32470000001", "ContactPerson": "DUBOIS"},
    ],
)
def test_a_deletion_that_does_not_match(prisma: Prisma, body: dict[str, Any]) -> None:
    """DELETE with a member that differs, lacks or is too many is refused with 404."""
    before = prisma.stored()
    result = prisma.refused("DELETE", PATH, body)
    assert result.status == "404"
    assert prisma.rules(result) == ["prisma.communication.delete-must-match"]
    assert prisma.stored() == before


@pytest.mark.behaviour("prisma.communication.delete-by-content")
def test_what_was_read_can_be_deleted(prisma: Prisma) -> None:
    """Each record as GET shows it is deleted by sending it back; in the end there is none."""
    for row in prisma.get("/worker/17/communication"):
        prisma.delete("/worker/17/communication", row)
    assert prisma.ask("GET", "/worker/17/communication").status == "204"


@pytest.mark.behaviour("prisma.communication.never-changed")
def test_never_changed(prisma: Prisma) -> None:
    """PUT answers 405 and changes nothing; deleting and adding does change it."""
    changed = {**HOME, "Value": "+3290000009"}
    response = prisma.call("PUT", PATH, changed, operation="addCommunication")
    assert response.status_code == 405
    assert HOME["Value"] in values(prisma)
    prisma.delete(PATH, HOME)
    prisma.add(PATH, changed)
    assert values(prisma) == ["+32470000001", "john.smith@example.org", "+3290000009"]
