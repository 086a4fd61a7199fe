"""Tax returns and pension declarations on a simulator or at a URL: read, made, reviewed, sent.

What is made at a URL is cancelled in the end, and stays in its list as cancelled. What was sent
cannot be taken back: only INVALLER_LOKET_MAY_SEND lets those stories run.
"""

import pytest

from invaller_clients import BadRequest, NotFound
from invaller_clients.loket_answers import loket_messages
from invaller_contracts.loket.declaring import (
    APG,
    CANCELLED,
    CONFIRMED,
    CREATED,
    KINDS,
    REQUESTED,
    RULES,
    SENT,
    TAX,
    Declarations,
)
from invaller_contracts.loket.environment import RESPONSE
from invaller_contracts.loket.payrolling import Payroll
from invaller_contracts.provider.target import Target

pytestmark = pytest.mark.truth("documented")

RESPOND = "PostSendResponseMessageByPayrollTaxReturnId"
PATCH_BY_REFERENCE = "PatchPayrollTaxReturnByMessageReference"
METADATA = "GetInitiatePayrollTaxReturnMetadataByPayrollAdministrationId"


@pytest.fixture
def declarations(payroll: Payroll, kind: str) -> Declarations:
    """Its declarations of a kind."""
    return Declarations(payroll, kind)


@pytest.fixture
def returns(payroll: Payroll) -> Declarations:
    """Its tax returns."""
    return Declarations(payroll, TAX)


def each(*topics: str) -> pytest.MarkDecorator:
    """A story that is told of each kind of declaration; topics: of the ledger, behind the kind."""
    return pytest.mark.parametrize(
        "kind",
        [
            pytest.param(
                kind, marks=pytest.mark.behaviour(*(f"{RULES[kind]}.{one}" for one in topics))
            )
            for kind in KINDS
        ],
    )


@pytest.mark.anywhere
@each("operations")
def test_a_declaration_is_read(declarations: Declarations) -> None:
    """A declaration is read as it is listed, with its period and message reference."""
    latest = declarations.latest
    assert declarations.read(latest["id"]) == latest
    assert latest["period"]["year"]
    assert latest["messageReference"]


@pytest.mark.truth("assumed")
@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-tax-return.message-is-the-return")
@pytest.mark.parametrize("kind", KINDS)
def test_a_declaration_has_a_message(payroll: Payroll, declarations: Declarations) -> None:
    """The message of a declaration is XML that holds its message reference.

    Which elements it has beside that, the simulator made up.
    """
    latest = declarations.latest
    name = f"GetMessageBy{declarations.kind}Id"
    message = payroll.loket.call(name, declarations.key(latest["id"]))
    assert message.media_type == "application/xml"
    assert latest["messageReference"] in message.data.decode()


@pytest.mark.anywhere
@pytest.mark.behaviour(
    "loket.payroll-tax-return.operations", "loket.apg-pension-declaration.operations"
)
@pytest.mark.parametrize("kind", [TAX, APG])
def test_a_declaration_has_an_overview(payroll: Payroll, declarations: Declarations) -> None:
    """The overview of a tax return, and of a declaration to APG, is a PDF."""
    key = declarations.key(declarations.latest["id"])
    overview = payroll.loket.call(f"GetOverviewBy{declarations.kind}Id", key)
    assert (overview.media_type, bool(overview.file_name)) == ("application/pdf", True)


@pytest.mark.anywhere
@pytest.mark.behaviour("loket.payroll-tax-return.metadata-is-process")
def test_metadata_tells_of_the_process(payroll: Payroll) -> None:
    """The metadata of asking for a tax return is a list of fields, not of the body's."""
    fields = payroll.loket.call(METADATA, payroll.key).records
    assert "notifyOfInitiation" not in [one["field"] for one in fields]


