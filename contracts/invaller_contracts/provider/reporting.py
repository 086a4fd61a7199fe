"""Reports of a run of stories: JUnit with a case a step, and a page; a group a story.

The steps of a story are the calls that it made, as the simulator's journal tells them, or as
they were recorded at a URL. What a worker process of pytest-xdist saw travels in its reports.
"""

import inspect
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from invaller_contracts.consumer.run import Exchange
from invaller_contracts.provider.recording import Story
from invaller_contracts.report import html, junit
from invaller_contracts.report.report import Group, Promise, Report, Step
from invaller_contracts.simulator import Simulator

Seen = dict[str, Any]
"""What a process saw of a story, as JSON."""

_MEMBER = "invaller_story"
"""The member of pytest's report in which it travels."""


class StoryReports:
    """A pytest plugin that writes the reports that were asked for."""

    def __init__(self, junit_file: str | None, html_file: str | None) -> None:
        self._files = {junit.text_of: junit_file, html.text_of: html_file}
        self._groups: list[Group] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Called by pytest in the process that ran a story, while its workspace is there."""
        report = yield
        if call.when == "call" or report.outcome != "passed":
            setattr(report, _MEMBER, _seen(item))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest in the process that reports."""
        seen: Seen | None = getattr(report, _MEMBER, None)
        if seen is not None:
            self._groups.append(_group(report, seen))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Called by pytest at the end; worker processes write nothing."""
        if hasattr(session.config, "workerinput"):
            return
        target = str(session.config.getoption("--target"))
        groups = tuple(sorted(self._groups, key=lambda group: group.name))
        report = Report("What the provider did", groups, (f"target: {target}",))
        for text_of, file in self._files.items():
            if file:
                Path(file).write_text(text_of(report), encoding="utf-8")


def _seen(item: pytest.Item) -> Seen:
    marker = item.get_closest_marker("truth")
    return {
        "claim": inspect.getdoc(getattr(item, "function", None)) or "",
        "truth": str(marker.args[0]) if marker and marker.args else "assumed",
        "steps": [dict(step) for step in _steps(item)],
    }


def _steps(item: pytest.Item) -> Iterator[Mapping[str, Any]]:
    in_hand = getattr(item, "funcargs", {})
    story = getattr(in_hand.get("target"), "story", None)
    simulator = in_hand.get("sim") or getattr(in_hand.get("target"), "simulator", None)
    if isinstance(story, Story) and simulator is None:
        for number, call in enumerate(story.exchanges, 1):
            at = f"at {call.at}"
            yield _step(number, call.operation, call.method, call.path, call.status, at)
    elif isinstance(simulator, Simulator):
        for document in simulator.requests.find():
            one = Exchange.of(document)
            why = [f"{remark.rule}: {remark.message}" for remark in one.explanations]
            told = "; ".join([f"trace {one.trace}", *why])
            yield _step(one.number, one.operation, one.method, one.url, one.status, told)


def _step(
    number: int, operation: str, method: str, url: str, status: int, details: str
) -> Mapping[str, Any]:
    called = f"{method} {url}"
    happened = str(status) if status else "no answer"
    name = f"{number} {operation or called}"
    return {"name": name, "called": called, "happened": happened, "details": details}


def _group(report: pytest.TestReport, seen: Seen) -> Group:
    """A story's calls; the verdict on its claim stands at the last of them."""
    broken = report.longreprtext.strip().splitlines()[-1:] if report.failed else []
    skipped = _reason(report) if report.skipped else None
    breach = "\n".join(broken) or "it failed" if report.failed else None
    promise = Promise(report.nodeid, seen["claim"], seen["truth"], "", breach)
    steps = [
        Step(one["name"], one["called"], one["happened"], (), (one["details"],))
        for one in seen["steps"]
    ] or [Step(report.nodeid.rpartition("::")[2], "", report.outcome)]
    last = steps[-1]
    steps[-1] = Step(
        last.name,
        last.called,
        last.happened,
        (promise,),
        (*last.details, *(report.longreprtext.splitlines()[-20:] if report.failed else ())),
        report.duration,
        skipped,
    )
    return Group(report.nodeid, tuple(steps), seen["claim"])


def _reason(report: pytest.TestReport) -> str:
    found = report.longrepr
    return str(found[2]) if isinstance(found, tuple) else str(found)
