"""What a workspace can be told: settings, processing."""

from collections.abc import Iterable
from typing import Any

import pytest

from invaller.kernel.clock import ClockError
from invaller.kernel.processing import Processing, ProcessingError, setting_for
from invaller.kernel.settings import Settings, SettingsError

SWITCHES: dict[str, Iterable[str]] = {"dimona.period-hours": ("real", "zero")}


def test_members_replace_the_ones_before() -> None:
    """A given member replaces, an absent one and null leave what was there."""
    settings = Settings(seed="7").changed({"strictness": "strict", "clock": None}, {})
    assert settings == Settings(seed="7", strictness="strict")


def test_processing_and_switches_merge() -> None:
    """Processing and switches keep what is not named again."""
    before = Settings(processing={"default": "hold"})
    after = before.changed({"processing": {"dimona": "polls:2"}}, {}).changed(
        {"switches": {"dimona.period-hours": "zero"}}, SWITCHES
    )
    assert after.processing == {"default": "hold", "dimona": "polls:2"}
    assert after.switches == {"dimona.period-hours": "zero"}
    assert before == Settings(processing={"default": "hold"})


def test_one_processing_is_that_of_all() -> None:
    """Processing as one text is the default for all work."""
    assert Settings().changed({"processing": "immediate"}, {}).processing == {
        "default": "immediate"
    }


def test_seed_is_text() -> None:
    """A seed given as a number is the text of that number."""
    assert Settings().changed({"seed": 12}, {}) == Settings(seed="12")


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"speed": "fast"}, "speed.*strictness"),
        ({"strictness": "loose"}, "lenient or strict"),
        ({"registers": "ajar"}, "closed or open"),
        ({"clock": "stopped"}, "real or frozen"),
        ({"switches": {"dimona.unknown": "x"}}, "dimona.period-hours"),
        ({"switches": {"dimona.period-hours": "one"}}, "real or zero"),
    ],
)
def test_unknown_settings_are_refused(document: dict[str, Any], told: str) -> None:
    """A setting or value that does not exist is refused, and the message names what does."""
    with pytest.raises(SettingsError, match=told):
        Settings().changed(document, SWITCHES)


@pytest.mark.parametrize("now", ["soon", "9999-12-31T23:59:59Z", "0001-01-01"])
def test_unusable_start_is_refused(now: str) -> None:
    """A start that is no instant, or one that no clock shows, is refused."""
    with pytest.raises(ClockError):
        Settings().changed({"now": now}, {})


@pytest.mark.parametrize(
    ("text", "processing"),
    [
        ("time", Processing("time")),
        ("immediate", Processing("immediate")),
        ("hold", Processing("hold")),
        ("polls:3", Processing("polls", 3)),
    ],
)
def test_processing_is_read(text: str, processing: Processing) -> None:
    """The four ways in which accepted work gets done are read."""
    assert Processing.parse(text) == processing


@pytest.mark.parametrize(
    "text", ["", "polls", "polls:", "polls:0", "polls:-1", "polls:x", "time:3", "hold:1", "later"]
)
def test_no_processing_is_refused(text: str) -> None:
    """Other texts are refused with the four that there are."""
    with pytest.raises(ProcessingError, match="time, immediate, polls:N"):
        Processing.parse(text)


def test_most_specific_processing_counts() -> None:
    """A kind's own setting goes before its API's, and that before the default."""
    settings = {"default": "hold", "dimona": "immediate", "dimona.result": "polls:2"}
    assert setting_for(settings, "dimona", "result") == Processing("polls", 2)
    assert setting_for(settings, "dimona", "other") == Processing("immediate")
    assert setting_for(settings, "prisma", "any") == Processing("hold")
    assert setting_for({}, "prisma", "any") == Processing("time")
