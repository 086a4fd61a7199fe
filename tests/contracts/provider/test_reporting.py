"""Reports of a run of stories: a case a call, and the verdict with whose word it is."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from lxml import etree, html

STORIES = '''
    import pytest

    @pytest.mark.truth("documented")
    def test_kept(sim):
        """A declaration that nobody made is not found."""
        answer = sim.http.get("/REST/dimona/v2/declarations/1", headers=sim.credentials.bearer())
        assert answer.status_code == 404

    @pytest.mark.truth("assumed")
    def test_broken(sim):
        """Nobody needs a token."""
        sim.http.get("/REST/dimona/v2/periods/1")
        assert sim.http.get("/REST/dimona/v2/periods/2").status_code == 200

    @pytest.mark.skip(reason="not now")
    def test_left_out(sim):
        """It is not run."""
'''


@pytest.fixture(scope="module", params=["one process", "two processes"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a run of three stories wrote its reports."""
    folder = tmp_path_factory.mktemp("reporting")
    (folder / "test_stories_reported.py").write_text(dedent(STORIES), "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    truth(word): whose word it is\n")
    processes = ["-n", "2"] if request.param == "two processes" else []
    files = ["--contracts-junit", "run.xml", "--contracts-html", "run.html"]
    command = [sys.executable, "-m", "pytest", "-pno:schemathesis", *processes, *files]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    assert "1 failed, 1 passed, 1 skipped" in done.stdout, done.stdout + done.stderr
    return folder


def test_each_call_of_a_story_is_a_case(written: Path) -> None:
    """The failure stands at the last call of its story, a story that did not run is skipped."""
    root = etree.fromstring((written / "run.xml").read_bytes())
    suites = {str(suite.get("name")).rpartition("::")[2]: suite for suite in root}
    calls = {name: [case.get("name") for case in suite] for name, suite in suites.items()}
    assert calls == {
        "test_kept": ["1 getDeclaration"],
        "test_broken": ["1 getPeriod", "2 getPeriod"],
        "test_left_out": ["test_left_out"],
    }
    failed = suites["test_broken"].findall("testcase/failure")
    assert suites["test_broken"].xpath("testcase[failure]/@name") == ["2 getPeriod"]
    assert "promised: Nobody needs a token. (assumed)" in (failed[0].text or "")
    assert suites["test_left_out"].xpath("testcase/skipped/@message") == ["Skipped: not now"]


def test_the_page_says_whose_word_a_verdict_is(written: Path) -> None:
    """The claim of a story stands beside what happened, with documented or assumed."""
    page = html.fromstring((written / "run.html").read_text("utf-8"))
    kept = page.xpath("//tr[@class='kept']")[0].text_content()
    assert "A declaration that nobody made is not found." in kept
    assert "documented" in kept
    assert "404" in kept
    assert "assumed" in page.xpath("//tr[@class='broken']")[0].text_content()
