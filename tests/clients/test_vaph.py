"""The VAPH client: what it sends for each operation, what it reads, what it refuses to send."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest
from lxml import etree

from invaller.kernel.specs import read_text
from invaller_clients import errors
from invaller_clients.vaph import Vaph
from invaller_contracts.vaph.samples import (
    AFREKENINGSCONTRACT,
    CONTRACT,
    DELEUZE,
    GROUPS,
    KAZAK,
    LABEL,
    PRESTATIE,
    printed,
)

BASE = "https://isis.example/isis"
CREATED = f"{BASE}/SE.50/contract/123456789"

Ask = Callable[[Vaph], Any]


class Isis:
    """Gives one answer and the XSD, and remembers what it was asked."""

    def __init__(self, answer: httpx.Response) -> None:
        self.asked: list[httpx.Request] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer, and note what was asked."""
        _, found, name = request.url.path.partition("/isis/xsd/")
        if found:
            return httpx.Response(200, text=read_text("vaph", f"xsd/{name}"))
        self.asked.append(request)
        return self._answer

    def client(self, unit: str = "SE.50", user: str = "isis") -> Vaph:
        """A client of this server."""
        return Vaph(BASE, unit, user, "gehéim", transport=httpx.MockTransport(self))

    def ask(self, ask: Ask) -> Any:
        """What a client makes of the answer."""
        with self.client() as client:
            return ask(client)


def answering(name: str) -> Isis:
    """A server that answers with an example of the document."""
    return Isis(httpx.Response(200, content=printed(name)))


def canonical(body: bytes) -> bytes:
    """XML without the white space and the declaration that do not matter."""
    root = etree.fromstring(body, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, method="c14n")


CALLS: list[tuple[str, str, Ask]] = [
    ("PUT", "/contract", lambda isis: isis.register_contract(CONTRACT)),
    ("PUT", "/contract/7", lambda isis: isis.change_contract(7, CONTRACT)),
    ("DELETE", "/contract/7", lambda isis: isis.delete_contract(7)),
    ("PUT", "/contract/7/prestatie", lambda isis: isis.register_prestatie(7, PRESTATIE)),
    ("DELETE", "/contract/7/prestatie/8", lambda isis: isis.delete_prestatie(7, 8)),
    (
        "PUT",
        "/afrekeningen/contracten",
        lambda isis: isis.add_afrekeningscontract(AFREKENINGSCONTRACT),
    ),
    (
        "PUT",
        "/afrekeningen/contracten/7",
        lambda isis: isis.change_afrekeningscontract(7, AFREKENINGSCONTRACT),
    ),
    ("DELETE", "/afrekeningen/contracten/7", lambda isis: isis.delete_afrekeningscontract(7)),
    (
        "PUT",
        "/afrekeningen/2015/gepensioneerden",
        lambda isis: isis.add_bruggepensioneerden(2015, [KAZAK]),
    ),
    (
        "PUT",
        "/afrekeningen/2015/gepensioneerden/wijzigen",
        lambda isis: isis.replace_bruggepensioneerden(2015, [KAZAK]),
    ),
    (
        "DELETE",
        "/afrekeningen/2015/gepensioneerden/wijzigen",
        lambda isis: isis.delete_bruggepensioneerden(2015),
    ),
    (
        "PUT",
        "/afrekeningen/2015/variabeleprestaties",
        lambda isis: isis.add_variabele_prestaties(2015, GROUPS),
    ),
    (
        "PUT",
        "/afrekeningen/2015/variabeleprestaties/wijzigen",
        lambda isis: isis.replace_variabele_prestaties(2015, GROUPS),
    ),
    (
        "DELETE",
        "/afrekeningen/2015/variabeleprestaties/wijzigen",
        lambda isis: isis.delete_variabele_prestaties(2015),
    ),
]

READS: list[tuple[str, str, Ask]] = [
    ("/contract/7", "getContract", lambda isis: isis.get_contract(7)),
    ("/contract", "getContracten", lambda isis: isis.get_contracten()),
    ("/contract/7/prestatie/8", "getPrestatie", lambda isis: isis.get_prestatie(7, 8)),
    ("/contract/7/prestaties", "getPrestaties", lambda isis: isis.get_prestaties(7)),
    (
        "/afrekeningen/contracten",
        "getAfrekeningscontracten",
        lambda isis: isis.get_afrekeningscontracten(),
    ),
    (
        "/afrekeningen/contracten/7",
        "getAfrekeningscontract",
        lambda isis: isis.get_afrekeningscontract(7),
    ),
    (
        "/afrekeningen/2015/gepensioneerden",
        "getBruggepensioneerden",
        lambda isis: isis.get_bruggepensioneerden(2015),
    ),
    (
        "/afrekeningen/2015/variabeleprestaties",
        "getVariabelePrestaties",
        lambda isis: isis.get_variabele_prestaties(2015),
    ),
]


