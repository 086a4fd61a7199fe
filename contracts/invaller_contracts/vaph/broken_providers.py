"""Defects that a provider of VAPH ISIS could have, each of which the stories see."""

import base64
import re
from collections.abc import Callable
from dataclasses import replace

from invaller_contracts.provider.defects import (
    Defect,
    Tamper,
    forgotten,
    hits,
    in_answers,
    in_requests,
)
from invaller_contracts.provider.wire import Answer, Forward, Request
from invaller_contracts.vaph.client import PASSWORDS

_UNIT = r"/isis/[^/]+"
_CONTRACTS = rf"{_UNIT}/contract"
_CONTRACT = rf"{_CONTRACTS}/\d+"
_PRESTATIE = rf"{_CONTRACT}/prestatie"
_LIST = rf"{_UNIT}/afrekeningen/\d+/(?:gepensioneerden|variabeleprestaties)"
_PENSIONERS = rf"{_UNIT}/afrekeningen/\d+/gepensioneerden"
_ANYTHING = ".*"


def _reworded(
    pattern: str, found: str, put: str | Callable[[re.Match[str]], str]
) -> Callable[[], Tamper]:
    """The XML of successful answers to GET is written otherwise; found: a regular expression."""

    def change(_request: Request, answer: Answer) -> Answer | None:
        return answer.with_text(re.sub(found, put, answer.text)) if answer.ok else None

    return in_answers("GET", pattern, change)


def _status(method: str, pattern: str, found: int, put: int) -> Callable[[], Tamper]:
    """One status stands where another one is promised."""

    def change(_request: Request, answer: Answer) -> Answer | None:
        return answer.with_status(put) if answer.status == found else None

    return in_answers(method, pattern, change)


def _accepted(method: str, pattern: str, said: str) -> Callable[[], Tamper]:
    """What is refused with some words is answered as done."""

    def change(_request: Request, answer: Answer) -> Answer | None:
        return Answer(200) if answer.status == 400 and said in answer.text else None

    return in_answers(method, pattern, change)


def _let_in(said: str) -> Callable[[], Tamper]:
    """Who is refused with some words is let in as a user who may see everything."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if answer.status != 403 or said not in answer.text:
            return answer
        login = base64.b64encode(f"alles:{PASSWORDS['alles']}".encode()).decode()
        others = request.without_header("authorization").headers
        return await forward(
            replace(request, headers=(*others, ("authorization", f"Basic {login}")))
        )

    return lambda: tamper


def _below(request: Request, more: str) -> Request:
    return request.with_target(f"{request.target}{more}")


def _without_wijzigen(request: Request) -> Request:
    return request.with_target(request.target.removesuffix("/wijzigen"))


def _at_isis_rest(request: Request) -> Request:
    return request.with_target(request.target.replace("/isis/", "/isis-rest/", 1))


def _from_a_cache() -> Tamper:
    """A contract is answered as it was when it was asked for first."""
    known: dict[tuple[str, str | None], Answer] = {}

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if not hits(request, "GET", _CONTRACT) or not answer.ok:
            return answer
        return known.setdefault((request.target, request.header("authorization")), answer)

    return tamper


def _names_stay() -> Tamper:
    """A change of a contract leaves the names of its worker as they were."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        if not hits(request, "PUT", _CONTRACT):
            return await forward(request)
        bodiless = replace(request, method="GET").without_header("content-type").with_body(b"")
        known = (await forward(bodiless)).text
        body = request.body.decode("utf-8", "replace")
        for name in ("naam", "voornaam"):
            found = re.search(f"<{name}>.*?</{name}>", known)
            if found:
                body = re.sub(f"<{name}>.*?</{name}>", found[0].replace("\\", r"\\"), body)
        return await forward(request.with_body(body.encode()))

    return tamper


