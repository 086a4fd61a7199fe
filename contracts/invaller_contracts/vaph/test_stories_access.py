"""Stories of who may call for whom: logins, subsidie-eenheden and how they are spelled."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from invaller_clients import BadRequest, Forbidden, NotFound
from invaller_clients.vaph import Vaph
from invaller_contracts.provider.target import Target
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import PASSWORDS, Wire, login_at, vaph_client
from invaller_contracts.vaph.environment import OTHER_UNIT, UNIT, UNIT_NAME
from invaller_contracts.vaph.samples import CONTRACT, Cast, printed

LOGIN = {"user": "isis", "password": PASSWORDS["isis"]}
YEARLY = "/afrekeningen/2015/gepensioneerden"


def login_of(target: Target) -> dict[str, str]:
    """The login of a target, as URLs carry it."""
    user, password = login_at(target)
    return {"user": user, "password": password}


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.authentication.basic", "vaph.access.own-units", "vaph.names.credentials"
)
def test_basic_opens_every_part(isis: Vaph) -> None:
    """With BASIC a login reads contracts and afrekeningen of its subsidie-eenheid."""
    assert isis.get_contracten() == ()
    assert isis.get_afrekeningscontracten() == ()


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.authentication.query-contract-prestatie", "vaph.authentication.query-finding"
)
def test_the_urls_of_the_document_carry_the_login(sim: Simulator) -> None:
    """?user= and &password= open contracts and prestaties, with a finding."""
    wire = Wire(sim, user=None)
    registered = wire.put("/contract", printed("registerContract.request"), params=LOGIN)
    assert registered.status_code == 201
    assert "?" not in registered.headers["Location"]
    number = registered.text.rpartition("/")[2]
    assert wire.get(f"/contract/{number}/prestaties", params=LOGIN).status_code == 200
    rules = [finding["rule"] for finding in sim.findings]
    assert rules == ["vaph.authentication.query-finding"] * 2


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.authentication.query-afrekeningen")
def test_the_login_in_the_url_of_afrekeningen(sim: Simulator) -> None:
    """It opens afrekeningen too, with a finding of its own: the document prints none there."""
    wire = Wire(sim, user=None)
    assert wire.get("/afrekeningen/contracten", params=LOGIN).status_code == 200
    rules = {finding["rule"] for finding in sim.findings}
    assert "vaph.authentication.query-afrekeningen" in rules


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.authentication.none-403",
    "vaph.authentication.wrong-403",
    "vaph.authentication.malformed-basic-403",
    "vaph.authentication.half-query-403",
    "vaph.authentication.both-differ-403",
    "vaph.authentication.no-challenge",
    "vaph.errors.403",
)
@pytest.mark.parametrize(
    "options",
    [
        {"auth": None},
        {"auth": ("isis", "wrong")},
        {"auth": ("nobody", PASSWORDS["isis"])},
        {"auth": None, "headers": {"Authorization": "Bearer abc"}},
        {"auth": None, "headers": {"Authorization": "Basic ???"}},
        {"auth": None, "params": {"user": "isis"}},
        {"params": {"user": "alles", "password": PASSWORDS["alles"]}},
    ],
)
def test_a_failed_login_is_a_403(wire: Wire, options: dict[str, object]) -> None:
    """No login, or a wrong one, answers 403 and no challenge, on every kind of operation."""
    for path in ("/contract", YEARLY, "/contract/123456789"):
        refused = wire.get(path, **options)
        assert refused.status_code == 403
        assert "WWW-Authenticate" not in refused.headers
        assert refused.headers["Content-Type"].startswith("text/plain")
        assert len(refused.text.splitlines()) == 1


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.authentication.wrong-403")
def test_the_client_says_that_the_login_failed(sim: Simulator) -> None:
    """A failed login is a Forbidden, with the same text for a wrong user and a wrong password."""
    with vaph_client(sim, password="wrong") as isis, pytest.raises(Forbidden) as caught:
        isis.get_contracten()
    unknown = Wire(sim).get("/contract", auth=("nobody", "wrong"))
    assert (caught.value.body, caught.value.problem.detail) == (unknown.text, unknown.text)


@pytest.mark.anywhere
@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.authentication.both-agree")
def test_header_and_url_may_say_the_same(target: Target, wire: Wire) -> None:
    """BASIC and the login of the URL together are accepted when they are the same."""
    assert wire.get("/contract", params=login_of(target)).status_code == 200


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.access.other-unit-403")
def test_another_unit_is_out_of_reach(sim: Simulator, other: Vaph) -> None:
    """A unit that is not of the login answers 403 to read and to write, and nothing changes."""
    before = other.get_contracten()
    with vaph_client(sim, "SE.51", "isis") as isis:
        with pytest.raises(Forbidden):
            isis.get_contracten()
        with pytest.raises(Forbidden):
            isis.register_contract(CONTRACT)
        with pytest.raises(Forbidden):
            isis.delete_contract(123456789)
        with pytest.raises(Forbidden):
            isis.get_bruggepensioneerden(2015)
    assert other.get_contracten() == before


@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.unit.unknown-404-afrekeningen", "vaph.unit.unknown-404")
def test_an_unknown_unit_is_a_404(sim: Simulator) -> None:
    """A subsidie-eenheid that does not exist is not found, in both parts."""
    with vaph_client(sim, "SE.999", "alles") as isis:
        with pytest.raises(NotFound):
            isis.get_afrekeningscontracten()
        with pytest.raises(NotFound):
            isis.get_contracten()


@pytest.mark.truth("assumed")
@pytest.mark.behaviour("vaph.access.login-before-unit", "vaph.access.order-of-refusals")
def test_the_first_reason_counts(sim: Simulator) -> None:
    """Login, unit, access, path, Content-Type, XML, XSD, entity, rules: in this order."""
    path, body = "/contract/100000001", printed("registerContract.request")
    wrong = body.replace(b"630", b"999")
    as_text = {"headers": {"Content-Type": "text/plain"}}
    refusals = [
        Wire(sim, unit="SE.999", user=None).put("/contract/x", b"<", **as_text),
        Wire(sim, unit="SE.999").put("/contract/x", b"<", **as_text),
        Wire(sim, unit="SE.51").put("/contract/x", b"<", **as_text),
        Wire(sim).put("/contract/x", b"<", **as_text),
        Wire(sim).put(path, b"<", **as_text),
        Wire(sim).put(path, b"<"),
        Wire(sim).put(path, wrong.replace(b">5<", b">99<")),
        Wire(sim).put(path, wrong),
        Wire(sim).put("/contract", wrong),
    ]
    statuses = [one.status_code for one in refusals]
    assert statuses == [403, 404, 403, 400, 415, 400, 400, 404, 400]


@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.unit.recognition-number",
    "vaph.unit.number",
    "vaph.unit.name",
    "vaph.unit.every-operation-every-spelling",
    "vaph.unit.case",
    "vaph.unit.leading-zeros",
    "vaph.names.subsidie-eenheid",
)
@pytest.mark.parametrize(
    "spelling", ["SE.50", "50", "Zorghuis Voorbeeld", "se.50", "ZORGHUIS VOORBEELD", "SE.050"]
)
def test_a_unit_has_three_names(sim: Simulator, isis: Vaph, spelling: str) -> None:
    """By name, erkenningsnummer and number, in any case, the same contracts are reached."""
    number = isis.register_contract(CONTRACT)
    with vaph_client(sim, spelling) as spelled:
        assert [one.id for one in spelled.get_contracten()] == [number]
        assert spelled.get_afrekeningscontracten() == ()
        spelled.delete_contract(number)
    again = Wire(sim, unit=quote(spelling)).put("/contract", printed("registerContract.request"))
    assert again.status_code == 201
    assert f"/isis/{quote(spelling)}/contract/" in again.headers["Location"]


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.contract.id-not-a-number-400",
    "vaph.prestatie.id-not-a-number-400",
    "vaph.afrekening.id-not-a-number-400",
)
def test_an_id_is_a_number(wire: Wire) -> None:
    """An id in the path that is no number answers 400."""
    for path in ("/contract/abc", "/contract/1/prestatie/abc", "/afrekeningen/contracten/abc"):
        assert wire.get(path).status_code == 400


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.errors.400")
def test_what_is_wrong_changes_nothing(isis: Vaph, cast: Cast) -> None:
    """A refused change leaves the contract as it was."""
    number = isis.register_contract(cast.contract)
    before = isis.get_contract(number)
    with pytest.raises(BadRequest):
        isis.change_contract(number, replace(cast.contract, functie="999", anc_jaar=9))
    assert isis.get_contract(number) == before


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.authentication.basic", "vaph.access.own-units", "vaph.unit.recognition-number"
)
def test_a_login_reads_its_unit(isis: Vaph) -> None:
    """With BASIC both kinds of contracts of the login's subsidie-eenheid are listed."""
    assert isinstance(isis.get_contracten(), tuple)
    assert isinstance(isis.get_afrekeningscontracten(), tuple)


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.authentication.wrong-403")
def test_a_wrong_password_is_forbidden(target: Target) -> None:
    """A login with another password is a 403."""
    with vaph_client(target, password="wrong") as isis, pytest.raises(Forbidden):
        isis.get_contracten()


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.access.other-unit-403", "vaph.unit.unknown-404-afrekeningen")
def test_a_unit_of_others_is_forbidden(target: Target) -> None:
    """A subsidie-eenheid that the login may not see is a 403; one that there is not, a 404."""
    with vaph_client(target, target.value(OTHER_UNIT)) as isis, pytest.raises(Forbidden):
        isis.get_contracten()
    with vaph_client(target, "SE.999999") as isis, pytest.raises(NotFound):
        isis.get_afrekeningscontracten()


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.access.other-unit-403")
def test_nothing_is_written_for_a_unit_of_others(target: Target, cast: Cast) -> None:
    """A subsidie-eenheid that the login may not see is a 403 to write for, in both parts."""
    with vaph_client(target, target.value(OTHER_UNIT)) as isis:
        for use in (
            lambda: isis.register_contract(cast.contract),
            lambda: isis.delete_contract(123456789),
            lambda: isis.add_afrekeningscontract(cast.afrekeningscontract),
            lambda: isis.add_bruggepensioneerden(cast.year, [cast.kazak]),
            lambda: isis.delete_variabele_prestaties(cast.year),
        ):
            with pytest.raises(Forbidden):
                use()


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour(
    "vaph.authentication.none-403",
    "vaph.authentication.wrong-403",
    "vaph.authentication.malformed-basic-403",
    "vaph.authentication.no-challenge",
)
@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"auth": None}, id="none"),
        pytest.param({"auth": ("nobody-at-all", "wrong")}, id="unknown user"),
        pytest.param({"auth": None, "headers": {"Authorization": "Bearer abc"}}, id="bearer"),
        pytest.param({"auth": None, "headers": {"Authorization": "Basic ???"}}, id="malformed"),
    ],
)
def test_no_login_is_a_403(wire: Wire, cast: Cast, options: dict[str, object]) -> None:
    """No login, or one that nobody has, answers 403 and no challenge, in both parts."""
    for path in ("/contract", "/contract/999999999", f"/afrekeningen/{cast.year}/gepensioneerden"):
        refused = wire.get(path, **options)
        assert refused.status_code == 403
        assert "WWW-Authenticate" not in refused.headers


@pytest.mark.anywhere
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.authentication.query-contract-prestatie")
def test_the_urls_of_the_document_open_contracts(target: Target, wire: Wire) -> None:
    """?user= and &password= open contracts without BASIC."""
    assert wire.get("/contract", auth=None, params=login_of(target)).status_code == 200


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
@pytest.mark.behaviour("vaph.unit.recognition-number", "vaph.unit.number", "vaph.unit.name")
@pytest.mark.parametrize("spelled", ["number", "name"])
def test_a_unit_is_called_by_number_or_name(
    target: Target, isis: Vaph, cast: Cast, spelled: str
) -> None:
    """By its number and by its naam the contract is found that its erkenningsnummer led to."""
    number = isis.register_contract(cast.contract)
    unit = target.value(UNIT)
    other = unit.upper().removeprefix("SE.") if spelled == "number" else target.value(UNIT_NAME)
    with vaph_client(target, other) as called:
        assert called.get_contract(number) == isis.get_contract(number)
        assert number in [one.id for one in called.get_contracten()]
