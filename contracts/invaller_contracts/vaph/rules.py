"""What a good client of VAPH ISIS does; `invaller verify` holds runs against it."""

from collections.abc import Hashable, Iterator

from invaller_contracts.consumer.common import (
    corrected_before_repeating,
    holds,
    looked_up_before_repeating,
    never_noted,
    of_api,
    of_operations,
)
from invaller_contracts.consumer.rule import Judge, Look, Rule
from invaller_contracts.consumer.run import Exchange, Run

_API = of_api("vaph")
_FORMATS = ("getWadl", "getXsd")
_CONTRACTS = ("registerContract", "changeContract")
_LISTS = (
    "addBruggepensioneerden",
    "replaceBruggepensioneerden",
    "addVariabelePrestaties",
    "replaceVariabelePrestaties",
)
_WITH_BODY = of_operations(
    *_CONTRACTS,
    "registerPrestatie",
    "addAfrekeningscontract",
    "changeAfrekeningscontract",
    *_LISTS,
)
"""The operations that take a document."""

_NOT_WELL_FORMED = tuple(
    f"vaph.xml.{name}"
    for name in (
        "empty-body-400",
        "too-large-413",
        "other-encodings-400",
        "bytes-against-encoding-400",
        "byte-order-mark",
        "version-1-0",
        "doctype-400",
        "not-well-formed-400",
        "too-deep-400",
        "too-many-elements-400",
        "too-many-attributes-400",
    )
)
"""What no validation lets pass, whatever the XSD says."""

_WRONG = frozenset({400, 404, 405, 413, 415})
"""Answers that tell that the call itself is wrong; a 403 is about who calls."""


def _with_login(exchange: Exchange) -> bool:
    """Whether a call is of an operation that asks who calls."""
    return _API(exchange) and exchange.operation not in ("", *_FORMATS)


def _without_basic(exchange: Exchange) -> str | None:
    scheme = exchange.request_headers.get("authorization", "").partition(" ")[0]
    return None if scheme.lower() == "basic" else "the call carries no BASIC authentication"


def _in_url(exchange: Exchange) -> str | None:
    found = [name for name in ("user", "password") if name in exchange.query]
    return f"the URL holds {' and '.join(found)}" if found else None


def _media_type(exchange: Exchange) -> str | None:
    remark = exchange.noted("vaph.xml.content-*", "vaph.xml.charset-differs-400")
    if remark is not None:
        return remark.message
    sent = "content-type" in exchange.request_headers
    return None if sent else "the document is sent without Content-Type"


def _undocumented(exchange: Exchange) -> str | None:
    if not exchange.operation:
        return f"the document has no {exchange.method} {exchange.path}"
    remark = exchange.noted("vaph.schema.*")
    return None if remark is None else f"{remark.where}: {remark.message}"


def _is_afrekening(exchange: Exchange) -> bool:
    return _API(exchange) and "/afrekeningen/" in exchange.path


def _login(exchange: Exchange) -> Hashable:
    """By what a caller is told from others: the journal keeps fingerprints."""
    query = exchange.query
    return (
        exchange.request_headers.get("authorization"),
        *(tuple(query.get(name, ())) for name in ("user", "password")),
    )


def _document_sent(exchange: Exchange) -> Hashable:
    headers = exchange.request_headers
    kind = headers.get("content-type"), headers.get("content-encoding")
    return (_login(exchange), exchange.method, exchange.path, kind, str(exchange.request_body))


def _is_refusal(exchange: Exchange) -> bool:
    return exchange.fault is None and exchange.method == "PUT" and exchange.status in _WRONG


def _failed_logins(run: Run) -> Iterator[Look]:
    """Once a login has failed, the same one fails again."""
    failed: dict[Hashable, Exchange] = {}
    for exchange in run.where(_with_login):
        if exchange.noted("vaph.authentication.wrong-403") is None:
            continue
        before = failed.setdefault(_login(exchange), exchange)
        again = before is not exchange
        breach = f"this login failed already in exchange {before.number}"
        yield Look(exchange, breach if again else None)


def _looked_up(write: str, *look_ups: str) -> Judge:
    is_look_up = of_operations(*look_ups)
    return looked_up_before_repeating(
        of_operations(write), lambda one: is_look_up(one) and one.ok and not one.unanswered, _login
    )


_LOOKED_UP = (
    _looked_up("registerContract", "getContracten"),
    _looked_up("registerPrestatie", "getPrestaties"),
    _looked_up("addAfrekeningscontract", "getAfrekeningscontracten"),
)
"""What makes something new each time it is sent, and the list that tells whether it did."""


def _looked_up_each(run: Run) -> Iterator[Look]:
    for judge in _LOOKED_UP:
        yield from judge(run)


