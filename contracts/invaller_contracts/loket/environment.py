"""What stories of Loket need at a real environment: whom they are about, and who else calls.

Who calls in most of them stands with the token service (loketoauth).
"""

from collections.abc import Callable, Mapping
from typing import Any

from invaller_contracts.loketoauth.client import signed_in
from invaller_contracts.provider.environment import Environment, Values, Variable
from invaller_contracts.simulator import Simulator

EMPLOYER, EMPLOYEE = "INVALLER_LOKET_EMPLOYER", "INVALLER_LOKET_EMPLOYEE"
MAY_SEND, RESPONSE = "INVALLER_LOKET_MAY_SEND", "INVALLER_LOKET_RESPONSE_MESSAGE"
SELF_SERVICE_EMPLOYEE = "INVALLER_LOKET_SELF_SERVICE_EMPLOYEE"
SELF_SERVICE_TOKEN = "INVALLER_LOKET_SELF_SERVICE_REFRESH_TOKEN"
VIEWER_TOKEN = "INVALLER_LOKET_VIEWER_REFRESH_TOKEN"
FOREIGN_EMPLOYER = "INVALLER_LOKET_FOREIGN_EMPLOYER"

SELF_SERVICE_USER, VIEWER = "j.bakker@zonnehof.example", "k.kijker@delinde.example"
"""Users of the seed: an employee, and somebody who may change nothing."""

_SAMPLE_EMPLOYER, _SAMPLE_EMPLOYEE = "Kwekerij Zonnehof B.V.", "1006"
_SAMPLE_SELF_SERVICE, _SAMPLE_FOREIGN_EMPLOYER = "1001", "Softwarehuis Helder B.V."


def _prepare(sim: Simulator, values: Values) -> None:
    """Let the employer and the employees of the seed be called as those of an environment."""
    known = sim.state()["documents"]
    employer = _with(known["loket.employer"], "companyName", _SAMPLE_EMPLOYER)
    _change(
        sim, "loket.employer", employer, "companyName", dict.fromkeys(employer, values[EMPLOYER])
    )
    wanted = {
        int(values[EMPLOYEE]): int(_SAMPLE_EMPLOYEE),
        int(values[SELF_SERVICE_EMPLOYEE]): int(_SAMPLE_SELF_SERVICE),
    }
    theirs = {k: one for k, one in known["loket.employee"].items() if one["employer"] in employer}
    numbers = {key: int(one["body"]["employeeNumber"]) for key, one in theirs.items()}
    _change(sim, "loket.employee", theirs, "employeeNumber", _renumbered(numbers, wanted))


def _renumbered(numbers: dict[str, int], wanted: dict[int, int]) -> dict[str, int]:
    """The numbers of employees by id, when some are wanted in place of those of the sample.

    wanted: number of the sample by the number that it is to have. Whoever has that number takes
    one that is free then, so that none is there twice.
    """
    moved = {sample: number for number, sample in wanted.items()}
    free = sorted(moved.keys() - wanted.keys())
    changed = {}
    for key, number in numbers.items():
        if number in moved:
            changed[key] = moved[number]
        elif number in wanted:
            changed[key] = free.pop()
    return changed


def _with(rows: dict[str, Any], member: str, value: object) -> dict[str, Any]:
    return {key: row for key, row in rows.items() if row["body"].get(member) == value}


def _change(
    sim: Simulator, kind: str, rows: dict[str, Any], member: str, values: Mapping[str, object]
) -> None:
    """Give a member of rows other values, by their key."""
    changed = {
        key: {**rows[key], "body": {**rows[key]["body"], member: value}}
        for key, value in values.items()
    }
    sim.merge({kind: changed})


def _refresh_token(username: str) -> Callable[[Simulator], str]:
    def simulated(sim: Simulator) -> str:
        tokens = signed_in(sim, username).tokens
        return "" if tokens is None else tokens.refresh_token

    return simulated


def _foreign_employer(sim: Simulator) -> str:
    known = sim.state()["documents"]["loket.employer"]
    return next(iter(_with(known, "companyName", _SAMPLE_FOREIGN_EMPLOYER)))


ENVIRONMENT = Environment(
    api="loket",
    base_path="/v2",
    # The document names an end for response messages only: what takes them in runs about every
    # 15 minutes (postSendResponseMessageByPayrollTaxReturnId).
    patience=1200.0,
    told=frozenset({"type", "resourceVersion"}),
    paging=frozenset({"pageNumber"}),
    variables=(
        Variable(EMPLOYER, "company name of an employer of that user", _SAMPLE_EMPLOYER),
        Variable(
            EMPLOYEE,
            "number of an employee who is at work, with one employment that has no end",
            _SAMPLE_EMPLOYEE,
        ),
        Variable(
            SELF_SERVICE_EMPLOYEE,
            "number of an employee who has access to self service, with one employment",
            _SAMPLE_SELF_SERVICE,
        ),
        Variable(
            SELF_SERVICE_TOKEN,
            "refresh token of that employee, who may see the own data only",
            simulated=_refresh_token(SELF_SERVICE_USER),
            secret=True,
        ),
        Variable(
            VIEWER_TOKEN,
            "refresh token of a user who may see the employees of that employer, not their pay, "
            "and change nothing",
            simulated=_refresh_token(VIEWER),
            secret=True,
        ),
        Variable(
            FOREIGN_EMPLOYER,
            "id of an employer that none of those users has access to",
            simulated=_foreign_employer,
        ),
        Variable(
            MAY_SEND,
            "yes where what is confirmed may be sent: declarations to authorities, journals",
            simulated=lambda _sim: "yes",
        ),
        Variable(
            RESPONSE,
            "XML file of a response message of the Belastingdienst to the latest tax return",
            simulated=lambda _sim: "<Bericht/>",
            file=True,
        ),
    ),
    prepare=_prepare,
)
