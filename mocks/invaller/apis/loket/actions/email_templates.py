"""Email templates: for each type of email the one in use, of employer, provider or Loket.

A template is named in paths by the id of its type of email, the only id that it shows (assumed).
Changing one of another level makes one of the employer, and deleting that returns to the other.
Source: Loket API V2, emailTemplates; the templates of Loket itself are assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from invaller.apis.loket import wire
from invaller.apis.loket.actions.writing import add, change, remove
from invaller.apis.loket.catalogue import OperationOf
from invaller.apis.loket.engine.bodies import take_body
from invaller.apis.loket.engine.targets import check_if_match, parent_of, presenter_of, tag_of
from invaller.apis.loket.option_lists import named_id
from invaller.apis.loket.problems import broken_rule, not_found
from invaller.apis.loket.rows import Row, Rows
from invaller.kernel.calls import Answer, Call

OF_EMPLOYER, OF_PROVIDER = "employer-email-template", "provider-email-template"

_LOKET: tuple[tuple[str, int, str], ...] = (
    ("Loonstrook beschikbaar", 1, "Verloning"),
    ("Verlofaanvraag behandeld", 2, "Verlof"),
    ("Uitnodiging werknemer", 2, "Verloning"),
)
"""Types of email in their order: description, key of the category, module."""


def _list(call: Call, operation: OperationOf) -> Answer:
    """The template in use for each type of email."""
    found = _in_use(call, _owner(call, operation))
    records = presenter_of(call, operation).records(found.values())
    return wire.listing(call, operation, records)


def _read(call: Call, operation: OperationOf) -> Answer:
    row = _named(call, operation)
    return _shown(call, operation, row)


def _change(call: Call, operation: OperationOf) -> Answer:
    """Change subject, body and senderEmail; makes a template of the employer where needed."""
    employer, row = _owner(call, operation), _named(call, operation)
    check_if_match(call, operation, row)
    taken = take_body(call, operation, employer, row).body
    own = {**taken, "definedAtLevel": "employer"}
    if row.body["definedAtLevel"] == "employer":
        kept = change(call, row, own)
    else:
        kept = add(call, OF_EMPLOYER, employer, own)
    return _shown(call, operation, kept)


def _delete(call: Call, operation: OperationOf) -> Answer:
    """Delete a template of the employer; raises Refusal (400) for one of another level."""
    row = _named(call, operation)
    check_if_match(call, operation, row)
    if row.body["definedAtLevel"] != "employer":
        raise broken_rule(
            call,
            "only an email template of the employer can be deleted",
            ("definedAtLevel",),
            rule="loket.employer-email-template.change-makes-own",
            source="our own choice",
            found=row.body["definedAtLevel"],
            expected="employer",
        )
    remove(call, row)
    return wire.done(call, operation)


def _owner(call: Call, operation: OperationOf) -> Row:
    """The employer or provider that the path names; raises Refusal (404)."""
    owner = parent_of(call, operation)
    if owner is None:
        raise not_found(call, "email template", call.path)
    return owner


def _named(call: Call, operation: OperationOf) -> Row:
    """The template in use that the path names by its type; raises Refusal (404)."""
    identifier = str(call.parameters["emailTemplateId"]).lower()
    found = _in_use(call, _owner(call, operation)).get(identifier)
    if found is None:
        raise not_found(call, "email template", identifier)
    return found


def _in_use(call: Call, owner: Row) -> dict[str, Row]:
    """The templates in use at an employer or provider, by the id of their type."""
    rows, found = Rows(call.workspace), dict(_of_loket(owner))
    provider = owner.id if owner.resource == "provider" else str(owner.parent)
    levels = [rows.of_parent(OF_PROVIDER, provider)]
    if owner.resource == "employer":
        levels.append(rows.of_parent(OF_EMPLOYER, owner.id))
    for level in levels:
        for row in level:
            body = {**row.body, "type": _type(str(row.body["type"]["description"]))}
            found[body["type"]["id"]] = Row(
                row.resource, row.id, row.parent, row.employer, row.version, body
            )
    return found


def _of_loket(owner: Row) -> Iterator[tuple[str, Row]]:
    """The templates that everybody has, as if they lay below an employer or provider."""
    for name, category, module in _LOKET:
        kind = _type(name)
        body = {
            "category": {"key": category},
            "definedAtLevel": "loket",
            "dependsOnModule": {"description": module, "id": named_id(module)},
            "email": {
                "subject": name,
                "body": f"Beste {{{{firstName}}}}, {name.lower()}.",
                "senderEmail": "noreply@loket.example",
            },
            "isEmailTemplateEditable": True,
            "type": kind,
        }
        resource = OF_EMPLOYER if owner.resource == "employer" else OF_PROVIDER
        yield kind["id"], Row(resource, kind["id"], owner.id, owner.employer, 1, body)


def _type(name: str) -> dict[str, Any]:
    """A type of email by its description."""
    names = [one[0] for one in _LOKET]
    order = names.index(name) + 1 if name in names else len(names) + 1
    return {"description": name, "id": named_id(name), "sortOrder": order}


def _shown(call: Call, operation: OperationOf, row: Row) -> Answer:
    shown = presenter_of(call, operation).record(row)
    return wire.detail(call, operation, shown, tag=tag_of(call.workspace, row))


EMAIL_TEMPLATES: Mapping[str, Callable[[Call, OperationOf], Answer]] = {
    "DeleteEmailTemplateByEmployerIdAndEmailTemplateId": _delete,
    "GetEmailTemplateByEmployerIdAndEmailTemplateId": _read,
    "GetEmailTemplateByProviderIdAndEmailTemplateId": _read,
    "GetEmailTemplatesByEmployerId": _list,
    "GetEmailTemplatesByProviderId": _list,
    "PutEmailTemplateByEmployerIdAndEmailTemplateId": _change,
}
"""By operationId."""
