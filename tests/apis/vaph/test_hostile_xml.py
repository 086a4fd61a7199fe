"""Hostile and odd XML as the body of a request: what becomes of each document of the corpus.

No document is a 500, reads a file or calls an address; what is refused changes nothing.
"""

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from invaller.kernel.parsed import parse_yaml
from invaller_clients.vaph import Vaph
from invaller_contracts.simulator import Simulator
from invaller_contracts.vaph.client import DEPRECATED, Wire, vaph_client

CORPUS = Path(__file__).parent / "corpus"
OUTCOMES = parse_yaml((CORPUS / "outcomes.yaml").read_text("utf-8"))["documents"]
SECRET = "secret-of-the-file"

OPERATIONS = (
    "/contract",
    "/contract/123456789",
    "/contract/123456789/prestatie",
    "/afrekeningen/contracten",
    "/afrekeningen/contracten/345678912",
    "/afrekeningen/2015/gepensioneerden",
    "/afrekeningen/2015/gepensioneerden/wijzigen",
    "/afrekeningen/2015/variabeleprestaties",
    "/afrekeningen/2015/variabeleprestaties/wijzigen",
)
"""Every path that takes a body, with the numbers that SE.51 has."""


@dataclass(frozen=True)
class Surroundings:
    """What a hostile document reaches for: a file with a secret, and a server that listens."""

    file: Path
    listening: socket.socket

    def body(self, outcome: dict[str, Any]) -> bytes:
        """A document of the corpus that names them."""
        port = self.listening.getsockname()[1]
        body: bytes = (CORPUS / outcome["file"]).read_bytes()
        body = body.replace(b"{file}", str(self.file).encode())
        return body.replace(b"{url}", f"http://127.0.0.1:{port}".encode())

    def was_called(self) -> bool:
        """Whether somebody connected, or tries to: a connection waits until it is taken."""
        with suppress(BlockingIOError):
            self.listening.accept()[0].close()
            return True
        return False


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[Surroundings]:
    """A file and a listening socket of this test's own."""
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield Surroundings(file, listening)


@pytest.fixture
def isis(sim: Simulator) -> Iterator[Vaph]:
    """The reference client of SE.50, where nothing is registered yet."""
    with vaph_client(sim) as client:
        yield client


def sent(wire: Wire, path: str, outcome: dict[str, Any], body: bytes) -> httpx.Response:
    """Send a document with the headers that its outcome names."""
    media_type = outcome.get("type", "application/xml")
    headers = {"Content-Type": media_type} if media_type else {}
    if "coding" in outcome:
        headers["Content-Encoding"] = outcome["coding"]
    wire.headers = headers
    return wire.put(path, body)


def outcomes(kind: str) -> list[Any]:
    """The documents whose name begins with a word, each marked with what it proves."""
    return [
        pytest.param(one, id=one["file"][:-4], marks=pytest.mark.behaviour(*one["proves"]))
        for one in OUTCOMES
        if one["file"].startswith(kind)
    ]


@pytest.mark.parametrize("outcome", outcomes("accepted"))
def test_an_odd_document_is_accepted(
    sim: Simulator, isis: Vaph, surroundings: Surroundings, outcome: dict[str, Any]
) -> None:
    """It registers a contract whose naam is read back as the document means it."""
    answer = sent(Wire(sim), "/contract", outcome, surroundings.body(outcome))
    assert (answer.status_code, outcome["status"]) == (201, 201), answer.text
    (contract,) = isis.get_contracten()
    assert contract.naam == outcome.get("naam", "Deleuze")
    assert not surroundings.was_called()


@pytest.mark.behaviour("vaph.xml.never-500", "vaph.errors.body-is-text")
@pytest.mark.parametrize("outcome", outcomes("refused"))
def test_a_hostile_document_is_refused(
    sim: Simulator, isis: Vaph, surroundings: Surroundings, outcome: dict[str, Any]
) -> None:
    """Its status and rule are those decided, nothing is kept, read or called."""
    answer = sent(Wire(sim), "/contract", outcome, surroundings.body(outcome))
    assert answer.status_code == outcome["status"], answer.text
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert len(answer.text.splitlines()) == 1
    explanations = sim.explain(answer)["explanations"]
    rules = [explanation["rule"] for explanation in explanations]
    assert set(rules) == {outcome.get("rule", outcome["proves"][0])}
    assert isis.get_contracten() == ()
    assert SECRET not in answer.text + str(explanations)
    assert not surroundings.was_called()


@pytest.mark.behaviour("vaph.xml.never-500", "vaph.xml.doctype-400")
@pytest.mark.parametrize("base", ["/isis", *DEPRECATED])
@pytest.mark.parametrize("path", OPERATIONS)
def test_no_operation_takes_a_hostile_document(
    sim: Simulator, surroundings: Surroundings, base: str, path: str
) -> None:
    """On each base URL each operation refuses what is no XML of its own, and changes nothing."""
    before = sim.state()["documents"]
    wire = Wire(sim, base, "SE.51", "alles")
    for outcome in OUTCOMES:
        rule = outcome.get("rule", outcome["proves"][0])
        if not rule.startswith("vaph.xml.") or outcome["status"] == 201:
            continue
        answer = sent(wire, path, outcome, surroundings.body(outcome))
        assert (outcome["file"], answer.status_code) == (outcome["file"], outcome["status"])
        assert SECRET not in answer.text
    assert sim.state()["documents"] == before
    assert not surroundings.was_called()


def test_the_corpus_is_whole() -> None:
    """Each file has an outcome, each outcome a file, and there are at least 50."""
    files = {path.name for path in CORPUS.glob("*.xml")}
    assert files == {outcome["file"] for outcome in OUTCOMES}
    assert len(files) == len(OUTCOMES) >= 50
