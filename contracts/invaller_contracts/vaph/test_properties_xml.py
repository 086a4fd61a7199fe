"""Requests out of the XSD, valid, invalid and broken: no 500, and every refusal explained.

At a real environment nothing explains a refusal, and its rules are its own. What is left to ask is
what its document promises: one of its statuses, XML that the XSD of answers allows, and that a body
which the XSD refuses is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from invaller_contracts.examples import bounded
from invaller_contracts.provider.target import Target
from invaller_contracts.vaph.checking import explained
from invaller_contracts.vaph.client import DEPRECATED, Wire, check_answer
from invaller_contracts.vaph.generating import broken, decider, invalid, root_names
from invaller_contracts.vaph.scenes import CREATING, ROOTS, Scene, own_scene, seeded_scene
from invaller_contracts.vaph.tidying import number_of, one_example, tidied

EXAMPLES, INVALID = 40, 20


@pytest.fixture
def scene(request: pytest.FixtureRequest, target: Target, path: str) -> Iterator[Scene]:
    """Where the documents of an operation go; what a real environment keeps of them is deleted."""
    if target.simulator is not None:
        yield seeded_scene(target, path)
        return
    if "{year}" in path:
        request.getfixturevalue("year")
    isis, cast = request.getfixturevalue("isis"), request.getfixturevalue("cast")
    with tidied(target) as made:
        scene = own_scene(target, path, isis, cast, made)
        yield scene
        scene.wire.http.close()


def written(root: etree._Element) -> bytes:
    """A document as it is sent."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def faults_of(body: bytes) -> str:
    """What is wrong with a body by the XSD of requests, or by XML itself; empty when nothing is."""
    try:
        allowed = decider().validate(etree.fromstring(body))
    except etree.XMLSyntaxError as error:
        return str(error) or "no XML"
    return "" if allowed else str(decider().error_log)


def wrong(scene: Scene, *kinds: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """Bodies that are mostly wrong; for a real environment always, so that none is registered."""
    found = st.one_of(kinds)
    return found.filter(lambda body: faults_of(body) != "") if scene.target.is_real else found


def sent(wire: Wire, scene: Scene, body: bytes) -> tuple[httpx.Response, list[dict[str, Any]]]:
    """The answer to a wrong body and its reasons; a real environment must refuse it."""
    with one_example(scene.target, scene.made):
        answer = wire.put(scene.path, body)
        reasons = explained(scene.target, answer)
    if scene.target.is_real:
        assert answer.status_code == 400, f"{faults_of(body)}\nin {body!r}"
    return answer, reasons


def read_back(scene: Scene, registered: httpx.Response) -> None:
    """What was registered is there, and is XML that the XSD of answers allows."""
    read = scene.wire.get(f"{scene.path}/{number_of(registered)}")
    assert read.status_code == 200
    check_answer(read, str(read.url))
    if scene.target.simulator is not None:
        assert str(read.url) == registered.text


def test_every_root_is_fuzzed() -> None:
    """The operations of this module take every root that the XSD of requests has."""
    roots = {root for names in ROOTS.values() for root in names}
    assert roots == set(root_names())


@pytest.mark.anywhere(generated=True, writes=True)
@pytest.mark.behaviour("vaph.xsd.same-schema-decides", "vaph.xml.never-500")
@pytest.mark.parametrize("path", ROOTS)
def test_valid_documents_get_past_the_xsd(target: Target, scene: Scene, path: str) -> None:
    """What the XSD allows is registered and read back, or refused by a rule, never by the XSD."""
    statuses = set()

    @bounded(EXAMPLES, target)
    @given(root=scene.documents())
    def send(root: etree._Element) -> None:
        assert decider().validate(root), decider().error_log
        with one_example(target, scene.made):
            answer = scene.wire.put(scene.path, written(root))
            statuses.add(answer.status_code)
            for reason in explained(target, answer):
                assert not reason["rule"].startswith(("vaph.xsd.", "vaph.xml."))
            if answer.status_code == 201:
                read_back(scene, answer)

    send()
    # Which rules refuse what, only a simulator is known to agree on.
    assert target.is_real or statuses >= {201 if path in CREATING else 200, 400}


@pytest.mark.anywhere(generated=True, writes=True)
@pytest.mark.behaviour(
    "vaph.xsd.same-schema-decides",
    "vaph.xsd.refusal-explained",
    "vaph.xsd.refusal-text",
    "vaph.xml.never-500",
)
@pytest.mark.parametrize("path", ROOTS)
def test_invalid_documents_are_refused_and_explained(
    target: Target, scene: Scene, path: str
) -> None:
    """What lxml refuses is a 400 that says where and what; what it allows still is not."""
    refused = []
    documents = invalid(scene.documents(), gently=target.is_real).map(written)

    @bounded(INVALID, target)
    @given(body=wrong(scene, documents))
    def send(body: bytes) -> None:
        answer, reasons = sent(scene.wire, scene, body)
        if target.is_real:
            return
        root = etree.fromstring(body)
        by_xsd = [one for one in reasons if one["rule"].startswith("vaph.xsd.")]
        named = root.tag in ROOTS[path]
        assert bool(by_xsd) is not (named and decider().validate(root))
        if by_xsd:
            refused.append(body)
            assert answer.status_code == 400
            assert answer.text.startswith("line ")
            assert all(re.match(r"line \d+, /", one["where"]) for one in by_xsd)

    send()
    assert target.is_real or len(refused) > 5


def send_anything(scene: Scene, wire: Wire) -> None:
    """Send valid, invalid and broken documents, each of which is answered as documented."""
    documents = scene.documents()
    some = invalid(documents, gently=scene.target.is_real).map(written)

    @bounded(12, scene.target)
    @given(body=wrong(scene, some, broken(documents)))
    def send(body: bytes) -> None:
        sent(wire, scene, body)

    send()


@pytest.mark.anywhere(generated=True, writes=True)
@pytest.mark.behaviour("vaph.xml.never-500")
@pytest.mark.parametrize("path", ROOTS)
def test_anything_is_answered_and_explained(scene: Scene, path: str) -> None:
    """Valid, invalid or broken: a documented status, and reasons when refused."""
    send_anything(scene, scene.wire)


@pytest.mark.behaviour("vaph.xml.never-500")
@pytest.mark.parametrize("base", DEPRECATED)
@pytest.mark.parametrize("path", ROOTS)
def test_deprecated_base_urls_answer_anything(scene: Scene, base: str, path: str) -> None:
    """On a base URL that does not validate too: a documented status, and reasons when refused."""
    send_anything(scene, replace(scene.wire, base=base))
