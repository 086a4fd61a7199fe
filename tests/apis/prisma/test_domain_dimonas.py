"""From a NewDimona to a declaration, and from declarations to what a worker's dimonas show."""

from __future__ import annotations

from typing import Any

import pytest

from invaller.apis.prisma.domain.dimona_records import of_date, period_of, shown
from invaller.apis.prisma.domain.dimonas import declaration, hour, joint_commission, worker_type
from invaller.apis.prisma.domain.outcome import Refused

BASE = {"NatureDeclaration": "DimonaIn", "Email": "hr@example.be", "StartingDate": "20240201"}
EMPLOYER = "0411702543"
PERIOD = 600050201853


def translated(inss: str | None = None, period: int | None = None, **sent: Any) -> dict[str, Any]:
    """The declaration of a NewDimona."""
    return declaration({**BASE, **sent}, EMPLOYER, inss, period)


def block(**sent: Any) -> Any:
    """The block dimonaIn of a NewDimona."""
    return translated(inss="65111899997", **sent)["dimonaIn"]


def declared(sequence: int, nature: str = "DimonaIn", **more: Any) -> dict[str, Any]:
    """A declaration as it is kept."""
    members = {"StartingDate": "20240201", **more.pop("members", {})}
    kept = {"sequence": sequence, "nature": nature, "members": members, "anomalies": []}
    return {**kept, "period": PERIOD, "result": "A", **more}


def anomaly(code: str, **more: Any) -> dict[str, Any]:
    """An anomaly as the RSZ tells it."""
    return {"code": code, "message": "too late", "where": "/dimonaIn", "found": None, **more}


@pytest.mark.behaviour("prisma.dimona.joint-commission", "prisma.dimona.worker-type")
def test_ordinary_worker() -> None:
    """An ordinary worker is declared as OTH with joint commission XXX."""
    assert translated(inss="65111899997") == {
        "employer": {"enterpriseNumber": EMPLOYER},
        "worker": {"ssin": "65111899997"},
        "dimonaIn": {
            "startDate": "2024-02-01",
            "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"},
        },
    }


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"WorkerType": "flx", "Student": "Y", "ContractType": "Extra"}, "FLX"),
        ({"Student": "Y", "ContractType": "Normal"}, "STU"),
        ({"Student": "N", "ContractType": "Extra"}, "EXT"),
        ({"ContractType": "IBO"}, "IVT"),
        ({}, "OTH"),
    ],
)
@pytest.mark.behaviour("prisma.dimona.worker-type")
def test_worker_type(sent: dict[str, str], expected: str) -> None:
    """WorkerType goes first, then Student, then ContractType."""
    assert worker_type(sent) == expected


@pytest.mark.behaviour("prisma.dimona.joint-commission")
def test_joint_commission() -> None:
    """Commissions that Dimona tells apart are declared, with their sub-commissions; others not."""
    sent = (None, "302", "302.01", "140,03", "200", "319.01", "")
    expected = ["XXX", "302", "302", "140", "XXX", "XXX", "XXX"]
    assert [joint_commission(number) for number in sent] == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("202402010830", "0830"),
        ("080000000000", "0800"),
        ("000000000000", "0000"),
        ("202402010000", "0000"),
        ("1730", "1730"),
    ],
)
@pytest.mark.behaviour("prisma.dimona.hours-of-twelve")
def test_hour(sent: str, expected: str) -> None:
    """An hour is read out of both forms of twelve digits, and out of four."""
    assert hour({"StartingHour": sent}, "StartingHour") == expected


def test_no_hour() -> None:
    """A text that is no hour is refused, and none is none."""
    assert hour({}, "StartingHour") is None
    with pytest.raises(Refused) as refused:
        hour({"StartingHour": "8u30"}, "StartingHour")
    assert refused.value.rule == "prisma.dimona.hours-of-twelve"


@pytest.mark.behaviour("prisma.dimona.person")
@pytest.mark.parametrize(
    ("inss", "sent", "expected"),
    [
        ("65111899997", {"INSS": 5072101325}, "05072101325"),
        ("65111899997", {"INSS": 0}, "65111899997"),
        ("65111899997", {}, "65111899997"),
    ],
)
def test_person_by_number(inss: str | None, sent: dict[str, Any], expected: str) -> None:
    """The INSS that is sent goes before that of the worker."""
    assert translated(inss, **sent)["worker"] == {"ssin": expected}


@pytest.mark.behaviour("prisma.dimona.person")
def test_person_by_data() -> None:
    """Without INSS the personal data that were sent are declared."""
    sent: dict[str, Any] = {
        "Name": "DUPONT",
        "Firstname": "ANNE",
        "Sex": "F",
        "Birthdate": "19900000",
        "Birthplace": "Lille",
        "BirthplaceCountry": "00111",
        "Street": "Nieuwstraat",
        "HouseNumber": "1",
        "ZIPCode": "1000",
        "City": "Brussel",
    }
    assert translated(**sent)["worker"] == {
        "familyName": "DUPONT",
        "givenName": "ANNE",
        "birthDate": "1990-00-00",
        "placeOfBirth": "Lille",
        "countryOfBirth": 111,
        "nationality": 150,
        "gender": "1",
        "address": {
            "street": "Nieuwstraat",
            "houseNumber": "1",
            "postCode": "1000",
            "municipality": {"code": 99999, "name": "Brussel"},
            "country": 150,
        },
    }


