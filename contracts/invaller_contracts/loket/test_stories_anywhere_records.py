"""Records of people and of their employer at Loket: each comes, is changed, and goes.

At a URL they are deleted in the end; notices of them carry the name Invaller.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, OperationOf
from invaller_clients import BadRequest, LoketClient, NotFound
from invaller_clients.loket_answers import LoketRecord, loket_messages
from invaller_contracts.loket.bodies import options_of
from invaller_contracts.loket.casting import Cast
from invaller_contracts.loket.samples import working_hours

pytestmark = [pytest.mark.truth("documented"), pytest.mark.anywhere(writes=True)]

FIRST = "first"
"""Stands for the first day of the stories in the body of a record."""

_ACCESSIBLE = {"accessibleBy": "accessibleBy"}


@dataclass(frozen=True)
class Kind:
    """A resource, what a record of it is added with, and what is changed of it then.

    options: members that take the first option of a field of the metadata.
    """

    resource: str
    body: Mapping[str, object]
    change: Mapping[str, object]
    options: Mapping[str, str] = field(default_factory=dict)

    def operation(self, shape: str) -> OperationOf:
        """The operation of a shape: create, list, detail, change or delete."""
        return CATALOGUE.resources[self.resource].of_shape(shape)[0]


KINDS = (
    Kind(
        "partner",
        {"lastName": "Invaller", "dateOfBirth": "1990-05-04"},
        {"firstName": "Ina"},
        {"gender": "gender", "howToFormatLastName": "howToFormatLastName"},
    ),
    Kind("contact", {"name": "I. Invaller", "description": "Buurvrouw"}, {"phoneNumber": "070"}),
    Kind("education", {"name": "Invaller"}, {"particularities": "Inval."}),
    Kind("employee-note", {"subject": "Invaller"}, {"note": "Inval."}, _ACCESSIBLE),
    Kind("employer-note", {"subject": "Invaller"}, {"note": "Inval."}, _ACCESSIBLE),
    Kind("employment-note", {"subject": "Invaller"}, {"note": "Inval."}, _ACCESSIBLE),
    Kind(
        "company-car",
        {"licensePlateNumber": "K-456-ZX", "startDate": FIRST},
        {"brand": "Daf"},
        {"leaseOrBuy": "leaseOrBuy"},
    ),
    Kind(
        "custom-notification",
        {"notificationText": "Invaller", "notificationDate": FIRST},
        {"notificationText": "Inval"},
    ),
    Kind("custom-holiday", {"description": "Invaller", "date": FIRST}, {"description": "Inval"}),
    Kind("custom-field", {"description": "Invaller"}, {"description": "Inval"}),
    Kind("education-type", {"code": "INV", "description": "Invaller"}, {"description": "Inval"}),
)
NAMES = [kind.resource for kind in KINDS]
NOTES = [kind for kind in KINDS if kind.options == _ACCESSIBLE]


def above(cast: Cast, operation: OperationOf) -> dict[str, object]:
    """The parent of a record in the path of an operation."""
    ids = {
        "employerId": cast.employer,
        "employeeId": cast.employee,
        "employmentId": cast.employment,
    }
    return {name: ids[name] for name in operation.path_parameters}


def body_of(loket: LoketClient, cast: Cast, kind: Kind) -> LoketRecord:
    """What a record of a kind is added with; skips the story when a field has no option."""
    create = kind.operation("create")
    options = options_of(loket, create, above(cast, create)) if kind.options else {}
    chosen = {}
    for member, name in kind.options.items():
        if not options.get(name):
            pytest.skip(f"no option of {name} is there, without which no {kind.resource} is added")
        chosen[member] = {"key": options[name][0]["key"]}
    days = {name: f"{cast.first}" if its == FIRST else its for name, its in kind.body.items()}
    return {**days, **chosen}


def listed(loket: LoketClient, cast: Cast, kind: Kind) -> dict[str, LoketRecord]:
    """The records of a kind below the employer, employee or employment, by id."""
    operation = kind.operation("list")
    return {one["id"]: one for one in loket.all(operation.id, above(cast, operation))}


def lasting(record: LoketRecord) -> LoketRecord:
    """A record without when it was changed last."""
    return {name: its for name, its in record.items() if name != "lastModifiedOn"}


@pytest.mark.behaviour(
    "loket.envelope.create-201", "loket.envelope.change-200", "loket.envelope.delete-200"
)
@pytest.mark.behaviour("loket.status.404-after-delete", "loket.write.ids-are-minted")
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_record_comes_and_goes(loket: LoketClient, cast: Cast, kind: Kind) -> None:
    """A record is added as it was told, listed, changed, and deleted; then it is not found."""
    create, body = kind.operation("create"), body_of(loket, cast, kind)
    answer = loket.call(create.id, above(cast, create), body=body)
    added, read = answer.content, kind.operation("detail")
    assert read.key is not None
    key = {read.key: added["id"]}
    assert answer.status == 201
    assert (
        body.items()
        <= {**added, **{one: {"key": added[one]["key"]} for one in kind.options}}.items()
    )
    assert loket.call(read.id, key).content == added
    assert listed(loket, cast, kind)[added["id"]] == added
    changed = loket.call(kind.operation("change").id, key, body={**added, **kind.change})
    assert (changed.status, lasting(changed.content)) == (200, lasting({**added, **kind.change}))
    assert loket.call(read.id, key).content == changed.content
    assert loket.call(kind.operation("delete").id, key).status == 200
    for shape in ("detail", "delete"):
        with pytest.raises(NotFound) as refused:
            loket.call(kind.operation(shape).id, key)
        assert [one.kind for one in loket_messages(refused.value)] == ["NotFound"]
    assert added["id"] not in listed(loket, cast, kind)


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("loket.write.required-fields", "loket.status.nothing-half-done")
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_record_of_nothing_is_refused(loket: LoketClient, cast: Cast, kind: Kind) -> None:
    """Without what must be told nothing is added, and each member that lacks is named."""
    before, create = listed(loket, cast, kind), kind.operation("create")
    with pytest.raises(BadRequest) as refused:
        loket.call(create.id, above(cast, create), body={})
    told = loket_messages(refused.value)
    assert {one.kind for one in told} == {"BrokenBusinessRule"}
    said = " ".join(one.description or "" for one in told)
    assert all(name in said for name in (*kind.body, *kind.options))
    assert listed(loket, cast, kind) == before


@pytest.mark.behaviour("loket.employment-note.created-by")
@pytest.mark.parametrize("kind", NOTES, ids=[kind.resource for kind in NOTES])
def test_a_note_tells_who_wrote_it(loket: LoketClient, cast: Cast, kind: Kind) -> None:
    """A note is of the user who added it."""
    create = kind.operation("create")
    me = loket.call("GetUserByToken").content["personalDetails"]
    body = body_of(loket, cast, kind)
    note = loket.call(create.id, above(cast, create), body=body).content
    for who in ("createdBy", "lastModifiedBy"):
        assert {name: note[who][name] for name in ("initials", "lastName")} == {
            name: me[name] for name in ("initials", "lastName")
        }


def hours_of(loket: LoketClient, cast: Cast) -> list[LoketRecord]:
    """The working hours of the employment, the oldest first."""
    name = "GetWorkingHoursByEmploymentId"
    return list(loket.all(name, employmentId=cast.employment, orderBy="startDate"))


@pytest.mark.truth("assumed")
@pytest.mark.behaviour(
    "loket.working-hours.chain",
    "loket.chain.linked-closes-previous",
    "loket.chain.linked-delete-last",
)
def test_other_hours_follow(loket: LoketClient, cast: Cast) -> None:
    """Other working hours end those before them the day before, until they are deleted."""
    *_, before = hours_of(loket, cast)
    body = working_hours(f"{cast.first}", 24)
    added = loket.call(
        "PostWorkingHoursByEmploymentId", employmentId=cast.employment, body=body
    ).content
    *_, ended, last = hours_of(loket, cast)
    assert (last, last["deviatingHoursPerWeek"], last["endDate"]) == (added, 24, None)
    assert ended == {**before, "endDate": f"{cast.first - timedelta(days=1)}"}
    loket.call("DeleteWorkingHoursByWorkingHoursId", workinghoursId=added["id"])
    assert hours_of(loket, cast)[-1] == {**before, "endDate": None}


@pytest.mark.behaviour("loket.working-hours.start-after-previous", "loket.working-hours.no-overlap")
def test_hours_do_not_overlap(loket: LoketClient, cast: Cast) -> None:
    """Working hours that begin with those that are there, or before, are refused."""
    before = hours_of(loket, cast)
    start = before[-1]["startDate"]
    with pytest.raises(BadRequest) as refused:
        loket.call(
            "PostWorkingHoursByEmploymentId",
            employmentId=cast.employment,
            body=working_hours(start, 24),
        )
    assert [one.kind for one in loket_messages(refused.value)] == ["BrokenBusinessRule"]
    assert hours_of(loket, cast) == before


@pytest.mark.behaviour("loket.organizational-entity.departments-and-functions")
@pytest.mark.parametrize(
    ("member", "operation"),
    [("department", "GetDepartmentsByEmployerId"), ("function", "GetFunctionsByEmployerId")],
)
def test_a_place_is_one_of_the_employer(
    loket: LoketClient, cast: Cast, member: str, operation: str
) -> None:
    """An employment has its place in a department and function that the employer has."""
    create = CATALOGUE.operations["PostOrganizationalEntityByEmploymentId"]
    offered = options_of(loket, create, above(cast, create))[member]
    own = {one["description"] for one in loket.all(operation, employerId=cast.employer)}
    assert offered
    assert {one["description"] for one in offered} <= own
