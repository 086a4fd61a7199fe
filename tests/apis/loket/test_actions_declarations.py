"""Tax returns and pension declarations: initiated, confirmed, cancelled, sent and answered."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest

from invaller.kernel.ids import uuid_from

if TYPE_CHECKING:
    import httpx

ADMINISTRATION = {
    "payrollAdministrationId": uuid_from("loket", "seed", "payroll-administration", "zonnehof")
}
TAX, APG, UPA = "PayrollTaxReturn", "ApgPensionDeclaration", "UpaPensionDeclaration"
KINDS = [TAX, APG, UPA]
KEYS = {
    TAX: "payrolltaxreturnId",
    APG: "apgPensionDeclarationId",
    UPA: "upaPensionDeclarationId",
}
CREATED = {
    TAX: "payroll-tax-return",
    APG: "apg-pension-declaration",
    UPA: "upa-pension-declaration",
}
BODY = {"notifyOfInitiation": "loon@zonnehof.example"}
MESSAGES = "PostSendResponseMessageByPayrollTaxReturnId"
XML = "<Ontvangstbevestiging><Kenmerk>1</Kenmerk></Ontvangstbevestiging>"

pytestmark = pytest.mark.sim(now="2025-03-20T09:00:00Z")


def _initiated(loket: Any, kind: str) -> dict[str, str]:
    """The path parameter of a declaration that was initiated."""
    body = BODY if kind == TAX else None
    response = loket.call(f"PostInitiate{kind}ByPayrollAdministrationId", ADMINISTRATION, body)
    assert response.status_code == 202, (response.text, loket.why(response))
    return {KEYS[kind]: response.json()["content"]["id"]}


def _read(loket: Any, kind: str, ids: dict[str, str]) -> dict[str, Any]:
    name = KEYS[kind][0].upper() + KEYS[kind][1:]
    operation = "GetPayrollTaxReturnByPayrollTaxReturnId" if kind == TAX else f"Get{kind}By{name}"
    record: dict[str, Any] = loket.content(operation, ids)
    return record


def _status(record: dict[str, Any]) -> int:
    return next(int(its["key"]) for name, its in record.items() if name.endswith("nStatus"))


def _reviewed(loket: Any, kind: str, ids: dict[str, str], action: str) -> httpx.Response:
    name = KEYS[kind][0].upper() + KEYS[kind][1:]
    body = {"action": action}
    response: httpx.Response
    if kind == TAX:
        items = [{**body, "id": ids[KEYS[TAX]]}]
        response = loket.call("PatchPayrollTaxReturnsByPayrollTaxReturnIds", None, items)
    else:
        response = loket.call(f"Patch{kind}By{name}", ids, body)
    return response


@pytest.mark.behaviour(
    "loket.payroll-tax-return.statuses",
    "loket.apg-pension-declaration.statuses",
    "loket.upa-pension-declaration.statuses",
    "loket.queued.duration",
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_declaration_is_made_confirmed_and_sent(loket: Any, kind: str) -> None:
    """A declaration is requested, made within a minute, confirmed, and sent within another."""
    ids = _initiated(loket, kind)
    assert _status(_read(loket, kind, ids)) == 1
    loket.sim.clock.advance("PT1M")
    assert _status(_read(loket, kind, ids)) == 3
    assert _reviewed(loket, kind, ids, "confirm").json()["messages"] == []
    record = _read(loket, kind, ids)
    assert _status(record) == 5
    assert record["approvedBy"]["lastName"] == "Lindeman"
    loket.sim.clock.advance("PT1M")
    record = _read(loket, kind, ids)
    assert _status(record) == 6
    sent = record.get("sendTime") or record["sentTime"]
    assert "2025-03-20T09:01:20" <= sent <= "2025-03-20T09:02:00"


@pytest.mark.behaviour(
    "loket.payroll-tax-return.statuses",
    "loket.apg-pension-declaration.statuses",
    "loket.upa-pension-declaration.statuses",
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_cancelled_declaration_is_made_again(loket: Any, kind: str) -> None:
    """A cancelled declaration has status 4, and its period is the next one again."""
    ids = _initiated(loket, kind)
    loket.sim.clock.run_until_idle()
    assert _reviewed(loket, kind, ids, "cancel").status_code == 200
    record = _read(loket, kind, ids)
    assert _status(record) == 4
    assert record["cancelledBy"]["lastName"] == "Lindeman"
    again = _read(loket, kind, _initiated(loket, kind))
    assert again["period"] == record["period"]
    assert again["messageReference"] != record["messageReference"]


@pytest.mark.behaviour(
    "loket.apg-pension-declaration.next-period",
    "loket.upa-pension-declaration.next-period",
    "loket.payroll-tax-return.next-period",
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_defaults_tell_the_next_period(loket: Any, kind: str) -> None:
    """Each declaration is of the period that the defaults told, until all are declared."""
    operation = f"GetInitiate{kind}DefaultsByPayrollAdministrationId"
    told = []
    for _ in range(3):
        period = loket.content(operation, ADMINISTRATION)["period"]
        taken = _read(loket, kind, _initiated(loket, kind))["period"]
        told.append((period["year"], period["periodNumber"]))
        assert (taken["year"], taken["periodNumber"]) == told[-1]
    assert told == [(2024, 12), (2025, 1), (2025, 2)]
    assert loket.content(operation, ADMINISTRATION)["period"] is None
    body = BODY if kind == TAX else None
    response = loket.call(f"PostInitiate{kind}ByPayrollAdministrationId", ADMINISTRATION, body)
    assert response.status_code == 400
    assert loket.why(response) == [f"loket.{CREATED[kind]}.next-period"]


@pytest.mark.behaviour(
    "loket.payroll-tax-return.confirm-needs-created",
    "loket.apg-pension-declaration.statuses",
    "loket.upa-pension-declaration.statuses",
)
@pytest.mark.parametrize("action", ["confirm", "cancel"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_review_needs_a_declaration_that_was_made(loket: Any, kind: str, action: str) -> None:
    """A declaration that is requested can be neither confirmed nor cancelled."""
    ids = _initiated(loket, kind)
    response = _reviewed(loket, kind, ids, action)
    assert response.status_code == 400
    assert loket.sim.explain(response)["explanations"][0]["expected"] == [3]
    assert _status(_read(loket, kind, ids)) == 1


@pytest.mark.behaviour("loket.queued.by-the-clock")
@pytest.mark.parametrize("kind", KINDS)
def test_a_declaration_can_fail(loket: Any, kind: str) -> None:
    """A declaration that is held and released as an error has status 2."""
    loket.sim.settings.change(processing={f"loket.{CREATED[kind]}": "hold"})
    ids = _initiated(loket, kind)
    loket.sim.pending.release(loket.sim.pending.list()[0]["id"], "error")
    assert _status(_read(loket, kind, ids)) == 2


@pytest.mark.behaviour("loket.queued.by-the-clock")
@pytest.mark.parametrize("kind", KINDS)
def test_a_declaration_can_wait_for_polls(loket: Any, kind: str) -> None:
    """A declaration whose processing is two polls is made when it is read for the second time."""
    loket.sim.settings.change(processing="polls:2")
    ids = _initiated(loket, kind)
    assert [_status(_read(loket, kind, ids)) for _ in range(2)] == [1, 3]


@pytest.mark.behaviour("loket.payroll-tax-return.never-null")
def test_who_asked_stands_where_nobody_did_anything(loket: Any) -> None:
    """A tax return that nobody approved or removed names who asked for it."""
    record = _read(loket, TAX, _initiated(loket, TAX))
    assert record["approvedBy"] == record["removedBy"] == record["requestedBy"]
    assert (record["approvalTime"], record["removalTime"]) == (None, None)


@pytest.mark.behaviour("loket.payroll-tax-return.statuses")
def test_a_tax_return_has_the_taxes_of_its_period(loket: Any) -> None:
    """The amount of a tax return is what its payroll run withheld, in whole euros."""
    ids = _initiated(loket, TAX)
    assert _read(loket, TAX, ids)["totalAmount"] == 0
    loket.sim.clock.run_until_idle()
    run = {"payrollrunId": uuid_from("loket", "seed", "payroll-run", "zonnehof/2024-12")}
    found = [
        one["value"]
        for record in loket.page("GetPayrollRunResultsByPayrollRunId", run)
        for one in record["payrollPeriods"][0]["payslipTypes"][0]["payrollComponentResults"]
        if one["payrollComponent"]["key"] == 495
    ]
    record = _read(loket, TAX, ids)
    assert record["totalAmount"] == record["periodAmount"] == round(sum(found)) > 0
    assert record["deadlineForPayment"] == "2025-01-31"


@pytest.mark.behaviour(
    "loket.payroll-tax-return.by-message-reference", "loket.payroll-tax-return.reference-or-id"
)
@pytest.mark.parametrize(("action", "key"), [("confirm", 5), ("cancel", 4)])
def test_a_tax_return_is_reviewed_by_its_reference(loket: Any, action: str, key: int) -> None:
    """One tax return is confirmed or cancelled by its message reference, and read by its id."""
    ids = _initiated(loket, TAX)
    loket.sim.clock.run_until_idle()
    reference = {"messageReference": _read(loket, TAX, ids)["messageReference"]}
    response = loket.call("PatchPayrollTaxReturnByMessageReference", reference, {"action": action})
    assert (response.status_code, response.json()["content"]) == (200, {})
    assert _status(_read(loket, TAX, ids)) == key


@pytest.mark.behaviour("loket.payroll-tax-return.by-message-reference")
def test_a_reference_of_nobody_is_not_found(loket: Any) -> None:
    """A message reference that no tax return of the user has answers 404."""
    operation = "PatchPayrollTaxReturnByMessageReference"
    body = {"action": "confirm"}
    nobody = loket.call(operation, {"messageReference": "LH1"}, body)
    assert nobody.status_code == 404
    assert nobody.json()["messages"][0]["type"] == "NotFound"


@pytest.mark.behaviour(
    "loket.payroll-tax-return.response-later", "loket.payroll-tax-return.response-validated"
)
@pytest.mark.parametrize("message", [XML, b64encode(XML.encode()).decode()])
def test_a_response_message_shows_within_a_quarter(loket: Any, message: str) -> None:
    """A response message, as XML or in base64, is taken in at the next quarter of an hour."""
    loket.sim.clock.set("2025-03-20T09:07:00Z")
    ids = {KEYS[TAX]: uuid_from("loket", "seed", "payroll-tax-return", "zonnehof/10")}
    response = loket.call(MESSAGES, ids, {"responseMessageFile": message})
    assert response.status_code == 202
    loket.sim.clock.advance("PT7M59S")
    assert _read(loket, TAX, ids)["responseMessages"] == []
    loket.sim.clock.advance("PT1S")
    (shown,) = _read(loket, TAX, ids)["responseMessages"]
    assert shown["dateOfReceipt"] == "2025-03-20"
    assert (shown["responseType"]["key"], shown["responseClass"]["key"]) == (1, 1)


@pytest.mark.behaviour("loket.payroll-tax-return.response-later")
def test_a_response_message_by_reference(loket: Any) -> None:
    """A response message is sent by message reference as well; released as an error it is one."""
    loket.sim.settings.change(processing="hold")
    ids = {KEYS[TAX]: uuid_from("loket", "seed", "payroll-tax-return", "zonnehof/10")}
    reference = {"messageReference": _read(loket, TAX, ids)["messageReference"]}
    operation = "PostSendResponseMessageByMessageReference"
    response = loket.call(operation, reference, {"responseMessageFile": XML})
    assert response.status_code == 202
    loket.sim.pending.release(loket.sim.pending.list()[0]["id"], "error")
    (shown,) = _read(loket, TAX, ids)["responseMessages"]
    assert (shown["responseType"]["key"], shown["responseClass"]["key"]) == (2, 26)


@pytest.mark.behaviour("loket.payroll-tax-return.response-validated")
@pytest.mark.parametrize(
    "message", ["", "<Open>", "geen xml", b64encode(b"<Open>").decode(), f"<!DOCTYPE a>{XML}"]
)
def test_a_response_message_has_to_be_xml(loket: Any, message: str) -> None:
    """A response message that is no well-formed XML is refused and queues nothing."""
    ids = {KEYS[TAX]: uuid_from("loket", "seed", "payroll-tax-return", "zonnehof/10")}
    response = loket.call(MESSAGES, ids, {"responseMessageFile": message})
    assert response.status_code == 400
    assert loket.why(response) == ["loket.payroll-tax-return.response-validated"]
    assert loket.sim.pending.list() == []


@pytest.mark.behaviour("loket.payroll-tax-return.metadata-is-process")
def test_metadata_of_initiating_a_tax_return(loket: Any) -> None:
    """The metadata of initiating a tax return tells the periods that can be declared."""
    operation = "GetInitiatePayrollTaxReturnMetadataByPayrollAdministrationId"
    (field,) = loket.page(operation, ADMINISTRATION)
    assert field["field"] == "payrollPeriod"
    assert field["options"][-1]["value"] == "2025-2"


@pytest.mark.behaviour("loket.payroll-tax-return.by-message-reference")
def test_a_reference_of_another_provider_is_not_found(loket: Any) -> None:
    """A user of another provider finds no tax return by its message reference."""
    ids = {KEYS[TAX]: uuid_from("loket", "seed", "payroll-tax-return", "zonnehof/11")}
    reference = {"messageReference": _read(loket, TAX, ids)["messageReference"]}
    headers = loket.sim.credentials.bearer_of("s.visser@noordster.example")
    operation, body = "PatchPayrollTaxReturnByMessageReference", {"action": "confirm"}
    assert loket.call(operation, reference, body, headers=headers).status_code == 404
    assert _status(_read(loket, TAX, ids)) == 3