def test_particulars() -> None:
    """Hours, control cards, traineeship and user enterprise take their places."""
    sent = {
        "EndingDate": "20240202",
        "StartingHour": "202402010800",
        "EndingHour": "202402011700",
        "PlannedHoursNbr": 8,
        "FirstMonthC32ANbr": 123456789012.0,
        "EmploymentNature": "Worker",
        "ActivityWithRisk": 2,
        "WorkerStatus": "F1",
        "JointCommissionNbr": "322",
        "UsingData": {"UsingEmployerCompanyID": 800002352, "UsingJointCommissionNbr": "302"},
    }
    user = {"enterpriseNumber": "0800002352", "jointCommissionNumber": "302"}
    assert block(**sent) == {
        "startDate": "2024-02-01",
        "startHour": "0800",
        "endDate": "2024-02-02",
        "endHour": "1700",
        "plannedHoursNumber": 8,
        "features": {
            "jointCommissionNumber": "322",
            "workerType": "OTH",
            "userEnterprise": user,
        },
        "constructionControlCards": {"firstMonthC32ANumber": 123456789012},
        "smallStatutesInformation": {
            "employmentNature": "WORKER",
            "activityWithRisk": 2,
            "workerStatus": "F1",
        },
    }


def test_later_declarations() -> None:
    """OUT has an end, a modification what it changes, a cancel nothing but the period."""
    end = {"EndingDate": "20240315"}
    assert translated(period=PERIOD, NatureDeclaration="DimonaOut", **end) == {
        "dimonaOut": {"periodId": PERIOD, "endDate": "2024-03-15"}
    }
    assert translated(period=PERIOD, NatureDeclaration="DimonaModification", **end) == {
        "dimonaUpdate": {"periodId": PERIOD, "startDate": "2024-02-01", "endDate": "2024-03-15"}
    }
    assert translated(period=PERIOD, NatureDeclaration="DimonaCancel", **end) == {
        "dimonaCancel": {"periodId": PERIOD}
    }


@pytest.mark.behaviour("prisma.dimona.belated")
def test_late() -> None:
    """A late declaration is Belated, and stays so after one in time."""
    late = declared(1, result="W", anomalies=[anomaly("90373-460")])
    out = declared(2, "DimonaOut", members={"EndingDate": "20240301"})
    [told] = shown([late])
    assert (told["Belated"], told["Status"], told["Error"]) == ("Y", "OK", "90373-460 too late")
    [told] = shown([late, out])
    assert (told["Belated"], "Error" in told, told["EndingDate"]) == ("Y", False, "20240301")


@pytest.mark.behaviour("prisma.dimona.quota-exceeded")
def test_quota() -> None:
    """Hours beyond the quota are those declared less those that were left."""
    where = "/dimonaIn/plannedHoursNumber"
    excess = anomaly("90017-369", where=where, found=100, nearest=40)
    [told] = shown([declared(1, result="W", anomalies=[excess])])
    assert (told["QuotaExceeded"], told["ExceedingHoursNbr"]) == ("Y", 60)


@pytest.mark.behaviour("prisma.dimona.refused")
def test_refused_change() -> None:
    """A change that is refused leaves the dates, and the next one that is accepted clears it."""
    refusal = [anomaly("00913-356")]
    out = {"members": {"EndingDate": "20240301"}}
    kept = [declared(1), declared(2, "DimonaOut", result="B", anomalies=refusal, **out)]
    [told] = shown(kept)
    assert (told["Status"], told["LastAction"], "EndingDate" in told) == ("Error", "O", False)
    [told] = shown([*kept, declared(3, "DimonaOut", **out)])
    assert (told["Status"], told["EndingDate"], "Error" in told) == ("OK", "20240301", False)


def test_end_taken_away() -> None:
    """A modification with the last day of the calendar takes the end away."""
    first = declared(1, members={"EndingDate": "20240301"})
    second = declared(2, "DimonaModification", members={"EndingDate": "99991231"})
    assert "EndingDate" not in shown([first, second])[0]


@pytest.mark.behaviour("prisma.dimona.of-date-latest")
def test_of_date() -> None:
    """Of two dimonas that start on one date the one declared last is meant."""
    records = shown([declared(1), declared(2, period=PERIOD + 1), declared(10, period=PERIOD + 2)])
    assert of_date(records, "20240201") == records[2]
    assert of_date(records, "20240202") is None


@pytest.mark.behaviour("prisma.dimona.out-changes-record")
def test_period() -> None:
    """A later declaration finds its period by number, else by starting date."""
    records = shown([declared(1), declared(2, period=PERIOD + 1), declared(3, result=None)])
    assert period_of(records, {**BASE, "DimonaPeriodId": float(PERIOD)}) == PERIOD
    assert period_of(records, BASE) == PERIOD + 1
    with pytest.raises(Refused) as refused:
        period_of(records, {**BASE, "DimonaPeriodId": 1})
    assert refused.value.rule == "prisma.dimona.unknown-period"
