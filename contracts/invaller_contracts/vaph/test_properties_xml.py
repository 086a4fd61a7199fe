"""Requests out of the XSD, valid, invalid and broken: no 500, and every refusal explained."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from lxml import etree

from invaller.kernel.specs import fidelity_of
from invaller_contracts.plugin import DEFAULTS
from invaller_contracts.simulator import Simulator, SimulatorServer
from invaller_contracts.vaph.client import DEPRECATED, VALIDATING, Wire, check_answer
from invaller_contracts.vaph.generating import broken, decider, invalid, root_names, valid

NAMESPACE = "{http://www.vaph.be/zorgregie}"
YEARLY = "/afrekeningen/2015"

ROOTS = {
    "/contract": ("contract", f"{NAMESPACE}contract"),
    "/contract/123456789": ("contract", f"{NAMESPACE}contract"),
    "/contract/123456789/prestatie": ("prestatie", f"{NAMESPACE}prestatie"),
    "/afrekeningen/contracten": (
        f"{NAMESPACE}AfrekeningsContract",
        f"{NAMESPACE}afrekeningContract",
    ),
    "/afrekeningen/contracten/345678912": (f"{NAMESPACE}AfrekeningsContract",),
    f"{YEARLY}/gepensioneerden": (
        "AfrekeningsGepensioneerdenRequest",
        f"{NAMESPACE}AfrekeningsGepensioneerdenRequest",
    ),
    f"{YEARLY}/gepensioneerden/wijzigen": ("AfrekeningsGepensioneerdenRequest",),
    f"{YEARLY}/variabeleprestaties": (
        "AfrekeningsVariabelePrestatiesRequest",
        f"{NAMESPACE}AfrekeningsVariabelePrestatiesRequest",
    ),
    f"{YEARLY}/variabeleprestaties/wijzigen": ("AfrekeningsVariabelePrestatiesRequest",),
}
"""The roots that each operation with a body takes, by its path."""

KNOWN = {
    "rijksregisternummer": ["27120934734", "85051000164", "01020300170"],
    "rijksregisterNummer": ["27120934734", "85051000164", "00000000097"],
    "code": ["630", "130", "110"],
    "functie": ["630", "130"],
    "werkingsjaar": ["2015"] * 3 + ["2016"],
    "contractId": ["123456789"],
    "begindatum": ["2014-01-01", "2016-01-01T00:00:00.000+02:00", "2018-01-01"],
    "einddatum": ["2014-12-31", "2016-12-31", "2018-12-31"],
}
IDS = {entry["id"] for entry in fidelity_of("vaph")}

FUZZED = settings(
    max_examples=30,
    derandomize=True,
    database=None,
    deadline=None,
    # A request leaves its traces in the workspace, so that a smaller one proves nothing.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def workspace(sim_server: SimulatorServer) -> Iterator[Simulator]:
    """A workspace that all examples of this module leave their traces in."""
    sim = sim_server.create({**DEFAULTS, "id": "fuzzing-vaph"})
    yield sim
    sim_server.delete(sim)


def documents(path: str) -> st.SearchStrategy[etree._Element]:
    """Valid documents for an operation."""
    return st.sampled_from(ROOTS[path]).flatmap(lambda root: valid(root, KNOWN))


def written(root: etree._Element) -> bytes:
    """A document as it is sent."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def explained(sim: Simulator, answer: httpx.Response) -> list[dict[str, Any]]:
    """The reasons of an answer, which must be none, or documented ones of a refusal."""
    event(str(answer.status_code))
    assert answer.status_code in {200, 201, 400, 404}, answer.text
    reasons: list[dict[str, Any]] = sim.explain(answer)["explanations"]
    if answer.is_success:
        assert reasons == []
        return reasons
    assert len(answer.text.splitlines()) == 1
    assert reasons
    for reason in reasons:
        assert reason["rule"] in IDS
        assert reason["message"]
        assert reason["source"]
    return reasons


def test_every_root_is_fuzzed() -> None:
    """The operations of this module take every root that the XSD of requests has."""
    roots = {root for names in ROOTS.values() for root in names}
    assert roots == set(root_names())


@pytest.mark.behaviour("vaph.xsd.same-schema-decides", "vaph.xml.never-500")
@pytest.mark.parametrize("path", ROOTS)
def test_valid_documents_get_past_the_xsd(workspace: Simulator, path: str) -> None:
    """What the XSD allows is registered and read back, or refused by a rule, never by the XSD."""
    statuses = set()

    @FUZZED
    @given(root=documents(path))
    def send(root: etree._Element) -> None:
        assert decider().validate(root), decider().error_log
        answer = Wire(workspace, unit="SE.51", user="alles").put(path, written(root))
        statuses.add(answer.status_code)
        for reason in explained(workspace, answer):
            assert not reason["rule"].startswith(("vaph.xsd.", "vaph.xml."))
        if answer.status_code == 201:
            read = workspace.http.get(answer.text, auth=("alles", "alles-simulator"))
            assert read.status_code == 200
            check_answer(read, answer.text)

    send()
    assert statuses >= {201 if path in CREATING else 200, 400}


CREATING = ("/contract", "/contract/123456789/prestatie", "/afrekeningen/contracten")


@pytest.mark.behaviour(
    "vaph.xsd.same-schema-decides",
    "vaph.xsd.refusal-explained",
    "vaph.xsd.refusal-text",
    "vaph.xml.never-500",
)
@pytest.mark.parametrize("path", ROOTS)
def test_invalid_documents_are_refused_and_explained(workspace: Simulator, path: str) -> None:
    """What lxml refuses is a 400 that says where and what; what it allows still is not."""
    refused = []

    @FUZZED
    @given(root=invalid(documents(path)))
    def send(root: etree._Element) -> None:
        root = etree.fromstring(written(root))
        answer = Wire(workspace, unit="SE.51", user="alles").put(path, written(root))
        reasons = explained(workspace, answer)
        by_xsd = [one for one in reasons if one["rule"].startswith("vaph.xsd.")]
        named = root.tag in ROOTS[path]
        assert bool(by_xsd) is not (named and decider().validate(root))
        if by_xsd:
            refused.append(root)
            assert answer.status_code == 400
            assert answer.text.startswith("line ")
            assert all(re.match(r"line \d+, /", one["where"]) for one in by_xsd)

    send()
    assert len(refused) > 5


@pytest.mark.behaviour("vaph.xml.never-500")
@pytest.mark.parametrize("base", [VALIDATING, *DEPRECATED])
@pytest.mark.parametrize("path", ROOTS)
def test_anything_is_answered_and_explained(workspace: Simulator, base: str, path: str) -> None:
    """Valid, invalid or broken, on any base URL: a documented status, and reasons when refused."""

    @settings(FUZZED, max_examples=12)
    @given(body=st.one_of(invalid(documents(path)).map(written), broken(documents(path))))
    def send(body: bytes) -> None:
        answer = Wire(workspace, base, "SE.51", "alles").put(path, body)
        explained(workspace, answer)

    send()
