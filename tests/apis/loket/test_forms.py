"""What a body may hold: checked against the form of its operation, kept and shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invaller.apis.loket.catalogue import CATALOGUE, CHANGE, CREATE, DETAIL, LIST
from invaller.apis.loket.domain.checking import check_body
from invaller.apis.loket.domain.rules.payments import is_iban

FULL = sorted(name for name, one in CATALOGUE.resources.items() if one.full)
POST, PUT, GET = "PostChildByEmployeeId", "PutChildByChildId", "GetChildByChildId"
NOBODY = "00000000-0000-4000-8000-000000000000"


def _operation(resource: str, shape: str) -> str:
    return CATALOGUE.resources[resource].of_shape(shape)[0].id


def _refusal(loket: Any, operation: str, ids: Any, body: Any) -> list[tuple[int, str]]:
    response = loket.call(operation, ids, body)
    assert response.status_code == 400, response.text
    answer = response.json()
    assert answer["content"] == {}
    assert {one["type"] for one in answer["messages"]} == {"BrokenBusinessRule"}
    assert all((one["id"], one["properties"]) == (None, []) for one in answer["messages"])
    return [(one["code"], one["description"]) for one in answer["messages"]]


def _child(loket: Any, **members: Any) -> list[tuple[int, str]]:
    return _refusal(loket, POST, loket.ids(POST), loket.sample(POST, **members))


def _needed(resource: str) -> list[str]:
    form = CATALOGUE.operations[_operation(resource, CREATE)].request_form()
    assert form is not None
    return [name for name, field in form.fields.items() if field.must_be_sent]


@pytest.mark.behaviour("loket.write.required-fields", "loket.message.all-at-once")
@pytest.mark.parametrize("resource", FULL)
def test_every_create_names_what_is_missing(loket: Any, resource: str) -> None:
    """An empty body answers 400 with a message for each field that must be there."""
    operation = _operation(resource, CREATE)
    told = [text for _, text in _refusal(loket, operation, loket.ids(operation), {})]
    assert told == [f"[{name}] is required" for name in _needed(resource)]


@pytest.mark.behaviour("loket.concept-employee.validations-off")
def test_a_concept_employee_needs_little(loket: Any) -> None:
    """A concept employee needs a name only, of all that an employee must have."""
    names = {"uniqueName": "B", "employeeData": {"personalDetails": {"lastName": "Bos"}}}
    record = loket.content(
        "PostConceptEmployeeByEmployerId", loket.ids("PostConceptEmployeeByEmployerId"), names
    )
    assert record["employmentData"] is record["wageData"] is None


@pytest.mark.behaviour("loket.write.read-only-ignored", "loket.write.ids-are-minted")
@pytest.mark.parametrize("resource", FULL)
def test_every_create_ignores_what_it_cannot_set(loket: Any, resource: str) -> None:
    """An id in a body is ignored: the record has another one."""
    assert loket.added(resource, id=NOBODY)["id"] != NOBODY


@pytest.mark.behaviour("loket.envelope.fully-expanded", "loket.envelope.create-201")
@pytest.mark.parametrize("resource", FULL)
def test_every_record_has_every_member(loket: Any, resource: str) -> None:
    """A record has each member of its schema, whatever was sent."""
    form = CATALOGUE.operations[_operation(resource, DETAIL)].response_form()
    assert form is not None
    assert list(loket.added(resource)) == list(form.fields)


@pytest.mark.behaviour("loket.status.404-record", "loket.status.404-parent")
@pytest.mark.parametrize("resource", FULL)
@pytest.mark.parametrize("shape", [LIST, CREATE, DETAIL, CHANGE])
def test_nothing_is_done_below_or_to_what_is_not_there(
    loket: Any, resource: str, shape: str
) -> None:
    """An unknown id answers 404 with a NotFound message and an empty content."""
    one = CATALOGUE.resources[resource].of_shape(shape)[0]
    ids = dict.fromkeys(one.path_parameters, NOBODY)
    body: Any = {} if shape in (CREATE, CHANGE) else None
    response = loket.call(one.id, ids, body)
    assert response.status_code == 404
    assert [one["type"] for one in response.json()["messages"]] == ["NotFound"]
    assert response.json()["content"] == {}


@pytest.mark.behaviour("loket.message.code-83", "loket.write.length")
@pytest.mark.parametrize("text", ["", "A" * 7])
def test_a_text_of_the_wrong_length(loket: Any, text: str) -> None:
    """It answers code 83 and names the field."""
    assert _child(loket, initials=text) == [(83, "[initials] has an invalid length")]


@pytest.mark.behaviour("loket.message.code-12", "loket.metadata.unknown-key")
def test_an_unknown_key(loket: Any) -> None:
    """A key that is not among the options answers code 12, the options stand off the wire."""
    response = loket.call(POST, loket.ids(POST), loket.sample(POST, gender={"key": 99}))
    assert response.json()["messages"][0]["code"] == 12
    explained = loket.sim.explain(response)["explanations"][0]
    assert (explained["rule"], explained["where"]) == ("loket.metadata.unknown-key", "gender")
    assert explained["expected"][:2] == [1, 2]


@pytest.mark.behaviour("loket.write.null-refused")
def test_null_where_there_must_be_a_value(loket: Any) -> None:
    """null in a field that is not nullable answers 400."""
    assert [text for _, text in _child(loket, lastName=None)] == ["[lastName] cannot be null"]


@pytest.mark.behaviour("loket.base.date-form")
@pytest.mark.parametrize("text", ["2020-02-30", "01-01-2020", "2020-1-1", "20200101"])
def test_a_date_that_is_none(loket: Any, text: str) -> None:
    """A date that does not exist, or is written otherwise, answers 400."""
    assert _child(loket, dateOfBirth=text) == [(12, "[dateOfBirth] is not a valid date")]


@pytest.mark.parametrize("value", [1, True, [], {}])
def test_a_value_of_another_type(loket: Any, value: Any) -> None:
    """A value of another type answers 400 that tells the type."""
    assert _child(loket, initials=value) == [(12, "[initials] must be of type string")]


@pytest.mark.behaviour("loket.write.range")
def test_a_number_out_of_range(loket: Any) -> None:
    """A number outside its minimum and maximum answers 400."""
    operation = "PostWageByEmploymentId"
    body = loket.sample(operation, grossWage=0)
    found = _refusal(loket, operation, loket.ids(operation), body)
    assert found == [(12, "[grossWage] has an invalid value")]


@pytest.mark.behaviour("loket.message.all-at-once", "loket.status.nothing-half-done")
def test_everything_that_is_wrong_is_told_at_once(loket: Any) -> None:
    """A refused body gets a message for each violation, and nothing is kept."""
    found = _child(loket, initials="", lastName=None, gender={"key": 99}, dateOfBirth="x")
    assert [text for _, text in found] == [
        "[dateOfBirth] is not a valid date",
        "[initials] has an invalid length",
        "[lastName] cannot be null",
        "[gender] has an invalid value",
    ]
    assert loket.page("GetChildrenByEmployeeId", loket.ids(POST)) == []


@pytest.mark.behaviour("loket.write.put-replaces")
def test_a_put_replaces_the_record(loket: Any) -> None:
    """A nullable field that a PUT leaves out becomes null."""
    record = loket.added("child", firstName="Jan")
    changed = loket.call(PUT, {"childId": record["id"]}, loket.sample(POST)).json()["content"]
    assert changed == {**record, "firstName": None}


@pytest.mark.behaviour("loket.write.set-once", "loket.social-security-benefit.type-fixed")
def test_a_field_that_only_a_post_has_stays(loket: Any) -> None:
    """The type of a benefit stays what it was added with, whatever a PUT sends."""
    record = loket.added("social-security-benefit")
    other = {**record, "benefit": {**record["benefit"], "type": {"key": 2}}}
    named = {"socialSecurityBenefitId": record["id"]}
    operation = _operation("social-security-benefit", CHANGE)
    assert loket.call(operation, named, other).json()["content"] == record


@pytest.mark.behaviour("loket.write.unknown-member")
def test_an_unknown_member_in_lenient_mode(loket: Any) -> None:
    """It is ignored, with a finding that names the nearest one."""
    assert "initialz" not in loket.added("child", initialz="J")
    finding = loket.sim.findings[-1]
    assert finding["rule"] == "loket.write.unknown-member"
    assert finding["message"] == "[initialz] is not known; the nearest one is initials"


@pytest.mark.sim(strictness="strict")
@pytest.mark.behaviour("loket.write.unknown-member")
def test_an_unknown_member_in_strict_mode(loket: Any) -> None:
    """It answers 400."""
    found = _child(loket, initialz="J")
    assert [text for _, text in found] == ["[initialz] is not known; the nearest one is initials"]


@pytest.mark.behaviour("loket.write.read-only-strict")
def test_a_read_only_field_that_differs_gets_a_finding(loket: Any) -> None:
    """An endDate that only the server sets is ignored, with a finding."""
    record = loket.added("wage")
    body = {**loket.sample("PostWageByEmploymentId"), "endDate": "2025-12-31"}
    changed = loket.call("PutWageByWageId", {"wageId": record["id"]}, body)
    assert changed.json()["content"]["endDate"] is None
    assert [one["rule"] for one in loket.sim.findings] == ["loket.write.read-only-strict"]


@pytest.mark.behaviour("loket.base.malformed-json")
@pytest.mark.parametrize("raw", [b"{", b"\xff", b""])
def test_a_body_that_is_no_json(loket: Any, raw: bytes) -> None:
    """A body that cannot be read answers 400."""
    response = loket.call(POST, loket.ids(POST), raw)
    assert (response.status_code, response.json()["content"]) == (400, {})


@pytest.mark.behaviour("loket.base.case-of-uuids")
def test_ids_in_any_letter_case(loket: Any) -> None:
    """A uuid in a path is found in upper case too."""
    record = loket.added("child")
    assert loket.content(GET, {"childId": record["id"].upper()}) == record


@pytest.mark.behaviour("loket.wage.scale-needs-grade")
def test_a_pay_scale_needs_a_pay_grade(loket: Any) -> None:
    """A wage with a pay scale and no grade answers 400."""
    operation = "PostWageByEmploymentId"
    scale = loket.options(operation, loket.ids(operation))["payScale"][0]["key"]
    body = loket.sample(operation, payScale={"key": scale})
    found = _refusal(loket, operation, loket.ids(operation), body)
    assert [text for _, text in found] == ["[payGrade] is required with payScale"]


@pytest.mark.behaviour("loket.payment-information-sepa.iban")
@pytest.mark.parametrize("iban", ["NL91ABNA0417164301", "US64SVBKUS6S3300958879", "A"])
def test_an_account_that_is_none(loket: Any, iban: str) -> None:
    """An IBAN with wrong check digits, or of a country outside SEPA, answers 400."""
    operation = "PostPaymentInformationSepaSeparatePaymentByEmploymentId"
    body = loket.sample(operation, iban=iban)
    found = _refusal(loket, operation, loket.ids(operation), body)
    assert found == [(12, "[iban] is not an IBAN of a SEPA country")]


@given(digits=st.integers(0, 10**10 - 1), change=st.integers(1, 9), place=st.integers(8, 17))
def test_a_changed_digit_breaks_an_iban(digits: int, change: int, place: int) -> None:
    """The check digits of an account fit it, and no account with one other digit."""
    account = f"ABNA{digits:010}"
    plain = "".join(str(int(character, 36)) for character in f"{account}NL00")
    iban = f"NL{98 - int(plain) % 97:02}{account}"
    other = f"{iban[:place]}{(int(iban[place]) + change) % 10}{iban[place + 1 :]}"
    assert is_iban(iban)
    assert not is_iban(other)


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(body=_JSON)
def test_no_body_breaks_the_check(body: Any) -> None:
    """Whatever a body is, it is held against the form without trouble."""
    form = CATALOGUE.operations["PostConceptEmployeeByEmployerId"].request_form()
    assert form is not None
    assert isinstance(check_body(form, body, whole=True), list)
    assert check_body(form, dict.fromkeys(form.fields, body), whole=True) != []
