"""Email templates of employer, provider and Loket: which one is in use."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.loket.seed.reading import identify

EMPLOYER = {"employerId": identify("employer", "zonnehof")}
HAVEN = {"employerId": identify("employer", "de-haven")}
PROVIDER = {"providerId": identify("provider", "linde")}
LIST = "GetEmailTemplatesByEmployerId"
READ, CHANGE, DELETE = (
    f"{verb}EmailTemplateByEmployerIdAndEmailTemplateId" for verb in ("Get", "Put", "Delete")
)
EMAIL = {"subject": "Welkom", "body": "Dag {{firstName}}", "senderEmail": "hr@zonnehof.example"}


def _levels(loket: Any, name: str = LIST, ids: dict[str, str] = EMPLOYER) -> dict[str, str]:
    """The level of the template in use by type of email."""
    listed = loket.page(name, ids)
    found = {one["type"]["description"]: one["definedAtLevel"] for one in listed}
    assert len(found) == len(listed)
    return found


def _ids(loket: Any, level: str) -> dict[str, str]:
    """Path parameters of the template of a level that is in use."""
    (one,) = [one for one in loket.page(LIST, EMPLOYER) if one["definedAtLevel"] == level]
    return {**EMPLOYER, "emailTemplateId": one["type"]["id"]}


@pytest.mark.behaviour("loket.employer-email-template.in-use")
def test_each_type_of_email_has_one_template_in_use(loket: Any) -> None:
    """That of the employer, else that of the provider, else that of Loket."""
    payslip, leave, invite = _levels(loket)
    assert _levels(loket) == {payslip: "employer", leave: "provider", invite: "loket"}
    assert _levels(loket, ids=HAVEN) == {payslip: "loket", leave: "provider", invite: "loket"}
    provided = _levels(loket, "GetEmailTemplatesByProviderId", PROVIDER)
    assert provided == {payslip: "loket", leave: "provider", invite: "loket"}


@pytest.mark.behaviour("loket.employer-email-template.change-makes-own")
@pytest.mark.parametrize("level", ["provider", "loket"])
def test_changing_makes_a_template_of_the_employer(loket: Any, level: str) -> None:
    """Here alone it is the employer's now; deleting it returns to the one before, once."""
    ids = _ids(loket, level)
    before, elsewhere = loket.page(LIST, EMPLOYER), loket.page(LIST, HAVEN)
    changed = loket.content(CHANGE, ids, {"email": EMAIL})
    assert (changed["definedAtLevel"], changed["email"]) == ("employer", EMAIL)
    assert loket.content(READ, ids) == changed
    assert loket.page(LIST, HAVEN) == elsewhere
    assert loket.call(DELETE, ids).status_code == 200
    assert loket.page(LIST, EMPLOYER) == before
    again = loket.call(DELETE, ids)
    rule = "loket.employer-email-template.change-makes-own"
    assert (again.status_code, loket.why(again)) == (400, [rule])


@pytest.mark.behaviour("loket.employer-email-template.editable")
def test_subject_body_and_sender_can_be_changed(loket: Any) -> None:
    """The three change; category, type and module stay whatever is sent."""
    ids = _ids(loket, "employer")
    before = loket.content(READ, ids)
    other = {"description": "Anders", "sortOrder": 9}
    body = {"email": EMAIL, "type": other, "category": {"key": 3}, "isEmailTemplateEditable": False}
    assert loket.content(CHANGE, ids, body) == {**before, "email": EMAIL}
    assert loket.content(READ, ids) == {**before, "email": EMAIL}


@pytest.mark.behaviour("loket.employer-email-template.placeholders")
def test_the_placeholders_of_a_template(loket: Any) -> None:
    """The metadata lists what may stand in a body, and those of the seed are among them."""
    ids = _ids(loket, "employer")
    (field,) = loket.page("GetEmailTemplateMetadataByEmployerIdAndEmailTemplateId", ids)
    offered = [one["key"] for one in field["options"]]
    assert field["field"] == "placeholder"
    assert all(one.startswith("{{") and one.endswith("}}") for one in offered)
    assert "{{firstName}}" in offered
    assert "{{firstName}}" in loket.content(READ, ids)["email"]["body"]


@pytest.mark.behaviour("loket.employer-email-template.named-by-type")
def test_a_template_is_found_by_its_type(loket: Any) -> None:
    """The id of a type reads its template; another id answers 404 to all three operations."""
    ids = {**EMPLOYER, "emailTemplateId": identify("type", "none")}
    for name in (READ, DELETE):
        assert loket.call(name, ids).status_code == 404
    assert loket.call(CHANGE, ids, {"email": EMAIL}).status_code == 404
    for one in loket.page(LIST, EMPLOYER):
        named = {**EMPLOYER, "emailTemplateId": one["type"]["id"]}
        assert loket.content(READ, named) == one
