"""A report as JUnit XML: one suite a group, one case a step."""

import re
from collections.abc import Iterable

from lxml import etree
from lxml.builder import E

from invaller_contracts.report.report import Group, Report, Step

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def text_of(report: Report) -> str:
    """The report as an XML document."""
    root = E.testsuites(*(_suite(group) for group in report.groups))
    _numbered(root, report.steps)
    root.set("name", _clean(report.title))
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8").decode()


def _suite(group: Group) -> etree._Element:
    suite = E.testsuite(*(_case(group, step) for step in group.steps))
    suite.set("name", _clean(group.name))
    _numbered(suite, group.steps)
    return suite


def _numbered(element: etree._Element, steps: Iterable[Step]) -> None:
    words = [step.word for step in steps]
    counts = {"tests": len(words), "failures": words.count("broken"), "errors": 0}
    for name, number in {**counts, "skipped": words.count("skipped")}.items():
        element.set(name, str(number))


def _case(group: Group, step: Step) -> etree._Element:
    case = E.testcase(
        classname=_clean(group.name), name=_clean(step.name), time=f"{step.seconds:.3f}"
    )
    for promise in step.broken if step.skipped is None else ():
        told = [promise.broken or "", f"promised: {promise.text} ({promise.truth})"]
        told += [f"source: {promise.source}", f"called: {step.called}", *step.details]
        case.append(
            E.failure(
                _clean("\n".join(told)),
                type=_clean(promise.name),
                message=_clean(promise.broken or ""),
            )
        )
    if step.skipped is not None:
        case.append(E.skipped(message=_clean(step.skipped)))
    case.append(E("system-out", _clean(_output(step))))
    return case


def _output(step: Step) -> str:
    kept = [f"kept: {p.name} ({p.truth})" for p in step.promises if p.broken is None]
    return "\n".join([step.called, step.happened, *kept])


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