def _added_replaces() -> Tamper:
    """Who is added to a list takes the place of everybody on it."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if hits(request, "PUT", _PENSIONERS) and answer.ok:
            return await forward(_below(request, "/wijzigen"))
        return answer

    return tamper


def _last_month_counts() -> Tamper:
    """A second prestatie of a month takes the place of the first without a word."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        first = re.search(r"\b\d{9}\b", answer.text)
        if not hits(request, "PUT", _PRESTATIE) or answer.status != 400 or first is None:
            return answer
        deletion = replace(_below(request, f"/{first[0]}"), method="DELETE")
        await forward(deletion.with_body(b""))
        return await forward(request)

    return tamper


def _url_of_another(_request: Request, answer: Answer) -> Answer | None:
    found = re.fullmatch(r"(.*/)(\d+)", answer.header("location") or "")
    if found is None:
        return None
    return answer.with_header("location", f"{found[1]}{int(found[2]) + 1}")


def _challenge(_request: Request, answer: Answer) -> Answer | None:
    if answer.status != 403 or "login failed" not in answer.text:
        return None
    return answer.with_status(401).with_header("www-authenticate", 'Basic realm="isis"')


def _repeated_id(_request: Request, answer: Answer) -> Answer | None:
    """The list of the document's example has one id twice."""
    first = re.search(r"<id>\d+</id>", answer.text)
    return answer.with_text(re.sub(r"<id>\d+</id>", first[0], answer.text)) if first else None


def _one_entry_less(_request: Request, answer: Answer) -> Answer | None:
    """The list ends one entry too early."""
    entries = list(re.finditer(r"<(prestatie|contract)>.*?</\1>", answer.text, re.DOTALL))
    if not answer.ok or len(entries) < 2:
        return None
    start, end = entries[-1].span()
    return answer.with_text(answer.text[:start] + answer.text[end:])


def _defect(name: str, title: str, caught_by: str, plant: Callable[[], Tamper]) -> Defect:
    stories = " ".join(f"test_stories_{module}" for module in caught_by.split())
    return Defect(f"vaph.{name}", title, stories, plant)


