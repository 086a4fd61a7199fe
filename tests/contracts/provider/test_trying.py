"""Trying the suite on providers with a defect: what is seen, and what is not."""

from typing import Any

from click.testing import CliRunner

from invaller_contracts.provider.__main__ import main
from invaller_contracts.provider.defects import Defect, defects, in_json
from invaller_contracts.provider.trying import trial_of, tried


def test_a_defect_is_seen_by_a_story() -> None:
    """The first story that fails is named."""
    trial = tried("dimona.period-id-of-another")
    assert trial.seen_by == "test_stories_in.py::test_an_in_is_accepted"


def test_a_healthy_provider_is_not_accused() -> None:
    """A defect that changes nothing is seen by no story, although all of the API ran."""
    harmless = Defect(
        "oauth.harmless", "nothing is wrong", "test_stories", in_json("GET", "/nowhere", dict)
    )
    trial = trial_of(harmless)
    assert trial.seen_by is None
    assert trial.ran > 10


def test_a_tampering_that_fails_itself_is_not_caught() -> None:
    """A story that fails for an error in the catalogue has seen no defect of a provider."""

    def stumble(document: Any) -> None:
        document["no such member"].append(1)

    broken = Defect("oauth.stumbling", "It stumbles.", "test_stories", in_json("*", ".*", stumble))
    trial = trial_of(broken)
    assert trial.seen_by is None
    assert trial.mishap == "KeyError('no such member')"


def test_every_defect_has_an_id_of_its_own() -> None:
    """Ids start with an API and are there once; each title is a sentence."""
    found = list(defects())
    assert len({defect.id for defect in found}) == len(found)
    assert all(defect.title.endswith(".") for defect in found)


def test_there_are_sixty_defects_over_the_five_apis() -> None:
    """At least ten of each API, sixty together."""
    apis = [defect.api for defect in defects()]
    assert len(apis) >= 60
    for api in ("dimona", "precontractual", "prisma", "vaph", "loket"):
        assert apis.count(api) >= 10, api


def test_an_unknown_choice_tries_nothing() -> None:
    """A name that no defect has is told, with status 2: nothing tried is nothing proven."""
    result = CliRunner().invoke(main, ["--defect", "dimona.no-such"])
    assert result.exit_code == 2
    assert "no such defect" in result.output
