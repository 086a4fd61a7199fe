"""A client of the ISIS simulator that holds every answer against the ledger's forms.

`isis` is a workspace in the hands of a test: `isis.put("contract", isis.contract(naam="Roe"))`.
A call is refused by the test itself when an answer is not what every answer must be: XML that
the XSD of answers allows, an error of one line of text, a 200 of a change without body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from invaller.kernel.specs import read_text, specs_folder

if TYPE_CHECKING:
    import httpx

    from invaller_contracts.simulator import Simulator

NAMESPACE = "http://www.vaph.be/zorgregie"
ALL_UNITS = ("alles", "alles-simulator")
OWN_UNIT = ("isis", "isis-simulator")
BASES = ("/isis", "/isis-rest", "/isisRest")

Fields = Mapping[str, Any]
"""Elements in their order: a text, elements inside, several of them, or None for no element."""

CONTRACT: Fields = {
    "werknemer": {"rijksregisternummer": "27120934734", "naam": "Doe", "voornaam": "John"},
    "begindatum": "2014-01-01",
    "einddatum": "2014-12-31",
    "functie": {"code": "630", "omschrijving": None},
    "ancJaar": "5",
    "ancMaand": "11",
}
PRESTATIE: Fields = {
    "contractId": None,
    "jaar": "2014",
    "maand": "1",
    "uren": "160",
    "uurstel": "160",
    "prestatieeenheid": "1",
    "afwezigheid": "0",
}
AFREKENING: Fields = {
    "rijksregisternummer": "27120934734",
    "naam": "Doe",
    "voornaam": "John",
    "functie": {"code": "630", "omschrijving": None},
    "ancJaar": "5",
    "ancMaand": "11",
    "ancDatum": "2014-01-01",
    "prestatieeenheid": "0.75",
    "gelijkgesteldeperiode": "0.25",
    "prestatiejaar": "2014",
}
PERSON: Fields = {
    "werkingsjaar": "2015",
    "rijksregisterNummer": "85051000164",
    "naam": "Deleuze",
    "voornaam": "Guido",
    "functie": "130",
    "bedrag": "1000.00",
    "rsz": "250.00",
}
KINDS_OF_HOURS = ("PrestatieZondag", "PrestatieZaterdag", "PrestatieAvond", "PrestatieNacht")
GROUP: Fields = {
    "werkingsjaar": "2015",
    "functieGroep": "GROEP 1",
    **{
        f"{what}{kind}": "1.5"
        for kind in (*KINDS_OF_HOURS, "PrestatieFeestdag", "GewaarborgdLoon")
        for what in ("uren", "loon")
    },
    "dubbelVakantieGeld": "0",
    "enkelvoudigVakantieGeld": "0",
}


def changed(fields: Fields, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with some leaves or groups replaced, wherever they lie."""
    return {
        name: changes[name]
        if name in changes
        else changed(value, changes)
        if isinstance(value, Mapping)
        else value
        for name, value in fields.items()
    }


def build(root: str, fields: Fields, attributes: str = "") -> str:
    """XML without declaration; `attributes` stands in the root as it is."""
    return f"<{root}{attributes}>{''.join(_elements(fields))}</{root}>"


def _elements(fields: Fields) -> Iterable[str]:
    for name, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping):
                yield build(name, item)
            elif item is not None:
                yield f"<{name}>{item}</{name}>"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def flat(element: etree._Element) -> dict[str, str]:
    """The texts of the leaves below an element by name, in their order."""
    return {local(leaf): leaf.text or "" for leaf in element.iter() if not len(leaf)}