DEFECTS = (
    # What is kept.
    _defect(
        "contract-forgotten",
        "A registered contract is answered with 201, and is not there.",
        "contract",
        forgotten("PUT", _CONTRACTS),
    ),
    _defect(
        "deleted-prestatie-stays",
        "The deletion of a prestatie is answered with 200, and it is still there.",
        "prestatie",
        forgotten("DELETE", rf"{_PRESTATIE}/\d+"),
    ),
    _defect(
        "contract-from-a-cache",
        "A contract that was read once is read as it was then, whatever was changed.",
        "contract",
        _from_a_cache,
    ),
    _defect(
        "names-stay",
        "A naam or voornaam that is changed through a contract stays as it was.",
        "worker",
        _names_stay,
    ),
    _defect(
        "national-number-not-blocked",
        "A change of the rijksregisternummer of a contract is answered as done.",
        "contract",
        _accepted("PUT", _CONTRACT, "cannot be changed"),
    ),
    _defect(
        "added-pensioners-replace",
        "Bruggepensioneerden who are added take the place of all on the list.",
        "lists",
        _added_replaces,
    ),
    _defect(
        "wijzigen-only-adds",
        "A list that is overwritten keeps who is not named any more.",
        "lists",
        in_requests("PUT", rf"{_LIST}/wijzigen", _without_wijzigen),
    ),
    _defect(
        "last-month-counts",
        "A second prestatie of a month silently replaces the first.",
        "prestatie",
        _last_month_counts,
    ),
    _defect(
        "two-groups-are-enough",
        "Variabele prestaties are taken without all three groups.",
        "lists",
        _accepted("PUT", _LIST, "AfrekeningsVariabelePrestaties"),
    ),
    _defect(
        "list-ends-early",
        "The last of several contracts or prestaties is not in the list.",
        "prestatie",
        in_answers("GET", rf"{_CONTRACTS}|{_CONTRACT}/prestaties", _one_entry_less),
    ),
    _defect(
        "list-repeats-one-id",
        "All contracts of a list have the id of the first, as in the document's example.",
        "contract",
        in_answers("GET", _CONTRACTS, _repeated_id),
    ),
    # Who may call.
    _defect(
        "unit-not-checked",
        "A login sees and changes every subsidie-eenheid.",
        "access",
        _let_in("may not see"),
    ),
    _defect(
        "login-not-checked",
        "Any user name and password open everything.",
        "access",
        _let_in("login failed"),
    ),
    _defect(
        "challenge-instead-of-403",
        "A failed login is a 401 with a challenge, which Foutcodes does not have.",
        "access",
        in_answers("*", _ANYTHING, _challenge),
    ),
    _defect(
        "unit-by-one-name",
        "A subsidie-eenheid is known by its erkenningsnummer only, not by its number.",
        "access",
        in_requests(
            "*",
            r"/isis/\d+/.*",
            lambda one: one.with_target(one.target.replace("/isis/", "/isis/SE.9", 1)),
        ),
    ),
    # What goes over the wire.
    _defect(
        "url-of-another",
        "The URL of what was registered leads to something else.",
        "contract",
        in_answers("PUT", _CONTRACTS, _url_of_another),
    ),
    _defect(
        "no-location",
        "What was registered is told in the body only, without a Location.",
        "prestatie",
        in_answers("PUT", _PRESTATIE, lambda _request, answer: answer.without_header("location")),
    ),
    _defect(
        "created-is-200",
        "An afrekeningscontract that was added answers 200, not 201.",
        "afrekening",
        _status("PUT", rf"{_UNIT}/afrekeningen/contracten", 201, 200),
    ),
    _defect(
        "list-is-201",
        "A list that was added answers 201, where the document has 200.",
        "lists",
        _status("PUT", _LIST, 200, 201),
    ),
    _defect(
        "missing-is-200",
        "The deletion of what is not there is answered as done.",
        "prestatie",
        _status("DELETE", _ANYTHING, 404, 200),
    ),
    _defect(
        "list-deleted-where-it-is-read",
        "A list is deleted at its own URL, not at wijzigen.",
        "lists",
        in_requests("DELETE", _LIST, lambda request: _below(request, "/wijzigen")),
    ),
    _defect(
        "not-validated",
        "/isis takes what the XSD refuses.",
        "base_urls",
        in_requests("PUT", r"/isis/.*", _at_isis_rest),
    ),
    _defect(
        "isis-rest-is-gone",
        "The deprecated base URL of acceptance answers 404 before anybody switched it off.",
        "base_urls",
        in_answers("*", r"/isis-rest/.*", lambda _request, _answer: Answer(404)),
    ),
    _defect(
        "undeclared-element",
        "A contract has an element that the XSD does not have.",
        "contract",
        _reworded(_CONTRACT, "</voornaam>", "</voornaam><geslacht>M</geslacht>"),
    ),
    _defect(
        "seniority-as-in-requests",
        "Contracts are answered with ancJaar and ancMaand, which only requests have.",
        "contract",
        _reworded(_CONTRACTS, "anc(jaar|maand)>", lambda found: f"anc{found[1].title()}>"),
    ),
    _defect(
        "uurstel-in-answers",
        "Prestaties are answered with uurstel, not with uurstelsel.",
        "prestatie",
        _reworded(rf"{_PRESTATIE}(?:s|en|/\d+)", "uurstelsel>", "uurstel>"),
    ),
    _defect(
        "no-omschrijving",
        "Functions are answered by their code alone.",
        "contract",
        _reworded(_CONTRACT, "<omschrijving>.*?</omschrijving>", ""),
    ),
    _defect(
        "day-before-in-utc",
        "Dates are answered in UTC: the evening before.",
        "formats",
        _reworded(
            _ANYTHING,
            r"2014-01-01T00:00:00\.000\+02:00",
            "2013-12-31T22:00:00.000Z",
        ),
    ),
    _defect(
        "whole-amounts",
        "Amounts without cents are answered without a decimal: 250.",
        "lists",
        _reworded(_PENSIONERS, r"\.0<", "<"),
    ),
    _defect(
        "answers-as-text",
        "XML is answered as text/html.",
        "contract",
        in_answers(
            "GET",
            _CONTRACTS,
            lambda _request, answer: answer.with_header("content-type", "text/html"),
        ),
    ),
)
