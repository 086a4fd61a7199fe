"""What a provider of precontractual data can get wrong, as changes to questions and answers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from invaller_contracts.provider.defects import Tamper, hits, in_answers, in_json, token_of
from invaller_contracts.provider.wire import Answer, Forward, Request

PATH = r".*/verifyPre[cC]ontractualData"
_MANDATE = "register.citizen-mandate"
FLEXI, STUDENT = "flexiJobResult", "studentJobResult"


def asking(request: Request, **changes: Any) -> Request:
    """The request with other values of parameters; None leaves one out."""
    query = {name: value for name, value in {**request.query, **changes}.items() if value}
    return request.with_target(f"{request.target.partition('?')[0]}?{urlencode(query, doseq=True)}")


def otherwise(**changes: Any) -> Callable[[], Tamper]:
    """Parameters are understood otherwise; a function makes the new value of the one sent."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        if not hits(request, "GET", PATH):
            return await forward(request)
        values = {name: change(request.query.get(name)) for name, change in changes.items()}
        return await forward(asking(request, **values))

    return lambda: tamper


def instead(words: str, change: Callable[[Request], Request]) -> Callable[[], Tamper]:
    """Where a refusal with these words is due, another question is answered."""

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        if hits(request, "GET", PATH) and answer.status == 400 and words in answer.text:
            return await forward(change(request))
        return answer

    return lambda: tamper


def on_another_day(days: int) -> Callable[[Request], Request]:
    """The question about another day, so many days later."""

    def change(request: Request) -> Request:
        start = date.fromisoformat(request.query["startDate"][0]) + timedelta(days=days)
        return asking(request, startDate=start.isoformat())

    return change


def in_blocks(change: Callable[[dict[str, Any]], None], *names: str) -> Callable[[], Tamper]:
    """Blocks of answers, of these names or all, are changed in place."""

    def changed(document: Any) -> None:
        for name in names or (FLEXI, STUDENT):
            if name in document:
                change(document[name])

    return in_json("GET", PATH, changed)


def about(citizen: str, block: str, allowed: str) -> Callable[[], Tamper]:
    """A block about a citizen says something else."""

    def changed(request: Request, answer: Answer) -> Answer | None:
        document = answer.json
        if request.query.get("citizen") != [citizen] or not answer.ok or block not in document:
            return None
        document[block]["allowed"] = allowed
        return answer.with_json(document)

    return in_answers("GET", PATH, changed)


def in_refusals(
    change: Callable[[dict[str, Any]], None], status: int = 400
) -> Callable[[], Tamper]:
    """Problems of a status are changed in place."""

    def changed(_request: Request, answer: Answer) -> Answer | None:
        if answer.status != status:
            return None
        problem = answer.json
        change(problem)
        return answer.with_json(problem)

    return in_answers("*", PATH, changed)


def no_grant_is_nok(block: dict[str, Any]) -> None:
    """A block for which there is no mandate says nok."""
    if block["allowed"] == "noGrant":
        block["allowed"] = "nok"


def without_disclaimer(block: dict[str, Any]) -> None:
    """A block that is ok or nok has no description."""
    if block["description"]["type"] == "disclaimer":
        del block["description"]


def without_cause(block: dict[str, Any]) -> None:
    """A block with an error does not say why."""
    block["description"].pop("cause", None)


def cause_of_the_prose(block: dict[str, Any]) -> None:
    """The cause of trouble with the pension register is spelled as in 3.3.1, in the prose."""
    if block["description"].get("cause") == "errorFlexiJobPrecontractual":
        block["description"]["cause"] = "errorFlexijobPrecontractual"


def cause_for_no_grant(block: dict[str, Any]) -> None:
    """A block for which there is no mandate has a cause."""
    if block["allowed"] == "noGrant":
        block["description"]["cause"] = "noGrant"


def hours_as_text(block: dict[str, Any]) -> None:
    """Hours are a text."""
    if "hoursRemaining" in block:
        block["hoursRemaining"] = str(block["hoursRemaining"])


