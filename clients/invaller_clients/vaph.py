"""The client of VAPH ISIS: contracts, prestaties and afrekeningen of a subsidie-eenheid, in XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

import httpx
from lxml import etree

from .errors import ProblemError, UnreadableAnswer
from .translation import translated
from .transport import DEFAULT_TIMEOUT, Service
from .vaph_documents import (
    Afrekeningscontract,
    Contract,
    Gepensioneerde,
    Prestatie,
    VariabelePrestaties,
)
from .vaph_fields import (
    AFREKENINGSCONTRACT,
    CONTRACT,
    GEPENSIONEERDE,
    PRESTATIE,
    VARIABELE_PRESTATIES,
    Layout,
)
from .vaph_schema import schema_at, schema_from, validate
from .vaph_xml import bytes_of, document_of, documents_of, element_of, list_of, root_of

__all__ = [
    "Afrekeningscontract",
    "Contract",
    "Gepensioneerde",
    "Prestatie",
    "Vaph",
    "VariabelePrestaties",
]

Kind = TypeVar("Kind")

_GEPENSIONEERDEN = "AfrekeningsGepensioneerdenRequest"
_VARIABELE_PRESTATIES = "AfrekeningsVariabelePrestatiesRequest"


class Vaph(Service):
    """Registers, changes, reads and deletes for one subsidie-eenheid (VAPH ISIS).

    Every request is validated against the XSD first: InvalidDocument, and nothing is sent, when
    it refuses. What the server refuses is a ProblemError with the server's text as its detail.
    Whatever is added twice is there twice: nothing is sent again by itself.
    """

    def __init__(
        self,
        base_url: str,
        unit: str,
        user: str,
        password: str,
        *,
        schema: etree.XMLSchema | Path | None = None,
        transport: httpx.BaseTransport | None = None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        """Point at `base_url`, for `unit`: its name, its erkenningsnummer or its number.

        `schema` is the vendor's XSD of requests or the file that has it; left out, it is fetched
        from /xsd/requests.xsd below `base_url` before the first request that has a body.
        """
        auth = httpx.BasicAuth(user, password)
        super().__init__(base_url, auth=auth, transport=transport, timeout=timeout)
        self._http.headers["Accept"] = "application/xml"
        self._unit = "/" + quote(unit, safe="")
        self._schema = schema_at(schema) if isinstance(schema, Path) else schema

    @property
    def schema(self) -> etree.XMLSchema:
        """The XSD that decides what is sent; fetched when it is needed for the first time."""
        if self._schema is None:
            self._schema = schema_from(lambda name: self._ask("GET", f"/xsd/{name}").content)
        return self._schema

    # Contracten

    def register_contract(self, contract: Contract) -> int:
        """Register a contract, and its worker when unknown; gives the contract's id."""
        return self._created("/contract", CONTRACT, contract)

    def change_contract(self, contract_id: int, contract: Contract) -> None:
        """Change everything of a contract but the rijksregisternummer; NotFound if there is none.

        A changed naam or voornaam changes all contracts of that worker.
        """
        self._put(f"/contract/{contract_id}", element_of(CONTRACT, contract))

    def delete_contract(self, contract_id: int) -> None:
        """Delete a contract; its worker stays known."""
        self._ask("DELETE", f"{self._unit}/contract/{contract_id}")

    def get_contract(self, contract_id: int) -> Contract:
        """A contract as it is now; NotFound if there is none."""
        return self._one(f"/contract/{contract_id}", CONTRACT)

    def get_contracten(self) -> tuple[Contract, ...]:
        """All contracts of the subsidie-eenheid."""
        return self._all("/contract", CONTRACT, "contract")

    # Prestaties

    def register_prestatie(self, contract_id: int, prestatie: Prestatie) -> int:
        """Register what was done in a month; gives the prestatie's id. It cannot be changed."""
        return self._created(f"/contract/{contract_id}/prestatie", PRESTATIE, prestatie)

    def delete_prestatie(self, contract_id: int, prestatie_id: int) -> None:
        """Delete a prestatie."""
        self._ask("DELETE", f"{self._unit}/contract/{contract_id}/prestatie/{prestatie_id}")

    def get_prestatie(self, contract_id: int, prestatie_id: int) -> Prestatie:
        """A prestatie as it is now; NotFound if there is none."""
        return self._one(f"/contract/{contract_id}/prestatie/{prestatie_id}", PRESTATIE)

    def get_prestaties(self, contract_id: int) -> tuple[Prestatie, ...]:
        """All prestaties of a contract."""
        return self._all(f"/contract/{contract_id}/prestaties", PRESTATIE, "prestatie")

    # Afrekeningen

    def get_afrekeningscontracten(self) -> tuple[Afrekeningscontract, ...]:
        """All afrekeningscontracten of the subsidie-eenheid."""
        return self._all("/afrekeningen/contracten", AFREKENINGSCONTRACT, "afrekeningContract")

    def get_afrekeningscontract(self, afrekeningscontract_id: int) -> Afrekeningscontract:
        """An afrekeningscontract as it is now; NotFound if there is none."""
        path = f"/afrekeningen/contracten/{afrekeningscontract_id}"
        return self._one(path, AFREKENINGSCONTRACT)

    def add_afrekeningscontract(self, contract: Afrekeningscontract) -> int:
        """Add an afrekeningscontract; gives its id."""
        return self._created("/afrekeningen/contracten", AFREKENINGSCONTRACT, contract)

    def change_afrekeningscontract(
        self, afrekeningscontract_id: int, contract: Afrekeningscontract
    ) -> None:
        """Change everything of an afrekeningscontract; NotFound if there is none."""
        path = f"/afrekeningen/contracten/{afrekeningscontract_id}"
        self._put(path, element_of(AFREKENINGSCONTRACT, contract))

    def delete_afrekeningscontract(self, afrekeningscontract_id: int) -> None:
        """Delete an afrekeningscontract."""
        self._ask("DELETE", f"{self._unit}/afrekeningen/contracten/{afrekeningscontract_id}")

    def get_bruggepensioneerden(self, werkingsjaar: int) -> tuple[Gepensioneerde, ...]:
        """The list of a year; NotFound if there is none."""
        path = f"/afrekeningen/{werkingsjaar}/gepensioneerden"
        return self._all(path, GEPENSIONEERDE, GEPENSIONEERDE.root)

    def add_bruggepensioneerden(self, werkingsjaar: int, added: Sequence[Gepensioneerde]) -> None:
        """Add people to the list of a year; who is on it already is overwritten."""
        path = f"/afrekeningen/{werkingsjaar}/gepensioneerden"
        self._put(path, list_of(GEPENSIONEERDE, _GEPENSIONEERDEN, added))

    def replace_bruggepensioneerden(
        self, werkingsjaar: int, everybody: Sequence[Gepensioneerde]
    ) -> None:
        """Overwrite the whole list of a year; NotFound if there is none."""
        path = f"/afrekeningen/{werkingsjaar}/gepensioneerden/wijzigen"
        self._put(path, list_of(GEPENSIONEERDE, _GEPENSIONEERDEN, everybody))

    def delete_bruggepensioneerden(self, werkingsjaar: int) -> None:
        """Delete the list of a year; NotFound if there is none."""
        path = f"/afrekeningen/{werkingsjaar}/gepensioneerden/wijzigen"
        self._ask("DELETE", self._unit + path)

    def get_variabele_prestaties(self, werkingsjaar: int) -> tuple[VariabelePrestaties, ...]:
        """The three groups of a year; NotFound if there is no list."""
        path = f"/afrekeningen/{werkingsjaar}/variabeleprestaties"
        return self._all(path, VARIABELE_PRESTATIES, VARIABELE_PRESTATIES.root)

    def add_variabele_prestaties(
        self, werkingsjaar: int, groups: Sequence[VariabelePrestaties]
    ) -> None:
        """Add the list of a year: always GROEP 1, GROEP 2 and GROEP 3."""
        path = f"/afrekeningen/{werkingsjaar}/variabeleprestaties"
        self._put(path, list_of(VARIABELE_PRESTATIES, _VARIABELE_PRESTATIES, groups))

    def replace_variabele_prestaties(
        self, werkingsjaar: int, groups: Sequence[VariabelePrestaties]
    ) -> None:
        """Overwrite the list of a year, all three groups; NotFound if there is none."""
        path = f"/afrekeningen/{werkingsjaar}/variabeleprestaties/wijzigen"
        self._put(path, list_of(VARIABELE_PRESTATIES, _VARIABELE_PRESTATIES, groups))

    def delete_variabele_prestaties(self, werkingsjaar: int) -> None:
        """Delete the list of a year; NotFound if there is none."""
        path = f"/afrekeningen/{werkingsjaar}/variabeleprestaties/wijzigen"
        self._ask("DELETE", self._unit + path)

    # What they share

    def _one(self, path: str, layout: Layout[Kind]) -> Kind:
        return document_of(layout, root_of(self._ask("GET", self._unit + path).content))

    def _all(self, path: str, layout: Layout[Kind], item: str) -> tuple[Kind, ...]:
        return documents_of(layout, root_of(self._ask("GET", self._unit + path).content), item)

    def _created(self, path: str, layout: Layout[Kind], document: Kind) -> int:
        return _id_in(self._put(path, element_of(layout, document)))

    def _put(self, path: str, root: etree._Element) -> httpx.Response:
        """Validate a request, then send it."""
        validate(self.schema, root)
        return self._ask("PUT", self._unit + path, bytes_of(root))

    def _ask(self, method: str, path: str, body: bytes | None = None) -> httpx.Response:
        headers = {} if body is None else {"Content-Type": "application/xml; charset=UTF-8"}
        request = self._http.build_request(method, path, content=body, headers=headers)
        with _told(), translated(request, self.recognised):
            return self._http.send(request).raise_for_status()


@contextmanager
def _told() -> Iterator[None]:
    """Within this block an error whose body is a text has that text as its detail (Foutcodes)."""
    try:
        yield
    except ProblemError as error:
        said = error.problem.body
        if isinstance(said, str) and error.problem.detail is None:
            problem = replace(error.problem, detail=said.strip())
            raise type(error)(problem) from error.__cause__
        raise


def _id_in(response: httpx.Response) -> int:
    """The id at the end of the URL of what was made.

    That URL is promised (Een contract registreren, Response), but not where: it is taken from
    the Location header, or else from the body.
    """
    url = response.headers.get("Location") or response.text.strip()
    number = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    if not (number.isascii() and number.isdigit()):
        raise UnreadableAnswer(f"{response.request.url}: no URL of what was made, found {url!r}")
    return int(number)
