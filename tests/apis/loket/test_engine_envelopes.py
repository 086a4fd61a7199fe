"""What stands around the records of the engine: envelopes, messages, headers, numbers."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from invaller.apis.loket.catalogue import CATALOGUE, DETAIL, document
from invaller.apis.loket.envelopes import code_of

SHOWN_AS_LIST = sorted(
    one.id
    for one in CATALOGUE.operations.values()
    if one.shape == DETAIL
    and CATALOGUE.resources[one.resource].full
    and "x-documented-envelope" in document()["paths"][one.path]["get"]
)
POST, GET, LISTED = "PostChildByEmployeeId", "GetChildByChildId", "GetChildrenByEmployeeId"
NOBODY = {"childId": "00000000-0000-4000-8000-000000000000"}
VERSION = {"resourceVersion": "2018-01-01", "obsoleteDate": None}


@pytest.mark.behaviour(
    "loket.envelope.detail",
    "loket.envelope.detail-without-paging",
    "loket.envelope.messages-member",
    "loket.version.default-2018",
)
def test_a_detail(loket: Any) -> None:
    """A record stands in content beside version and messages, and nothing else."""
    record = loket.added("child")
    answer = loket.call(GET, {"childId": record["id"]}).json()
    assert answer == {"version": VERSION, "messages": [], "content": record}


@pytest.mark.behaviour("loket.envelope.detail-shown-as-list")
@pytest.mark.parametrize("operation", SHOWN_AS_LIST)
def test_a_detail_that_the_document_shows_as_a_list(loket: Any, operation: str) -> None:
    """It answers its record in content all the same."""
    one = CATALOGUE.operations[operation]
    record = loket.added(one.resource)
    assert loket.content(operation, {one.key: record["id"]}) == record


@pytest.mark.behaviour("loket.paging.lists-only", "loket.base.page-parameters-on-details")
def test_paging_applies_to_lists_only(loket: Any) -> None:
    """Page parameters on a record change nothing."""
    record = loket.added("child")
    answer = loket.call(GET, {"childId": record["id"]}, pageNumber=7, pageSize=1)
    assert answer.json()["content"] == record


@pytest.mark.behaviour(
    "loket.message.members",
    "loket.message.types",
    "loket.message.properties-empty",
    "loket.message.other-codes",
    "loket.status.400-json",
    "loket.status.400-version-member",
)
def test_a_refusal(loket: Any) -> None:
    """A 400 has the version, an empty content, and messages with all of their members."""
    body = loket.sample(POST)
    del body["lastName"]
    answer = loket.call(POST, loket.ids(POST), body).json()
    message: dict[str, Any] = {
        "code": code_of("loket.write.required-fields"),
        "id": None,
        "type": "BrokenBusinessRule",
        "description": "[lastName] is required",
        "properties": [],
    }
    assert answer == {"version": VERSION, "messages": [message], "content": {}}
    assert message["code"] >= 1000


@pytest.mark.behaviour("loket.message.other-codes")
def test_every_rule_has_a_code_of_its_own() -> None:
    """Two rules do not share a code."""
    rules = ["loket.write.required-fields", "loket.chain.no-overlap", "loket.filter.syntax"]
    assert len({code_of(rule) for rule in rules}) == len(rules)


@pytest.mark.behaviour("loket.status.404-body")
def test_nothing_found(loket: Any) -> None:
    """A 404 has version, an empty content and one message of type NotFound."""
    answer = loket.call(GET, NOBODY).json()
    types = [one["type"] for one in answer.pop("messages")]
    assert (types, answer) == (["NotFound"], {"version": VERSION, "content": {}})


@pytest.mark.behaviour("loket.header.expires-on-every-answer", "loket.header.expires-mostly-past")
def test_no_answer_may_be_kept(loket: Any) -> None:
    """Every answer expires as it is given: a record, a list, refusals and what is not there."""
    record = loket.added("child")
    answers = [
        loket.call(GET, {"childId": record["id"]}),
        loket.call(LISTED, loket.ids(LISTED)),
        loket.call(LISTED, loket.ids(LISTED), filter="("),
        loket.call(GET, NOBODY),
        loket.call(GET, NOBODY, headers={"Authorization": "Bearer x"}),
        loket.sim.http.get(f"{loket.sim.urls['loket']}/nothing"),
    ]
    assert [one.status_code for one in answers] == [200, 200, 400, 404, 401, 404]
    for answer in answers:
        expires, given = (parsedate_to_datetime(answer.headers[n]) for n in ("Expires", "Date"))
        assert expires <= given


@pytest.mark.behaviour("loket.write.required-lists", "loket.absence.contact-information-required")
def test_what_the_document_lists_as_required(loket: Any) -> None:
    """contactInformation of an absence needs the fields that the document lists."""
    operation = "PostAbsenceByEmployeeId"
    body = loket.sample(operation, contactInformation={})
    response = loket.call(operation, loket.ids(operation), body)
    names = ("city", "country", "houseNumber", "postalCode", "startDate", "street")
    expected = [f"[contactInformation.{name}] is required" for name in names]
    assert [one["description"] for one in response.json()["messages"]] == expected


@pytest.mark.behaviour("loket.write.pattern", "loket.write.enum")
@pytest.mark.parametrize(
    ("operation", "member", "value"),
    [
        ("PostBenefitInKindTypeByEmployerId", "description", "  "),
        ("PostApplicationSetByProviderId", "applicationSetType", "Nonsense"),
    ],
)
def test_a_text_that_a_field_cannot_have(
    loket: Any, operation: str, member: str, value: str
) -> None:
    """A text outside its pattern, or not one of those listed, answers code 12."""
    body = loket.sample(operation, **{member: value})
    response = loket.call(operation, loket.ids(operation), body)
    assert [(one["code"], one["description"]) for one in response.json()["messages"]] == [
        (12, f"[{member}] has an invalid value")
    ]


@pytest.mark.behaviour("loket.write.key-shown-as-read-only")
def test_a_key_that_is_shown_as_read_only_is_taken(loket: Any) -> None:
    """The type of a social security benefit is set by its key, though it is shown read only."""
    benefit = loket.sample("PostSocialSecurityBenefitByEmploymentId")["benefit"]
    chosen = {**benefit, "type": {"key": 2}}
    record = loket.added("social-security-benefit", benefit=chosen)
    assert record["benefit"]["type"]["key"] == 2


@pytest.mark.behaviour("loket.envelope.metadata-expanded", "loket.metadata.key-only")
def test_the_server_fills_in_options(loket: Any) -> None:
    """Of an option the key counts; the server shows the value that belongs to it."""
    record = loket.added("child", gender={"key": 1, "value": "Nonsense"})
    assert record["gender"] == {"key": 1, "value": "Man"}


@pytest.mark.behaviour("loket.write.raises-version-number")
def test_every_write_raises_the_version_numbers(loket: Any) -> None:
    """Adding, changing and deleting below an employment raise its number each time."""
    operation = "GetEmploymentLastModifiedVersionNumbersByUser"
    field, employer = "lastModifiedVersionNumber", loket.ids("GetEmployeesByEmployerId")

    def highest() -> int:
        return int(max(one[field] for one in loket.page(operation, employer)))

    numbers = [highest()]
    wage = loket.added("wage")
    named = {"wageId": wage["id"]}
    numbers.append(highest())
    loket.content("PutWageByWageId", named, {**wage, "netWage": 1000, "netWageType": {"key": 1}})
    numbers.append(highest())
    loket.content("DeleteWageByWageId", named)
    numbers.append(highest())
    assert numbers == sorted(set(numbers))