def zero_hours_left_out(block: dict[str, Any]) -> None:
    """Hours are missing when none are left."""
    if block.get("hoursRemaining") == 0:
        del block["hoursRemaining"]


def one_reference(document: Any) -> None:
    """Blocks have the reference of the call."""
    for name, reference in ((FLEXI, "flexiJobReference"), (STUDENT, "studentJobReference")):
        if reference in document.get(name, {}):
            document[name][reference] = document["precontractualMainReference"]


def trouble_everywhere(document: Any) -> None:
    """Trouble with one block is told in the other one too."""
    if document.get(FLEXI, {}).get("allowed") == "unknown" and STUDENT in document:
        document[STUDENT] = document[FLEXI]


def hours_of_the_first_answer() -> Tamper:
    """Hours are read once for each address: declarations that follow are not seen."""
    known: dict[str, int] = {}

    async def tamper(request: Request, forward: Forward) -> Answer:
        answer = await forward(request)
        document = answer.json if hits(request, "GET", PATH) and answer.ok else None
        if document is None or "hoursRemaining" not in document.get(STUDENT, {}):
            return answer
        block = document[STUDENT]
        block["hoursRemaining"] = known.setdefault(request.target, block["hoursRemaining"])
        return answer.with_json(document)

    return tamper


async def mandate_of_the_employer(request: Request, forward: Forward) -> Answer:
    """A mandatary is given the mandates of the enterprise that it represents."""
    if hits(request, "GET", PATH) and "representedEnterpriseNumber" in request.query:
        asker, employer = (
            request.query[name][0]
            for name in ("mandataryEnterpriseNumber", "representedEnterpriseNumber")
        )
        citizen = request.query["citizen"][0]
        state = (await forward(request.control("GET", "/state"))).json
        mandate = state["documents"].get(_MANDATE, {}).get(f"{citizen}|{employer}")
        if mandate is not None:
            given = {f"{citizen}|{asker}": {**mandate, "enterpriseNumber": asker}}
            body = {"documents": {_MANDATE: given}}
            await forward(request.control("PATCH", "/state", body))
    return await forward(request)


async def any_token(request: Request, forward: Forward) -> Answer:
    """A token that is not valid any more is taken for a valid one."""
    answer = await forward(request)
    if answer.status != 401 or not request.header("authorization"):
        return answer
    token = await token_of(request, forward, client="employer")
    bearer = ("authorization", f"Bearer {token}")
    renewed = request.without_header("authorization")
    return await forward(Request(request.method, renewed.target, (*renewed.headers, bearer)))


async def any_method(request: Request, forward: Forward) -> Answer:
    """Whatever the method, the question is answered."""
    if hits(request, "*", PATH):
        return await forward(Request("GET", request.target, request.headers))
    return await forward(request)


def belgif_500(_request: Request, answer: Answer) -> Answer | None:
    """A technical problem has the form of a belgif problem."""
    if answer.status != 500:
        return None
    problem = {"type": "urn:problem-type:belgif:internalServerError", "status": 500}
    return answer.with_json({**problem, "title": "Internal Server Error"})


def unknown_404(_request: Request, answer: Answer) -> Answer | None:
    """The refusal of an unknown citizen has status 404."""
    return answer.with_status(404) if "SSIN is not valid" in answer.text else None


def one_spelling(request: Request, answer: Answer) -> Answer | None:
    """The path with a capital C is not found."""
    return answer.with_status(404) if "PreC" in request.path else None


def as_json(_request: Request, answer: Answer) -> Answer | None:
    """Whatever is no success is sent as application/json."""
    return None if answer.ok else answer.with_header("Content-Type", "application/json")


def in_issues(change: Callable[[dict[str, Any]], None]) -> Callable[[], Tamper]:
    """The issues of refusals are changed in place."""

    def changed(problem: dict[str, Any]) -> None:
        for issue in problem["issues"]:
            change(issue)

    return in_refusals(changed)
