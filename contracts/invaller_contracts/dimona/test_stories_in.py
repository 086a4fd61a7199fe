"""An employer declares that a worker enters service: results A, W and B.

Today is Monday 3 March 2025 unless a story says otherwise.
"""

import pytest

from invaller_clients import Anomaly, DimonaClient, Information, NotFound, Result
from invaller_contracts.dimona.samples import Cast, days_in_quarter, extra, ordinary, student
from invaller_contracts.provider.target import Target


@pytest.mark.sim(now="2019-09-19T10:00:00+02:00")
@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_an_in_is_accepted(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """The example of 7.1.1: result A, no anomalies, and a period with the declaration's number."""
    block = ordinary(target.day(1), target.day(2))
    declared = dimona.in_(cast.shop, cast.smith, block)
    assert declared.result is Result.ACCEPTED
    assert (declared.anomalies, declared.informations) == ((), ())
    assert declared.period_id == declared.declaration_id
    assert declared.raw["dimonaIn"] == block


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_an_accepted_in_makes_a_period(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """The worker is in the personnel file from then on (3 and 7.6)."""
    start = target.day(7)
    declared = dimona.in_(cast.shop, cast.smith, ordinary(start))
    assert declared.period_id is not None
    period = dimona.period(declared.period_id)
    assert (period.start_date, period.end_date) == (start, None)
    assert period.features == {"jointCommissionNumber": "XXX", "workerType": "OTH"}
    assert (period.last_dimona_type, period.anomaly_severity) == ("in", "none")
    assert (period.is_canceled, period.is_locked, period.is_late) == (False, False, False)
    assert period.worker["familyName"] == target.value("INVALLER_DIMONA_WORKER_NAME")


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_student_over_quota_is_a_warning(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """7.2 (2): 654 hours of the 650 of 2025 give W, and tell that 4 are too many."""
    start, end = days_in_quarter(target)
    declared = dimona.in_(cast.shop, cast.student, student(start, end, hours=654))
    assert declared.result is Result.ACCEPTED_WITH_WARNING
    assert declared.anomalies == (
        Anomaly(
            "90017-369",
            nl="Natuurlijke persoon: Overschrijding van het contingent",
            fr="Personne physique : Dépassement du contingent",
        ),
    )
    assert declared.informations == (Information("QUOTA WARNING: STUDENT", "4"),)
    assert declared.period_id == declared.declaration_id


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_a_student_within_quota_is_told_nothing(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """With all 650 hours the result is A; the hours that are left are never told."""
    start, end = days_in_quarter(target)
    declared = dimona.in_(cast.shop, cast.student, student(start, end, hours=650))
    assert (declared.result, declared.informations) == (Result.ACCEPTED, ())


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_an_end_hour_before_the_start_hour_is_refused(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """7.2 (3): result B with the label in two languages, and no period number."""
    declared = dimona.in_(cast.hotel, cast.smith, extra(target.day(7), "1800", "1000"))
    assert declared.result is Result.REFUSED
    assert declared.anomalies == (
        Anomaly(
            "00778-345",
            nl="UUR - EINDUUR: Het einduur valt vroeger dan het beginuur",
            fr="HEURE DE FIN : Heure de fin antérieure à l'heure de début",
        ),
    )
    assert (declared.period_id, declared.accepted) == (None, False)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_refused_in_makes_no_period(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """The worker is not declared: no period with that number is there or found (7.2 (3))."""
    refused = dimona.in_(cast.hotel, cast.student, extra(target.day(7), "1800", "1000"))
    with pytest.raises(NotFound):
        dimona.period(refused.declaration_id)
    periods = dimona.search_periods({"employer": cast.hotel, "worker": cast.student})
    assert refused.declaration_id not in {one.period_id for one in periods}


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("documented")
def test_a_corrected_in_is_declared_again(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """A refused declaration is corrected and sent again, under a number of its own (7.2 (3))."""
    day = target.day(7)
    refused = dimona.in_(cast.hotel, cast.smith, extra(day, "1800", "1000"))
    corrected = dimona.in_(cast.hotel, cast.smith, extra(day, "1000", "1800"))
    assert corrected.result is Result.ACCEPTED
    assert corrected.declaration_id != refused.declaration_id
    assert dimona.get(refused.declaration_id).result is Result.REFUSED


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_the_same_in_twice_is_refused(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """The second is a duplicate of a period that exists: 90373-333."""
    block = ordinary(target.day(7))
    dimona.in_(cast.shop, cast.smith, block)
    again = dimona.in_(cast.shop, cast.smith, block)
    assert (again.result, [a.error_id for a in again.anomalies]) == (Result.REFUSED, ["90373-333"])


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("assumed")
def test_a_late_in_is_a_warning(target: Target, dimona: DimonaClient, cast: Cast) -> None:
    """Declared three days after the start: W with 90373-460, and the period is late."""
    declared = dimona.in_(cast.shop, cast.smith, ordinary(target.day(-3)))
    assert [anomaly.error_id for anomaly in declared.anomalies] == ["90373-460"]
    assert declared.period_id is not None
    period = dimona.period(declared.period_id)
    assert (declared.result, period.is_late) == (Result.ACCEPTED_WITH_WARNING, True)


@pytest.mark.anywhere(writes=True)
@pytest.mark.truth("verified")
def test_an_employer_has_a_number_of_nine_or_ten_digits(
    target: Target, dimona: DimonaClient, cast: Cast
) -> None:
    """With its leading zero and without it means the same employer; answers print nine."""
    block, number = ordinary(target.day(7)), cast.shop["enterpriseNumber"].zfill(10)
    short = dimona.in_({"enterpriseNumber": number.removeprefix("0")}, cast.smith, block)
    long = dimona.in_({"enterpriseNumber": number}, cast.student, block)
    assert [short.result, long.result] == [Result.ACCEPTED, Result.ACCEPTED]
    assert short.employer == long.employer
    assert short.employer["enterpriseNumber"] == number.removeprefix("0")