RULES = (
    Rule(
        "vaph.client.validates-before-sending",
        "Every document is valid by the XSD before it is sent.",
        "VAPH ISIS, Beschikbare diensten (altijd gevalideerd alvorens ze worden verzonden)",
        "documented",
        never_noted(_WITH_BODY, "vaph.xsd.*", "vaph.base-urls.deprecated-*", *_NOT_WELL_FORMED),
    ),
    Rule(
        "vaph.client.says-that-it-sends-xml",
        "Every document is sent as it is, with a media type and a charset that are its own.",
        "VAPH ISIS, Inleiding (XML); the header itself is not documented",
        "assumed",
        holds(lambda one: _WITH_BODY(one) and bool(one.request_body), _media_type),
    ),
    Rule(
        "vaph.client.documented-calls-only",
        "Every call is one of the document: its path, its method, ids and years in digits.",
        "VAPH ISIS, Een contract registreren to Een lijst variabele prestaties verwijderen",
        "documented",
        holds(_API, _undocumented),
    ),
    Rule(
        "vaph.client.no-deprecated-base-url",
        "No call goes to /isis-rest or /isisRest since these are deprecated.",
        "VAPH ISIS, Acceptatie deployment and Productie deployment",
        "documented",
        never_noted(_API, "vaph.deprecated.*"),
    ),
    Rule(
        "vaph.client.afrekeningen-at-isis",
        "Afrekeningen are asked and given at /isis only, at any date.",
        "VAPH ISIS, Acceptatie deployment and Productie deployment (afrekeningen)",
        "documented",
        never_noted(_is_afrekening, "vaph.base-urls.afrekeningen-on-deprecated"),
    ),
    Rule(
        "vaph.client.login-by-basic",
        "Every call but for the WADL and the XSD carries its login as BASIC authentication.",
        "VAPH ISIS, Beveiliging",
        "documented",
        holds(_with_login, _without_basic),
    ),
    Rule(
        "vaph.client.no-password-in-url",
        "User and password are kept out of the URL, which others write into their logs.",
        "VAPH ISIS, Beveiliging, against the URLs of the requests",
        "assumed",
        holds(_API, _in_url),
    ),
    Rule(
        "vaph.client.calls-for-its-own-units",
        "Calls are for subsidie-eenheden that there are and that the login may see.",
        "VAPH ISIS, Foutcodes (403, 404)",
        "documented",
        never_noted(_with_login, "vaph.access.other-unit-403", "vaph.unit.unknown-404*"),
    ),
    Rule(
        "vaph.client.failed-login-not-repeated",
        "A login that failed is not tried again as it was.",
        "VAPH ISIS, Foutcodes (403, de authenticatie is gefaald); what follows is not said",
        "assumed",
        _failed_logins,
    ),
    Rule(
        "vaph.client.looks-up-before-repeating",
        "What may have been registered is looked for in the list before it is sent again.",
        "not documented: a PUT that registers makes something new each time (Response, 201)",
        "assumed",
        _looked_up_each,
    ),
    Rule(
        "vaph.client.corrects-what-was-refused",
        "A document that was refused is not sent again unchanged.",
        "VAPH ISIS, Foutcodes (400, een probleem met de opgegeven parameters)",
        "assumed",
        corrected_before_repeating(
            lambda one: _API(one) and one.method in ("PUT", "DELETE"), _is_refusal, _document_sent
        ),
    ),
    Rule(
        "vaph.client.wrong-worker-registered-anew",
        "A wrong rijksregisternummer is set right by deleting the contract and registering again.",
        "VAPH ISIS, Een contract wijzigen (OPGELET)",
        "documented",
        never_noted(of_operations("changeContract"), "vaph.contract.change-national-number-*"),
    ),
    Rule(
        "vaph.client.names-through-wijzigen",
        "A new name of a known worker is told by changing a contract, not by registering one.",
        "VAPH ISIS, Een contract wijzigen, Werking; that a registration keeps names is assumed",
        "assumed",
        never_noted(of_operations("registerContract"), "vaph.worker.known-names-stay"),
    ),
    Rule(
        "vaph.client.checks-national-numbers",
        "A rijksregisternummer has the check digits that belong to it before it is sent.",
        "facts: vaph notes (Rijksregisternummer)",
        "assumed",
        never_noted(
            of_operations(*_CONTRACTS, "addBruggepensioneerden", "replaceBruggepensioneerden"),
            "vaph.worker.national-number-*",
        ),
    ),
    Rule(
        "vaph.client.one-contract-line",
        "A contract of a worker and function is ended before the next one begins.",
        "facts: vaph_fields.json, domain_rules (vaph.be)",
        "assumed",
        never_noted(of_operations(*_CONTRACTS), "vaph.contract.one-valid-line*"),
    ),
    Rule(
        "vaph.client.prestatie-once-a-month",
        "A prestatie is set right by deleting it and registering it again, never by a second one.",
        "VAPH ISIS, Een prestatie registreren to Alle prestaties opzoeken (there is no wijzigen)",
        "assumed",
        never_noted(of_operations("registerPrestatie"), "vaph.prestatie.second-of-month-400"),
    ),
    Rule(
        "vaph.client.prestatie-within-contract",
        "A prestatie is of a month on a day of which its contract is valid.",
        "not documented",
        "assumed",
        never_noted(of_operations("registerPrestatie"), "vaph.prestatie.outside-contract-*"),
    ),
    Rule(
        "vaph.client.one-year-a-list",
        "Every entry of a yearly list has the werkingsjaar of its URL.",
        "facts: vaph_endpoints.tsv, rows 16 and 20 (werkingsjaar also in every item)",
        "assumed",
        never_noted(
            of_operations(*_LISTS),
            "vaph.bruggepensioneerde.year-mismatch-400",
            "vaph.variabele.year-mismatch-400",
        ),
    ),
)