class Isis:
    """Calls in a workspace, as a user who reaches every unit, about SE.50 unless said otherwise."""

    def __init__(self, sim: Simulator, answers: etree.XMLSchema) -> None:
        self.sim = sim
        self._answers = answers

    def call(
        self,
        method: str,
        path: str,
        body: str | bytes | None = None,
        *,
        unit: str = "SE.50",
        base: str = "/isis",
        auth: tuple[str, str] | None = ALL_UNITS,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """One call below a unit; a path that begins with a slash is one below the base URL."""
        below = path if path.startswith("/") else f"/{unit}/{path}"
        # A path that is a URL already is the one of something that was created.
        url = path if "://" in path else f"{self.sim.url}{base}{below}"
        content = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": "application/xml", **(headers or {})}
        response = self.sim.http.request(method, url, content=content, headers=given, auth=auth)
        self._check(response)
        return response

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Look something up."""
        return self.call("GET", path, **options)

    def put(self, path: str, body: str | bytes, **options: Any) -> httpx.Response:
        """Create or change something."""
        return self.call("PUT", path, body, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        """Delete something."""
        return self.call("DELETE", path, **options)

    def registered(self, body: str | bytes | None = None, path: str = "contract", **o: Any) -> str:
        """The URL of something that is registered: a contract unless said otherwise."""
        response = self.put(path, self.contract() if body is None else body, **o)
        assert response.status_code == 201, response.text
        return response.headers["Location"]

    def shown(self, path: str, **options: Any) -> dict[str, str]:
        """The texts of one thing that is there, by name."""
        response = self.get(path, **options)
        assert response.status_code == 200, response.text
        return flat(etree.fromstring(response.content))

    def listed(self, path: str, **options: Any) -> list[dict[str, str]]:
        """The texts of each item of a list."""
        response = self.get(path, **options)
        assert response.status_code == 200, response.text
        items = etree.fromstring(response.content)
        wrapped = path.endswith(("contract", "prestaties")) and len(items) == 1
        return [flat(item) for item in (items[0] if wrapped and "afrek" not in path else items)]

    def findings(self) -> list[str]:
        """The rules of all findings so far."""
        return [finding["rule"] for finding in self.sim.findings]

    def rules(self, response: httpx.Response) -> list[str]:
        """The rules behind an answer."""
        return [reason["rule"] for reason in self.sim.explain(response)["explanations"]]

    @staticmethod
    def contract(*, root: str = "contract", attributes: str = "", **changes: Any) -> str:
        """A request of the document's John Doe."""
        return build(root, changed(CONTRACT, changes), attributes)

    @staticmethod
    def prestatie(**changes: Any) -> str:
        """A prestatie of January 2014."""
        return build("prestatie", changed(PRESTATIE, changes))

    @staticmethod
    def afrekening(root: str = "AfrekeningsContract", **changes: Any) -> str:
        """An afrekeningscontract, in the namespace."""
        return build(root, changed(AFREKENING, changes), f' xmlns="{NAMESPACE}"')

    @staticmethod
    def persons(*changes: Mapping[str, Any], attributes: str = "") -> str:
        """A list of bruggepensioneerden, Guido Deleuze with each of these changes."""
        entries = [changed(PERSON, change) for change in changes]
        fields = {"afrekeningsGepensioneerde": entries}
        return build("AfrekeningsGepensioneerdenRequest", fields, attributes)

    @staticmethod
    def hours(*groups: Any, **changes: Any) -> str:
        """Variabele prestaties of these groups (default: all three)."""
        entries = [
            changed(GROUP, {"functieGroep": f"GROEP {group}", **changes})
            for group in groups or (1, 2, 3)
        ]
        fields = {"AfrekeningsVariabelePrestaties": entries}
        return build("AfrekeningsVariabelePrestatiesRequest", fields)

    @staticmethod
    def example(name: str) -> bytes:
        """An example of the document, as in specs/vaph/examples."""
        return read_text("vaph", "examples", f"{name}.xml").encode()

    def _check(self, response: httpx.Response) -> None:
        media_type = response.headers.get("Content-Type", "")
        assert response.status_code != 401
        if response.status_code >= 400:
            assert media_type == "text/plain;charset=UTF-8", response.text
            assert re.fullmatch(r"[^\r\n]+", response.text), response.text
        elif media_type == "application/xml" and "/xsd/" not in response.url.path:
            self._answers.assertValid(etree.fromstring(response.content))
        elif response.status_code == 200 and response.request.method != "GET":
            assert (response.content, response.headers.get("Content-Type")) == (b"", None)


@pytest.fixture(scope="session")
def answers() -> etree.XMLSchema:
    """The XSD of answers, compiled."""
    return etree.XMLSchema(etree.parse(specs_folder() / "vaph" / "xsd" / "responses.xsd"))


@pytest.fixture
def isis(sim: Simulator, answers: etree.XMLSchema) -> Isis:
    """Calls in a fresh workspace on 3 March 2025."""
    return Isis(sim, answers)