@pytest.mark.parametrize(("method", "path", "ask"), CALLS, ids=[f"{c[0]} {c[1]}" for c in CALLS])
def test_an_operation_is_one_call(method: str, path: str, ask: Ask) -> None:
    """Each operation is one call with the documented method and path, and BASIC in UTF-8."""
    isis = Isis(httpx.Response(201, headers={"Location": CREATED}))
    isis.ask(ask)
    (request,) = isis.asked
    assert (request.method, str(request.url)) == (method, f"{BASE}/SE.50{path}")
    login = base64.b64encode("isis:gehéim".encode()).decode()
    assert request.headers["Authorization"] == f"Basic {login}"
    assert bool(request.content) is (method == "PUT")


@pytest.mark.parametrize(("path", "name", "ask"), READS, ids=[read[1] for read in READS])
def test_a_reading_operation_is_one_get(path: str, name: str, ask: Ask) -> None:
    """Each reading operation is one GET that asks for XML and has no body."""
    isis = answering(f"{name}.response")
    isis.ask(ask)
    (request,) = isis.asked
    assert (request.method, str(request.url)) == ("GET", f"{BASE}/SE.50{path}")
    assert (request.headers["Accept"], request.content) == ("application/xml", b"")


def test_all_22_operations_are_there() -> None:
    """The two tables of this module cover the 22 operations of the document."""
    assert len(CALLS) + len(READS) == 22


@pytest.mark.parametrize(
    ("name", "ask"),
    [
        ("registerContract", CALLS[0][2]),
        (
            "registerPrestatie",
            lambda isis: isis.register_prestatie(7, replace(PRESTATIE, contract_id=123456789)),
        ),
        ("addAfrekeningscontract", CALLS[5][2]),
    ],
)
def test_requests_are_those_of_the_document(name: str, ask: Ask) -> None:
    """Values like the document's give its own XML, as UTF-8 with its declaration."""
    isis = Isis(httpx.Response(201, headers={"Location": CREATED}))
    isis.ask(ask)
    (request,) = isis.asked
    assert canonical(request.content) == canonical(printed(f"{name}.request"))
    assert request.content.startswith(b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>")
    assert request.headers["Content-Type"] == "application/xml; charset=UTF-8"


def test_lists_are_those_of_the_document() -> None:
    """A list has the document's root and elements; Gewaarborgd is written one way."""
    isis = Isis(httpx.Response(200))
    isis.ask(lambda client: client.add_bruggepensioneerden(2015, [KAZAK, DELEUZE]))
    isis.ask(lambda client: client.add_variabele_prestaties(2015, GROUPS))
    for request, name in zip(
        isis.asked, ("addBruggepensioneerden", "addVariabelePrestaties"), strict=True
    ):
        expected = etree.fromstring(printed(f"{name}.request"))
        sent = etree.fromstring(request.content)
        names = [str(one.tag).replace("Gevaarborgd", "Gewaarborgd") for one in expected.iter()]
        assert [one.tag for one in sent.iter()] == names
        for mine, theirs in zip(sent.iter(), expected.iter(), strict=True):
            if "uren" in str(mine.tag) or "bedrag" in str(mine.tag):
                assert Decimal(mine.text or "") == Decimal(theirs.text or "")


@pytest.mark.parametrize(
    ("unit", "path"), [("50", "50"), ("De Lente / Zuid", "De%20Lente%20%2F%20Zuid")]
)
def test_the_unit_may_be_a_name(unit: str, path: str) -> None:
    """Whatever the subsidie-eenheid is called, it is one segment of the path."""
    isis = Isis(httpx.Response(200))
    with isis.client(unit) as client:
        client.delete_contract(7)
    assert isis.asked[0].url.raw_path.decode() == f"/isis/{path}/contract/7"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(201, headers={"Location": CREATED}),
        httpx.Response(201, text=f"{CREATED}\n"),
        httpx.Response(201, headers={"Location": "/isis/SE.50/contract/123456789/"}),
    ],
)
def test_the_id_is_at_the_end_of_the_url_of_what_was_made(answer: httpx.Response) -> None:
    """That URL is read from Location, or from the body: the document does not say where it is."""
    assert Isis(answer).ask(lambda isis: isis.register_contract(CONTRACT)) == 123456789


def test_an_answer_without_that_url_is_unreadable() -> None:
    """A 201 that does not say what was made is an UnreadableAnswer."""
    with pytest.raises(errors.UnreadableAnswer, match="no URL of what was made"):
        Isis(httpx.Response(201)).ask(lambda isis: isis.register_contract(CONTRACT))


def test_a_contract_is_read() -> None:
    """The answer of the document, with ancjaar and times for dates, is a contract."""
    contract = answering("getContract.response").ask(lambda isis: isis.get_contract(123456789))
    expected = replace(CONTRACT, id=123456789, omschrijving=LABEL, anc_jaar=12, anc_maand=4)
    assert contract == expected


