"""Runs of clients that send anything: they are judged, reported and covered like any other."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import pytest

from invaller.kernel.specs import read_yaml
from invaller_contracts.consumer.coverage import coverage_of
from invaller_contracts.consumer.judging import apis_with, judge
from invaller_contracts.consumer.reporting import report_of
from invaller_contracts.consumer.run import Run
from invaller_contracts.loketoauth.client import USER
from invaller_contracts.report import html, junit
from invaller_contracts.simulator import Simulator

BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b"null"),
    ("application/json", b"[]"),
    ("application/json", b'[null, {"id": null}, 1]'),
    ("application/json", b'{"dimonaIn": null, "worker": [], "employer": "x", "content": 1}'),
    ("application/json", b'{"dimonaIn": {"features": null}, "worker": {}, "employer": {}}'),
    ("application/xml", b"<contract><id>\xc3\xa9</id></contract>"),
    ("application/x-www-form-urlencoded", b"grant_type=&client_assertion=x&scope=%zz"),
    ("text/plain", b"\xff\xfe"),
)
OPERATIONS = 40
"""Operations of each API that are called, from all over its document."""


def _operations(api: str) -> Iterator[tuple[str, str]]:
    """Method and path of some operations, every parameter with a value of its kind."""
    paths: Mapping[str, Mapping[str, Any]] = read_yaml(api, "openapi.yaml")["paths"]
    known = [
        (method, re.sub(r"\{[^}]*\}", "00000000-0000-4000-8000-000000000001", path))
        for path, item in paths.items()
        for method in item
        if method in ("get", "post", "put", "patch", "delete")
    ]
    return islice(known, 0, None, max(1, len(known) // OPERATIONS))


@pytest.mark.parametrize("api", apis_with("rules"))
def test_any_run_can_be_judged(sim: Simulator, api: str) -> None:
    """Every rule of every API looks at the run without an error, and so do the reports."""
    bearer = sim.credentials.bearer_of(USER) if api == "loket" else sim.credentials.bearer()
    for method, path in _operations(api):
        for media_type, body in BODIES:
            headers = {**bearer, "Content-Type": media_type, "Employer": "100001"}
            sim.http.request(method, sim.urls[api] + path, headers=headers, content=body)
    run = Run.of(sim.requests.find())
    assert len(run) >= len(BODIES)
    judgement = judge(run, apis_with("rules"))
    report = report_of(judgement)
    assert junit.text_of(report)
    assert html.text_of(report)
    assert coverage_of(run, apis_with("rules"))
