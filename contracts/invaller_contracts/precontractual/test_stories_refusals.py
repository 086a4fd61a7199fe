"""Questions that are refused, with one issue, before anything is looked up (3.3.7 to 3.3.15).

Today is Monday 3 March 2025, in the last month of a quarter.
"""

from datetime import date

import pytest

from invaller_clients import BadRequest, Issue, PrecontractualClient, Unauthorized
from invaller_contracts.precontractual.client import precontractual_client
from invaller_contracts.precontractual.samples import EMPLOYER, MANDATARY, STUDENT
from invaller_contracts.simulator import Simulator

pytestmark = pytest.mark.truth("documented")


def refusal(
    client: PrecontractualClient,
    asker: str = EMPLOYER,
    *,
    citizen: str = STUDENT,
    start: date = date(2025, 3, 10),
    represented: str | None = None,
) -> Issue:
    """The one issue for which a question is refused."""
    with pytest.raises(BadRequest) as caught:
        client.verify(asker, citizen, start, represented)
    problem = caught.value.problem
    assert problem.type == "urn:problem-type:belgif:badRequest"
    assert (problem.title, problem.detail) == ("Bad Request", "The input message is incorrect")
    (issue,) = problem.issues
    return issue


def test_an_employer_represents_nobody(employer: PrecontractualClient) -> None:
    """3.3.7: an employer that names a represented enterprise."""
    assert refusal(employer, represented=MANDATARY) == Issue(
        "The representedEnterpriseNumber should not be provided for a request from an employer",
        "query",
        "representedEnterpriseNumber",
        MANDATARY,
    )


def test_a_mandatary_represents_somebody(mandatary: PrecontractualClient) -> None:
    """3.3.8: a mandatary that names no represented enterprise."""
    assert refusal(mandatary, MANDATARY) == Issue(
        "The representedEnterpriseNumber should be provided for a request from a provider",
        "query",
        "representedEnterpriseNumber",
    )


def test_a_token_is_of_who_asks(employer: PrecontractualClient) -> None:
    """3.3.9: the enterprise number is another one than that of the token."""
    assert refusal(employer, MANDATARY) == Issue(
        "The mandataryEnterpriseNumber does not correspond to the CBE provided in the token",
        "query",
        "mandataryEnterpriseNumber",
        MANDATARY,
    )


def test_the_portal_tells_its_user(sim: Simulator) -> None:
    """3.3.10: a call of the portal without mandatarySsin, told with the text of 3.3.9."""
    with precontractual_client(sim, "portal") as portal:
        assert refusal(portal) == Issue(
            "The mandataryEnterpriseNumber does not correspond to the CBE provided in the token",
            "query",
            "mandatarySsin",
        )


def test_the_start_is_not_in_the_past(employer: PrecontractualClient) -> None:
    """3.3.11: yesterday is refused, today is not."""
    yesterday, today = date(2025, 3, 2), date(2025, 3, 3)
    assert refusal(employer, start=yesterday) == Issue(
        "StartDate cannot be in the past", "query", "startDate", "2025-03-02"
    )
    assert employer.verify(EMPLOYER, STUDENT, today).student_job is not None


def test_the_start_lies_within_the_window(employer: PrecontractualClient) -> None:
    """3.3.12: in the last month of a quarter the next quarter is open, and no later day."""
    last, after = date(2025, 6, 30), date(2025, 7, 1)
    assert employer.verify(EMPLOYER, STUDENT, last).student_job is not None
    assert refusal(employer, start=after) == Issue(
        "StartDate should fall within the permitted time frame", "query", "startDate", "2025-07-01"
    )


@pytest.mark.sim(now="2025-02-28T09:00:00+01:00")
def test_the_next_quarter_opens_in_the_last_month(employer: PrecontractualClient) -> None:
    """3.3.12: in February the second quarter is still closed."""
    assert employer.verify(EMPLOYER, STUDENT, date(2025, 3, 31)).student_job is not None
    assert refusal(employer, start=date(2025, 4, 1)).name == "startDate"


@pytest.mark.parametrize("citizen", ["06081991189", "85073003328", "6081991188"])
def test_a_citizen_is_known(employer: PrecontractualClient, citizen: str) -> None:
    """3.3.13: a number that is invalid, one that nobody has, and one without its leading zero."""
    assert refusal(employer, citizen=citizen) == Issue(
        "The citizen SSIN is not valid or does not exist", "query", "citizen", citizen
    )


@pytest.mark.parametrize("asker", ["0880820674", "1999999943", "880820673"])
def test_an_enterprise_is_known(employer: PrecontractualClient, asker: str) -> None:
    """3.3.14: a number that is invalid, one that nobody has, and one without its leading zero."""
    assert refusal(employer, asker) == Issue(
        "The mandataryEnterpriseNumber is not valid or does not exist",
        "query",
        "mandataryEnterpriseNumber",
        asker,
    )


def test_a_call_carries_a_token(sim: Simulator) -> None:
    """3.3.15: without one the answer is 401 noAccessToken."""
    with precontractual_client(sim, auth=None) as anonymous, pytest.raises(Unauthorized) as caught:
        anonymous.verify(EMPLOYER, STUDENT, date(2025, 3, 10))
    problem = caught.value.problem
    assert (problem.type, problem.title) == (
        "urn:problem-type:belgif:noAccessToken",
        "No Access Token",
    )
    assert problem.detail == "No Bearer access token found in Authorization HTTP header"
