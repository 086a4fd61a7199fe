"""Reports of hostile and ordinary steps: well-formed, and nothing of a step becomes markup."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from invaller_contracts.report import html as page
from invaller_contracts.report import junit
from invaller_contracts.report.report import Group, Promise, Report, Step

SLOW_START = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The first text takes a while, as tables of characters are read then."""

TEXTS = st.text(max_size=8)
PROMISES = st.builds(
    Promise, TEXTS, TEXTS, st.sampled_from(["documented", "assumed"]), TEXTS, st.none() | TEXTS
)
STEPS = st.builds(
    Step,
    TEXTS,
    TEXTS,
    TEXTS,
    st.lists(PROMISES, max_size=2).map(tuple),
    st.lists(TEXTS, max_size=1).map(tuple),
    st.floats(0, 10),
    st.none() | TEXTS,
)
REPORTS = st.builds(
    Report,
    TEXTS,
    st.lists(st.builds(Group, TEXTS, st.lists(STEPS, max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
)


@SLOW_START
@given(REPORTS)
def test_junit_counts_every_step(report: Report) -> None:
    """A case a step, and the numbers of failures and skipped cases are those of the cases."""
    root = etree.fromstring(junit.text_of(report).encode())
    assert len(root.findall(".//testcase")) == len(report.steps) == int(root.get("tests") or 0)
    assert len(root.findall(".//testcase[failure]")) == int(root.get("failures") or 0)
    assert len(root.findall(".//testcase[skipped]")) == int(root.get("skipped") or 0)
    for suite in root.findall("testsuite"):
        assert len(suite.findall("testcase")) == int(suite.get("tests") or 0)


@SLOW_START
@given(REPORTS)
def test_the_page_has_a_row_a_step(report: Report) -> None:
    """Whatever a step says is text: no element comes out of it."""
    found = html.fromstring(page.text_of(report))
    assert len(found.xpath("//tr[td]")) == len(report.steps)
    assert not found.xpath("//script | //img | //@onerror")


def test_markup_in_a_step_is_shown_as_text() -> None:
    """A client that sends a script does not run it in the reader's browser."""
    step = Step("<script>alert(1)</script>", "GET /<img src=x onerror=alert(1)>", "200")
    text = page.text_of(Report("run", (Group("dimona", (step,)),)))
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text