def test_lists_are_read() -> None:
    """The lists of the document are tuples of their items, in their order."""
    contracts = answering("getContracten.response").ask(lambda isis: isis.get_contracten())
    assert [(one.anc_jaar, one.anc_maand) for one in contracts] == [(5, 7), (15, 3)]
    pensioners = answering("getBruggepensioneerden.response").ask(
        lambda isis: isis.get_bruggepensioneerden(2015)
    )
    assert pensioners == (KAZAK, DELEUZE)
    groups = answering("getVariabelePrestaties.response").ask(
        lambda isis: isis.get_variabele_prestaties(2015)
    )
    assert groups == GROUPS


def test_prestaties_and_afrekeningscontracten_are_read() -> None:
    """uurstelsel is uurstel; an item of a list is read as a single one is."""
    prestatie = replace(PRESTATIE, id=234567891, contract_id=123456789)
    assert answering("getPrestatie.response").ask(READS[2][2]) == prestatie
    assert answering("getPrestaties.response").ask(READS[3][2]) == (prestatie,)
    settled = replace(AFREKENINGSCONTRACT, id=345678912)
    assert answering("getAfrekeningscontracten.response").ask(READS[4][2]) == (settled,)
    assert answering("getAfrekeningscontract.response").ask(READS[5][2]) == settled


@pytest.mark.parametrize("name", ["getBruggepensioneerden", "getVariabelePrestaties"])
def test_an_undeclared_prefix_is_read_all_the_same(name: str) -> None:
    """The two answers that the document prints without xmlns:ns2 give what they say."""
    literal = printed(f"{name}.response").replace(b' xmlns:ns2="http://www.vaph.be/zorgregie"', b"")
    with pytest.raises(etree.XMLSyntaxError, match="Namespace prefix ns2"):
        etree.fromstring(literal)
    ask = next(read[2] for read in READS if read[1] == name)
    assert Isis(httpx.Response(200, content=literal)).ask(ask) == answering(f"{name}.response").ask(
        ask
    )


@pytest.mark.parametrize(
    ("found", "replaced", "ask"),
    [
        (b"ancjaar", b"ancJaar", READS[0][2]),
        (b"ancmaand", b"ancMaand", READS[0][2]),
        (b"uurstelsel", b"uurstel", READS[2][2]),
        (b"Gewaarborgd", b"Gevaarborgd", READS[7][2]),
        (b">00000000097<", b">0000000097<", READS[6][2]),
    ],
)
def test_both_spellings_are_read(found: bytes, replaced: bytes, ask: Ask) -> None:
    """Where the document spells in two ways, both give the same value."""
    (name,) = [read[1] for read in READS if read[2] is ask]
    body = printed(f"{name}.response")
    assert found in body
    other = Isis(httpx.Response(200, content=body.replace(found, replaced)))
    assert other.ask(ask) == answering(f"{name}.response").ask(ask)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<ns2:contract><id>1</id>",
        printed("getContract.response").replace(b"<id>123456789</id>", b""),
        printed("getContract.response").replace(b">12<", b">twelve<"),
        printed("getContract.response").replace(b"2014-01-01T", b"2014-13-01T"),
        b'<!DOCTYPE c [<!ENTITY e SYSTEM "file:///etc/hostname">]><contract><id>&e;</id></contract>',
    ],
)
def test_an_answer_that_breaks_its_promise_is_unreadable(body: bytes) -> None:
    """No XML, broken XML, a value that is absent or of another kind: UnreadableAnswer."""
    with pytest.raises(errors.UnreadableAnswer):
        Isis(httpx.Response(200, content=body)).ask(READS[0][2])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"anc_jaar": 41}, "ancJaar"),
        ({"rijksregisternummer": "123"}, "rijksregisternummer"),
        ({"naam": ""}, "naam"),
        ({"naam": "N\x00ul"}, "werknemer/naam"),
        ({"begindatum": None}, "einddatum"),
    ],
)
def test_what_the_xsd_refuses_is_not_sent(changes: dict[str, Any], said: str) -> None:
    """A request is validated first: it raises InvalidDocument that names the element."""
    isis = Isis(httpx.Response(201, headers={"Location": CREATED}))
    with pytest.raises(errors.InvalidDocument, match=said) as caught:
        isis.ask(lambda client: client.register_contract(replace(CONTRACT, **changes)))
    assert len(caught.value.violations) >= 1
    assert isis.asked == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequest),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (500, errors.ServerError),
    ],
)
def test_errors_have_the_text_of_the_server(status: int, kind: type[errors.ProblemError]) -> None:
    """Each documented status is an error of the tree, whose text is the body of the answer."""
    isis = Isis(httpx.Response(status, text="Het contract bestaat niet\n"))
    with pytest.raises(kind) as caught:
        isis.ask(READS[0][2])
    assert caught.value.status == status
    assert str(caught.value) == f"{status} Het contract bestaat niet"