@pytest.mark.anywhere(writes=True)
@each("statuses", "next-period")
def test_a_declaration_is_made_and_cancelled(declarations: Declarations) -> None:
    """A declaration of the period that is told is made; cancelled it is not reviewed again.

    Its period is the next one again. At a URL the cancelled declaration stays behind.
    """
    period = declarations.next_period()
    one = declarations.initiated()
    assert declarations.made(one) in ([REQUESTED, CREATED], [CREATED])
    read = declarations.read(one)
    assert {name: read["period"][name] for name in period} == period
    declarations.review(one, "cancel")
    for action in ("confirm", "cancel"):
        with pytest.raises(BadRequest):
            declarations.review(one, action)
    cancelled = declarations.read(one)
    assert declarations.status(one) == CANCELLED
    assert cancelled["cancelledBy"] == read["requestedBy"]
    assert declarations.next_period() == period


@pytest.mark.truth("assumed")
@pytest.mark.anywhere(writes=True)
@each("statuses")
def test_a_declaration_that_waits_is_not_reviewed(declarations: Declarations) -> None:
    """A declaration that was asked for and is not made yet cannot be cancelled.

    At a URL it is cancelled as soon as it was made, and stays behind.
    """
    declarations.next_period()
    one = declarations.initiated()
    with pytest.raises(BadRequest):
        declarations.review(one, "cancel")
    declarations.made(one)
    declarations.review(one, "cancel")
    assert declarations.status(one) == CANCELLED


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour(
    "loket.payroll-tax-return.by-message-reference", "loket.payroll-tax-return.reference-or-id"
)
def test_a_tax_return_is_cancelled_by_reference(payroll: Payroll, returns: Declarations) -> None:
    """A tax return is cancelled by its message reference, once. At a URL it stays behind."""
    returns.next_period()
    one = returns.initiated()
    returns.made(one)
    reference = {"messageReference": returns.read(one)["messageReference"]}
    payroll.loket.call(PATCH_BY_REFERENCE, reference, body={"action": "cancel"})
    assert returns.status(one) == CANCELLED
    with pytest.raises(BadRequest):
        payroll.loket.call(PATCH_BY_REFERENCE, reference, body={"action": "cancel"})


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-tax-return.by-message-reference")
def test_a_reference_of_nobody_is_not_found(payroll: Payroll) -> None:
    """A message reference that no tax return has is not found."""
    body = {"action": "cancel"}
    with pytest.raises(NotFound) as refused:
        payroll.loket.call(PATCH_BY_REFERENCE, messageReference="INVALLER1", body=body)
    assert [one.kind for one in loket_messages(refused.value)] == ["NotFound"]


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-tax-return.response-validated")
def test_a_response_message_has_to_be_xml(payroll: Payroll, returns: Declarations) -> None:
    """A response message that is no XML is refused, and the tax return has none more."""
    latest = returns.latest
    key, body = returns.key(latest["id"]), {"responseMessageFile": "geen xml"}
    with pytest.raises(BadRequest):
        payroll.loket.call(RESPOND, key, body=body)
    assert returns.read(latest["id"])["responseMessages"] == latest["responseMessages"]


@pytest.mark.anywhere(writes=True)
@pytest.mark.behaviour("loket.payroll-tax-return.response-later")
def test_a_response_message_shows_later(
    target: Target, payroll: Payroll, returns: Declarations
) -> None:
    """A response message is taken in after some time, and shows in its tax return.

    At a URL the response message stays at the latest tax return.
    """
    message, latest = target.value(RESPONSE), returns.latest
    body = {"responseMessageFile": message}
    assert payroll.loket.call(RESPOND, returns.key(latest["id"]), body=body).status == 202
    before = len(latest["responseMessages"])

    def count() -> int:
        return len(returns.read(latest["id"])["responseMessages"])

    assert payroll.course(count, before)[-1] == before + 1


@pytest.mark.anywhere(writes=True)
@each("statuses")
def test_a_declaration_is_confirmed_and_sent(payroll: Payroll, declarations: Declarations) -> None:
    """A declaration that was made is confirmed by a user, and sent some time after.

    At a URL the declaration stays behind, and was sent; that is allowed by name.
    """
    payroll.sends()
    declarations.next_period()
    one = declarations.initiated()
    declarations.made(one)
    declarations.review(one, "confirm")
    confirmed = declarations.read(one)
    assert confirmed["approvedBy"] == confirmed["requestedBy"]
    assert confirmed["approvalTime"]
    assert declarations.made(one, CONFIRMED)[-1] == SENT
    with pytest.raises(BadRequest):
        declarations.review(one, "cancel")
