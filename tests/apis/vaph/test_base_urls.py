"""The validating base URL: its paths, what it makes, and the formats that it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from lxml import etree

from invaller.kernel.specs import read_yaml, specs_folder

if TYPE_CHECKING:
    from tests.apis.vaph.conftest import Isis

BASES = ("/isis", "/isis-rest", "/isisRest")
WADL = "{http://wadl.dev.java.net/2009/02}"

IDS = {
    "subsidieEenheid": "SE.51",
    "contractId": "123456789",
    "prestatieId": "234567891",
    "afrekeningscontractId": "345678912",
    "werkingsjaar": "2015",
}
OPERATIONS = [
    (method.upper(), path, operation["operationId"])
    for path, item in read_yaml("vaph", "openapi.yaml")["paths"].items()
    for method, operation in item.items()
    if "operationId" in operation and "security" not in operation
]


@pytest.mark.behaviour("vaph.base-urls.isis-all-operations", "vaph.authentication.basic")
def test_all_operations_answer(isis: Isis) -> None:
    """With a login each of the 22 operations reaches its handler on /isis: no 403, 404 or 405."""
    assert len(OPERATIONS) == 22
    isis.sim.snapshot("seed")
    for method, path, operation in OPERATIONS:
        isis.sim.restore("seed")
        status = isis.call(method, path.format(**IDS), "<x/>").status_code
        assert status == (400 if method == "PUT" else 200), operation


@pytest.mark.behaviour(
    "vaph.base-urls.isis-validates", "vaph.deprecated.isis-validates-at-any-date"
)
@pytest.mark.parametrize(
    "now",
    [
        pytest.param(now, marks=pytest.mark.sim(now=now))
        for now in ("2018-01-01T09:00Z", "2025-01-01T09:00Z", "2031-01-01T09:00Z")
    ],
)
def test_isis_validates_at_any_date(isis: Isis, now: str) -> None:
    """A body that the XSD refuses answers 400 and changes nothing, whatever the clock says."""
    assert isis.sim.clock.now.isoformat()[:4] == now[:4]
    assert isis.put("contract", isis.contract(ancJaar="41")).status_code == 400
    assert isis.listed("contract") == []


@pytest.mark.behaviour("vaph.base-urls.one-store")
@pytest.mark.parametrize("made", BASES)
def test_base_urls_share_one_store(isis: Isis, made: str) -> None:
    """What is registered on one base URL is read, changed and deleted on the other two."""
    path = urlsplit(isis.registered(base=made)).path.rpartition(made)[2]
    other, third = (base for base in BASES if base != made)
    assert isis.shown(path, base=other)["ancjaar"] == "5"
    assert isis.put(path, isis.contract(ancJaar="6"), base=third).status_code == 200
    assert isis.shown(path, base=made)["ancjaar"] == "6"
    assert isis.delete(path, base=other).status_code == 200
    assert isis.get(path, base=third).status_code == 404


@pytest.mark.behaviour("vaph.base-urls.trailing-slash")
@pytest.mark.parametrize("base", BASES)
def test_slash_behind_a_path_changes_nothing(isis: Isis, base: str) -> None:
    """With a slash behind it a path makes, lists and shows the same, and URLs have one slash."""
    url = isis.registered(path="contract/", base=base)
    assert "//" not in urlsplit(url).path
    assert isis.get(f"{url}/").content == isis.get(url).content
    assert isis.get("contract/", base=base).content == isis.get("contract", base=base).content


@pytest.mark.behaviour("vaph.base-urls.created-url-of-caller")
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("unit", ["SE.50", "se.050", "50", "Zorghuis%20Voorbeeld"])
def test_url_of_what_is_made_is_the_callers(isis: Isis, base: str, unit: str) -> None:
    """It has scheme, host, prefix, base URL and spelling of the unit of the call, and no query."""
    url = isis.registered(path="contract?x=1", unit=unit, base=base)
    assert url.rpartition("/")[0] == f"{isis.sim.url}{base}/{unit}/contract"


@pytest.mark.behaviour("vaph.base-urls.unknown-path-404")
@pytest.mark.parametrize(
    "path", ["/", "/SE.50", "/SE.50/contracten", "/SE.50/contract/1/x", "/xsd"]
)
def test_unknown_paths_are_not_found(isis: Isis, path: str) -> None:
    """A path below a base URL that no operation has answers 404."""
    for base in BASES:
        assert isis.get(path, base=base).status_code == 404


@pytest.mark.behaviour("vaph.base-urls.post-405", "vaph.names.put-creates-and-changes")
@pytest.mark.parametrize("path", sorted({path for _, path, _ in OPERATIONS}))
def test_post_is_not_served(isis: Isis, path: str) -> None:
    """POST answers 405 on every path, and Allow names what the document has there."""
    response = isis.call("POST", path.format(**IDS), isis.contract())
    served = {method for method, at, _ in OPERATIONS if at == path}
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == served


@pytest.mark.behaviour(
    "vaph.base-urls.wadl-served",
    "vaph.base-urls.wadl-base",
    "vaph.base-urls.xsd-and-wadl-without-login",
)
@pytest.mark.parametrize("base", BASES)
def test_wadl_is_served(isis: Isis, base: str) -> None:
    """Without login the WADL has all 22 operations, the caller's base URL, and XSDs below it."""
    response = isis.get("/application.wadl", base=base, auth=None)
    assert response.headers["Content-Type"] == "application/vnd.sun.wadl+xml"
    root = etree.fromstring(response.content)
    methods = {method.get("id") for method in root.iter(f"{WADL}method")}
    assert methods == {operation for _, _, operation in OPERATIONS}
    bases = [resources.get("base") for resources in root.iter(f"{WADL}resources")]
    assert bases == [f"{isis.sim.url}{base}/"]
    for grammar in root.iter(f"{WADL}include"):
        assert isis.get(f"/{grammar.get('href')}", base=base, auth=None).status_code == 200


@pytest.mark.behaviour("vaph.base-urls.xsd-served")
@pytest.mark.parametrize("base", BASES)
def test_every_file_of_the_xsd_is_served(isis: Isis, base: str) -> None:
    """Each file answers as application/xml, byte for byte, without login."""
    files = list((specs_folder() / "vaph" / "xsd").glob("*.xsd"))
    assert len(files) == 6
    for file in files:
        response = isis.get(f"/xsd/{file.name}", base=base, auth=None)
        assert response.content == file.read_bytes()
        assert response.headers["Content-Type"] == "application/xml"


@pytest.mark.behaviour("vaph.base-urls.xsd-unknown-404")
@pytest.mark.parametrize("name", ["contract.xsd", "..%2fopenapi.yaml", "openapi.yaml", ".xsd"])
def test_other_files_are_not_served(isis: Isis, name: str) -> None:
    """A name that is no file of the XSD answers 404, and nothing beside the XSD can be read."""
    assert isis.get(f"/xsd/{name}", auth=None).status_code == 404
