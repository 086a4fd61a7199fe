"""Every story of a contract says on whose word it stands."""

import pytest

CONFTEST = "from invaller_contracts.conftest import *"


def collected(pytester: pytest.Pytester, marker: str, name: str) -> pytest.RunResult:
    """Collect one test with a marker, in a module with a name."""
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(**{name: f"import pytest\n{marker}\ndef test_it(): pass"})
    return pytester.runpytest_inprocess("--strict-markers", "--collect-only")


@pytest.mark.parametrize("word", ["verified", "documented", "assumed"])
def test_a_story_with_its_word_is_collected(pytester: pytest.Pytester, word: str) -> None:
    """Each of the three words is one, on the story or on its module."""
    marker = f"pytest.mark.truth('{word}')"
    assert collected(pytester, f"@{marker}", "test_stories").ret == 0
    assert collected(pytester, f"pytestmark = {marker}", "test_stories_more").ret == 0


@pytest.mark.parametrize("marker", ["", "@pytest.mark.truth()", "@pytest.mark.truth('rumour')"])
def test_a_story_without_a_word_is_refused(pytester: pytest.Pytester, marker: str) -> None:
    """None, an empty one and another word stop the run, and it says what would be right."""
    refused = collected(pytester, marker, "test_stories_in")
    assert refused.ret == pytest.ExitCode.USAGE_ERROR
    refused.stderr.fnmatch_lines(["*mark it truth(verified or documented or assumed)*"])


def test_other_tests_need_no_word(pytester: pytest.Pytester) -> None:
    """A property test stands on the specification."""
    assert collected(pytester, "", "test_properties").ret == 0
